"""Saying and denying a finding give opposite facts, and words about others give none."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

import bot
from bot.reading import Reader
from bot.reading.loading import shared_lexicon, split
from rules.facts import Vocabulary
from tests.reading.test_lexicon import lexicon_file

CONTENT = lexicon_file("findings")
# Words a plain "no" cannot be set before, or whose fact hangs on a drug being taken.
STATED = [
    (name, words)
    for name, entry in CONTENT.items()
    if entry.get("needs") != "on"
    for words in split(entry.get("yes", ""))
    if "<n>" not in words
    and not words.startswith(("no ", "on ", "not ", "in ", "cannot", "can't", "had ", "post", "since"))
]


def facts_of(reader: Reader, text: str) -> dict[str, object]:
    return {item.fact: item.value for item in reader.read(text).facts}


@pytest.mark.parametrize(("name", "words"), STATED, ids=[f"{name}: {words}" for name, words in STATED])
def test_a_finding_stated_now_is_true_and_denied_is_false(name: str, words: str, reader: Reader) -> None:
    fact = shared_lexicon().findings[name].now
    assert facts_of(reader, f"{words} now")[fact] is True
    assert facts_of(reader, f"no {words} now")[fact] is False


@pytest.mark.parametrize(("name", "words"), STATED[::3], ids=[words for _, words in STATED[::3]])
def test_a_relative_or_a_risk_gives_no_fact(name: str, words: str, reader: Reader) -> None:
    finding = shared_lexicon().findings[name]
    # Aspirin taken as prophylaxis is an antiplatelet all the same.
    prevented = [] if finding.now == "on_antiplatelet" else [f"{words} prophylaxis"]
    for text in (f"mother had {words}", f"{words} in mother", f"risk of {words}", f"if {words}", *prevented):
        stated = {fact for fact, value in facts_of(reader, text).items() if value is True}
        assert not stated & {finding.now, finding.past}, text


@pytest.mark.parametrize("before", ["mother had a PE, ", "sister on dialysis; ", "FHx: DVT. ", "no diabetes, "])
@pytest.mark.parametrize("said", ["on EPO", "on dialysis", "has a pacemaker"])
def test_a_statement_is_not_touched_by_what_stands_before(before: str, said: str, reader: Reader) -> None:
    assert True in facts_of(reader, before + said).values()


def test_every_question_of_the_lexicon_is_about_a_known_fact(vocabulary: Vocabulary) -> None:
    for finding in shared_lexicon().findings.values():
        assert finding.now in vocabulary
        assert finding.past in vocabulary or finding.past in ("drop", "ask")
        assert finding.planned in vocabulary or finding.planned in ("", "drop")


def emergency_words() -> list[str]:
    """The words on which the reply speaks of a possible pregnancy."""
    content = YAML(typ="safe", pure=True).load(
        (Path(bot.__file__).parent / "answering" / "refusals.yaml").read_text("utf-8")
    )
    (entry,) = (entry for entry in content["refusals"] if entry["id"] == "possible-pregnancy")
    return [words for group in entry["words"] for words in group]


@pytest.mark.parametrize("words", emergency_words())
def test_words_of_a_possible_pregnancy_leave_it_not_known(words: str, reader: Reader) -> None:
    assert facts_of(reader, f"not pregnant, {words}") == {"pregnant": None}
    assert "pregnant" not in facts_of(reader, f"if {words}")
