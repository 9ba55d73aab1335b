"""From what was heard to the reply: the advice as it now stands, what changed, and one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import wording
from bot.answering import Answer, Refusal, answer, leaning_on, refusal_for
from bot.consulting import (
    Basis,
    Json,
    advice_json,
    citation_json,
    decide_on,
    facts_json,
    notice_json,
    restored_fact,
    unsettled_json,
)
from bot.conversation import History, State, apply
from bot.hearing import Heard, asked_in
from bot.planning import Question, ended_by, next_question
from bot.unnoted import worth_saying
from rules.decision import Decision
from rules.values import Fact, Facts

WELCOME = "Type what you know about the patient, or answer one question at a time."
EMPTY = (
    "I did not find a fact in that. Type what you know, for example: 72F, Cr 1.9 mg/dL, 64 kg, platelets 62 x10^9/L."
)
STANDS = "The last question still stands."
COURTESIES = {"thanks": "You're welcome.", "accepted": "All right.", "greeting": "Hello."}
NO_ANSWER = "That does not answer it; nothing was noted."
MASKED = "Something that looks like a name, number or date of birth was masked before it was kept."
DONE = {
    "undo": "Taken back.",
    "redo": "Put back.",
    "restart": "Started over: all facts are cleared.",
    "skip": "Put off; it comes again at the end.",
}
NOTHING = {
    "undo": "There is nothing to take back.",
    "redo": "There is nothing to put back.",
    "skip": "There is no question to skip.",
}


@dataclass(frozen=True)
class Reply:
    """What goes back: the reply and the facts after the turn in the outside shape, and the facts that were given."""

    reply: Json
    facts: Json
    given: Facts


@dataclass(frozen=True)
class Turning:
    """One turn while it is answered: the conversation before and after, and both decisions."""

    basis: Basis
    before: Decision
    decision: Decision
    state: State
    asked: tuple[str, ...]
    today: date
    about: tuple[str, ...] = ()


def facts_of(basis: Basis, state: State) -> dict[str, Fact]:
    """The given facts of a state."""
    return {fact_id: restored_fact(basis.vocabulary, fact_id, kept) for fact_id, kept in state.facts.items()}


def reply_to(
    basis: Basis,
    refusals: Iterable[Refusal],
    history: History,
    heard: Heard,
    asked: tuple[str, ...],
    today: date,
    about: tuple[str, ...] = (),
) -> Reply:
    """Answer one message on top of a conversation's history; `about` are the terms last asked about."""
    state = apply(history, heard.change).present
    before = decide_on(basis, facts_of(basis, history.present), (), today)
    decision = decide_on(basis, facts_of(basis, state), (), today)
    turning = Turning(basis, before, decision, state, asked, today, about)
    refusal = refusal_for(tuple(refusals), heard.said) if heard.said else None
    found = None if refusal else _evidence_asked(turning, heard)
    lines, cited = _lines(turning, refusal, heard, found, moved=state is not history.present)
    return _assemble(turning, heard, lines, cited, found)


def _evidence_asked(turning: Turning, heard: Heard) -> Answer | None:
    """The answer from the evidence, where the message asks for it: by a question, or by nothing but its words."""
    if heard.beside:
        return _asked(turning, heard.beside)
    if heard.kind != "text" or heard.facts or heard.courtesy:
        return None
    if heard.topic and any(row.topic == heard.topic for row in turning.decision.advice):
        return None
    if heard.question and not heard.topic:
        return _asked(turning, heard.question)
    if ((heard.clarify or heard.not_taken) and not heard.topic) or not heard.said:
        return None
    found = _asked(turning, heard.said)
    return None if found.refused else found


def _asked(turning: Turning, question: str) -> Answer:
    before = leaning_on(question, turning.about, facts_of(turning.basis, turning.state))
    return answer(turning.basis.library, question, before)


