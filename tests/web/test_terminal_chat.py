"""The dialogue in a terminal: what a line stands for, and that nothing stays behind."""

from collections.abc import Iterator
from typing import Any

import pytest

from bot.faults import Refused
from bot.service import Service
from web.terminal_chat import body_of, converse

SEX = {"fact": "sex", "options": [{"value": "female", "text": "female"}, {"value": "male", "text": "male"}]}
RISKS = {
    "fact": "diabetes",
    "items": [{"fact": "diabetes", "text": "diabetes"}, {"fact": "pacemaker", "text": "pacemaker"}],
}
AGE = {"fact": "age_years"}


@pytest.mark.parametrize(
    ("line", "question", "body"),
    [
        ("/undo", SEX, {"command": "undo"}),
        ("2", SEX, {"facts": {"sex": "male"}}),
        ("3", SEX, {"text": "3"}),
        ("0", SEX, {"text": "0"}),
        ("²", SEX, {"text": "²"}),
        ("1 2", SEX, {"text": "1 2"}),
        ("1, 2", RISKS, {"facts": {"diabetes": True, "pacemaker": True}}),
        ("2", RISKS, {"facts": {"pacemaker": True}}),
        ("1 3", RISKS, {"text": "1 3"}),
        ("none of these", RISKS, {"text": "none of these"}),
        ("72", AGE, {"text": "72"}),
        ("72F, 64 kg", {}, {"text": "72F, 64 kg"}),
    ],
)
def test_what_a_line_stands_for(line: str, question: dict[str, Any], body: dict[str, Any]) -> None:
    assert body_of(line, question) == body


class Terminal:
    """A resident who types these lines and reads what is said."""

    def __init__(self, *lines: str) -> None:
        self.lines: Iterator[str] = iter(lines)
        self.said: list[str] = []

    def ask(self) -> str | None:
        """The next line, none at the end."""
        return next(self.lines, None)


def test_a_conversation_ends_with_its_deletion(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[dict[str, Any]] = []
    begin = Service.open_conversation

    def remember(self: Service, facts: object = None) -> dict[str, Any]:
        opened.append(begin(self, facts))
        return opened[-1]

    monkeypatch.setattr(Service, "open_conversation", remember)
    terminal = Terminal("68M, CrCl 45 mL/min", "/why", "/note", "/nonsense", "/quit", "never read")
    converse(service, {"label": "us"}, terminal.ask, terminal.said.append)
    assert any("45 mL/min" in said for said in terminal.said)
    assert any("Rule set" in said for said in terminal.said)
    with pytest.raises(Refused) as refusal:
        service.conversation(opened[0]["id"], opened[0]["key"])
    assert refusal.value.status == 404


def test_a_refusal_is_said_and_the_conversation_goes_on(service: Service) -> None:
    terminal = Terminal("x" * 20_001, "68M")
    converse(service, {"label": "us"}, terminal.ask, terminal.said.append)
    assert any("20,000 characters" in said for said in terminal.said)
    assert "68" in terminal.said[-1]


def test_a_supposition_does_not_list_the_choices_again(service: Service) -> None:
    terminal = Terminal("68M, relapsed myeloma, CrCl 45 mL/min", "what if CrCl was 25 mL/min")
    converse(service, {"label": "us"}, terminal.ask, terminal.said.append)
    before, supposed = terminal.said[-2:]
    assert "\n  1. " in before
    assert supposed.endswith("The last question still stands.")
