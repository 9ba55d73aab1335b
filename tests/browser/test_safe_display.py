"""What the page itself decides: which line counts, how a typed number is read, how a value is shown."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from rules.topics import ACTIONS, GIVES

Call = Callable[..., Any]

START = {
    "rule": "start",
    "topic": "renal_dosing",
    "action": "start",
    "status": "firm",
    "headline": "25 mg once daily, days 1–21 of 28",
    "dose": {"drug": "lenalidomide", "mg": 25},
}


def row(**changes: Any) -> dict[str, Any]:
    """The starting dose, with some fields changed."""
    return {**START, **changes}


@pytest.fixture
def call(desk: BrowserContext, address: str) -> Call:
    """Calls a function of one of the page's modules."""
    page = desk.new_page()
    page.goto(address)

    def call(module: str, function: str, *arguments: Any) -> Any:
        script = "async ([module, name, given]) => (await import(`/static/js/${module}.js`))[name](...given)"
        return page.evaluate(script, [module, function, list(arguments)])

    return call


def test_the_dose_is_the_line_that_counts_and_names_its_drug(call: Call) -> None:
    line = call("changes", "bottomLine", [START], [], 0)
    assert (line["word"], line["headline"]) == ("Firm", "Lenalidomide 25 mg once daily, days 1–21 of 28")


@pytest.mark.parametrize(
    "action", ["emergency", "contraindicated", "out_of_scope", "do_not_start", "stop", "interrupt"]
)
def test_a_restriction_comes_before_any_dose(call: Call, action: str) -> None:
    restriction = row(rule="r", topic="eligibility", action=action, headline="Restricted", dose=None)
    line = call("changes", "bottomLine", [START, restriction], [], 0)
    assert line["headline"] == "Restricted"
    assert line["tone"] in ("emergency", "restrict")


@pytest.mark.parametrize(
    ("action", "word"),
    [
        ("emergency", "Emergency"),
        ("contraindicated", "Contraindicated"),
        ("out_of_scope", "Out of scope"),
        ("do_not_start", "Do not start"),
        ("stop", "Stop"),
        ("interrupt", "Hold"),
        ("refer", "Refer"),
    ],
)
def test_a_firm_restriction_is_called_by_what_it_does(call: Call, action: str, word: str) -> None:
    restriction = row(action=action, headline="Restricted", dose=None)
    assert call("wording", "statusWord", restriction) == word
    assert call("wording", "toneOf", restriction) in ("emergency", "restrict")


def test_the_green_light_is_for_rows_that_give_a_drug(call: Call) -> None:
    pairs = [(topic, action) for topic, actions in ACTIONS.items() for action in actions]
    green = {(topic, action) for topic, action in pairs if call("wording", "toneOf", row(action=action)) == "firm"}
    assert green == set(GIVES)


@pytest.mark.parametrize("action", ["start", "refer", "inform"])
@pytest.mark.parametrize("status", ["provisional", "withheld"])
def test_what_is_provisional_or_withheld_says_so(call: Call, action: str, status: str) -> None:
    assert call("wording", "toneOf", row(action=action, status=status)) == status
    assert call("wording", "statusWord", row(action=action, status=status)) == status.capitalize()


def test_a_referral_is_named_beside_the_dose(call: Call) -> None:
    referral = row(rule="r", topic="eligibility", action="refer", headline="Ask", dose=None)
    line = call("changes", "bottomLine", [START, referral], [], 0)
    assert line["also"] == "but see the referrals first"


def test_a_dose_that_may_be_raised_later_is_not_the_line_that_counts(call: Call) -> None:
    option = row(
        rule="o", action="escalate_option", headline="15 mg once daily", dose={"drug": "lenalidomide", "mg": 15}
    )
    staying = row(rule="c", topic="myelosuppression", action="continue", headline="Continue 10 mg")
    assert "15 mg" not in call("changes", "bottomLine", [option, staying], [], 0)["headline"]


def test_a_withheld_dose_is_not_shown(call: Call) -> None:
    line = call("changes", "bottomLine", [row(status="withheld", headline="Lenalidomide: withheld", dose=None)], [], 3)
    assert (line["word"], line["headline"]) == ("Withheld", "no dose shown")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("38.2", {"value": 38.2}),
        (" .5 ", {"value": 0.5}),
        ("30-40", {"low": 30, "high": 40}),
        ("30 to 40", {"low": 30, "high": 40}),
    ],
)
def test_a_number_or_a_range_is_read_as_typed(call: Call, typed: str, read: dict[str, float]) -> None:
    assert call("number", "readNumber", typed) == read


@pytest.mark.parametrize("typed", ["", "1,9", "1.000,5", "62k", "~38", "1e3", "-3", "12 mg"])
def test_what_could_mean_something_else_is_asked_back(call: Call, typed: str) -> None:
    assert set(call("number", "readNumber", typed)) == {"fault"}


@pytest.mark.parametrize(
    ("value", "shown"), [(29.97, "29.97"), (59.999, "59.999"), (38.2, "38.2"), (60, "60"), (27.0446, "27.04")]
)
def test_a_number_is_never_rounded_across_a_whole_one(call: Call, value: float, shown: str) -> None:
    assert call("vocabulary", "showNumber", value) == shown


def test_a_value_that_was_asked_and_is_not_known_differs_from_one_not_asked(call: Call) -> None:
    assert call("vocabulary", "showValue", "diabetes", {"value": "unknown"}) == "not known"
    assert call("vocabulary", "showValue", "diabetes") == "not asked"
