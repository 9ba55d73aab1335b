"""Plays a dialogue file over HTTP and says where it went another way.

A turn is one of `say` (typed text), `facts`, `answer` (facts, as a tap on the question would send), `command`, or
`finish` (answer every further question from the mapping, "no" to yes/no questions it does not name).
"""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

MOST_QUESTIONS = 60


def load_dialogue(path: Path) -> Mapping[str, Any]:
    """One dialogue file."""
    content: Mapping[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return content


@dataclass(frozen=True)
class Player:
    """Speaks to one server."""

    address: str

    def play(self, dialogue: Mapping[str, Any]) -> list[str]:
        """Play all turns in one new conversation; the list of what went otherwise than written."""
        return [miss for _, misses in self.transcript(dialogue) for miss in misses]

    def transcript(self, dialogue: Mapping[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
        """Every answer with what went otherwise than written."""
        opened = self.request("POST", "/conversations", {})
        before, found = opened, []
        for number, turn in enumerate(dialogue["turns"], start=1):
            answer = self._turn(opened, before, turn)
            misses = [f"turn {number}: {miss}" for miss in self._misses(turn.get("expect", {}), before, answer)]
            found.append((answer, misses))
            before = answer
        return found

    def _turn(self, opened: Mapping[str, Any], before: Mapping[str, Any], turn: Mapping[str, Any]) -> dict[str, Any]:
        if "finish" in turn:
            return self._finish(opened, before, turn["finish"])
        if "say" in turn:
            return self._send(opened, {"text": turn["say"]})
        if "command" in turn:
            return self._send(opened, {"command": turn["command"]})
        return self._send(opened, {"facts": turn.get("facts", turn.get("answer"))})

    def _finish(
        self, opened: Mapping[str, Any], before: Mapping[str, Any], answers: Mapping[str, Any]
    ) -> dict[str, Any]:
        answer = dict(before)
        for _ in range(MOST_QUESTIONS):
            question = answer["reply"].get("question")
            if question is None:
                return answer
            asked = question.get("facts", [question["fact"]])
            unnamed = [
                fact for fact in asked if fact not in answers and question["kind"] not in ("yes_no", "checklist")
            ]
            if unnamed:
                raise AssertionError(f"the dialogue file has no answer for {unnamed[0]}")
            answer = self._send(opened, {"facts": {fact: answers.get(fact, False) for fact in asked}})
        raise AssertionError("the dialogue did not end")

    def _send(self, opened: Mapping[str, Any], body: Mapping[str, Any]) -> dict[str, Any]:
        return self.request("POST", f"/conversations/{opened['id']}/messages", body, opened["key"])

    def request(self, method: str, path: str, body: Mapping[str, Any] | None = None, key: str = "") -> dict[str, Any]:
        """One request to the API; the answer as JSON."""
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(f"{self.address}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                answer: dict[str, Any] = json.load(response)
        except urllib.error.HTTPError as refusal:
            raise AssertionError(f"{method} {path}: {refusal.code} {refusal.read().decode()}") from None
        return answer

    def _misses(self, expect: Mapping[str, Any], before: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
        reply = answer["reply"]
        yield from _fact_misses(expect, before, answer)
        yield from _advice_misses(expect, reply)
        yield from (
            f"the reply does not say {words!r}: {reply['text']}"
            for words in expect.get("text", ())
            if words not in reply["text"]
        )
        yield from (
            f"the reply must not say {words!r}" for words in expect.get("no_text", ()) if words in reply["text"]
        )
        codes = {notice["code"] for notice in reply["notices"]}
        yield from (
            f"the notice {code} is missing; there are {sorted(codes)}"
            for code in expect.get("notices", ())
            if code not in codes
        )
        cited = {citation["id"] for citation in reply["citations"]}
        yield from (f"{finding} is not cited" for finding in expect.get("cites", ()) if finding not in cited)
        yield from self._caveat_misses(expect)
        yield from _question_misses(expect, reply)
        if "unsettled" in expect and reply["unsettled"] != expect["unsettled"]:
            yield f"still unsettled: {reply['unsettled']}"

    def _caveat_misses(self, expect: Mapping[str, Any]) -> Iterator[str]:
        for finding in expect.get("caveats_of", ()):
            if not self.request("GET", f"/findings/{finding}")["caveats"]:
                yield f"{finding} shows no caveat"


def _fact_misses(expect: Mapping[str, Any], before: Mapping[str, Any], answer: Mapping[str, Any]) -> Iterator[str]:
    for fact, value in expect.get("facts", {}).items():
        came = answer["facts"].get(fact, {}).get("value", "nothing")
        if came != value:
            yield f"{fact} should be {value}, came {came}"
    for fact in expect.get("unchanged", ()):
        if answer["facts"].get(fact) != before["facts"].get(fact):
            yield f"{fact} must not change"


def _advice_misses(expect: Mapping[str, Any], reply: Mapping[str, Any]) -> Iterator[str]:
    rows = reply["advice"]
    came = "; ".join(f"{row['rule']} {row['action']} {row['status']} {row['headline']}" for row in rows)
    yield from (
        f"expected {wanted}; came {came}"
        for wanted in expect.get("advice", ())
        if not any(_fits(row, wanted) for row in rows)
    )
    yield from (
        f"must not come: {unwanted}"
        for unwanted in expect.get("no_advice", ())
        if any(_fits(row, unwanted) for row in rows)
    )
    if expect.get("no_dose") and any(
        row.get("dose", {}).get("drug") == "lenalidomide" and row["status"] == "firm" for row in rows
    ):
        yield "no firm dose of lenalidomide was expected yet"


def _fits(row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(_field_fits(row, key, value) for key, value in wanted.items())


def _field_fits(row: Mapping[str, Any], key: str, value: Any) -> bool:
    if key != "dose":
        return bool(row.get(key) == value)
    dose = row.get("dose")
    return dose is not None and (value == "any" or all(dose.get(part) == wanted for part, wanted in value.items()))


def _question_misses(expect: Mapping[str, Any], reply: Mapping[str, Any]) -> Iterator[str]:
    question = reply.get("question", {})
    asked = question.get("facts", [question.get("fact")])
    if "question" in expect and expect["question"] not in asked:
        yield f"expected to be asked {expect['question']}, was asked {asked}"
    yield from (f"must not be asked {fact}" for fact in expect.get("no_question", ()) if fact in asked)
