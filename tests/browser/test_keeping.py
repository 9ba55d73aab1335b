"""Nothing typed is lost: over a reload, without a connection, after a refusal."""

import json

from playwright.sync_api import expect

from tests.browser.bedside import Bedside

REMOVE = """async () => {
    const { deleteConversation } = await import("/static/js/api.js");
    const { state } = await import("/static/js/state.js");
    await deleteConversation(state.conversation);
}"""
OFFLINE = "ERR_INTERNET_DISCONNECTED"


def stored_turns(bedside: Bedside) -> list[dict[str, object]]:
    """The turns the server holds of the open conversation."""
    conversation = json.loads(bedside.page.evaluate("sessionStorage.getItem('lendex.conversation')"))
    answer = bedside.page.request.get(
        f"{bedside.address}/api/v1/conversations/{conversation['id']}",
        headers={"Authorization": f"Bearer {conversation['key']}"},
    )
    turns: list[dict[str, object]] = answer.json()["turns"]
    return turns


def test_a_reload_keeps_the_conversation_the_facts_the_advice_and_the_typed_text(bedside: Bedside) -> None:
    bedside.choose_label("EU")
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg, multiple myeloma, relapsed, 2 prior lines, about to start")
    asked = bedside.page.locator("#asked-text").inner_text()
    said = bedside.page.locator("#log .mine").all_inner_texts()
    advised = bedside.page.locator("#advice .headline").all_inner_texts()
    assert advised
    bedside.field.fill("half a sen")
    bedside.page.reload()
    expect(bedside.turns).to_have_count(2)
    assert bedside.page.locator("#log .mine").all_inner_texts() == said
    expect(bedside.field).to_have_value("half a sen")
    expect(bedside.fact("CrCl")).to_contain_text("27.04 mL/min")
    assert bedside.page.locator("#advice .headline").all_inner_texts() == advised
    expect(bedside.page.locator("#asked-text")).to_have_text(asked)
    assert bedside.page.locator("#label-eu").is_checked()


def test_without_a_connection_the_text_stays_says_so_and_is_sent_once(bedside: Bedside) -> None:
    bedside.say("72F")
    context = bedside.page.context
    context.set_offline(True)
    bedside.field.fill("platelets 62 x10^9/L")
    bedside.field.press("Enter")
    waiting = bedside.page.locator("#waiting")
    expect(waiting).to_contain_text("No connection. Your message is kept and will be sent once")
    expect(bedside.field).to_have_value("platelets 62 x10^9/L")
    with bedside.answered():
        context.set_offline(False)
    expect(waiting).to_be_hidden()
    expect(bedside.field).to_have_value("")
    expect(bedside.fact("platelets")).to_contain_text("62 ×10⁹/L")
    said = [turn.get("said") for turn in stored_turns(bedside)]
    assert said.count("platelets 62 x10^9/L") == 1
    bedside.faults = [fault for fault in bedside.faults if OFFLINE not in fault]


def test_an_answer_lost_on_the_way_is_fetched_again_and_stored_once(bedside: Bedside) -> None:
    bedside.say("72F")
    lost: list[str] = []

    def lose_the_first(route: object) -> None:
        if lost:
            route.continue_()  # type: ignore[attr-defined]
            return
        lost.append(route.fetch().text())  # type: ignore[attr-defined]
        route.abort("connectionreset")  # type: ignore[attr-defined]

    bedside.page.route("**/messages", lose_the_first)
    bedside.say("platelets 62 x10^9/L")
    assert json.loads(lost[0])["turn"] == len(stored_turns(bedside))
    expect(bedside.fact("platelets")).to_contain_text("62 ×10⁹/L")
    bedside.faults = [fault for fault in bedside.faults if "ERR_CONNECTION_RESET" not in fault]


def test_a_message_that_waits_survives_a_reload(bedside: Bedside) -> None:
    bedside.say("72F")
    bedside.page.route("**/messages", lambda route: route.abort("internetdisconnected"))
    bedside.field.fill("platelets 62 x10^9/L")
    bedside.field.press("Enter")
    expect(bedside.page.locator("#waiting")).to_be_visible()
    bedside.page.unroute("**/messages")
    bedside.page.reload()
    expect(bedside.turns).to_have_count(2)
    expect(bedside.field).to_have_value("")
    expect(bedside.fact("platelets")).to_contain_text("62 ×10⁹/L")
    bedside.faults = [fault for fault in bedside.faults if OFFLINE not in fault]


def test_a_waiting_message_can_be_taken_back_and_changed(bedside: Bedside) -> None:
    bedside.say("72F")
    bedside.page.context.set_offline(True)
    bedside.field.fill("platelets 26 x10^9/L")
    bedside.field.press("Enter")
    bedside.page.get_by_role("button", name="Change it").click()
    expect(bedside.field).to_be_editable()
    expect(bedside.field).to_have_value("platelets 26 x10^9/L")
    bedside.page.context.set_offline(False)
    bedside.say("platelets 62 x10^9/L")
    expect(bedside.fact("platelets")).to_contain_text("62 ×10⁹/L")
    bedside.faults = [fault for fault in bedside.faults if OFFLINE not in fault]


def test_a_refused_value_is_explained_and_the_old_one_stands(bedside: Bedside) -> None:
    bedside.say("weight 64 kg")
    bedside.fact("weight").click()
    editor = bedside.page.get_by_role("dialog")
    editor.locator("input.number").fill("640")
    editor.get_by_role("button", name="kg", exact=True).click()
    expect(bedside.page.locator("#trouble")).to_contain_text("640 kg is not plausible")
    expect(bedside.fact("weight")).to_contain_text("64 kg")
    bedside.faults = [fault for fault in bedside.faults if "400" not in fault]


def test_a_conversation_that_is_gone_says_so_and_keeps_the_text(bedside: Bedside) -> None:
    bedside.say("72F")
    bedside.page.evaluate(REMOVE)
    bedside.field.fill("platelets 62 x10^9/L")
    bedside.field.press("Enter")
    expect(bedside.page.locator("#trouble")).to_contain_text("no longer on the server")
    expect(bedside.field).to_have_value("platelets 62 x10^9/L")
    bedside.faults = [fault for fault in bedside.faults if "404" not in fault]
