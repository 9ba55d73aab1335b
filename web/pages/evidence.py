"""The pages of the evidence: an answer to a question, the charts, all findings by study, and one finding."""

from typing import Any

from flask import render_template, request

from bot.faults import Refused
from knowledge.browsing import beside, charts_with, count_findings, findings_by_study
from knowledge.records import Finding
from web.current import library, service
from web.pages.charts import drawn_charts
from web.pages.doors import doors
from web.pages.laid_out import laid_out

FINDINGS_ON_A_PAGE = 50
LONGEST_QUESTION = 500
ALSO_FOUND = 8


@doors.get("/evidence")
def evidence() -> str:
    """An answer from the evidence to the question `q`; without one the charts, and all findings page by page."""
    asked = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    if asked:
        return _answered(asked)
    total = count_findings(library())
    last = -(-total // FINDINGS_ON_A_PAGE)
    number = _page_number(last)
    found = findings_by_study(library(), (number - 1) * FINDINGS_ON_A_PAGE, FINDINGS_ON_A_PAGE)
    charts = drawn_charts() if number == 1 else ()
    return render_template(
        "evidence.html", asked="", studies=_by_study(found), charts=charts, number=number, last=last, total=total
    )


def _answered(asked: str) -> str:
    found = service().evidence(asked)
    ids = [finding["id"] for finding in found["findings"]]
    charts = dict.fromkeys(chart for finding_id in ids for chart in charts_with(library(), finding_id))
    told = {*ids, *(near["id"] for near in found.get("nearest", ()))}
    also = [finding for finding in library().search(asked, ALSO_FOUND + len(told)) if finding.id not in told]
    return render_template(
        "answer.html", asked=asked, found=found, lines=laid_out(found), charts=charts, also=also[:ALSO_FOUND]
    )


def _page_number(last: int) -> int:
    given = request.args.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    if not 1 <= number <= last:
        raise Refused(404, "not_found", "There is no such page of findings.", hint=f"The pages go from 1 to {last}.")
    return number


def _by_study(findings: tuple[Finding, ...]) -> dict[tuple[str, str], list[Finding]]:
    """The findings of a page under the id and name of their study."""
    studies: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        studies.setdefault((finding.study_id, finding.study), []).append(finding)
    return studies


@doors.get("/evidence/<finding_id>")
def evidence_one(finding_id: str) -> str:
    """One finding with its figure, place, caveats, what came later, and the rules resting on it."""
    finding = library().finding(finding_id)
    around = beside(library(), finding_id)
    return render_template(
        "finding.html",
        finding=finding,
        source=library().source(finding.source),
        beside=around,
        others=_others(finding, around),
        charts=charts_with(library(), finding_id),
        resting=_rules_resting_on(finding_id),
    )


def _others(finding: Finding, around: Any) -> dict[str, Finding]:
    """Every finding that the page of a finding names, by id."""
    groups = (*around.later, *around.confirmed, *around.earlier, *around.not_comparable, around.derived)
    named = {end for group in groups for one in group for end in (one.finding, one.other)}
    return {other.id: other for other in library().chosen(sorted(named | set(finding.derived_from)))}


def _rules_resting_on(finding_id: str) -> list[dict[str, Any]]:
    found = service().rules()
    everything = [*found["rules"], *found["stops"]]
    return [rule for rule in everything if finding_id in rule.get("evidence", ())]
