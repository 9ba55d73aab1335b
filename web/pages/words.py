"""The words of the pages: figures as printed, conditions, headlines, and how far a source was read."""

from collections.abc import Mapping
from typing import Any

from web.current import service
from web.pages.doors import doors

SOURCE_WORDS: Mapping[str, str] = {
    "verified": "Verified: the text itself was read",
    "secondary": "Secondary: confirm against the current label",
    "seed": "As the review of 2012 says it",
    "derived": "Computed from other findings",
    "unverified": "Not opened: it may only restrict or refer",
}
STANDS_WORDS: Mapping[str, str] = {
    "confirms": "Confirms the review",
    "updates": "Updates the review",
    "contradicts": "Contradicts the review",
    "beside": "Stands beside the review",
}
CITED_WORDS: Mapping[str, str] = {
    "explicit": "The review names the reference at this claim",
    "context": "The reference is taken from the sentences around it",
    "missing": "The review names no reference for it",
}
RELATION_WORDS: Mapping[str, str] = {
    "contradicts": "Contradicted",
    "updates": "Updated",
    "confirms": "Confirmed",
    "not_comparable": "Not comparable",
}


@doors.app_template_filter("figure")
def figure(value: Any) -> str:
    """A figure of a finding as printed, so that 38.0 stays 38.0."""
    return str(value)


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
    return titles().get(topic, topic.replace("_", " "))


def titles() -> Mapping[str, str]:
    """The title of every topic."""
    return service().basis.evaluator.ruleset.titles


@doors.app_template_filter("stands_words")
def stands_words(stands: str | None) -> str:
    """How a source stands to the review; the review itself stands to nothing."""
    return STANDS_WORDS[stands] if stands else "The review itself"


@doors.app_template_filter("cited_words")
def cited_words(cited: str) -> str:
    """How the review cites a claim."""
    return CITED_WORDS[cited]


@doors.app_template_filter("relation_words")
def relation_words(kind: str) -> str:
    """What became of the older finding."""
    return RELATION_WORDS[kind]


@doors.app_template_filter("plain_words")
def plain_words(name: str) -> str:
    """A name of the files, such as risk_score, as words."""
    return name.replace("_", " ")
