"""A whole consultation on the page, by typing and by tapping."""

import json
import re

from playwright.sync_api import expect

from tests.browser.bedside import PATIENT, Bedside

EVIDENCE_PAGE = re.compile(r"^/evidence/[a-z0-9-]+$")


def test_a_consultation_by_typing_and_tapping_ends_in_a_firm_dose(bedside: Bedside) -> None:
    bedside.say("72F, Cr 1.9 mg/dL, 64 kg, platelets 182 x10^9/L, no prior DVT, mother had PE")
    expect(bedside.fact("serum creatinine")).to_contain_text("given as 1.9 mg/dL")
    expect(bedside.fact("CrCl")).to_contain_text("computed")
    bedside.finish(PATIENT)
    card = bedside.card("Lenalidomide 15 mg every other day")
    expect(card).to_have_count(1)
    expect(card.locator(".status")).to_have_text("Firm")
    expect(card.locator(".because")).to_contain_text("CrCl 27.04 mL/min (11 ≤ CrCl < 30)")
    expect(card.locator(".source")).to_contain_text("confirm against the current label")


def test_words_understood_stand_beside_the_facts_they_became(bedside: Bedside) -> None:
    bedside.say("Cr 1.9 mg/dL, no prior DVT, mother had PE")
    understood = bedside.page.locator(".understood").get_by_role("button")
    expect(understood.nth(0)).to_have_text("“Cr 1.9 mg/dL”serum creatinine: 167.96 µmol/L (from 1.9 mg/dL), correct")
    expect(understood.nth(1)).to_have_text("“no prior DVT”earlier venous thrombosis: no, correct")
    expect(bedside.turns.last.locator(".reply")).to_contain_text("Not taken: “mother had PE”")


def test_a_number_with_several_units_is_not_sent_until_one_is_tapped(bedside: Bedside) -> None:
    bedside.page.get_by_role("button", name="Add or correct a fact").click()
    bedside.page.get_by_label("Which fact?").select_option("creatinine")
    editor = bedside.page.get_by_role("dialog")
    editor.locator("input.number").fill("177")
    editor.locator("input.number").press("Enter")
    expect(editor.get_by_role("alert")).to_have_text("Tap the unit: µmol/L or mg/dL.")
    with bedside.answered():
        editor.get_by_role("button", name="µmol/L").click()
    expect(bedside.fact("serum creatinine")).to_contain_text("177 µmol/L")


def test_a_checklist_tells_present_absent_and_not_known_apart(bedside: Bedside) -> None:
    bedside.choose_label("US")
    while not bedside.asked.locator(".checklist").count():
        bedside._answer(PATIENT)
    first, second = bedside.asked.locator("li").nth(0), bedside.asked.locator("li").nth(1)
    names = [row.locator(".present").inner_text().lower() for row in (first, second)]
    first.get_by_role("checkbox").nth(1).check()
    second.get_by_role("checkbox").nth(1).check()
    bedside.tap("Save: 2 not known, the others absent")
    for name in names:
        expect(bedside.fact(name)).to_contain_text("not known")
    expect(bedside.page.locator("#facts .mark.absent").first).to_be_visible()


def test_a_citation_opens_the_finding_behind_it(bedside: Bedside) -> None:
    bedside.choose_label("US")
    bedside.say("known pregnant, multiple myeloma, relapsed")
    card = bedside.page.locator("#advice .card").first
    card.locator(".cite").first.click()
    drawer = bedside.page.get_by_role("dialog")
    expect(drawer.locator(".details")).to_contain_text("Study")
    expect(drawer.get_by_role("link", name="Open this finding")).to_have_attribute("href", EVIDENCE_PAGE)
    bedside.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_without_a_label_no_dose_is_shown_and_the_switch_asks_for_one(bedside: Bedside) -> None:
    note = bedside.page.locator("#label-note")
    expect(note).to_have_text("Choose the label: no dose without it")
    bedside.say("CrCl 80 mL/min, relapsed multiple myeloma, about to start, 2 prior lines")
    expect(bedside.page.locator("#advice")).not_to_contain_text("25 mg once daily")
    bedside.choose_label("EU")
    expect(note).to_be_empty()
    assert bedside.page.locator("#label-eu").is_checked()


def test_a_card_is_copied_as_plain_text(bedside: Bedside) -> None:
    bedside.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    bedside.choose_label("US")
    bedside.say("active bleeding")
    card = bedside.card("Active bleeding: emergency")
    card.get_by_role("button", name="Copy to note").click()
    expect(card.get_by_role("button", name="Copied")).to_be_visible()
    copied = bedside.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Active bleeding: emergency [Emergency]")
    assert "local emergency pathway" in copied
    assert "Lendex, rules " in copied


def test_an_emergency_comes_first_and_carries_no_dose(bedside: Bedside) -> None:
    bedside.choose_label("US")
    bedside.say("CrCl 80 mL/min, ANC 0.4 x10^9/L, fever 38.6")
    first = bedside.page.locator("#advice-list > *").first
    expect(first).to_contain_text("emergency")
    expect(first.locator(".status")).to_have_text("Emergency")
    assert " mg" not in first.inner_text()


def test_a_question_about_the_evidence_is_answered_with_its_sources(bedside: Bedside) -> None:
    bedside.say("ORR with renal failure?")
    reply = bedside.turns.last.locator(".reply")
    expect(reply).to_contain_text("54%")
    reply.get_by_role("list", name="Sources of this answer").get_by_role("button").first.click()
    expect(bedside.page.get_by_role("dialog").locator(".caveats")).to_contain_text("54% is impossible on 14 patients")


def test_what_patients_might_be_called_is_never_read_as_markup(bedside: Bedside) -> None:
    said = "<img src=x onerror=alert(1)> <b>CrCl 80 mL/min</b>"
    bedside.say(said)
    expect(bedside.turns.last.locator(".mine p")).to_have_text(said)
    assert bedside.page.locator("#log img, #log b").count() == 0


def test_the_words_of_every_fact_are_sent_in_the_order_of_the_vocabulary(bedside: Bedside) -> None:
    answer = bedside.page.request.get(f"{bedside.address}/vocabulary.json")
    facts = [fact["id"] for fact in json.loads(answer.body())["facts"]]
    assert facts[:3] == ["label", "age_years", "sex"]
