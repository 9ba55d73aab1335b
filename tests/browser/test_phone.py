"""On a phone: one column, patient and advice as sheets over the conversation, the answer field in reach."""

from playwright.sync_api import expect

from tests.browser.bedside import Bedside

PATIENT_WITH_A_DOSE = {
    "label": "us",
    "age_years": 60,
    "sex": "male",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 2,
    "treatment_phase": "considering_start",
    "creatinine_clearance_ml_min": 80,
    "creatinine_stable": True,
    "on_dialysis": False,
}


def test_patient_and_advice_open_from_the_bar_and_close_with_escape(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    on_the_phone.say("72F, Cr 1.9 mg/dL, 64 kg")
    expect(on_the_phone.fact("CrCl")).to_be_hidden()
    page.locator("#patient-tab").click()
    expect(on_the_phone.fact("CrCl")).to_be_visible()
    expect(on_the_phone.field).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(on_the_phone.fact("CrCl")).to_be_hidden()
    expect(page.locator("#patient-tab")).to_be_focused()


def test_the_bar_shows_what_stands_and_how_much_is_needed(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    on_the_phone.choose_label("US")
    expect(page.locator("#patient-count")).to_contain_text("needed")
    on_the_phone.say("active bleeding")
    line = page.locator("#line-tab")
    expect(line).to_have_text("Emergency Active bleeding: emergency")
    line.click()
    expect(on_the_phone.card("Active bleeding: emergency")).to_be_in_viewport()


def test_an_answer_brings_the_conversation_back(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    on_the_phone.say("72F")
    page.locator("#advice-tab").click()
    on_the_phone.say("64 kg")
    expect(on_the_phone.turns.last).to_be_in_viewport()
    expect(page.locator("#talk-tab")).to_have_attribute("aria-expanded", "true")


def test_the_pages_are_reached_from_the_menu(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Rules").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rules")


def test_a_long_question_stands_in_the_conversation_with_its_button_below_the_last_item(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    on_the_phone.tell(**PATIENT_WITH_A_DOSE)
    items = on_the_phone.asked.locator(".checklist li")
    expect(page.locator("#talk .checklist")).to_be_visible()
    none = on_the_phone.asked.get_by_role("button", name="None of these")
    none.scroll_into_view_if_needed()
    last, button = items.last.bounding_box(), none.bounding_box()
    assert last and button and button["y"] >= last["y"] + last["height"]
    on_the_phone.tap("None of these")


def test_a_question_out_of_view_is_pointed_to(on_the_phone: Bedside) -> None:
    page = on_the_phone.page
    on_the_phone.tell(**PATIENT_WITH_A_DOSE)
    pointer = page.locator("#to-question")
    page.locator("#scroll").evaluate("scroll => { scroll.scrollTop = 0 }")
    expect(pointer).to_contain_text("Is any of these present now")
    pointer.click()
    expect(on_the_phone.asked.locator(".asked-text")).to_be_in_viewport()
    expect(pointer).to_be_hidden()
