"""The one thing behind every door: consults, readings, conversations and evidence, as plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot import store as log
from bot.answering import Refusal, answer, answer_json, asks_evidence, asks_of_a_study, load_refusals, names_source
from bot.consulting import Basis, Json, consultation, decide_on, read_facts, read_topics, with_label
from bot.conversation import History, fold
from bot.faults import Refused, no_such_conversation
from bot.hearing import LONGEST_MESSAGE, Heard, asked_in, hear
from bot.holding import with_held_kept
from bot.note import note
from bot.reading import Reader, load_reader, reading_json
from bot.replying import Reply, facts_of, reply_to
from bot.rule_pages import rule_json, rules_json
from bot.version import VERSION
from knowledge.building.refreshing import refresh
from knowledge.faults import NotInLibrary
from knowledge.library import open_library
from knowledge.records import as_json
from rules.evaluating import build_evaluator
from rules.loading import load_rules
from rules.values import Facts

EVIDENCE = Path(__file__).resolve().parent.parent / "knowledge" / "evidence"
REFUSALS = Path(__file__).resolve().parent / "answering" / "refusals.yaml"
MOST_TRIES = 20
FOLLOWED_FOR = 3

T = TypeVar("T")


@dataclass(frozen=True)
class Service:
    """Everything loaded once in a worker process: rules, evidence, reader, store and clock."""

    basis: Basis
    reader: Reader
    refusals: tuple[Refusal, ...]
    store: log.Store
    clock: Callable[[], datetime]

    def consult(self, facts: object, topics: object = None) -> Json:
        """Advice on facts, nothing kept; raises Refused for a fact or topic that is not accepted."""
        now = self.clock()
        given = read_facts(self.basis.vocabulary, facts, now.date())
        return consultation(self.basis, decide_on(self.basis, given, read_topics(topics), now.date()))

    def read(self, text: object, asked: object = None) -> Json:
        """The facts in a text, nothing kept."""
        if not isinstance(text, str) or len(text) > LONGEST_MESSAGE:
            raise Refused(400, "bad_text", f"The text must be text of at most {LONGEST_MESSAGE:,} characters.", "text")
        if asked is not None and (not isinstance(asked, str) or asked not in self.basis.vocabulary):
            raise Refused(400, "bad_fact", f"{str(asked)[:60]!r} is not a fact Lendex knows.", "asked")
        reading = self.reader.read(text, (asked,) if asked else ())
        return reading_json(reading, self.basis.vocabulary)

    def open_conversation(self, facts: object = None) -> Json:
        """A new conversation with its key, and its first turn: what is known and the first question."""
        now = self.clock()
        given = {} if facts is None else read_facts(self.basis.vocabulary, facts, now.date())
        opened = self._guarded(lambda: log.begin(self.store, now))
        turn = self._write(opened.id, {"facts": facts} if given else {}, None, "")
        return {"id": opened.id, "key": opened.key, **turn}

    def take_turn(
        self, conversation: str, key: str, body: Mapping[str, Any], idempotency_key: str | None = None
    ) -> Json:
        """One message and its answer, kept before it is returned; the same idempotency key gives the same turn."""
        self._admit(conversation, key)
        return self._write(conversation, body, idempotency_key, _digest(body))

    def conversation(self, conversation: str, key: str) -> Json:
        """Every turn of a conversation, with the versions it was answered under."""
        self._admit(conversation, key)
        return {"id": conversation, "turns": [_turn_json(turn) for turn in self._turns(conversation)]}

    def note(self, conversation: str, key: str) -> str:
        """The chart-ready note of a conversation."""
        self._admit(conversation, key)
        now = self.clock()
        state = fold(turn.change for turn in self._turns(conversation)).present
        return note(self.basis, decide_on(self.basis, facts_of(self.basis, state), (), now.date()), now)

    def delete(self, conversation: str, key: str) -> None:
        """Erase what a conversation holds; its tombstone stays."""
        self._admit(conversation, key)
        self._guarded(lambda: log.forget(self.store, conversation, self.clock()))

    def evidence(self, query: str) -> Json:
        """An answer from the findings, or a refusal with its reason."""
        if not isinstance(query, str) or not query.strip():
            raise Refused(400, "bad_query", "Ask something: the query is empty.", "q")
        return answer_json(answer(self.basis.library, query))

    def findings(self, after: str | None = None, limit: int | None = None) -> Json:
        """A page of findings in id order; `next` is left out on the last page."""
        wanted = 100 if limit is None else limit
        if not 1 <= wanted <= 500:
            raise Refused(400, "bad_limit", "A page holds 1 to 500 findings.", "limit")
        found = self.basis.library.findings(after, wanted + 1)
        page: Json = {"findings": [as_json(finding) for finding in found[:wanted]]}
        return page | ({"next": found[wanted - 1].id} if len(found) > wanted else {})

    def finding(self, finding_id: str) -> Json:
        """One finding."""
        return self._from_library(lambda: as_json(self.basis.library.finding(finding_id)), "There is no such finding.")

    def references(self) -> Json:
        """The numbered references of the review."""
        return {"references": [as_json(reference) for reference in self.basis.library.references()]}

    def reference(self, number: int) -> Json:
        """One reference of the review."""
        return self._from_library(
            lambda: as_json(self.basis.library.reference(number)), "The review has no such reference."
        )

    def rules(self) -> Json:
        """The rule set: version, files, and every rule with its sources."""
        return rules_json(self.basis.evaluator.ruleset)

    def rule(self, rule_id: str) -> Json:
        """One rule or stop."""
        found = rule_json(self.basis.evaluator.ruleset, rule_id)
        if found is None:
            raise Refused(404, "not_found", "There is no such rule.", "id")
        return found

    def rule_history(self) -> Json:
        """The versions that have been in force: the one served from disk."""
        ruleset = self.basis.evaluator.ruleset
        return {"history": [{"version": ruleset.version, "released": ruleset.released, "current": True}]}

    def ready(self) -> Json:
        """Whether rules, knowledge base and store can serve, with the reason when one cannot."""
        checks = {"rules": True, "knowledge": bool(self.basis.library.content_hash), "store": log.writable(self.store)}
        return {"ready": all(checks.values()), "checks": checks, "ruleset": self.basis.evaluator.ruleset.version}

    @property
    def version(self) -> str:
        """The version of the rule set that answers."""
        return self.basis.evaluator.ruleset.version

    def _admit(self, conversation: str, key: str) -> None:
        if not self._guarded(lambda: log.admit(self.store, conversation, key)):
            raise no_such_conversation()

    def _turns(self, conversation: str) -> tuple[log.Turn, ...]:
        return self._guarded(lambda: log.turns(self.store, conversation))

    def _write(self, conversation: str, body: Mapping[str, Any], idempotency_key: str | None, digest: str) -> Json:
        for _ in range(MOST_TRIES):
            earlier = self._repeated(conversation, idempotency_key, digest)
            if earlier is not None:
                return _answered(earlier)
            turns = self._turns(conversation)
            new = self._answer(turns, body)
            try:
                return _answered(self._append(conversation, len(turns) + 1, new, idempotency_key, digest))
            except log.TurnTaken:
                continue
        raise Refused(503, "busy", "This conversation is being written to from elsewhere. Send the message again.")

    def _repeated(self, conversation: str, idempotency_key: str | None, digest: str) -> log.Turn | None:
        if idempotency_key is None:
            return None
        return self._guarded(lambda: log.repeated(self.store, conversation, idempotency_key, digest))

    def _append(
        self, conversation: str, number: int, new: log.NewTurn, idempotency_key: str | None, digest: str
    ) -> log.Turn:
        now = self.clock()
        return self._guarded(lambda: log.append(self.store, conversation, number, new, idempotency_key, digest, now))

    def _answer(self, turns: tuple[log.Turn, ...], body: Mapping[str, Any]) -> log.NewTurn:
        today = self.clock().date()
        history: History = fold(turn.change for turn in turns)
        question = turns[-1].reply.get("question", {}) if turns else {}
        opening = not turns and not body
        asked, about = asked_in(question), _asked_about(turns)
        heard = Heard("opening") if opening else self._hear(body, question, about, today)
        heard = with_held_kept(heard, history.present.facts, asked, partial(names_source, self.basis.library.index))
        reply = reply_to(self.basis, self.refusals, history, heard, asked, today, about)
        return self._turn(heard.kind, heard.said, list(heard.understood), dict(heard.change), reply)

    def _hear(self, body: Mapping[str, Any], question: Mapping[str, Any], about: tuple[str, ...], today: date) -> Heard:
        index, ruleset = self.basis.library.index, self.basis.evaluator.ruleset
        asking = partial(asks_evidence, index, before=about)
        of_a_study = partial(asks_of_a_study, index)
        return hear(self.reader, ruleset.vocabulary, body, question, today, ruleset.stop_facts(), asking, of_a_study)

    def _turn(self, kind: str, said: str, understood: list[Any], change: Json, reply: Reply) -> log.NewTurn:
        given: Facts = reply.given
        labelled, source = with_label(self.basis, given)
        label = labelled["label"].value if "label" in labelled else ""
        return log.NewTurn(
            kind=kind,
            said=said,
            understood=understood,
            change=change,
            reply=reply.reply,
            facts=reply.facts,
            ruleset_version=self.version,
            knowledge_hash=self.basis.library.content_hash,
            program_version=VERSION,
            label=str(label or ""),
            label_from=source,
        )

    def _guarded(self, action: Callable[[], T]) -> T:
        try:
            return action()
        except log.IdempotencyKeyReused as fault:
            raise Refused(409, "idempotency_key_reused", str(fault), "Idempotency-Key") from None
        except log.ConversationGone:
            raise no_such_conversation() from None
        except log.StoreFault as fault:
            raise Refused(503, "store_unavailable", str(fault)) from None

    def _from_library(self, action: Callable[[], Json], message: str) -> Json:
        try:
            return action()
        except NotInLibrary:
            raise Refused(404, "not_found", message) from None


def _asked_about(turns: Sequence[log.Turn]) -> tuple[str, ...]:
    """The terms of the last question to the evidence, if it was asked in one of the last turns."""
    recent = [turn.reply["evidence"]["about"] for turn in turns[-FOLLOWED_FOR:] if "evidence" in turn.reply]
    return tuple(recent[-1]) if recent else ()


def _digest(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def _answered(turn: log.Turn) -> Json:
    versions = {"ruleset": turn.ruleset_version, "knowledge": turn.knowledge_hash}
    answer: Json = {"turn": turn.n, **versions, "understood": turn.understood}
    said = {"said": turn.said} if turn.said else {}
    return {**answer, **said, "reply": turn.reply, "facts": turn.facts}


def _turn_json(turn: log.Turn) -> Json:
    kept = {"turn": turn.n, "kind": turn.kind, "at": turn.at.isoformat(), "ruleset": turn.ruleset_version}
    said = {"said": turn.said} if turn.said else {}
    versions = {"knowledge": turn.knowledge_hash, "program": turn.program_version}
    label = {"label": turn.label, "label_from": turn.label_from} if turn.label else {}
    return {
        **kept,
        **said,
        **versions,
        **label,
        "understood": turn.understood,
        "reply": turn.reply,
        "facts": turn.facts,
    }


def build_service(
    guidance: Path, data: Path, store_address: str, default_label: str | None, clock: Callable[[], datetime]
) -> Service:
    """Load everything for this process: evidence into SQLite when it changed, rules, reader, store.

    Raises EvidenceFault, GuidanceBroken or StoreFault, each saying what is wrong and where.
    """
    database = data / "knowledge.sqlite3"
    refresh(EVIDENCE, database)
    library = open_library(database)
    ruleset = load_rules(guidance, library.finding_ids())
    basis = Basis(build_evaluator(ruleset), library, default_label)
    refusals = load_refusals(REFUSALS, library.finding_ids())
    return Service(basis, load_reader(ruleset.vocabulary), refusals, log.open_store(store_address), clock)
