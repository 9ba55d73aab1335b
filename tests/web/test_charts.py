"""The charts as drawn: each number on the page leads back to a finding, lengths are true, and words say the same."""

import re
from html import unescape
from itertools import pairwise

import pytest
from flask.testing import FlaskClient

from bot.service import Service
from knowledge.charts import Bar, Chart
from knowledge.records import NOT_REPORTED
from web.pages.drawing import LONGEST, draw, full_length

CHARTS = ("response-by-renal-function", "response-registry-and-trials", "time-to-event", "adverse-events-mm018")
AMOUNT = re.compile(r'<tspan class="amount" data-finding="([^"]+)" data-side="([^"]+)">([^<]+)</tspan>')


def bar(figure: float | str, label: str = "a", apart: bool = False, series: str = "s") -> Bar:
    return Bar(label=label, series=series, finding="one", side="value", figure=figure, n=None, apart=apart)


def chart(*bars: Bar, unit: str = "%") -> Chart:
    return Chart("one", "One", "About one.", unit, bars)


@pytest.mark.parametrize("chart_id", CHARTS)
def test_every_number_in_the_drawing_is_that_of_its_finding(
    client: FlaskClient, service: Service, chart_id: str
) -> None:
    library = service.basis.library
    drawn = AMOUNT.findall(client.get(f"/evidence/charts/{chart_id}").text)
    assert len(drawn) == len(library.chart(chart_id).bars)
    for finding_id, side, shown in drawn:
        finding = library.finding(finding_id)
        figure = finding.value if side == "value" else finding.comparator_value
        assert unescape(shown).removesuffix("%") == str(figure)


@pytest.mark.parametrize("chart_id", CHARTS)
def test_the_table_the_drawing_and_its_description_say_the_same(
    client: FlaskClient, service: Service, chart_id: str
) -> None:
    text = client.get(f"/evidence/charts/{chart_id}").text
    described = unescape(re.findall(r"<desc[^>]*>(.*?)</desc>", text)[0])
    rows = re.findall(r'<td>[^<]*</td>\s*<td class="number"><a href="/evidence/([^"]+)">([^<]+)</a></td>', text)
    bars = sorted(service.basis.library.chart(chart_id).bars, key=lambda one: one.apart)
    assert [(finding, unescape(shown)) for finding, shown in rows] == [(one.finding, str(one.figure)) for one in bars]
    for one in bars:
        assert f"{one.label}, {one.series}: {one.figure}" in described


@pytest.mark.parametrize("chart_id", CHARTS)
def test_what_limits_the_findings_stands_below_the_chart_once(
    client: FlaskClient, service: Service, chart_id: str
) -> None:
    library = service.basis.library
    text = unescape(client.get(f"/evidence/charts/{chart_id}").text)
    drawn = library.chart(chart_id)
    caveats = {caveat for finding in library.chosen(drawn.findings) for caveat in finding.caveats}
    reasons = {f"Not comparable: {reason}" for reason in library.not_comparable(drawn.findings)}
    assert caveats and reasons
    assert {said: text.count(f"<li>{said}</li>") for said in caveats | reasons} == dict.fromkeys(caveats | reasons, 1)


def test_lengths_are_in_proportion_from_zero() -> None:
    first, second = draw(chart(bar(64), bar(32)), ()).bars
    assert first.length and second.length
    assert first.length == pytest.approx(2 * second.length)
    assert first.length == pytest.approx(64 / 70 * LONGEST)


@pytest.mark.parametrize(
    ("figures", "full"), [((64, 50), 70.0), ((38.0,), 40.0), ((10,), 10.0), (("<1",), 10.0), ((0,), 10.0)]
)
def test_the_longest_bar_never_leaves_its_place(figures: tuple[float | str, ...], full: float) -> None:
    assert full_length(chart(*map(bar, figures))) == full


def test_a_bound_is_a_sliver_and_what_was_not_reported_is_no_bar() -> None:
    below, unreported = draw(chart(bar("<1"), bar(NOT_REPORTED)), ()).bars
    assert (below.sliver, below.length, below.figure) == (True, None, "<1%")
    assert (unreported.sliver, unreported.length, unreported.figure) == (False, None, NOT_REPORTED)


def test_what_is_not_comparable_comes_last_under_a_label_of_its_own() -> None:
    bars = draw(chart(bar(54, apart=True), bar(64)), ()).bars
    assert [one.bar.figure for one in bars] == [64, 54]
    assert (bars[0].apart_top, bars[1].label) == (None, "a")
    assert bars[1].apart_top is not None and bars[0].top < bars[1].apart_top < bars[1].top


def test_bars_of_one_label_stand_together_and_none_covers_another() -> None:
    bars = draw(chart(bar(1), bar(2, series="t"), bar(3, label="b")), ()).bars
    assert [one.label for one in bars] == ["a", "", "b"]
    assert [one.style for one in bars] == [1, 2, 1]
    tops = [one.top for one in bars]
    assert all(later - earlier >= 1.2 for earlier, later in pairwise(tops))
