"""Which question to ask next: planned from what the rules still hang on, never from a script.

Rules added tomorrow bring their questions with them: the candidates are the facts that unsettled topics and open
stops name. Only their order is given, by the vocabulary: what can end the consultation comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rules.decision import Advice, Decision, Unsettled
from rules.facts import FactDefinition, Vocabulary
from rules.topics import GIVES

LONGEST_CHECKLIST = 7
ENDS_QUESTIONS = frozenset({"out_of_scope", "contraindicated", "emergency"})


@dataclass(frozen=True)
class Question:
    """One question: about one fact, or a checklist of several yes/no facts; `topics` are those it decides."""

    facts: tuple[str, ...]
    text: str
    why: str
    topics: tuple[str, ...]

    @property
    def fact(self) -> str:
        """The fact asked for, or the first of the checklist."""
        return self.facts[0]


def next_question(
    vocabulary: Vocabulary, decision: Decision, skipped: Sequence[str], focus: str = ""
) -> Question | None:
    """The one question most worth asking, or None when nothing is left to ask.

    `skipped` facts come last, in the order in which they were put off; `focus` is the topic the resident asked about.
    """
    wanted = candidates(vocabulary, decision)
    if not wanted or ended_by(decision):
        return None
    order = {fact_id: position for position, fact_id in enumerate(vocabulary.asking_order())}
    turn = _turns(decision, focus)

    def rank(fact_id: str) -> tuple[int, int, int]:
        return skipped.index(fact_id) + 1 if fact_id in skipped else 0, turn.get(fact_id, 0), order[fact_id]

    first = min(wanted, key=rank)
    together = _together(vocabulary[first], sorted(wanted, key=rank), vocabulary, skipped)
    topics = tuple(entry.topic for entry in decision.unsettled if set(together) & set(entry.needs))
    return Question(together, _text(vocabulary, together), vocabulary[first].why, topics)


def ended_by(decision: Decision) -> Advice | None:
    """The advice that ends all questions: out of scope, contraindicated, or an emergency."""
    return next((row for row in decision.advice if row.action in ENDS_QUESTIONS), None)


def candidates(vocabulary: Vocabulary, decision: Decision) -> tuple[str, ...]:
    """Every fact that can still change the advice and has not been answered, "not known" included."""
    needed = [need for entry in decision.unsettled if not entry.moot for need in entry.needs]
    open_ones = dict.fromkeys((*_label_first(decision), *needed, *decision.open_for_status))
    return tuple(fact for fact in open_ones if not vocabulary[fact].derived and not _answered(decision, fact))


def _label_first(decision: Decision) -> tuple[str, ...]:
    return ("label",) if any(notice.code == "label_unset" for notice in decision.notices) else ()


def _answered(decision: Decision, fact_id: str) -> bool:
    return fact_id in decision.facts


def _turns(decision: Decision, focus: str) -> dict[str, int]:
    """When each needed fact has its turn: the label, then what open stops wait for, then topic by topic.

    Whether to treat at all comes before how much, and how much lenalidomide before all that goes with it.
    """
    live = [entry for entry in decision.unsettled if not entry.moot]
    ranked = sorted(live, key=lambda entry: (entry.topic != focus, entry.topic != "eligibility", not _doses(entry)))
    turns: dict[str, int] = dict.fromkeys(_label_first(decision), -1)
    for position, entry in enumerate(ranked, start=1):
        for need in entry.needs:
            turns.setdefault(need, position)
    return turns


def _doses(entry: Unsettled) -> bool:
    return any(GIVES.get((entry.topic, outcome.action)) == "lenalidomide" for outcome in entry.possible)


def _together(
    first: FactDefinition, ranked: Sequence[str], vocabulary: Vocabulary, skipped: Sequence[str]
) -> tuple[str, ...]:
    if not first.checklist or first.id in skipped:
        return (first.id,)
    alike = [fact for fact in ranked if vocabulary[fact].checklist == first.checklist and fact not in skipped]
    return tuple(alike[:LONGEST_CHECKLIST])


def _text(vocabulary: Vocabulary, facts: tuple[str, ...]) -> str:
    if len(facts) == 1:
        return vocabulary[facts[0]].question
    listed = "; ".join(vocabulary[fact].label for fact in facts)
    return f"{vocabulary.checklists[vocabulary[facts[0]].checklist]} {listed}."
