"""One reader over the project's vocabulary and lexicon for all tests of this room."""

from pathlib import Path

import pytest

from bot.reading import Reader, load_reader
from rules.facts import Vocabulary
from rules.loading import load_vocabulary

FACTS = Path(__file__).parents[2] / "rules" / "guidance" / "facts.yaml"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load_vocabulary(FACTS)


@pytest.fixture(scope="session")
def reader(vocabulary: Vocabulary) -> Reader:
    return load_reader(vocabulary)
