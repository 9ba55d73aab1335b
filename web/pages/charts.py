"""The charts of the evidence: drawn from findings, with everything that limits those findings."""

from flask import render_template

from bot.answering.telling import limits
from knowledge.charts import Chart
from web.current import library
from web.pages.doors import doors
from web.pages.drawing import Drawing, draw


def drawn_charts() -> tuple[Drawing, ...]:
    """Every chart, drawn, in the order of the page."""
    return tuple(_drawn(chart) for chart in library().charts())


@doors.get("/evidence/charts/<chart_id>")
def evidence_charts_one(chart_id: str) -> str:
    """One chart with its figures as a table, and its caveats."""
    return render_template("chart.html", drawing=_drawn(library().chart(chart_id)), charts=library().charts())


def _drawn(chart: Chart) -> Drawing:
    """A chart with what must be said whenever its findings are shown, each sentence once."""
    findings = library().chosen(chart.findings)
    said = (sentence for finding in findings for sentence in limits(finding))
    apart = (f"Not comparable: {reason}" for reason in library().not_comparable(chart.findings))
    return draw(chart, tuple(dict.fromkeys((*apart, *said))))
