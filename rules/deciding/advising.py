"""A rule that holds, as advice on one patient: its words with the dose filled in, its source, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rules.conditions import Band, Condition, Is, Leaf, OneOf, holding_leaves
from rules.decision import Advice, Because
from rules.deriving import Patient
from rules.dosing import dose_words, resolve
from rules.phrasing import test_words
from rules.quantities import Quantity, Value
from rules.ruleset import GIVES, Dose, Rule, RuleSet

UNOPENED = "The source of this row has not been opened, so it only restricts or refers."
NOT_PRIMARY = "The primary label text was not opened; confirm against the current label."


def advice_row(ruleset: RuleSet, rule: Rule, patient: Patient) -> Advice:
    """One rule as a firm row; what the stops leave of it is for `stopping` to say."""
    dose = resolve(rule.advise.dose, patient.facts)
    return Advice(
        rule=rule.id,
        topic=rule.topic,
        action=rule.advise.action,
        status="firm",
        headline=_filled(rule.advise.headline, dose),
        text=_filled(_sourced_text(rule), dose),
        dose=dose,
        source_status=rule.source.status,
        edition=rule.source.edition,
        evidence=rule.source.evidence,
        because=_because(ruleset, rule, patient),
    )


def _filled(text: str, dose: Dose | None) -> str:
    return text.replace("{dose}", dose_words(dose)) if dose else text


def _sourced_text(rule: Rule) -> str:
    if rule.source.status == "unverified":
        return f"{rule.advise.text} {UNOPENED}"
    gives_dose = rule.advise.dose is not None or (rule.topic, rule.advise.action) in GIVES
    return f"{rule.advise.text} {NOT_PRIMARY}" if rule.source.status == "secondary" and gives_dose else rule.advise.text


def _because(ruleset: RuleSet, rule: Rule, patient: Patient) -> tuple[Because, ...]:
    flags = {derivation.fact: derivation.flag for derivation in ruleset.derivations if derivation.flag}
    found = [
        Because(leaf.fact, test_words(ruleset.vocabulary, *_narrowed(leaf, stands, patient.facts[leaf.fact].value)))
        for leaf, stands in _opened(holding_leaves(rule.when, patient.facts), flags, patient)
        if leaf.fact in patient.facts and not _says_nothing(leaf)
    ]
    return tuple(dict.fromkeys(found))


def _says_nothing(leaf: Leaf) -> bool:
    """Whether a test only asks if a number is there at all."""
    return isinstance(leaf, Band) and leaf.at_least == 0 and leaf.below is None and leaf.at_most is None


def _opened(
    leaves: Iterable[tuple[Leaf, bool]], flags: Mapping[str, Condition], patient: Patient
) -> Iterator[tuple[Leaf, bool]]:
    """The tests, with each flag that holds followed by what makes it hold, one test a fact."""
    for leaf, stands in leaves:
        yield leaf, stands
        if leaf.fact in flags and leaf.fact in patient.facts and patient.facts[leaf.fact].value is True:
            inner = {test[0].fact: test for test in holding_leaves(flags[leaf.fact], patient.facts)}
            yield from _opened(inner.values(), flags, patient)


def _narrowed(leaf: Leaf, stands: bool, value: Value) -> tuple[Leaf, bool]:
    """A test for one or some of several values, as the value this patient has: the others may be doses of a ladder."""
    if not isinstance(leaf, Is | OneOf) or value is None or isinstance(value, bool):
        return leaf, stands
    if isinstance(value, Quantity):
        return (Is(leaf.fact, value.low), True) if value.point else (leaf, stands)
    return Is(leaf.fact, value), True