def _lines(
    turning: Turning, refusal: Refusal | None, heard: Heard, found: Answer | None, moved: bool
) -> tuple[list[str], list[str]]:
    lines = [refusal.text] if refusal else []
    cited = list(refusal.evidence) if refusal else []
    if heard.kind in ("undo", "redo", "restart", "skip"):
        lines.append(_moved(turning, heard.kind) if moved else NOTHING.get(heard.kind, DONE[heard.kind]))
    elif heard.kind == "why":
        lines += _why(turning)
    elif heard.kind == "opening":
        lines.append(WELCOME)
    elif heard.kind == "summary":
        lines += _summary(turning)
    elif heard.kind == "what_if":
        lines += _what_if(turning, heard)
    elif heard.kind in ("text", "facts"):
        lines += _heard_lines(turning, heard, found, bool(refusal))
        cited += [finding.id for finding in found.findings] if found else []
    return lines + wording.advice_lines(turning.basis.vocabulary, turning.decision, turning.before), cited


def _moved(turning: Turning, kind: str) -> str:
    before, after = (
        {k: f for k, f in side.facts.items() if f.origin != "computed"} for side in (turning.before, turning.decision)
    )
    changed = wording.changed_line(turning.basis.vocabulary, before, after) if kind in ("undo", "redo") else ""
    return f"{DONE[kind].rstrip('.')}: {changed}." if changed else DONE[kind]


def _heard_lines(turning: Turning, heard: Heard, found: Answer | None, refused: bool) -> list[str]:
    vocabulary = turning.basis.vocabulary
    lines = [MASKED] if heard.masked else []
    lines += filter(None, [wording.understood_line(vocabulary, heard.facts, turning.before.facts)])
    lines += filter(None, [wording.computed_line(vocabulary, turning.decision, turning.before)])
    lines += filter(None, [COURTESIES.get(heard.courtesy)])
    ruleset = turning.basis.evaluator.ruleset
    lines += wording.not_taken_lines(() if refused else worth_saying(heard, ruleset))
    lines += wording.not_taken_lines(heard.held)
    if found:
        lines.append(found.text)
    elif heard.topic and not refused:
        lines += _on_topic(turning, heard.topic)
    elif heard.clarify and heard.clarify[0].fact in turning.asked and not (heard.facts or heard.not_taken):
        lines.append(NO_ANSWER)
    elif not (heard.facts or heard.not_taken or heard.clarify or heard.courtesy or refused):
        lines.append(EMPTY)
    return lines


def _on_topic(turning: Turning, topic: str) -> list[str]:
    rows = [row for row in turning.decision.advice if row.topic == topic and row in turning.before.advice]
    said = [wording.advice_line(turning.basis.vocabulary, turning.decision, row) for row in rows]
    waiting = [entry for entry in turning.decision.unsettled if entry.topic == topic and not entry.moot]
    if waiting and not rows:
        needs = ", ".join(turning.basis.vocabulary[need].label for need in waiting[0].needs)
        said.append(f"{_title(turning, topic)} still hangs on: {needs}.")
    return said


def _title(turning: Turning, topic: str) -> str:
    return turning.basis.evaluator.ruleset.titles.get(topic, topic)


def _why(turning: Turning) -> list[str]:
    vocabulary = turning.basis.vocabulary
    if turning.asked:
        said = [f"{vocabulary[fact].label}: {vocabulary[fact].why}" for fact in turning.asked if fact in vocabulary]
        topics = [
            _title(turning, entry.topic)
            for entry in turning.decision.unsettled
            if set(turning.asked) & set(entry.needs)
        ]
        return said + ([f"It decides: {'; '.join(topics)}."] if topics else [])
    rows = [row for row in turning.decision.advice if row.action not in wording.BACKGROUND]
    return [wording.advice_line(vocabulary, turning.decision, row) for row in rows] or [
        "There is no advice yet to explain."
    ]


