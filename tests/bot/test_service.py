"""What holds at every door: keys, repeats, restarts, deletion."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.faults import Refused
from bot.service import Service
from tests.bot.chatting import Chat, service_in


def test_the_same_idempotency_key_gives_the_same_turn_once(chat: Chat) -> None:
    first = chat.service.take_turn(chat.id, chat.key, {"text": "72F"}, "abc")
    again = chat.service.take_turn(chat.id, chat.key, {"text": "72F"}, "abc")
    assert first == again
    assert len(chat.service.conversation(chat.id, chat.key)["turns"]) == 2


def test_an_idempotency_key_used_for_something_else_is_refused(chat: Chat) -> None:
    chat.service.take_turn(chat.id, chat.key, {"text": "72F"}, "abc")
    with pytest.raises(Refused) as refusal:
        chat.service.take_turn(chat.id, chat.key, {"text": "72M"}, "abc")
    assert refusal.value.status == 409


def test_a_wrong_key_and_an_unknown_conversation_cannot_be_told_apart(chat: Chat) -> None:
    with pytest.raises(Refused) as wrong_key:
        chat.service.conversation(chat.id, "wrong")
    with pytest.raises(Refused) as unknown:
        chat.service.conversation("nothing", chat.key)
    assert (
        (wrong_key.value.status, str(wrong_key.value))
        == (unknown.value.status, str(unknown.value))
        == (404, str(unknown.value))
    )


def test_a_deleted_conversation_is_gone(chat: Chat) -> None:
    chat.service.delete(chat.id, chat.key)
    with pytest.raises(Refused) as refusal:
        chat.say("72F")
    assert refusal.value.status == 404


def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    chat = Chat(service_in(tmp_path))
    chat.say("72F, platelets 62 x10^9/L")
    before = chat.service.conversation(chat.id, chat.key)
    chat.service = service_in(tmp_path)
    assert chat.service.conversation(chat.id, chat.key) == before
    chat.say("male")
    assert chat.facts["age_years"]["value"] == 72


def test_turns_written_at_once_are_all_kept_in_order(chat: Chat) -> None:
    def write(number: int) -> int:
        return int(
            chat.service.take_turn(chat.id, chat.key, {"facts": {"prior_lines": number}}, f"key {number}")["turn"]
        )

    with ThreadPoolExecutor(8) as pool:
        numbers = sorted(pool.map(write, range(8)))
    assert numbers == list(range(2, 10))


def test_an_unknown_topic_is_refused_and_a_stop_acts_under_any_filter(service: Service) -> None:
    with pytest.raises(Refused, match="not a topic"):
        service.consult({}, ["dosing"])
    found = service.consult({"pregnant": True, "treatment_phase": "considering_start"}, ["monitoring"])
    assert "stop-pregnancy" in [row["rule"] for row in found["advice"]]


def test_every_rule_can_be_opened_and_every_citation_leads_somewhere(service: Service) -> None:
    for entry in (*service.rules()["rules"], *service.rules()["stops"]):
        assert service.rule(entry["id"])["id"] == entry["id"]
        assert all(service.finding(finding)["id"] == finding for finding in entry.get("evidence", ()))
