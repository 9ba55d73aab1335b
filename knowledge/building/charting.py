"""Charts: what each bar must find in the findings, and the rows they become."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.building.entries import Entry
from knowledge.building.reading import Problem
from knowledge.charts import FIELD_OF, drawable
from knowledge.records import NOT_REPORTED

PATIENTS = "patients"

Known = Mapping[str, Mapping[object, Entry]]
Row = dict[str, Any]


def chart_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    """What is wrong with a chart: no bars, a place taken, or a bar without a figure in the unit of the chart."""
    for other in known["charts"].values():
        if other.sound and other.key < entry.key and other.fields["position"] == entry.fields["position"]:  # type: ignore[operator]
            yield entry.problem(f"position {entry.fields['position']} is that of chart {other.key}", "position")
    bars = entry.fields["bars"]
    assert isinstance(bars, list)
    if not bars:
        yield entry.problem("has no bars", "bars")
    for index, bar in enumerate(bars):
        if bar in bars[:index]:
            yield entry.problem(f"the bar {bar['label']}, {bar['series']} stands there twice", "bars", index)
        finding = known["findings"].get(bar["finding"])
        if finding and finding.sound:
            yield from _figure_faults(entry, index, bar, finding.fields)
        counting = known["findings"].get(bar.get("patients"))
        if counting and counting.sound:
            yield from _patients_faults(entry, index, bar, counting.fields)


def _figure_faults(entry: Entry, index: int, bar: Mapping[str, Any], finding: Mapping[str, Any]) -> Iterator[Problem]:
    field = FIELD_OF[bar["side"]]
    figure, unit = finding.get(field), entry.fields["unit"]
    if not drawable(figure):
        told = f"finding {bar['finding']} has no figure to draw in {field}"
        yield entry.problem(f'{told}: it needs a number, "<1" or "{NOT_REPORTED}"', "bars", index, "side")
    elif figure != NOT_REPORTED and finding["unit"] != unit:
        told = f"finding {bar['finding']} is in {finding['unit']}, the chart in {unit}"
        yield entry.problem(told, "bars", index, "finding")


def _patients_faults(entry: Entry, index: int, bar: Mapping[str, Any], finding: Mapping[str, Any]) -> Iterator[Problem]:
    if finding["unit"] != PATIENTS or not isinstance(finding.get(FIELD_OF[bar["side"]]), int):
        told = f"finding {bar['patients']} counts no patients on the side {bar['side']}"
        yield entry.problem(told, "bars", index, "patients")


def chart_rows(charts: Iterable[Mapping[str, Any]]) -> tuple[list[Row], list[Row]]:
    """The rows of the tables charts and chart_bars; bars keep the order in which they are written."""
    rows, bars = [], []
    for chart in charts:
        rows.append({name: value for name, value in chart.items() if name != "bars"})
        for position, bar in enumerate(chart["bars"], 1):
            bars.append({"chart": chart["id"], "position": position, **bar, "apart": int(bar.get("apart", False))})
    return rows, bars
