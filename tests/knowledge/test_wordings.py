"""Findings asked for in words of their own: what that brings up, what it never does, and what is presumed wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.service import EVIDENCE
from knowledge.asking.asking import ask
from knowledge.asking.indexed.wordings import wording_of, wordings_of
from knowledge.asking.language.words import stems_of
from knowledge.library import Library


def test_every_finding_has_ways_to_ask_for_it(library: Library) -> None:
    asked = {row["finding"] for row in library.rows("SELECT DISTINCT finding FROM wordings WHERE assumes IS NULL")}
    assert asked == library.finding_ids()


def test_a_wording_stands_in_the_file_named_like_that_of_its_finding() -> None:
    read = YAML(typ="safe", pure=True)
    for path in sorted((EVIDENCE / "wordings").glob("*.yaml")):
        findings = read.load((EVIDENCE / "findings" / path.name).read_text(encoding="utf-8"))["findings"]
        worded = read.load(path.read_text(encoding="utf-8"))["wordings"]
        assert [one["id"] for one in worded] == [one["id"] for one in findings], path.name


IN_OTHER_WORDS = [
    ("how often did the kidneys recover while on len plus dex", "mm009-010-renal-improvement"),
    ("may the capsules be opened or chewed", "capsules-swallow-whole"),
    ("what does len do to natural killer cells", "mechanism-nk-cells"),
]


@pytest.mark.parametrize(("question", "finding"), IN_OTHER_WORDS)
def test_a_finding_is_found_by_words_it_does_not_hold(library: Library, question: str, finding: str) -> None:
    assert finding in ask(library.index, question).findings


PRESUMING = [
    ("why does myeloma strike mostly young adults?", "review-older-adults"),
    ("since len is cleared by the liver, no need to cut it in renal failure?", "review-renal-dose-reduction"),
    ("pembrolizumab with len dex prolongs survival per the US label, by how much?", "uspi-warning-pembrolizumab"),
]


@pytest.mark.parametrize(("question", "finding"), PRESUMING)
def test_what_is_wrongly_taken_for_granted_is_said(library: Library, question: str, finding: str) -> None:
    found = ask(library.index, question)
    assert found.premise
    assert finding in found.findings


TRUE_BESIDE = [
    "dosing by the US label: eGFR or CrCl?",
    "Europe: is one method of contraception enough?",
    "Rd early i.e. straight at 1st relapse vs saving it for later lines - which is better?",
    "why did they bother making len when we already had thal?",
    "tingling feet - is it as common on len as on velcade or thal?",
]


@pytest.mark.parametrize("question", TRUE_BESIDE)
def test_a_premise_is_not_told_where_the_question_says_what_rules_it_out(library: Library, question: str) -> None:
    assert not ask(library.index, question).premise


NAMED_BY_TERMS = [
    ("labels dose len on eGFR per 1.73m2 - which bands?", "label-uses-cockcroft-gault"),
    ("American label is content with one contraceptive method - any preferred one?", "uspi-contraception"),
    ("the RCT of asprin vs LMWH in LENALIDOMIDE relapsd pts, wich won?", "palumbo-2011-design"),
    ("by how many months was pfs shorter with failing kidneys in mm-009/010", "mm009-010-renal-pfs"),
    ("IMWG 2008 gives aspirin even with high dose dex, at what strength", "imwg-2008-therapy-factor"),
]


@pytest.mark.parametrize(("question", "finding"), NAMED_BY_TERMS)
def test_a_known_premise_is_corrected_however_it_is_worded(library: Library, question: str, finding: str) -> None:
    found = ask(library.index, question)
    assert found.premise and finding in found.findings


INNOCENT = [
    "EU label starting dose at CrCl 45",
    "US label starting dose at CrCl 45",
    "in the registry?",
    "at what neutrophil count is len stopped, US label versus EU label",
    "Kneppers, Dutch series: list n, previous lines, ORR, CR, TTP and OS",
    "ORR in the registry",
    "contraception, European label",
]


@pytest.mark.parametrize("question", INNOCENT)
def test_a_question_that_takes_nothing_for_granted_is_not_corrected(library: Library, question: str) -> None:
    assert not ask(library.index, question).premise


def test_a_wrong_assumption_keeps_what_else_answers_the_question(library: Library) -> None:
    found = ask(library.index, "IMPEDE: BMI only counts from 30 up, yes? pts?")
    assert found.premise
    assert {"impede-bmi", "bmi-cutoffs-differ"} < set(found.findings)


OTHERS = ["in teenagers", "in the UK/Ireland cohort of MM-018", "in the Spanish cohort of MM-018, median OS"]


@pytest.mark.parametrize("whom", OTHERS)
def test_no_likeness_lends_a_figure_of_other_patients(library: Library, whom: str) -> None:
    assert not ask(library.index, f"overall survival {whom}").found


@given(st.text(max_size=200), st.text(max_size=200))
def test_likeness_is_a_share_and_whole_for_the_very_words(library: Library, one: str, other: str) -> None:
    texts = (one, other, "ORR in the registry")
    worded = wordings_of(
        (wording_of(library.lexicon, at, "", stems_of(text)) for at, text in enumerate(texts)), len(texts)
    )
    for place, entry in enumerate(worded.entries):
        alike = worded.alike(entry.features)
        assert all(-1e-9 <= share <= 1 + 1e-9 for share in alike.values())
        assert not entry.features or place not in alike or alike[place] == pytest.approx(1)
