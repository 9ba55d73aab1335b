"""The case bank: patients in YAML with the advice that is expected for them, run through the real evaluators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from rules.deciding import decide
from rules.decision import Advice, Decision
from rules.evaluating import Evaluator
from rules.facts import Vocabulary
from rules.values import Fact, FactRejected, read_fact

CASE_KEYS = frozenset({"name", "source", "like", "facts", "without", "today", "expect"})
EXPECT_KEYS = frozenset(
    {"advice", "no_advice", "only", "unsettled", "settled", "notices", "no_notices", "facts"}
)
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
    """How one case came out: `misses` says in clinical words what was expected and what came."""

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


def _file(path: Path) -> Iterator[Case]:
    try:
        content = YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
        patients = content.get("patients", {})
        for index, entry in enumerate(content["cases"]):
            yield _case(path.name, content["cases"].lc.item(index)[0] + 1, entry, patients)
    except (YAMLError, OSError, KeyError, TypeError, AttributeError) as fault:
        raise CasesUnreadable(
            f"{path.name} cannot be read as a file of cases: {type(fault).__name__}: {fault}"
        ) from None


def _case(file: str, line: int, entry: Mapping[str, Any], patients: Mapping[str, Any]) -> Case:
    stray = (set(entry) - CASE_KEYS) | (set(entry["expect"]) - EXPECT_KEYS)
    if stray:
        raise CasesUnreadable(f"{file}:{line}: `{sorted(stray)[0]}` is no key of a case")
    if "like" in entry and entry["like"] not in patients:
        raise CasesUnreadable(f"{file}:{line}: there is no patient `{entry['like']}` in this file")
    facts = {**patients.get(entry.get("like", ""), {}), **entry.get("facts", {})}
    for gone in entry.get("without", ()):
        facts.pop(gone, None)
    return Case(file, line, entry["name"], _plain(facts), entry["expect"], entry.get("today", DEFAULT_TODAY))


def _plain(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without YAML's own kinds of number and mapping."""
    plain: dict[str, Any] = {}
    for fact_id, raw in facts.items():
        if isinstance(raw, dict):
            plain[fact_id] = _plain(raw)
        elif isinstance(raw, float):
            plain[fact_id] = float(raw)
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
    fired = frozenset(row.rule for row in decision.advice)
    return CaseResult(case, tuple(_misses(decision, case.expect)), fired)


def _misses(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    for wanted in expect.get("advice", ()):
        if not any(_fits(row, wanted) for row in decision.advice):
            yield f"expected {_words(wanted)}; came {_came(decision, wanted.get('topic'))}"
    for unwanted in expect.get("no_advice", ()):
        for row in decision.advice:
            if _fits(row, unwanted):
                yield f"must not come, but came: {_row_words(row)}"
    yield from _only(decision, expect)
    yield from _open_topics(decision, expect)
    codes = {notice.code for notice in decision.notices}
    yield from (
        f"expected the notice {code}; came {', '.join(sorted(codes)) or 'none'}"
        for code in expect.get("notices", ())
        if code not in codes
    )
    yield from (f"the notice {code} must not come" for code in expect.get("no_notices", ()) if code in codes)


def _only(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    for topic in expect.get("only", ()):
        wanted = [entry for entry in expect.get("advice", ()) if entry.get("topic") == topic]
        for row in decision.advice:
            if row.topic == topic and not any(_fits(row, entry) for entry in wanted):
                yield f"nothing else of {topic} was expected, but came: {_row_words(row)}"


def _open_topics(decision: Decision, expect: Mapping[str, Any]) -> Iterator[str]:
    open_topics = {entry.topic: entry.needs for entry in decision.unsettled}
    for topic, needs in expect.get("unsettled", {}).items():
        missing = [need for need in needs if need not in open_topics.get(topic, ())]
        if topic not in open_topics:
            yield f"{topic} was expected to be unsettled; it came out as {_came(decision, topic)}"
        elif missing:
            yield f"{topic} was expected to need {', '.join(missing)}; it needs {', '.join(open_topics[topic])}"
    for topic in expect.get("settled", ()):
        if topic in open_topics:
            yield f"{topic} was expected to be settled; it still needs {', '.join(open_topics[topic])}"


def _fits(row: Advice, wanted: Mapping[str, Any]) -> bool:
    return all(_field_fits(row, key, value) for key, value in wanted.items())


def _field_fits(row: Advice, key: str, value: Any) -> bool:
    if key == "dose":
        if row.dose is None:
            return False
        return value == "any" or all(getattr(row.dose, part) == wanted for part, wanted in value.items())
    if key == "provided":
        return len(row.provided) >= len(value) if value else True
    return bool(getattr(row, key) == value)


def _words(wanted: Mapping[str, Any]) -> str:
    return ", ".join(
        f"{key} {dict(value) if isinstance(value, dict) else value}" for key, value in wanted.items()
    )


def _came(decision: Decision, topic: str | None) -> str:
    rows = [_row_words(row) for row in decision.advice if topic in (None, row.topic)]
    waiting = [
        f"{entry.topic} unsettled, needs {', '.join(entry.needs)}"
        for entry in decision.unsettled
        if topic in (None, entry.topic)
    ]
    return "; ".join(rows + waiting) or "nothing"


def _row_words(row: Advice) -> str:
    return f"{row.topic} {row.action} ({row.status}) {row.headline} [{row.rule}]"
