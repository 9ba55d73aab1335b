"""Civil words and short replies: what they want, and the words of what is asked back."""

import pytest

from bot.reading import Reader
from rules.values import Quantity


@pytest.mark.parametrize(
    ("text", "courtesy"),
    [
        ("thx", "thanks"), ("Thanks!", "thanks"), ("ok cheers", "thanks"), ("ok", "accepted"), ("got it", "accepted"),
        ("good morning", "greeting"), ("ok, CrCl 38 mL/min", None), ("thanks, what dose?", None), ("dunno", None),
    ],
)  # fmt: skip
def test_a_message_of_nothing_but_courtesy_is_marked(reader: Reader, text: str, courtesy: str | None) -> None:
    assert reader.read(text, ("on_dialysis",)).courtesy == courtesy


@pytest.mark.parametrize("text", ["sure", "right"])
def test_assent_to_a_yes_or_no_question_is_an_answer(reader: Reader, text: str) -> None:
    reading = reader.read(text, ("on_dialysis",))
    assert reading.courtesy is None and reading.facts[0].value is True


def test_a_no_to_the_number_of_lines_is_asked_back_with_how_to_say_none(reader: Reader) -> None:
    reading = reader.read("no", ("prior_lines",))
    assert [question.question for question in reading.clarify] == ["How many earlier lines? Type 0 if none."]
    assert not reading.facts


def test_a_yes_to_a_list_leaves_the_whole_list_on_the_table(reader: Reader) -> None:
    reading = reader.read("yes", ("diabetes", "pacemaker"))
    assert not reading.facts and not reading.clarify
    assert "Which of these apply?" in reading.not_taken[0].explanation


def test_a_doubtful_starting_dose_can_be_confirmed(reader: Reader) -> None:
    question = reader.read("started at 25").clarify[0]
    assert question.question == "Was lenalidomide started at 25 mg?"
    assert [(option.fact, option.value) for option in question.options] == [
        ("lenalidomide_starting_dose_mg", Quantity(25.0, 25.0))
    ]