def _summary(turning: Turning) -> list[str]:
    vocabulary = turning.basis.vocabulary
    facts = [
        wording.fact_words(vocabulary, fact)
        for fact in turning.decision.facts.values()
        if not vocabulary[fact.id].derived
    ]
    rows = [
        wording.advice_line(vocabulary, turning.decision, row)
        for row in turning.decision.advice
        if row.action not in wording.BACKGROUND
    ]
    return [f"Facts: {'; '.join(facts) or 'none yet'}.", *(rows or ["No advice yet."])]


def _what_if(turning: Turning, heard: Heard) -> list[str]:
    if not heard.supposed:
        return ["Say what to suppose, for example: what if CrCl was 28."]
    facts = {**facts_of(turning.basis, turning.state), **heard.supposed}
    supposed = decide_on(turning.basis, facts, (), turning.today)
    named = "; ".join(wording.fact_words(turning.basis.vocabulary, fact) for fact in heard.supposed.values())
    now, then = (_main_headlines(decision) for decision in (turning.decision, supposed))
    fresh, gone = [line for line in then if line not in now], [line for line in now if line not in then]
    if not fresh and not gone:
        return [f"If {named}: nothing in the advice would change. The record is unchanged."]
    then_said, now_said = "; ".join(fresh) or "no advice", "; ".join(gone) or "no advice"
    return [f"If {named}: {then_said}. Instead of: {now_said}. The record is unchanged."]


def _main_headlines(decision: Decision) -> list[str]:
    marks = {"firm": "", "provisional": " (provisional)", "withheld": ""}
    main = [row for row in decision.advice if row.action not in wording.BACKGROUND]
    return [wording.full_headline(row) + marks[row.status] for row in main]


def _assemble(turning: Turning, heard: Heard, lines: list[str], cited: list[str], found: Answer | None) -> Reply:
    basis, decision = turning.basis, turning.decision
    question = next_question(basis.vocabulary, decision, turning.state.skipped, turning.state.focus)
    asking = _asking(basis, heard, question)
    fresh_notices = [notice for notice in decision.notices if notice not in turning.before.notices]
    text = [*lines, *(notice.text for notice in fresh_notices)]
    if asking:
        text.append(STANDS if _asked_already(turning, heard, asking) else asking["text"])
    elif ending := ended_by(decision):
        text.append(f"Nothing more is asked while this holds: {ending.headline}. Correct a fact if it does not.")
    else:
        text += wording.open_lines(basis.vocabulary, decision, basis.evaluator.ruleset.titles)
        text.append("Nothing is left to ask.")
    fresh = [row for row in decision.advice if row not in turning.before.advice]
    evidence = dict.fromkeys((*cited, *(finding for row in fresh for finding in row.evidence)))
    reply: Json = {
        "text": "\n".join(line for line in text if line),
        "advice": [advice_json(basis, decision, row) for row in decision.advice],
        "unsettled": [unsettled_json(entry) for entry in decision.unsettled],
        "citations": [citation_json(basis.library, finding) for finding in evidence],
        "notices": [notice_json(notice) for notice in decision.notices],
    }
    if found:
        reply["evidence"] = {"about": list(found.about), "refused": found.refused}
    shown = facts_json(basis.vocabulary, decision.facts)
    return Reply(reply | ({"question": asking} if asking else {}), shown, facts_of(basis, turning.state))


def _asked_already(turning: Turning, heard: Heard, asking: Mapping[str, Any]) -> bool:
    """Whether the question stands as it was asked before a supposition, so that its list is not told again."""
    supposing = heard.kind == "what_if" and not heard.clarify
    return supposing and bool(turning.asked) and asked_in(asking) == turning.asked


def _asking(basis: Basis, heard: Heard, question: Question | None) -> Mapping[str, Any] | None:
    if heard.clarify:
        return wording.clarify_json(basis.vocabulary, heard.clarify[0])
    return wording.question_json(basis.vocabulary, question) if question else None
