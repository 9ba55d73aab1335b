"""The lexicon fits the vocabulary, and a file that does not is refused in words."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.reading import Reader
from bot.reading.loading import LEXICON_FOLDER, LexiconFault, load_lexicon, shared_lexicon, split
from bot.reading.reader import Reader as AnyReader
from rules.facts import Vocabulary
from rules.units import canonical_unit_name


def lexicon_file(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((LEXICON_FOLDER / f"{name}.yaml").read_text("utf-8"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LEXICON_FOLDER, tmp_path / "lexicon"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_every_measure_is_a_number_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    for measure in shared_lexicon().measures.values():
        definition = vocabulary[measure.fact]
        assert definition.numeric
        units = {definition.unit, *definition.also}
        assert {*measure.bare_range, *measure.whole, *measure.alone, *measure.also_said.values()} <= units


def test_every_choice_is_one_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    for fact, choices in lexicon_file("choices").items():
        if fact not in ("requires", "episode"):
            assert set(choices) - {"unclear"} <= set(vocabulary[fact].choices), fact


def test_answers_to_one_question_fit_it(vocabulary: Vocabulary) -> None:
    for fact, choices in lexicon_file("answers")["when_asked"].items():
        definition = vocabulary[fact]
        allowed = {"boolean": {"yes", "no", "unknown"}, "choice": set(definition.choices)}.get(definition.type, {"0"})
        assert set(choices) <= allowed, fact


def test_drugs_and_regimens_name_known_facts_and_drugs(vocabulary: Vocabulary) -> None:
    lexicon = shared_lexicon()
    for drug in lexicon.drugs.values():
        assert drug.prior == "" or drug.prior in vocabulary
        assert drug.about == "" or drug.about in vocabulary
    assert all(set(drugs) <= set(lexicon.drugs) for drugs in lexicon.regimens.values())


def test_spellings_of_units_lead_to_units_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    known = {unit for fact in vocabulary.facts.values() for unit in (fact.unit, *fact.also)}
    for unit, spellings in lexicon_file("numbers")["units"].items():
        assert unit in known
        for spelling in split(spellings):
            assert canonical_unit_name(spelling) in (None, unit), spelling


def test_a_clinician_can_add_a_word(copied: Path, vocabulary: Vocabulary, reader: Reader) -> None:
    assert not reader.read("zuckerkrank").facts
    change(copied, "findings", "    diabetes, diabetic,", "    zuckerkrank, diabetes, diabetic,")
    read = AnyReader(load_lexicon(copied), vocabulary).read("zuckerkrank")
    assert [(item.fact, item.value) for item in read.facts] == [("diabetes", True)]


def test_one_word_in_the_lexicon_lets_a_bare_creatinine_be_assumed(copied: Path, vocabulary: Vocabulary) -> None:
    change(copied, "measures", "bare: ask\n  alone: umol/L", "bare: assume\n  alone: umol/L")
    assuming = AnyReader(load_lexicon(copied), vocabulary)
    for text, value in (("Cr 1.9", 167.96), ("creatinine 177", 177.0)):
        (item,) = assuming.read(text).facts
        assert item.value == pytest.approx(item.value) and item.assumed
        assert getattr(item.value, "low", None) == pytest.approx(value)
    assert not assuming.read("creatinine 21").facts


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("measures", "bare: assume", "bare: maybe", "write assume, ask or none"),
        ("measures", "80 to 551", "80", "needs a low and a high end"),
    ],
)
def test_a_file_that_does_not_fit_is_refused(copied: Path, name: str, old: str, new: str, message: str) -> None:
    change(copied, name, old, new)
    with pytest.raises(LexiconFault, match=message):
        load_lexicon(copied)
