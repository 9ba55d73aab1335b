"""The pages a person reads: the chat, and the evidence, rules and intended use behind it, which need no JavaScript."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, render_template, request

from bot.faults import Refused
from rules.facts import FactDefinition
from rules.ruleset import ACTIONS
from web.current import service

PAGES = (
    ("page.chat", "Chat"),
    ("page.evidence", "Evidence"),
    ("page.rules", "Rules"),
    ("page.intended_use", "Intended use"),
)
GROUPS: Mapping[str, str] = {
    "setting": "Setting",
    "patient": "Person",
    "disease": "Disease",
    "pregnancy": "Pregnancy",
    "safety_history": "Safety history",
    "kidney": "Kidney",
    "blood": "Blood",
    "treatment": "Treatment",
    "thrombosis": "Thrombosis",
    "bleeding": "Bleeding",
    "derived": "Scores and workings",
}
SOURCE_WORDS: Mapping[str, str] = {
    "verified": "Verified: the text itself was read",
    "secondary": "Secondary: confirm against the current label",
    "seed": "As the review of 2012 says it",
    "derived": "Computed from other findings",
    "unverified": "Not opened: it may only restrict or refer",
}
FINDINGS_ON_A_PAGE = 50
LONGEST_QUESTION = 500
doors = Blueprint("page", __name__, static_folder="static", template_folder="templates")


def register(app: Flask) -> None:
    """Open the pages of `app`."""
    app.register_blueprint(doors)


@doors.app_context_processor
def frame() -> dict[str, object]:
    """What every page shows: the list of pages, and the version of the rules."""
    return {"pages": PAGES, "ruleset_version": service().version}


@doors.get("/")
def chat() -> str:
    """The chat about one patient."""
    return render_template("chat.html", site_label=service().basis.default_label or "")


@doors.get("/vocabulary.json")
def vocabulary() -> Response:
    """The words of the facts and topics, for the chat, as lists because their order counts."""
    facts = [_definition(fact) for fact in service().basis.vocabulary.facts.values()]
    answer = jsonify({"facts": facts, "groups": _titled(GROUPS), "topics": _titled(_titles())})
    answer.cache_control.no_cache = True
    return answer


def _titled(titles: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"id": name, "title": title} for name, title in titles.items()]


def _definition(fact: FactDefinition) -> dict[str, object]:
    choices = [{"value": choice, "label": fact.choice_words.get(choice, choice)} for choice in fact.choices]
    units = [unit for unit in (fact.unit, *fact.also) if unit]
    shown: dict[str, object] = {
        "id": fact.id,
        "group": fact.group,
        "type": fact.type,
        "label": fact.label,
        "unit": fact.unit,
        "units": units,
        "choices": choices,
        "derived": fact.derived,
    }
    optional = ("low", "high", "fresh_days", "question", "why")
    return shown | {name: value for name in optional if (value := getattr(fact, name)) not in (None, "")}


@doors.get("/evidence")
def evidence() -> str:
    """An answer from the evidence to the question `q`, or all findings page by page."""
    asked = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    if asked:
        return render_template("evidence.html", asked=asked, found=service().evidence(asked))
    after = request.args.get("after") or None
    found = service().findings(after, FINDINGS_ON_A_PAGE)
    return render_template("evidence.html", asked="", found=found, after=after)


@doors.get("/evidence/<finding_id>")
def evidence_one(finding_id: str) -> str:
    """One finding with its figure, place, caveats, and the rules resting on it."""
    finding = service().finding(finding_id)
    return render_template("finding.html", finding=finding, resting=_rules_resting_on(finding_id))


def _rules_resting_on(finding_id: str) -> list[dict[str, str]]:
    found = service().rules()
    everything = [*found["rules"], *found["stops"]]
    return [rule for rule in everything if finding_id in rule.get("evidence", ())]


@doors.get("/references")
def references() -> str:
    """The references of the review, by number."""
    return render_template("references.html", references=service().references()["references"])


@doors.get("/references/<int(max=9999):number>")
def references_one(number: int) -> str:
    """One reference with the findings resting on it."""
    reference = service().reference(number)
    resting = [service().finding(finding_id) for finding_id in reference.get("findings", ())]
    return render_template("reference.html", reference=reference, resting=resting)


@doors.get("/rules")
def rules() -> str:
    """Every rule in force, topic by topic."""
    found = service().rules()
    tables: dict[str, dict[str, list[Any]]] = {topic: {} for topic in ACTIONS}
    for rule in found["rules"]:
        tables[rule["topic"]].setdefault(rule["table"], []).append(rule)
    titles = {entry["topic"]: entry["title"] for entry in found["topics"]}
    return render_template("rules.html", found=found, tables=tables, titles=titles)


@doors.get("/rules/<rule_id>")
def rules_one(rule_id: str) -> str:
    """One rule, readable aloud, with its sources."""
    rule = service().rule(rule_id)
    findings = [service().finding(finding_id) for finding_id in rule.get("evidence", ())]
    title = rule_headline(rule) if "headline" in rule else rule_headline(rule.get("forms", [{}])[0])
    return render_template("rule.html", rule=rule, findings=findings, title=title)


@doors.get("/intended-use")
def intended_use() -> str:
    """What Lendex is for, what it is not, and what it rests on."""
    return render_template("intended_use.html")


@doors.errorhandler(Refused)
def missing(refusal: Refused) -> tuple[str, int]:
    """A page for what does not exist or was refused."""
    return render_template("missing.html", message=refusal.message, hint=refusal.hint), refusal.status


@doors.app_template_filter("figure")
def figure(value: Any) -> str:
    """A figure of a finding as printed: no trailing zeros."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@doors.app_template_filter("signs")
def signs(condition: str) -> str:
    """A condition with the signs of print."""
    return condition.replace("<=", "≤").replace(">=", "≥")


@doors.app_template_filter("rule_headline")
def rule_headline(rule: Mapping[str, Any]) -> str:
    """The headline of a rule; one that gives a dose names its drug, and a computed dose is called so."""
    words: str = rule.get("headline", "No prescribing label chosen").replace("{dose}", "next dose of the ladder")
    drug: str = rule.get("dose", {}).get("drug", "")
    return words if drug in words.lower() else f"{drug.capitalize()} {words}"


@doors.app_template_filter("source_words")
def source_words(status: str) -> str:
    """How far a source was read, in words."""
    return SOURCE_WORDS.get(status, status)


@doors.app_template_filter("topic_title")
def topic_title(topic: str) -> str:
    """The title of a topic."""
    return _titles().get(topic, topic.replace("_", " "))


def _titles() -> Mapping[str, str]:
    return service().basis.evaluator.ruleset.titles
