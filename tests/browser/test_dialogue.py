"""One of the dialogue files played in real Chromium: what is typed there brings the same advice onto the page."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.bedside import Bedside
from tests.dialogues.playing import load_dialogue

DIALOGUE = load_dialogue(Path(__file__).resolve().parents[1] / "dialogues" / "reference_32_plasmacytoma.yaml")


def test_the_case_of_reference_32_reads_the_same_on_the_page(bedside: Bedside) -> None:
    first = DIALOGUE["turns"][0]
    bedside.say(first["say"])
    for words in first["expect"]["text"]:
        expect(bedside.turns.last).to_contain_text(words)
    expect(bedside.fact("plasmacytoma site")).to_contain_text("soft tissue")
    expect(bedside.page.locator("#advice")).to_contain_text("Refer to the multidisciplinary team")
