"""Everything without a mouse or a finger."""

from playwright.sync_api import expect

from tests.browser.bedside import Bedside


def focused(bedside: Bedside) -> str:
    """The id of the element that has the focus, or its class."""
    return str(bedside.page.evaluate("document.activeElement.id || document.activeElement.className"))


def tab_to(bedside: Bedside, wanted: str) -> None:
    """Press Tab until this element has the focus."""
    for _ in range(80):
        if focused(bedside) == wanted:
            return
        bedside.page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with Tab; the focus is on {focused(bedside)}.")


def test_the_label_and_a_choice_are_made_with_keys_alone(bedside: Bedside) -> None:
    tab_to(bedside, "label-us")
    with bedside.answered():
        bedside.page.keyboard.press("Space")
    assert bedside.asked_fact() == "treatment_phase"
    tab_to(bedside, "choice")
    with bedside.answered():
        bedside.page.keyboard.press("2")
    expect(bedside.fact("treatment")).to_contain_text("under way")
    assert focused(bedside) == "asked"


def test_a_digit_in_the_empty_text_field_makes_the_choice(bedside: Bedside) -> None:
    bedside.choose_label("EU")
    bedside.field.focus()
    with bedside.answered():
        bedside.page.keyboard.type("1")
        bedside.page.keyboard.press("Enter")
    expect(bedside.fact("treatment")).to_contain_text("about to start")
    expect(bedside.field).to_have_value("")


def test_a_digit_typed_into_a_longer_text_is_only_text(bedside: Bedside) -> None:
    bedside.choose_label("EU")
    bedside.field.focus()
    bedside.page.keyboard.type("2 prior lines")
    expect(bedside.turns).to_have_count(1)
    expect(bedside.field).to_have_value("2 prior lines")


def test_shift_enter_breaks_the_line_and_enter_sends(bedside: Bedside) -> None:
    bedside.field.focus()
    bedside.page.keyboard.type("72F")
    bedside.page.keyboard.press("Shift+Enter")
    bedside.page.keyboard.type("64 kg")
    with bedside.answered():
        bedside.page.keyboard.press("Enter")
    expect(bedside.fact("age")).to_contain_text("72 years")
    expect(bedside.fact("weight")).to_contain_text("64 kg")


def test_up_brings_the_last_message_back_to_be_changed(bedside: Bedside) -> None:
    bedside.say("platelets 62 x10^9/L")
    bedside.page.keyboard.press("ArrowUp")
    expect(bedside.field).to_have_value("platelets 62 x10^9/L")


def test_a_dialog_closes_with_escape_and_gives_the_focus_back(bedside: Bedside) -> None:
    bedside.say("platelets 62 x10^9/L")
    chip = bedside.fact("platelets")
    chip.focus()
    bedside.page.keyboard.press("Enter")
    expect(bedside.page.get_by_role("dialog")).to_be_visible()
    bedside.page.keyboard.press("Escape")
    expect(bedside.page.get_by_role("dialog")).to_be_hidden()
    expect(chip).to_be_focused()


def test_tab_passes_through_the_whole_page_and_out_again(bedside: Bedside) -> None:
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg, active bleeding")
    seen = []
    for _ in range(150):
        bedside.page.keyboard.press("Tab")
        seen.append(focused(bedside))
    once_around = seen[: seen.index("text")]
    assert {"skip-link", "label-us", "new-patient", "add-fact", "cite", "copy"} <= set(once_around)
    assert "bench-page" in once_around


def test_the_log_announces_finished_messages_and_nothing_else(bedside: Bedside) -> None:
    log = bedside.page.get_by_role("log")
    expect(log).not_to_have_attribute("aria-live", "off")
    expect(log.locator("#working")).to_have_count(0)
    bedside.say("72F")
    expect(log.get_by_role("article")).to_have_count(1)
    assert bedside.page.locator("[role=status]").count() == 1
