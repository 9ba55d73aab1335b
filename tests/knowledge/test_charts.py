"""Charts: every bar is the figure of a finding, on the side it names and in the unit of its chart."""

from __future__ import annotations

import sqlite3

import pytest

from knowledge.building import BuildReport, build
from knowledge.charts import Bar
from knowledge.faults import NotInLibrary
from knowledge.library import Library, open_library
from knowledge.records import NOT_REPORTED
from tests.knowledge.small_evidence import SmallEvidence

RENAL = [("CrCl above 60 mL/min", 64), ("CrCl 30 to 60 mL/min", 56), ("CrCl below 30 mL/min", 50)]
TREATED = "series: treated\n        finding: pooled-orr\n        side: value\n"
CONTROL = "series: control\n        finding: pooled-orr\n        side: comparator\n"
BAD_BARS = [
    # what stands there, what is written instead, the fault
    (TREATED, TREATED.replace("pooled-orr", "pooled-or"), "there is no finding pooled-or"),
    (TREATED, TREATED.replace("value", "left"), "bars side must be one of value, comparator"),
    (TREATED, TREATED + "        colour: red\n", "bars colour is not known"),
    (TREATED, TREATED.replace("        side: value\n", ""), "bars side is missing"),
    (CONTROL, CONTROL.replace("pooled-orr", "label-floor"), "has no figure to draw in comparator_value"),
    (TREATED, TREATED.replace("pooled-orr", "label-floor"), "is in mg daily, the chart in %"),
    (TREATED, TREATED + "        patients: pooled-orr\n", "finding pooled-orr counts no patients"),
    (TREATED, TREATED + "        patients: nobody\n", "there is no finding nobody"),
    (CONTROL, TREATED, "stands there twice"),
    ("    title: Response\n", "", "title is missing"),
]


@pytest.mark.parametrize(("old", "new", "fault"), BAD_BARS)
def test_a_bar_without_a_figure_of_its_own_is_refused_at_its_place(
    evidence: SmallEvidence, old: str, new: str, fault: str
) -> None:
    evidence.spoil("charts.yaml", old, new)
    faults = evidence.faults()
    assert len(faults) == 1
    assert faults[0].startswith("charts.yaml:")
    assert "chart response: " in faults[0]
    assert fault in faults[0]


def test_words_are_no_figure_but_a_bound_and_what_was_not_reported_are(evidence: SmallEvidence) -> None:
    evidence.spoil("findings/pooled.yaml", "    value: 61\n", "    value: most patients\n")
    assert "no figure to draw in value" in evidence.faults()[0]
    for figure in ("<1", NOT_REPORTED):
        evidence.spoil("findings/pooled.yaml", "    value: most patients\n", f"    value: {figure}\n")
        build(evidence.folder, evidence.database)
        with open_library(evidence.database) as library:
            assert library.chart("response").bars[0].figure == figure
        evidence.spoil("findings/pooled.yaml", f"    value: {figure}\n", "    value: most patients\n")


def test_two_charts_do_not_share_a_position(evidence: SmallEvidence) -> None:
    bar = "{label: a, series: b, finding: pooled-orr, side: value}"
    chart = f"  - {{id: second, position: 1, title: a, about: b, unit: '%', bars: [{bar}]}}\n"
    evidence.add("charts.yaml", chart)
    assert "position 1 is that of chart response" in evidence.faults()[0]


def test_a_chart_that_does_not_exist_is_told(library: Library) -> None:
    with pytest.raises(NotInLibrary):
        library.chart("no-such-chart")


def test_every_number_of_every_chart_is_that_of_its_finding(library: Library) -> None:
    assert len(library.charts()) == 4
    for chart in library.charts():
        for bar in chart.bars:
            finding = library.finding(bar.finding)
            figure = finding.value if bar.side == "value" else finding.comparator_value
            assert bar.figure == figure, (chart.id, bar.label)
            assert finding.unit == chart.unit or figure == NOT_REPORTED, (chart.id, bar.label)
            assert bar.n == patients_behind(library, bar), (chart.id, bar.label)


def patients_behind(library: Library, bar: Bar) -> object:
    """The number of patients of a bar, followed back to the finding that gives it."""
    if not bar.patients:
        return library.finding(bar.finding).n if bar.side == "value" else None
    counted = library.finding(bar.patients)
    assert counted.unit == "patients"
    return counted.value if bar.side == "value" else counted.comparator_value


def test_response_falls_with_the_clearance_and_the_registry_stands_apart(library: Library) -> None:
    chart = library.chart("response-by-renal-function")
    assert [(bar.label, bar.figure) for bar in chart.bars if not bar.apart] == RENAL
    (registry,) = [bar for bar in chart.bars if bar.apart]
    assert (registry.finding, registry.figure) == ("registry-orr-renal-failure", 54)
    assert library.not_comparable(chart.findings)


def test_the_placebo_arm_has_its_own_number_of_patients(library: Library) -> None:
    placebo = [bar for bar in library.chart("time-to-event").bars if bar.side == "comparator"]
    assert [bar.n for bar in placebo] == [351, 351, 351]


def test_what_the_registry_does_not_report_is_shown_so(library: Library) -> None:
    unreported = [bar.label for bar in library.chart("time-to-event").bars if bar.figure == NOT_REPORTED]
    assert unreported == ["Progression-free survival (PFS)", "Duration of response"]


def test_the_charts_stand_in_tables_whose_links_hold(built: BuildReport) -> None:
    with sqlite3.connect(built.database) as connection:
        links = {row[2:4] for row in connection.execute("PRAGMA foreign_key_list(chart_bars)")}
        assert links == {("charts", "chart"), ("findings", "finding"), ("findings", "patients")}
        (bars,) = connection.execute("SELECT count(*) FROM chart_bars").fetchone()
    assert bars == built.counts["chart_bars"] > 30
