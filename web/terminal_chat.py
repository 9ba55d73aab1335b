"""The dialogue in a terminal: the same turns as in the browser, through the same service."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.faults import Refused
from bot.service import Service

COMMANDS = ("undo", "redo", "why", "skip", "summary", "restart")
HELP = (
    "Type what you know, for example: 72F, Cr 1.9 mg/dL, 64 kg, platelets 62k, no prior DVT.\n"
    "A number picks an answer from the list. /undo /redo /why /skip /summary /restart, /note for the chart, "
    "/help, /quit.\n"
    "The conversation is deleted when you leave; take the note first if you need it."
)

Ask = Callable[[], str | None]
Say = Callable[[str], None]


def converse(service: Service, facts: dict[str, Any], ask: Ask, say: Say) -> None:
    """Hold one conversation until `ask` gives no more line or "/quit", then delete it.

    `ask` gives the next line of the reader, or None at the end; `say` shows text.
    """
    opened = service.open_conversation(facts or None)
    conversation, key = opened["id"], opened["key"]
    question: Mapping[str, Any] = opened["reply"].get("question", {})
    say(HELP)
    say("\n".join(_shown(opened["reply"]["text"], question)))
    try:
        while (line := ask()) not in (None, "/quit"):
            question = _answer(service, conversation, key, str(line).strip(), question, say)
    finally:
        service.delete(conversation, key)


def _answer(
    service: Service, conversation: str, key: str, line: str, question: Mapping[str, Any], say: Say
) -> Mapping[str, Any]:
    """Take one line, show what comes back, and return the question that now stands."""
    try:
        if line == "/note":
            say(service.note(conversation, key))
        elif not line or (line.startswith("/") and line[1:] not in COMMANDS):
            say(HELP)
        else:
            turn = service.take_turn(conversation, key, body_of(line, question), None)
            question = turn["reply"].get("question", {})
            say("\n".join(_shown(turn["reply"]["text"], question)))
    except Refused as refusal:
        say(" ".join(filter(None, (refusal.message, refusal.hint))))
    return question


def body_of(line: str, question: Mapping[str, Any]) -> dict[str, Any]:
    """A line as the message it stands for: a command, the answers with these numbers, or free text.

    Numbers on a checklist say yes to those items and leave the others open.
    """
    if line.startswith("/"):
        return {"command": line[1:]}
    answers = _numbered(question)
    numbers = line.replace(",", " ").split()
    known = all(re.fullmatch("[0-9]{1,2}", number) and 1 <= int(number) <= len(answers) for number in numbers)
    if not known or (len(numbers) > 1 and "items" not in question):
        return {"text": line}
    return {"facts": dict(answers[int(number) - 1] for number in numbers)}


def _numbered(question: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The fact and value that each number stands for."""
    ticked = [(item["fact"], True) for item in question.get("items", ())]
    return ticked or [(question["fact"], choice["value"]) for choice in question.get("options", ())]


def _shown(text: str, question: Mapping[str, Any]) -> Iterator[str]:
    yield text
    # Choices stand below their question; a question that is not told again keeps them above.
    if question.get("text", "") not in text:
        return
    for number, choice in enumerate(question.get("items", question.get("options", ())), start=1):
        yield f"  {number}. {choice['text']}"
    if "items" in question:
        yield "Type the numbers of those present, or “none of these”."
