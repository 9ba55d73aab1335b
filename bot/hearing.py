"""From one message of the resident to what it changes and what it wants: nothing is decided here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from bot.consulting import read_facts, stored_fact
from bot.faults import Refused
from bot.reading import Reader, mask, reading_json
from bot.reading.questions import of_one_patient
from bot.reading.results import Clarify, NotTaken, Reading, Understood
from rules.facts import FactDefinition, Vocabulary
from rules.ruleset import ACTIONS
from rules.units import canonical_unit_name
from rules.values import Fact, Origin, read_fact

COMMANDS = ("undo", "redo", "why", "skip", "summary", "restart", "what_if")
LONGEST_MESSAGE = 20_000
# Groups of facts that a dose hangs on: kept even beside a question to the evidence.
GRAVE = frozenset({"safety_history", "pregnancy", "thrombosis", "bleeding", "kidney", "blood"})
ASKING = tuple([word] for word in "what how which why when who does did is are was were".split())
SENTENCE = re.compile(r"\S.*?(?:[.?!;](?=\s|$)|\n|$)")
# A question on a study may name so many facts: the SPM rate, the points for an age of 80.
MOST_NAMED = 1
YES = frozenset({"yes", "y", "yes it is", "correct", "right", "ok", "yep"})


@dataclass(frozen=True)
class Heard:
    """One message: its kind, the words as kept, the change it makes, and what it asks for.

    `held` are words of a question that would have replaced what is held; `beside` is the sentence that asks for
    published evidence where others tell of the patient.
    """

    kind: str
    said: str = ""
    change: Mapping[str, Any] = field(default_factory=dict)
    understood: Sequence[Mapping[str, Any]] = ()
    facts: tuple[Fact, ...] = ()
    supposed: Mapping[str, Fact] = field(default_factory=dict)
    not_taken: tuple[NotTaken, ...] = ()
    held: tuple[NotTaken, ...] = ()
    clarify: tuple[Clarify, ...] = ()
    question: str = ""
    beside: str = ""
    topic: str = ""
    courtesy: str = ""
    masked: bool = False


def hear(
    reader: Reader,
    vocabulary: Vocabulary,
    body: Mapping[str, Any],
    question: Mapping[str, Any],
    today: date,
    stop_facts: frozenset[str],
    asks_evidence: Callable[[str], bool],
    asks_of_a_study: Callable[[str], bool],
) -> Heard:
    """Read one request body against the question on the table; raise Refused when it is no message.

    `asks_evidence` tells whether a text asks for published evidence: its words are then no facts of the patient,
    unless a dose hangs on them; `asks_of_a_study` whether it asks for a rate or points of a study, and of one thing, so
    that even these are none. `stop_facts` are the facts that stops read.
    """
    asked = asked_in(question)
    given = [key for key in ("text", "facts", "command") if key in body]
    if "command" in body and body["command"] == "what_if":
        return _supposition(vocabulary, body, today)
    if len(given) != 1:
        raise Refused(
            400, "bad_message", "A message holds exactly one of text, facts or command.", given[0] if given else None
        )
    if "facts" in body:
        return _facts(vocabulary, read_facts(vocabulary, body["facts"], today))
    if "command" in body:
        return _command(str(body["command"]), asked)
    heard = confirmed(vocabulary, body["text"], question) or hear_text(reader, vocabulary, body["text"], asked)
    of_a_study = _names_one_thing(heard) and asks_of_a_study(heard.said)
    only_asks = of_a_study or (_onlyasks(heard, vocabulary, stop_facts) and asks_evidence(heard.said))
    return _as_question(heard) if only_asks else _asking_beside(heard, asks_evidence)


def _names_one_thing(heard: Heard) -> bool:
    """Whether a message is one sentence that names a fact at the most, and speaks of no one patient."""
    sentences = len(list(SENTENCE.finditer(heard.said)))
    few = sentences == 1 and len(heard.facts) <= MOST_NAMED
    return heard.kind == "text" and few and not of_one_patient(heard.said)


def _asking_beside(heard: Heard, asks_evidence: Callable[[str], bool]) -> Heard:
    """The message with the last sentence that asks for evidence and of which nothing was taken as a fact."""
    if heard.kind != "text" or not heard.facts:
        return heard
    told = [entry["span"] for entry in heard.understood if "span" in entry]
    for sentence in reversed(list(SENTENCE.finditer(heard.said))):
        tells = any(start < sentence.end() and end > sentence.start() for start, end in told)
        if asks(sentence[0]) and not tells and asks_evidence(sentence[0]):
            kept = tuple(one for one in heard.not_taken if not sentence.start() <= one.span[0] < sentence.end())
            return replace(heard, beside=sentence[0].strip(), not_taken=kept)
    return heard


def asks(text: str) -> bool:
    """Whether a text has the shape of a question: its mark at the end, or a word that asks at the front."""
    return text.rstrip().endswith("?") or text.lower().split()[:1] in ASKING


def _onlyasks(heard: Heard, vocabulary: Vocabulary, stop_facts: frozenset[str]) -> bool:
    """Whether a message tells nothing of the patient that must be kept, so that it can be a question and no more.

    What is measured, and what may stop a dose, is always kept; other facts are only where nothing is asked.
    """
    if heard.kind != "text" or any(must_be_kept(vocabulary[fact.id], stop_facts) for fact in heard.facts):
        return False
    return asks(heard.said) or not (heard.facts or heard.clarify or heard.not_taken)


def must_be_kept(definition: FactDefinition, stop_facts: frozenset[str]) -> bool:
    """Whether a fact is measured, or one that a dose or a stop hangs on."""
    measured = definition.group == "patient" and bool(definition.unit)
    return measured or definition.group in GRAVE or definition.id in stop_facts


def _as_question(heard: Heard) -> Heard:
    """The message as a question for the evidence: nothing of it is noted about the patient."""
    return Heard("text", said=heard.said, question=heard.said, not_taken=heard.not_taken, masked=heard.masked)


def asked_in(question: Mapping[str, Any]) -> tuple[str, ...]:
    """The facts that a question asks for."""
    return tuple(question.get("facts", ())) or tuple(filter(None, [question.get("fact")]))


def confirmed(vocabulary: Vocabulary, text: object, question: Mapping[str, Any]) -> Heard | None:
    """The reading that an answer such as "yes" or "mg/dL" picks after a question back, or None."""
    options = question.get("options", ()) if question.get("kind") == "clarify" else ()
    if not options or not isinstance(text, str):
        return None
    said = text.strip().lower()
    unit = canonical_unit_name(text[:20])
    picked = [option for option in options if (unit and option["unit"] == unit) or said == option["text"].lower()]
    if said in YES and len(options) == 1:
        picked = list(options)
    if len(picked) != 1:
        return None
    fact = read_fact(vocabulary, picked[0]["fact"], picked[0]["value"])
    heard = _facts(vocabulary, {fact.id: fact})
    return replace(heard, kind="text", said=text.strip())


def _facts(vocabulary: Vocabulary, facts: Mapping[str, Fact]) -> Heard:
    if not facts:
        raise Refused(400, "bad_message", "The facts are empty: give at least one.", "facts")
    kept = {fact_id: stored_fact(vocabulary, fact) for fact_id, fact in facts.items()}
    understood = [{"fact": fact_id, **shown} for fact_id, shown in kept.items()]
    return Heard("facts", change={"set": kept}, understood=understood, facts=tuple(facts.values()))


def _supposition(vocabulary: Vocabulary, body: Mapping[str, Any], today: date) -> Heard:
    if "facts" not in body or "text" in body:
        raise Refused(400, "bad_message", "what_if needs the facts to suppose, and nothing else.", "facts")
    return Heard("what_if", supposed=read_facts(vocabulary, body["facts"], today))


def _command(command: str, asked: tuple[str, ...]) -> Heard:
    if command not in COMMANDS:
        raise Refused(
            400, "bad_message", f"{command[:40]!r} is no command.", "command", f"Commands are {', '.join(COMMANDS)}."
        )
    changes: Mapping[str, Mapping[str, Any]] = {
        "undo": {"undo": True},
        "redo": {"redo": True},
        "restart": {"restart": True},
        "skip": {"skip": list(asked)} if asked else {},
    }
    return Heard(command, change=changes.get(command, {}))


def hear_text(reader: Reader, vocabulary: Vocabulary, text: object, asked: tuple[str, ...]) -> Heard:
    """Read a typed message; identifiers are masked before anything else sees it."""
    if not isinstance(text, str):
        raise Refused(400, "bad_message", "The text of a message must be text.", "text")
    if len(text) > LONGEST_MESSAGE:
        raise Refused(
            400,
            "bad_message",
            f"The message is longer than {LONGEST_MESSAGE:,} characters.",
            "text",
            "Send it in parts.",
        )
    masked = mask(text)
    reading = reader.read(masked.text, asked)
    heard = _from_reading(vocabulary, reading, masked.text, asked)
    shown = [dict(entry) for entry in _listed(reading_json(reading, vocabulary)["facts"])]
    return _with(heard, masked.text, reading, shown, bool(masked.spans))


def _listed(found: object) -> Sequence[Mapping[str, Any]]:
    return found if isinstance(found, list) else ()


def _from_reading(vocabulary: Vocabulary, reading: Reading, text: str, asked: tuple[str, ...]) -> Heard:
    facts = tuple(_fact(vocabulary, entry) for entry in reading.facts)
    if reading.command == "what_if":
        return Heard("what_if", supposed={fact.id: fact for fact in facts})
    if reading.command in COMMANDS and not facts:
        return _command(str(reading.command), asked)
    kept = {fact.id: stored_fact(vocabulary, fact) for fact in facts}
    change: dict[str, Any] = {"set": kept} if kept else {}
    topic = reading.topic if reading.topic in ACTIONS else ""
    change |= {"focus": topic} if topic else {}
    question = text if reading.intent == "question" else ""
    return Heard("text", change=change, facts=facts, question=question, topic=topic or "")


def _fact(vocabulary: Vocabulary, entry: Understood) -> Fact:
    converted = entry.unit not in ("", vocabulary[entry.fact].unit)
    origin: Origin = "assumed" if entry.assumed else "given"
    return Fact(entry.fact, entry.value, origin, at=entry.at, said=entry.said if converted else "")


def _with(heard: Heard, text: str, reading: Reading, shown: Sequence[Mapping[str, Any]], masked: bool) -> Heard:
    return Heard(
        heard.kind,
        said=text,
        change=heard.change,
        understood=shown,
        facts=heard.facts,
        supposed=heard.supposed,
        not_taken=reading.not_taken,
        clarify=reading.clarify,
        question=heard.question,
        topic=heard.topic,
        courtesy=reading.courtesy or "",
        masked=masked,
    )
