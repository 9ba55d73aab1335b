"""What does not fit inside the review: every such place is told with the findings it concerns."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from knowledge.library import Library


@dataclass(frozen=True)
class Item:
    """One inconsistency: its number, a short name, the findings it concerns, words their caveat must hold."""

    number: int
    name: str
    findings: tuple[str, ...]
    words: tuple[str, ...]


REGISTRY_RESPONSE = ("registry-orr", "registry-cr", "registry-vgpr", "registry-pr")
CLEARANCE = (
    "mm009-010-response-crcl-above-60",
    "mm009-010-response-crcl-30-60",
    "mm009-010-response-crcl-below-30",
)

ITEMS = [
    Item(1, "57.4% printed for 8 of 14", ("registry-renal-schedule-three-days-weekly",), ("57.4%", "57.1%", "100.2%")),
    Item(
        2,
        "schedules add up to 108 of 111",
        (
            "registry-schedule-standard",
            "registry-schedule-three-days-weekly-all",
            "registry-schedule-low-intensity-all",
        ),
        ("108 of 111", "three patients are unaccounted for", "19"),
    ),
    Item(3, "54% impossible on 14", ("registry-orr-renal-failure",), ("impossible on 14", "7 of 13")),
    Item(
        4,
        "Spanish 64% and 18% fit no whole number",
        ("mm018-spain-haematological-grade3", "mm018-spain-anaemia"),
        ("no whole number", "63 patients", "Rounding twice"),
    ),
    Item(5, "parts sum to 66.1%", ("registry-orr",), ("66.1%", "66.0%", "rounding only")),
    Item(6, "103 of 111", REGISTRY_RESPONSE, ("103", "111", "8 missing")),
    Item(
        7,
        "24 of 27 with plasmacytoma",
        ("registry-plasmacytoma-prevalence", "registry-plasmacytoma-response", "registry-plasmacytoma-cr"),
        ("27", "24", "3 missing"),
    ),
    Item(
        8,
        "smaller denominators in Table 2",
        ("registry-lytic-lesions", "registry-cytogenetics"),
        ("smaller denominator",),
    ),
    Item(
        9,
        "no number of patients printed",
        (
            *CLEARANCE,
            "mm009-010-renal-improvement",
            "mm009-010-late-complete-response",
            "registry-prophylaxis",
            "registry-dvt",
        ),
        ("does not print the number of patients",),
    ),
    Item(9, "353 is the whole arm", CLEARANCE, ("353 is the whole arm",)),
    Item(
        10,
        "not all of the registry had dexamethasone",
        (*REGISTRY_RESPONSE, "registry-ttp", "registry-os", "registry-dexamethasone"),
        ("about 90%", "lenalidomide-based therapy"),
    ),
    Item(
        11,
        "survival somewhat shorter or lower",
        ("registry-os", "registry-ttp"),
        ("17.4", "38.0", "somewhat shorter", "not tested"),
    ),
    Item(
        12,
        "6 months or 24 weeks",
        ("mm018-quality-of-life-assessment", "mm018-quality-of-life-maintained"),
        ("6 months", "24 weeks", "28 days"),
    ),
    Item(
        13,
        "nearly all scales are 8 of 15",
        ("mm018-spain-quality-of-life", "mm018-spain-quality-of-life-text"),
        ("nearly all", "8 of 15", "role and social"),
    ),
    Item(
        14,
        "generally consistent, yet more events",
        (
            "mm018-spain-safety-consistent",
            "mm018-spain-haematological-grade3",
            "mm018-spain-neutropenia",
            "mm018-haematological-grade3",
            "mm018-neutropenia",
        ),
        ("generally consistent", "64% against 46%", "51% against 35%"),
    ),
    Item(
        14,
        "Spain is part of the 587",
        ("mm018-enrolled", "mm018-spain-enrolled", "mm018-dvt", "mm018-spain-dvt"),
        ("part of the 587", "not independent"),
    ),
    Item(
        15,
        "first relapse: may be or was",
        ("mm009-010-first-relapse", "review-abstract-first-relapse", "review-summary-first-relapse"),
        ("certainty drifts", "may be greatest", "was most effective"),
    ),
    Item(
        15,
        "continued treatment: appears or led to",
        (
            "mm009-010-continued-treatment-survival",
            "mm009-010-introduction-continued-treatment",
            "review-abstract-continued-treatment",
            "review-summary-continued-treatment",
        ),
        ("certainty drifts", "appears", "led to"),
    ),
    Item(
        16,
        "neuropathy: not observed, rarely observed",
        (
            "early-studies-thalidomide-adverse-events",
            "neuropathy-review",
            "review-summary-neuropathy",
            "mm018-neuropathy",
            "mm018-spain-neuropathy",
        ),
        ("not observed", "rarely observed", "does not appear to cause", "Table 4"),
    ),
    Item(
        17,
        "two definitions of renal impairment",
        (*CLEARANCE, "registry-renal-failure-definition", "registry-orr-renal-failure"),
        ("177 µmol/L", "creatinine clearance", "cut-offs differ"),
    ),
    Item(
        18,
        "survival only pooled",
        (
            "mm009-010-introduction-gains",
            "mm009-010-each-trial-response-ttp",
            "mm009-010-pfs",
            "mm009-010-os",
        ),
        ("credits both trials", "only pooled"),
    ),
    Item(
        19,
        "38% rests on at most 139",
        ("mm009-010-late-complete-response",),
        ("53 patients", "139", "50.5%", "figure of the review"),
    ),
    Item(
        20,
        "DVT is not VTE",
        ("registry-dvt", "mm018-dvt", "mm018-spain-dvt", "dutch-vte"),
        ("different endpoints", "must not be merged"),
    ),
    Item(21, "4.6 months twice", ("mm009-010-ttp", "mm009-010-pfs"), ("both 4.6 months", "no slip")),
    Item(22, "reference 25 on prior transplantation", ("mm009-010-prior-asct",), ("reference 25", "without stem-cell")),
    Item(23, "reference 37 on second cancers", ("review-maintenance",), ("promising", "second primary malignancies")),
    Item(
        24,
        "reference 13 for adhesion and activity",
        ("early-studies-after-thalidomide",),
        ("clinical trial", "adhesion"),
    ),
    Item(
        25,
        "reference 45 tested thalidomide",
        ("review-prophylaxis-trial", "review-prophylaxis-trial-elderly", "review-prophylaxis-trial-design"),
        ("prophylaxis with thalidomide", "advice for lenalidomide"),
    ),
    Item(
        26,
        "no citation",
        ("epidemiology-europe-cases", "epidemiology-europe-deaths", "mm009-010-crossover"),
        ("no citation of its own",),
    ),
    Item(
        26,
        "citation from the sentences around",
        (
            "mm009-010-late-complete-response",
            "spm-pooled-no-increase",
            "registry-prophylaxis",
            "registry-dvt",
            "mm018-spain-response",
        ),
        ("taken from the sentences around",),
    ),
    Item(
        27,
        "abstract and submitted manuscript",
        (
            "mm018-spain-response",
            "mm018-spain-cr",
            "mm018-spain-duration-of-response",
            "mm018-spain-cycles",
        ),
        ("meeting abstract", "submitted in 2011", "not in the reference list"),
    ),
    Item(27, "label of January 2009", ("review-approval-one-prior-therapy",), ("January 2009",)),
    Item(
        28,
        "figures print no values",
        (
            "mm009-010-figure-1",
            "mm009-010-figure-2",
            "mm009-010-severe-adverse-events",
            "registry-orr-renal-failure",
        ),
        ("prints no values",),
    ),
    Item(29, "grouping of Table 1", ("review-mechanisms",), ("Table 1", "inferred")),
    Item(30, "a word is missing", ("mm009-010-late-complete-response",), ("word is missing", "38%")),
]

REFERENCES = [
    (25, "without stem-cell"),
    (37, "second primary malignancies"),
    (13, "adhesion"),
    (45, "thalidomide"),
    (34, "meeting abstract"),
    (30, "January 2009"),
]


def test_all_thirty_are_here() -> None:
    assert {item.number for item in ITEMS} == set(range(1, 31))


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: f"{item.number} {item.name}")
def test_each_finding_carries_its_caveat(library: Library, item: Item) -> None:
    silent = [
        finding
        for finding in item.findings
        if not any(all(word in caveat for word in item.words) for caveat in library.finding(finding).caveats)
    ]
    assert silent == []


@pytest.mark.parametrize(("reference", "words"), REFERENCES)
def test_a_doubtful_reference_says_so_itself(library: Library, reference: int, words: str) -> None:
    assert any(words in caveat for caveat in library.reference(reference).caveats)
