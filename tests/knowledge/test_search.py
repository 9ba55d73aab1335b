"""Search: the questions residents ask, and everything else a text box can send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.library import Library

QUESTIONS = [
    ("ORR with renal failure?", "registry-orr-renal-failure"),
    ("response CrCl 30-60", "mm009-010-response-crcl-30-60"),
    ("overall survival 38.0 months against 31.6", "mm009-010-os"),
    ("How often was DVT seen in MM-018?", "mm018-dvt"),
    ("anemia in MM-018", "mm018-anaemia"),
    ("complete response plasmacytoma registry", "registry-plasmacytoma-cr"),
    ("len dex first relapse", "mm009-010-first-relapse"),
    ("serious thromboembolism with aspirin 100 mg", "palumbo-2011-aspirin"),
    ("second primary malignancies per 100 patient-years", "spm-2012-all"),
    ("dutch compassionate use VTE", "dutch-vte"),
    ("platelet count that interrupts treatment", "uspi-platelets-interrupt"),
    ("time to progression, Spanish registry", "registry-ttp"),
    ("25 mg three days a week in renal failure", "registry-renal-schedule-three-days-weekly"),
]


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_a_question_finds_its_finding_among_the_first_five(library: Library, question: str, expected: str) -> None:
    assert expected in [finding.id for finding in library.search(question, 5)]


def test_findings_with_all_the_words_come_before_those_with_some(library: Library) -> None:
    found = library.search("disappeared completely prospective series", 50)
    with_all = [
        all(
            word in f"{f.statement} {f.endpoint} {f.population} {f.study}".lower()
            for word in ("disappeared", "completely", "prospective", "series")
        )
        for f in found
    ]
    assert with_all[0]
    assert not with_all[-1]


SPELLINGS = [
    ("anaemia", "anemia"),
    ("haematological", "hematological"),
    ("tumour lysis", "tumor lysis"),
    ("oestrogens", "estrogens"),
]


@pytest.mark.parametrize(("british", "american"), SPELLINGS)
def test_british_and_american_spellings_find_the_same(library: Library, british: str, american: str) -> None:
    found = {finding.id for finding in library.search(british, 50)}
    assert found
    assert found == {finding.id for finding in library.search(american, 50)}


NOTHING_TO_FIND = ["", "   ", "?!", "\x00\x01", "the of and", "\"'", "weather Paris xyzzy", "☤"]


@pytest.mark.parametrize("words", NOTHING_TO_FIND)
def test_text_without_anything_to_find_finds_nothing(library: Library, words: str) -> None:
    assert library.search(words) == ()


@pytest.mark.parametrize(
    "words",
    [
        '"',
        "response NEAR(renal",
        "statement:renal",
        "a AND OR NOT",
        "renal*",
        "-renal",
        "^renal",
        "(renal",
        "renal); DROP TABLE findings; --",
        "renal\x00failure",
        "\ud83d renal",
        "x" * 10_000,
        "renal " * 2_000,
        "{renal}",
        "NOT",
        "+ - * / % _",
        "'; --",
        "ﬀ ½ ² ß İ",
    ],
)
def test_awkward_text_is_searched_and_never_raises(library: Library, words: str) -> None:
    for finding in library.search(words):
        assert finding.id in library.finding_ids()


@given(words=st.text(alphabet=st.characters(), max_size=300), limit=st.integers())
def test_no_text_at_all_makes_search_raise(library: Library, words: str, limit: int) -> None:
    assert len(library.search(words, limit)) <= max(0, limit)


@given(raw=st.binary(max_size=500))
def test_no_bytes_at_all_make_search_raise(library: Library, raw: bytes) -> None:
    for text in (raw.decode("utf-8", "surrogateescape"), raw.decode("latin-1")):
        assert {finding.id for finding in library.search(text)} <= library.finding_ids()


QUERY_PARTS = ['"', "(", ")", "*", "NEAR", "AND", "OR", "NOT", ":", "^", "-", "{", "}", ",", "+", "'"]


@given(parts=st.lists(st.sampled_from([*QUERY_PARTS, "statement", "renal", "len", " "]), max_size=40))
def test_no_query_language_makes_search_raise(library: Library, parts: list[str]) -> None:
    for text in ("".join(parts), " ".join(parts)):
        assert {finding.id for finding in library.search(text)} <= library.finding_ids()
