"""Correcting, taking back, and what the page does with advice that no longer stands."""

from playwright.sync_api import expect

from tests.browser.bedside import Bedside

STARTING = {
    "label": "us",
    "age_years": 60,
    "sex": "male",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 2,
    "treatment_phase": "considering_start",
    "creatinine_stable": True,
    "on_dialysis": False,
}


def dosed(bedside: Bedside) -> None:
    """Bring a man with a clearance of 80 to his starting dose."""
    bedside.tell(**STARTING)
    bedside.say("CrCl 80 mL/min")
    expect(bedside.card("Lenalidomide 25 mg once daily")).to_have_count(1)


def test_a_supposition_is_told_apart_and_does_not_repeat_the_question(bedside: Bedside) -> None:
    dosed(bedside)
    asked = bedside.asked.locator(".asked-text").inner_text()
    bedside.say("what if CrCl was 42 mL/min")
    turn = bedside.turns.last
    expect(turn).to_contain_text("Supposed, not recorded")
    expect(turn.locator(".understood").get_by_role("button")).to_have_count(0)
    expect(turn.locator(".reply")).to_contain_text("Lenalidomide 10 mg once daily")
    expect(turn.locator(".reply")).to_contain_text("The last question still stands.")
    expect(turn.locator(".reply")).not_to_contain_text(asked)
    expect(bedside.asked).to_contain_text(asked)
    expect(bedside.fact("CrCl")).to_contain_text("80 mL/min")


def test_editing_a_fact_changes_the_dose_and_marks_the_card(bedside: Bedside) -> None:
    dosed(bedside)
    bedside.fact("CrCl").click()
    editor = bedside.page.get_by_role("dialog")
    expect(editor).to_contain_text("Now: 80 mL/min")
    editor.locator("input.number").fill("42")
    with bedside.answered():
        editor.get_by_role("button", name="Save").click()
    expect(bedside.fact("CrCl")).to_contain_text("42 mL/min")
    expect(bedside.card("Lenalidomide 25 mg once daily")).to_have_count(0)
    card = bedside.card("Lenalidomide 10 mg once daily")
    expect(card.locator(".tag-changed")).to_be_visible()
    expect(bedside.page.locator(".replaced-list")).to_contain_text("Lenalidomide 25 mg once daily")


def test_earlier_advice_in_the_conversation_is_marked_as_replaced(bedside: Bedside) -> None:
    dosed(bedside)
    earlier = bedside.turns.last
    expect(earlier.locator(".tag-replaced")).to_be_hidden()
    number = bedside.turns.count()
    bedside.say("CrCl is 42 mL/min, not 80")
    expect(bedside.turns.nth(number - 1).locator(".tag-replaced")).to_be_visible()


def test_setting_a_fact_to_not_known_withdraws_the_dose(bedside: Bedside) -> None:
    dosed(bedside)
    bedside.fact("CrCl").click()
    with bedside.answered():
        bedside.page.get_by_role("dialog").get_by_role("button", name="Not known").click()
    expect(bedside.fact("CrCl")).to_contain_text("not known")
    expect(bedside.card("Lenalidomide 25 mg once daily")).to_have_count(0)


def test_undo_takes_back_and_redo_puts_back(bedside: Bedside) -> None:
    bedside.say("CrCl 80 mL/min")
    bedside.say("CrCl 42 mL/min")
    bedside.tap("Undo")
    expect(bedside.fact("CrCl")).to_contain_text("80 mL/min")
    bedside.tap("Redo")
    expect(bedside.fact("CrCl")).to_contain_text("42 mL/min")


def test_a_fact_is_corrected_from_the_words_it_was_read_from(bedside: Bedside) -> None:
    bedside.say("platelets 62 x10^9/L")
    bedside.page.locator(".taken").first.click()
    editor = bedside.page.get_by_role("dialog")
    expect(editor.get_by_role("heading")).to_have_text("Platelets")
    editor.locator("input.number").fill("162")
    with bedside.answered():
        editor.get_by_role("button", name="×10⁹/L").click()
    expect(bedside.fact("platelets")).to_contain_text("162 ×10⁹/L")


def test_a_computed_fact_says_how_it_was_computed(bedside: Bedside) -> None:
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg")
    expect(bedside.fact("CrCl")).to_contain_text("computed: Cockcroft–Gault, actual weight")


def test_skip_puts_a_question_off(bedside: Bedside) -> None:
    bedside.choose_label("US")
    before = bedside.asked_fact()
    bedside.tap("Skip")
    assert bedside.asked_fact() != before


def test_why_tells_what_the_answer_decides(bedside: Bedside) -> None:
    bedside.choose_label("US")
    why = bedside.page.get_by_role("button", name="Why?")
    why.click()
    expect(bedside.page.locator("#why-text")).not_to_be_empty()
    expect(why).to_have_attribute("aria-expanded", "true")


def test_a_new_patient_is_begun_after_one_question(bedside: Bedside) -> None:
    bedside.say("CrCl 80 mL/min")
    bedside.page.get_by_role("button", name="New patient").click()
    dialog = bedside.page.get_by_role("dialog")
    dialog.get_by_role("button", name="Go back").click()
    expect(bedside.fact("CrCl")).to_be_visible()
    bedside.page.get_by_role("button", name="New patient").click()
    dialog.get_by_role("button", name="New patient").click()
    expect(bedside.turns).to_have_count(0)
    expect(bedside.page.locator("#facts button")).to_have_count(0)
    assert bedside.page.evaluate("sessionStorage.length") == 0
