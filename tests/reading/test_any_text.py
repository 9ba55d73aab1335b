"""Laws that hold for every text, however strange."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import Reader, Reading, load_reader, mask
from bot.reading.lexing import tokens, uniform
from bot.reading.loading import shared_lexicon
from rules.loading import load_vocabulary
from rules.values import Quantity
from tests.reading.conftest import FACTS

VOCABULARY = load_vocabulary(FACTS)
READER: Reader = load_reader(VOCABULARY)
PHRASES = sorted(" ".join(parts) for parts in shared_lexicon().book.phrases)
GLUE = (
    "",
    " ",
    ", ",
    "; ",
    ". ",
    "\n",
    " (",
    ") ",
    "? ",
    " - ",
    "/",
    " no ",
    " 1.9 ",
    " 62k ",
    " 2019 ",
    " <30 ",
    " mg/dL ",
)

any_letter = st.characters(codec=None, exclude_categories=())
any_text = st.text(alphabet=any_letter, max_size=200)
clinical_text = st.lists(
    st.one_of(st.sampled_from(PHRASES), st.sampled_from(GLUE), st.integers(0, 100000).map(str)), max_size=25
).map("".join)
spaced_text = st.lists(st.one_of(st.sampled_from(PHRASES), st.sampled_from(GLUE)), max_size=25).map(" ".join)
asked_facts = st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=3).map(tuple)


@given(text=st.one_of(any_text, clinical_text, spaced_text), asked=asked_facts)
def test_any_text_is_read(text: str, asked: tuple[str, ...]) -> None:
    reading = READER.read(text, asked)
    check_places(text, reading)
    check_values(reading)


def check_places(text: str, reading: Reading) -> None:
    for start, end, words in [
        *((*item.span, item.words) for item in reading.facts),
        *((*item.span, item.words) for item in reading.not_taken),
    ]:
        assert 0 <= start < end <= len(text)
        if reading.command != "what_if":
            assert words == text[start:end]


def check_values(reading: Reading) -> None:
    facts = [item.fact for item in reading.facts]
    assert len(facts) == len(set(facts))
    for item in reading.facts:
        definition = VOCABULARY[item.fact]
        assert not definition.derived
        if item.value is None:
            continue
        if definition.numeric:
            assert isinstance(item.value, Quantity)
            assert (definition.low or 0) <= item.value.low <= item.value.high <= (definition.high or 0)
        elif definition.type == "boolean":
            assert isinstance(item.value, bool)
        else:
            assert item.value in definition.choices
    assert all(asked_back.fact in VOCABULARY and asked_back.question for asked_back in reading.clarify)
    assert all(item.about == "" or item.about in VOCABULARY for item in reading.not_taken)
    assert all(item.explanation for item in reading.not_taken)


@given(text=any_text)
def test_places_do_not_move(text: str) -> None:
    assert len(uniform(text)) == len(text)
    for token in tokens(text):
        assert text[token.start : token.end] == token.written


@given(text=st.one_of(any_text, clinical_text))
def test_masking_keeps_the_length_and_the_rest(text: str) -> None:
    masked = mask(text, READER.known_words)
    assert len(masked.text) == len(text)
    covered = {place for start, end in masked.spans for place in range(start, end)}
    for place, letter in enumerate(text):
        assert masked.text[place] == ("•" if place in covered else letter)


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\x01\x02", "\ud800\udfff", "no " * 3300, "(" * 10000, "?" * 10000, "1" * 10000, "<" * 10000,
     "cr 1 " * 2000, "dvt, " * 2000, "1-" * 5000, "a." * 5000, "d1," * 3000, "t(4;" * 2500, "lenalidomd " * 900],
)  # fmt: skip
def test_long_and_hostile_texts_are_read(text: str, reader: Reader) -> None:
    for asked in ((), ("creatinine",), ("diabetes", "pacemaker")):
        check_values(reader.read(text, asked))
    assert len(mask(text).text) == len(text)


@given(text=clinical_text)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert READER.read(text) == READER.read(text)
