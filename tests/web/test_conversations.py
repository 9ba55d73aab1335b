"""A dialogue over the JSON doors: turns, keys, notes and deletion."""

from flask.testing import FlaskClient

from tests.web.at_the_desk import API, STARTING, Chat, Desk

UNKNOWN = "There is no such conversation, or the key does not open it."


def test_what_is_said_becomes_facts_and_the_next_question_comes(desk: Desk) -> None:
    chat = desk.open(label="us")
    reply = chat.say("72F, 64 kg, Cr 1.9 mg/dL")
    assert chat.last["facts"]["age_years"]["value"] == 72
    assert {fact["fact"] for fact in chat.last["understood"]} >= {"age_years", "sex", "weight_kg", "creatinine"}
    assert reply["question"]["text"] in reply["text"]


def test_the_advice_after_a_turn_is_that_of_a_consult_with_the_same_facts(desk: Desk) -> None:
    facts = {**STARTING, "creatinine_clearance_ml_min": 45}
    chat = desk.open()
    reply = chat.tell(**facts)
    consulted = desk.ask(facts).json
    assert consulted is not None
    assert reply["advice"] == consulted["advice"]
    assert chat.last["facts"] == consulted["facts"]


def test_undo_and_redo(desk: Desk) -> None:
    chat = desk.open(label="us")
    chat.tell(age_years=72)
    chat.command("undo")
    assert "age_years" not in chat.last["facts"]
    chat.command("redo")
    assert chat.last["facts"]["age_years"]["value"] == 72


def test_what_if_changes_nothing(desk: Desk) -> None:
    chat = desk.open(**STARTING, creatinine_clearance_ml_min=45)
    chat.command("what_if", facts={"creatinine_clearance_ml_min": 25})
    chat.command("summary")
    assert chat.last["facts"]["creatinine_clearance_ml_min"]["value"] == 45


def test_a_repeated_message_is_stored_once(desk: Desk) -> None:
    chat = desk.open(label="us")
    first = chat.send({"text": "age 72"}, idempotency_key="a-key")
    assert chat.send({"text": "age 72"}, idempotency_key="a-key").json == first.json
    whole = chat.read().json
    assert whole is not None
    assert sum("72" in str(turn.get("said")) for turn in whole["turns"]) == 1


def test_the_same_key_for_another_message_is_refused(desk: Desk) -> None:
    chat = desk.open(label="us")
    chat.send({"text": "age 72"}, idempotency_key="a-key")
    refused = chat.send({"text": "age 27"}, idempotency_key="a-key")
    assert refused.status_code == 409
    assert refused.json is not None
    assert refused.json["error"]["message"]


def test_every_turn_names_its_rules(desk: Desk) -> None:
    chat = desk.open(label="us")
    chat.say("age 72")
    whole = chat.read().json
    assert whole is not None
    version = desk.get("/rules")["ruleset"]["version"]
    assert {turn["ruleset"] for turn in whole["turns"]} == {version}


def test_the_note_is_plain_text(desk: Desk) -> None:
    chat = desk.open(**STARTING, creatinine_clearance_ml_min=45)
    chat.command("summary")
    note = chat.read("/note")
    assert (note.status_code, note.mimetype) == (200, "text/plain")
    assert "10 mg" in note.text


def test_without_the_right_key_there_is_no_such_conversation(desk: Desk, client: FlaskClient) -> None:
    chat = desk.open(label="us")
    other = desk.open(label="eu")
    strangers = [Chat(client, chat.id, other.key), Chat(client, chat.id, ""), Chat(client, "nowhere", chat.key)]
    answers = [ask for stranger in strangers for ask in (stranger.read(), stranger.read("/note"), stranger.delete())]
    answers += [stranger.send({"text": "age 72"}) for stranger in strangers]
    answers.append(client.get(f"{API}/conversations/{chat.id}"))
    for answer in answers:
        assert (answer.status_code, answer.json) == (404, {"error": {"code": "not_found", "message": UNKNOWN}})


def test_a_deleted_conversation_is_gone(desk: Desk) -> None:
    chat = desk.open(label="us")
    assert (chat.delete().status_code, chat.read().status_code, chat.delete().status_code) == (204, 404, 404)


def test_a_bad_fact_at_the_start_is_refused_by_name(client: FlaskClient) -> None:
    answer = client.post(f"{API}/conversations", json={"facts": {"platelets": "62"}})
    assert answer.status_code == 400
    assert answer.json is not None
    assert answer.json["error"]["field"] == "platelets"
