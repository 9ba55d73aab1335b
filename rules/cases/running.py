"""The case bank: patients in YAML with the advice that is expected for them, run through the real evaluators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from rules.cases.comparing import misses
from rules.cases.words import strange_words
from rules.deciding import decide
from rules.decision import Decision
from rules.evaluating import Evaluator
from rules.facts import Vocabulary
from rules.faults import did_you_mean
from rules.loading.yaml_source import SourceFile, read_source
from rules.ruleset import RuleSet
from rules.values import Fact, FactRejected, read_fact

CASE_KEYS = frozenset({"name", "source", "like", "facts", "without", "today", "expect"})
DEFAULT_TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Case:
    """One patient with what is expected: see the files under `cases/` for the words."""

    file: str
    line: int
    name: str
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    today: date = DEFAULT_TODAY


@dataclass(frozen=True)
class CaseResult:
    """How one case came out: `misses` in clinical words, `fired` the ids of all rules, stops and notices it reached."""

    case: Case
    misses: tuple[str, ...]
    fired: frozenset[str] = field(default=frozenset())

    @property
    def passed(self) -> bool:
        """Whether everything expected came."""
        return not self.misses


class CasesUnreadable(ValueError):
    """A case file cannot be run; the message names file and line."""


def load_cases(folder: Path) -> tuple[Case, ...]:
    """Read every case file of a folder; raise CasesUnreadable for one that cannot be read."""
    return tuple(case for path in sorted(folder.glob("*.yaml")) for case in _file(path))


def run_cases(evaluator: Evaluator, cases: tuple[Case, ...]) -> tuple[CaseResult, ...]:
    """Decide on every case and compare."""
    return tuple(_run(evaluator, case) for case in cases)


def unreached(ruleset: RuleSet, results: Iterable[CaseResult]) -> tuple[str, ...]:
    """The ids of the rules, stops and notices that no case reaches, in file order."""
    fired = frozenset().union(*(result.fired for result in results))
    ids = (
        *(rule.id for rule in ruleset.rules()),
        *(stop.id for stop in ruleset.stops),
        *(notice.id for notice in ruleset.notices),
    )
    return tuple(part for part in ids if part not in fired)


def _file(path: Path) -> Iterator[Case]:
    source = read_source(path, path.name)
    if source.faults:
        raise CasesUnreadable("\n".join(map(str, source.faults)))
    patients, entries = source.content.get("patients", {}), source.content.get("cases")
    if not isinstance(entries, list) or not isinstance(patients, dict):
        raise CasesUnreadable(
            f"{path.name}:1: the file needs `cases:`, a list, and may have `patients:`, each with facts"
        )
    for index in range(len(entries)):
        yield _case(source, entries, index, patients)


def _case(source: SourceFile, entries: Any, index: int, patients: Mapping[str, Any]) -> Case:
    place, entry = source.place(entries, index), entries[index]
    problem = _problem(entry, patients)
    if problem:
        raise CasesUnreadable(f"{place.file}:{place.line}: {problem}")
    facts = {**patients.get(entry.get("like", ""), {}), **entry.get("facts", {})}
    for gone in entry.get("without", ()):
        facts.pop(gone, None)
    today = entry.get("today", DEFAULT_TODAY)
    return Case(place.file, place.line, entry["name"], _plain(facts), entry["expect"], today)


def _problem(entry: Any, patients: Mapping[str, Any]) -> str:
    """What keeps an entry from being run as a case, or nothing."""
    if not isinstance(entry, dict) or not isinstance(entry.get("expect"), dict) or not entry.get("name"):
        return "a case needs its `name` and what to `expect`"
    for key in entry:
        if key not in CASE_KEYS:
            return f"`{key}` is no key of a case{did_you_mean(str(key), CASE_KEYS)}"
    if "like" in entry and entry["like"] not in patients:
        return f"there is no patient `{entry['like']}` in this file{did_you_mean(str(entry['like']), patients)}"
    if not isinstance(entry.get("today", DEFAULT_TODAY), date):
        return "`today` is a date, such as 2026-11-22"
    return next(strange_words(entry["expect"]), "")


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without YAML's own kinds of number and mapping."""
    plain: dict[str, Any] = {}
    for fact_id, raw in facts.items():
        if isinstance(raw, dict):
            plain[fact_id] = _plain(raw)
        elif isinstance(raw, int | float) and not isinstance(raw, bool):
            plain[fact_id] = float(raw) if isinstance(raw, float) else int(raw)
        else:
            plain[fact_id] = raw
    return plain


def read_facts(vocabulary: Vocabulary, raw: Mapping[str, Any]) -> dict[str, Fact]:
    """All facts of a JSON object; raise FactRejected for the first that is refused."""
    return {fact_id: read_fact(vocabulary, fact_id, value) for fact_id, value in raw.items()}


def _run(evaluator: Evaluator, case: Case) -> CaseResult:
    try:
        given = read_facts(evaluator.ruleset.vocabulary, case.facts)
    except FactRejected as refusal:
        return CaseResult(case, (f"the patient cannot be read: {refusal.message} {refusal.hint}",))
    decision = decide(evaluator, given, case.today)
    return CaseResult(case, tuple(misses(decision, case.expect)), frozenset(_reached(evaluator.ruleset, decision)))


def _reached(ruleset: RuleSet, decision: Decision) -> Iterator[str]:
    yield from (row.rule for row in decision.advice)
    said = {(notice.code, notice.text) for notice in decision.notices}
    yield from (rule.id for rule in ruleset.notices if (rule.code, rule.text) in said)
    if any(code == "label_unset" for code, _ in said):
        # The one stop that is announced by a notice alone.
        yield "stop-label-unset"
