"""A resident at work, for tests: `chat.say("CrCl 28 mL/min")`, then `chat.dose`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.service import Service, build_service

GUIDANCE = Path(__file__).resolve().parents[2] / "rules" / "guidance"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)

# A man about to start, complete but for what a test adds: every stop is ruled out.
READY_TO_START: Mapping[str, Any] = {
    "label": "us",
    "age_years": 66,
    "sex": "male",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 2,
    "treatment_phase": "considering_start",
    "anc": 2.5,
    "platelets": 150,
    "creatinine_stable": True,
    "on_dialysis": False,
    "prior_thalidomide": False,
    "lenalidomide_hypersensitivity": False,
    "planned_pembrolizumab": False,
    "current_vte": False,
    "arterial_event_now": False,
    "active_bleeding": False,
}


def service_in(folder: Path, label: str | None = None, clock: Callable[[], datetime] = lambda: NOON) -> Service:
    """A real service with its data in `folder`."""
    return build_service(GUIDANCE, folder, f"sqlite:///{folder}/conversations.sqlite3", label, clock)


class Chat:
    """One conversation with a service; the last answer stays at hand."""

    def __init__(self, service: Service, facts: Mapping[str, Any] | None = None) -> None:
        self.service = service
        self.last = service.open_conversation(dict(facts) if facts else None)
        self.id, self.key = self.last["id"], self.last["key"]

    def say(self, text: str) -> str:
        """Type a message; the reply's text."""
        return self._turn({"text": text})

    def give(self, **facts: Any) -> str:
        """Answer with facts, as a tap does; the reply's text."""
        return self._turn({"facts": facts})

    def command(self, command: str, **facts: Any) -> str:
        """Give a command; the reply's text."""
        return self._turn({"command": command, **({"facts": facts} if facts else {})})

    def _turn(self, body: Mapping[str, Any]) -> str:
        self.last = self.service.take_turn(self.id, self.key, body)
        return self.text

    @property
    def text(self) -> str:
        """The text of the last reply."""
        return str(self.last["reply"]["text"])

    @property
    def facts(self) -> Mapping[str, Any]:
        """The facts after the last turn."""
        found: Mapping[str, Any] = self.last["facts"]
        return found

    @property
    def asked(self) -> tuple[str, ...]:
        """The facts that the last reply asks for."""
        question = self.last["reply"].get("question", {})
        return tuple(question.get("facts", [question["fact"]] if question else []))

    @property
    def advice(self) -> list[Mapping[str, Any]]:
        """The advice that stands."""
        found: list[Mapping[str, Any]] = self.last["reply"]["advice"]
        return found

    def row(self, topic: str) -> Mapping[str, Any]:
        """The first row of a topic."""
        return next(row for row in self.advice if row["topic"] == topic)

    @property
    def dose(self) -> str:
        """The starting dose as shown, or the empty text."""
        rows = [row for row in self.advice if row["topic"] == "renal_dosing" and "dose" in row]
        return str(rows[0]["headline"]) if rows else ""
