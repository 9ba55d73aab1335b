"""How browser tests use the page: the words of a resident at the bedside over Playwright."""

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, ViewportSize, expect

DESK: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}

PATIENT: dict[str, Any] = {
    "label": "us",
    "treatment_phase": "considering_start",
    "diagnosis": "multiple_myeloma",
    "disease_status": "relapsed",
    "prior_lines": 2,
    "age_years": 72,
    "sex": "female",
    "weight_kg": 64,
    "height_cm": 160,
    "creatinine": (1.9, "mg/dL"),
    "anc": (2.1, "×10⁹/L"),
    "platelets": (182, "×10⁹/L"),
    "creatinine_stable": True,
    "dexamethasone_schedule": "weekly",
}
"""A woman of 72 who may start under the US label; what is not named here is answered with no, or not known."""

MOST_QUESTIONS = 60


class Bedside:
    """The open page, what it says, and what a resident does with it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.faults: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"{message.type}: {message.text}")

    def open(self) -> "Bedside":
        """Open the chat and wait until it can be used."""
        self.page.goto(self.address)
        expect(self.page.locator("#bench[data-ready]")).to_be_visible()
        return self

    @property
    def turns(self) -> Locator:
        """The finished turns in the log."""
        return self.page.locator("#log > article")

    @property
    def field(self) -> Locator:
        """The text field."""
        return self.page.get_by_label("Message")

    @property
    def asked(self) -> Locator:
        """The question on the table with its control."""
        return self.page.locator("#asked")

    def card(self, words: str) -> Locator:
        """The advice cards whose headline holds these words."""
        headline = self.page.locator(".headline", has_text=words)
        return self.page.locator("#advice .card", has=headline)

    def fact(self, name: str) -> Locator:
        """The fact with this name in the patient column."""
        words = self.page.locator("span", has_text=re.compile(rf"^{re.escape(name)}(: .*)?$"))
        return self.page.locator("#facts button").filter(has=words)

    def say(self, text: str) -> None:
        """Type a message, send it, and wait for the answer."""
        with self.answered():
            self.field.fill(text)
            self.field.press("Enter")

    def tap(self, name: str) -> None:
        """Tap a button of the question or below the text field, and wait for the answer."""
        with self.answered():
            self.page.locator("#answer, #asked").get_by_role("button", name=name, exact=True).click()

    def choose_label(self, label: str) -> None:
        """Switch the prescribing label at the top."""
        with self.answered():
            self.page.locator("#label-switch").get_by_text(label, exact=True).click()

    def tell(self, **facts: Any) -> None:
        """Give many facts in one message, as the controls of the page send them."""
        send = "async facts => { (await import('/static/js/sending.js')).send({ facts }); }"
        with self.answered():
            self.page.evaluate(send, facts)

    def answered(self) -> "Answered":
        """A block after which one more turn must stand in the log."""
        return Answered(self)

    def asked_fact(self) -> str:
        """The fact the question is about; a checklist names its first."""
        read = "async () => (await import('/static/js/question.js')).askedFacts()[0]"
        return str(self.page.evaluate(read))

    def finish(self, patient: dict[str, Any]) -> int:
        """Answer every question with the control it offers; how many there were."""
        for count in range(MOST_QUESTIONS):
            if not self.asked.is_visible():
                return count
            self._answer(patient)
        raise AssertionError(f"After {MOST_QUESTIONS} answers there was still a question.")

    def _answer(self, patient: dict[str, Any]) -> None:
        fact = self.asked_fact()
        if self.asked.locator(".checklist").count():
            self.tap("None of these")
        elif self.asked.locator("input.number").count():
            self._give_number(patient.get(fact))
        elif isinstance(patient.get(fact), str):
            words = "async ([fact, value]) => (await import('/static/js/vocabulary.js')).choiceWord(fact, value)"
            shown: str = self.page.evaluate(words, [fact, patient[fact]])
            self.tap(shown[0].upper() + shown[1:])
        else:
            self.tap("Yes" if patient.get(fact) else "No")

    def _give_number(self, given: Any) -> None:
        if given is None:
            self.tap("Not known")
            return
        number, unit = given if isinstance(given, tuple) else (given, None)
        self.asked.locator("input.number").fill(str(number))
        units = self.asked.locator(".unit")
        with self.answered():
            (units.get_by_text(unit, exact=True) if unit else units.first).click()


class Answered:
    """Waits at the end of a block until one turn more than before stands in the log."""

    def __init__(self, bedside: Bedside) -> None:
        self.bedside, self.before = bedside, bedside.turns.count()

    def __enter__(self) -> None:
        """Nothing is awaited yet."""

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Wait for the turn, unless the block itself failed."""
        if kind is None:
            expect(self.bedside.turns).to_have_count(self.before + 1)
            expect(self.bedside.page.locator("#answer.busy")).to_have_count(0)
