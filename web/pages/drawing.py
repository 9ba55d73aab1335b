"""Where everything of a chart stands: horizontal bars from zero, each below its label, lengths in percent.

Heights and places are in rem and lengths in percent of the drawing, so that a chart fits any page and any size
of text without being scaled.
"""

import math
from dataclasses import dataclass

from knowledge.charts import Bar, Chart
from knowledge.records import NOT_REPORTED

LONGEST = 50.0
LABEL, BAR, BETWEEN_BARS, BETWEEN_LABELS, APART = 1.3, 1.0, 0.3, 0.6, 1.9


@dataclass(frozen=True)
class DrawnBar:
    """One bar: its top in rem, its length in percent of the drawing, the figure and the patients beside it.

    `length` is None where nothing is drawn; a sliver stands for a bound such as "<1". `style` counts the series
    from 1. `label` stands above the first bar of a label, `apart` above the first that is not to be compared.
    """

    bar: Bar
    style: int
    top: float
    length: float | None
    sliver: bool
    figure: str
    patients: str
    label: str = ""
    label_top: float = 0
    apart_top: float | None = None


@dataclass(frozen=True)
class Drawing:
    """A chart with its bars placed, its series in their order, what it says in words, and what limits it."""

    chart: Chart
    bars: tuple[DrawnBar, ...]
    series: tuple[str, ...]
    height: float
    description: str
    limits: tuple[str, ...]


def draw(chart: Chart, limits: tuple[str, ...]) -> Drawing:
    """Place the bars of a chart, those that stand apart last."""
    series = tuple(dict.fromkeys(bar.series for bar in chart.bars))
    scale = LONGEST / full_length(chart)
    ordered = sorted(chart.bars, key=lambda bar: bar.apart)
    drawn: list[DrawnBar] = []
    foot = 0.0
    for bar, before in zip(ordered, [None, *ordered], strict=False):
        placed = _placed(bar, before, foot)
        drawn.append(_bar(bar, chart.unit, series.index(bar.series) + 1, scale, placed))
        foot = drawn[-1].top + BAR
    return Drawing(chart, tuple(drawn), series, foot + BETWEEN_BARS, _described(chart, drawn), limits)


def full_length(chart: Chart) -> float:
    """The figure the longest bar would stand for: the largest one, rounded up to the next ten."""
    figures = [bar.figure for bar in chart.bars if isinstance(bar.figure, (int, float))]
    return 10.0 * math.ceil(max(figures, default=0) / 10) or 10.0


@dataclass(frozen=True)
class _Place:
    top: float
    label: str
    label_top: float
    apart_top: float | None


def _placed(bar: Bar, before: Bar | None, foot: float) -> _Place:
    """Where a bar stands below the one before it, whose foot is at `foot`."""
    parting = bar.apart and not (before and before.apart)
    same = before is not None and before.label == bar.label and not parting
    if same:
        return _Place(foot + BETWEEN_BARS, "", 0, None)
    label_top = foot + (BETWEEN_LABELS if before else 0) + (APART if parting else 0)
    apart_top = foot + BETWEEN_LABELS if parting else None
    return _Place(label_top + LABEL, bar.label, label_top, apart_top)


def _bar(bar: Bar, unit: str, style: int, scale: float, place: _Place) -> DrawnBar:
    length = bar.figure * scale if isinstance(bar.figure, (int, float)) else None
    sliver = isinstance(bar.figure, str) and bar.figure != NOT_REPORTED
    return DrawnBar(
        bar=bar,
        style=style,
        top=place.top,
        length=length,
        sliver=sliver,
        figure=shown(bar, unit),
        patients="n not given" if bar.n is None else f"n = {bar.n}",
        label=place.label,
        label_top=place.label_top,
        apart_top=place.apart_top,
    )


def shown(bar: Bar, unit: str) -> str:
    """The figure of a bar as printed beside it: percent with its sign, other units are named once for the chart."""
    return f"{bar.figure}%" if unit == "%" and bar.figure != NOT_REPORTED else str(bar.figure)


def _described(chart: Chart, bars: list[DrawnBar]) -> str:
    """The chart in words, for those who do not see it."""
    unit = "" if chart.unit == "%" else f" {chart.unit}"
    told = []
    for one in bars:
        figure = one.figure if one.bar.figure == NOT_REPORTED else f"{one.figure}{unit}"
        apart = ", not comparable with the others" if one.bar.apart else ""
        told.append(f"{one.bar.label}, {one.bar.series}: {figure} ({one.patients}){apart}")
    return f"Bar chart from zero. {'; '.join(told)}."
