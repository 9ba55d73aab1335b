"""The table of stops, row by row: what holds, what it withholds, and what happens while it is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from rules.conditions import reads
from rules.deciding import decide
from rules.decision import Decision
from rules.topics import STOP_IDS
from tests.rules.clinic import (
    INTERRUPTED,
    ON_TREATMENT,
    READY_TO_START,
    TODAY,
    WOMAN,
    Clinic,
    Patient,
    codes,
    rows_of,
)

START, CONTINUE, RESUME = ("renal_dosing", "start"), ("myelosuppression", "continue"), ("myelosuppression", "resume")
LENALIDOMIDE = (START, CONTINUE, RESUME, ("other_toxicity", "continue"), ("other_toxicity", "resume"))
DEXAMETHASONE = (("dexamethasone", "start"), ("dexamethasone", "reduce"))
PROPHYLAXIS = (("prophylaxis", "aspirin"), ("prophylaxis", "lmwh_or_warfarin"))


@dataclass(frozen=True)
class Holding:
    """One way in which a stop holds: the patient, how it is announced, and what it withholds."""

    stop: str
    facts: Mapping[str, Any]
    announced: tuple[str, str]
    patient: Patient = field(default_factory=lambda: READY_TO_START)
    withholds: tuple[tuple[str, str], ...] = LENALIDOMIDE

    def __str__(self) -> str:
        return f"{self.stop}: {', '.join(f'{fact} {value}' for fact, value in self.facts.items())}"


OUT = ("eligibility", "out_of_scope")
CONTRAINDICATED = ("eligibility", "contraindicated")
EVERYTHING = LENALIDOMIDE + DEXAMETHASONE + PROPHYLAXIS
HOLDING = (
    Holding("stop-scope", {"age_years": 17}, OUT, withholds=LENALIDOMIDE + DEXAMETHASONE),
    *(
        Holding("stop-scope", {"diagnosis": diagnosis}, OUT, withholds=LENALIDOMIDE + DEXAMETHASONE)
        for diagnosis in ("myelodysplastic_syndrome", "mantle_cell_lymphoma", "amyloidosis", "other")
    ),
    Holding("stop-scope", {"disease_status": "newly_diagnosed"}, OUT, withholds=LENALIDOMIDE + DEXAMETHASONE),
    Holding("stop-scope", {"disease_status": "maintenance"}, OUT, ON_TREATMENT, LENALIDOMIDE + DEXAMETHASONE),
    Holding("stop-scope", {"prior_lines": 0}, OUT, withholds=LENALIDOMIDE + DEXAMETHASONE),
    Holding("stop-pregnancy", {"pregnant": True}, CONTRAINDICATED, WOMAN, EVERYTHING),
    Holding("stop-childbearing", {"pregnancy_prevention_in_place": False}, CONTRAINDICATED, WOMAN),
    Holding("stop-breastfeeding", {"breastfeeding": True}, CONTRAINDICATED, WOMAN),
    Holding("stop-hypersensitivity", {"lenalidomide_hypersensitivity": True}, CONTRAINDICATED),
    Holding("stop-thalidomide-rash", {"prior_thalidomide": True, "thalidomide_grade4_rash": True}, CONTRAINDICATED),
    Holding(
        "stop-severe-reaction",
        {"severe_skin_or_allergic_reaction": True},
        ("other_toxicity", "emergency"),
        ON_TREATMENT,
    ),
    Holding("stop-severe-reaction", {"rash_grade": 4}, ("other_toxicity", "stop"), ON_TREATMENT),
    Holding(
        "stop-severe-reaction",
        {"interrupted_for": "skin_or_allergic_reaction"},
        ("other_toxicity", "stop"),
        INTERRUPTED,
    ),
    *(
        Holding("stop-thrombosis-now", {event: True}, ("prophylaxis", "emergency"), base, LENALIDOMIDE + PROPHYLAXIS)
        for event in ("current_vte", "arterial_event_now")
        for base in (READY_TO_START, ON_TREATMENT, INTERRUPTED)
    ),
    Holding("stop-febrile-neutropenia", {"anc": 0.99, "fever": True}, ("myelosuppression", "emergency")),
    Holding(
        "stop-febrile-neutropenia",
        {"label": "eu", "anc": 0.7, "temperature_c": 38.0},
        ("myelosuppression", "emergency"),
        ON_TREATMENT,
    ),
    Holding(
        "stop-bleeding",
        {"active_bleeding": True},
        ("prophylaxis", "emergency"),
        withholds=(("renal_dosing", "start"), *PROPHYLAXIS),
    ),
    Holding(
        "stop-bleeding",
        {"active_bleeding": True},
        ("prophylaxis", "emergency"),
        INTERRUPTED,
        (("myelosuppression", "resume"), *PROPHYLAXIS),
    ),
    Holding("stop-pembrolizumab", {"planned_pembrolizumab": True}, ("eligibility", "refer")),
    Holding("stop-starting-counts", {"label": "eu", "anc": 0.99}, ("eligibility", "do_not_start")),
    Holding("stop-starting-counts", {"label": "eu", "platelets": 29.99}, ("eligibility", "do_not_start")),
    Holding("stop-starting-counts", {"label": "eu", "platelets": 30}, ("eligibility", "refer")),
    Holding("stop-starting-counts", {"label": "eu", "platelets": 74.99}, ("eligibility", "refer")),
)


def kinds_withheld(decision: Decision, by: str) -> set[tuple[str, str]]:
    """The rows that a stop withholds."""
    return {(row.topic, row.action) for row in decision.advice if row.withheld_by == by}


def kinds_given(decision: Decision) -> set[tuple[str, str]]:
    """The rows that give a drug, firm or provisional."""
    return {(row.topic, row.action) for row in decision.advice if row.status != "withheld"}


@pytest.mark.parametrize("case", HOLDING, ids=str)
def test_a_stop_that_holds_is_announced_firm_and_withholds_what_it_names(clinic: Clinic, case: Holding) -> None:
    label = case.facts.get("label", "us")
    ruled_out, decision = clinic.decide(case.patient, label=label), clinic.decide(case.patient, **case.facts)
    rows = [row for row in decision.advice if row.rule == case.stop]
    assert [((row.topic, row.action), row.status, row.dose) for row in rows] == [(case.announced, "firm", None)]
    assert kinds_given(ruled_out) & set(case.withholds)
    assert not kinds_given(decision) & set(case.withholds)
    assert kinds_withheld(decision, case.stop) <= set(case.withholds)


def test_every_stop_of_the_table_is_tried_and_stands_in_the_rules(clinic: Clinic) -> None:
    assert {case.stop for case in HOLDING} | {"stop-label-unset"} == set(STOP_IDS)
    assert {stop.id for stop in clinic.evaluator.ruleset.stops} == set(STOP_IDS)


def test_without_a_label_no_lenalidomide_dose_is_shown_and_the_notice_says_so(clinic: Clinic) -> None:
    for decision in (clinic.decide(READY_TO_START, "label"), clinic.decide(READY_TO_START, label="unknown")):
        assert "label_unset" in codes(decision)
        assert not any(row.dose and row.dose.drug == "lenalidomide" for row in decision.advice)
        assert not any(p.dose and p.dose.drug == "lenalidomide" for u in decision.unsettled for p in u.possible)


@dataclass(frozen=True)
class Open:
    """A stop that is not known to hold, and what becomes of a row meanwhile."""

    name: str
    patient: Patient
    without: tuple[str, ...]
    row: tuple[str, str]
    status: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


ASPIRIN = PROPHYLAXIS[0]
NO_SEX = ("sex", "childbearing_potential", "pregnant", "breastfeeding", "pregnancy_prevention_in_place")
OPEN = (
    Open("pregnancy, childbearing potential", WOMAN, ("pregnant",), START, "withheld"),
    Open("pregnancy withholds aspirin too", WOMAN, ("pregnant",), ASPIRIN, "withheld"),
    Open("pregnancy, asked in vain", WOMAN, (), START, "withheld", {"pregnant": "unknown"}),
    Open("pregnancy, childbearing not asked", WOMAN, ("pregnant", "childbearing_potential"), START, "withheld"),
    Open("pregnancy, sex not asked", WOMAN, NO_SEX, START, "withheld"),
    Open("pregnancy, childbearing ruled out", WOMAN, ("pregnant",), START, "firm", {"childbearing_potential": False}),
    Open("pregnancy, a man", READY_TO_START, ("pregnant",), START, "firm"),
    Open("childbearing, prevention not asked", WOMAN, ("pregnancy_prevention_in_place",), START, "withheld"),
    Open("childbearing leaves aspirin", WOMAN, ("pregnancy_prevention_in_place",), ASPIRIN, "firm"),
    Open("breast-feeding", WOMAN, ("breastfeeding",), START, "provisional"),
    Open("breast-feeding, past it", WOMAN, ("breastfeeding",), START, "firm", {"childbearing_potential": False}),
    Open("hypersensitivity", READY_TO_START, ("lenalidomide_hypersensitivity",), START, "provisional"),
    Open("thalidomide rash", READY_TO_START, ("thalidomide_grade4_rash", "prior_thalidomide"), START, "provisional"),
    Open("thalidomide rash, none before", READY_TO_START, ("thalidomide_grade4_rash",), START, "firm"),
    Open(
        "thalidomide rash, thalidomide before",
        READY_TO_START,
        ("thalidomide_grade4_rash",),
        START,
        "provisional",
        {"prior_thalidomide": True},
    ),
    Open("severe reaction", ON_TREATMENT, ("severe_skin_or_allergic_reaction",), CONTINUE, "provisional"),
    Open("severe reaction, interrupted", INTERRUPTED, ("rash_grade",), RESUME, "provisional"),
    Open("severe reaction, before the start", READY_TO_START, (), START, "firm"),
    Open("thrombosis", READY_TO_START, ("current_vte",), START, "provisional"),
    Open("thrombosis, aspirin", READY_TO_START, ("arterial_event_now",), ASPIRIN, "provisional"),
    Open("thrombosis, continuing", ON_TREATMENT, ("current_vte",), CONTINUE, "provisional"),
    Open("fever, ANC 0.8", READY_TO_START, ("fever", "temperature_c"), START, "provisional", {"anc": 0.8}),
    Open("fever, ANC 1.0", READY_TO_START, ("fever", "temperature_c"), START, "firm", {"anc": 1.0}),
    Open("fever, ANC not asked", READY_TO_START, ("fever", "temperature_c", "anc"), START, "firm"),
    Open("bleeding", READY_TO_START, ("active_bleeding",), START, "provisional"),
    Open("bleeding, aspirin", READY_TO_START, ("active_bleeding",), ASPIRIN, "provisional"),
    Open("bleeding, resuming", INTERRUPTED, ("active_bleeding",), RESUME, "provisional"),
    Open("bleeding, continuing", ON_TREATMENT, ("active_bleeding",), CONTINUE, "firm"),
    Open("pembrolizumab", READY_TO_START, ("planned_pembrolizumab",), START, "provisional"),
    Open("starting counts, EU", READY_TO_START, ("anc",), START, "provisional", {"label": "eu"}),
    Open("starting counts, US", READY_TO_START, ("anc",), START, "firm"),
    Open("starting counts, on treatment", ON_TREATMENT, (), CONTINUE, "firm", {"label": "eu"}),
)


@pytest.mark.parametrize("case", OPEN, ids=str)
def test_while_a_stop_is_not_known(clinic: Clinic, case: Open) -> None:
    decision = clinic.decide(case.patient, *case.without, **case.facts)
    rows = [row for row in decision.advice if (row.topic, row.action) == case.row]
    assert [row.status for row in rows] == [case.status]
    assert bool(rows[0].provided) == (case.status == "provisional")
    assert (rows[0].dose is None) or case.status != "withheld"


SCOPE_FACTS = ("age_years", "diagnosis", "disease_status", "prior_lines")


@pytest.mark.parametrize("fact", SCOPE_FACTS)
@pytest.mark.parametrize("topic", ["renal_dosing", "dexamethasone"])
def test_while_the_scope_is_not_known_the_topic_is_unsettled(clinic: Clinic, fact: str, topic: str) -> None:
    decision = clinic.decide(READY_TO_START, fact)
    waiting = [entry for entry in decision.unsettled if entry.topic == topic]
    assert len(waiting) == 1 and fact in waiting[0].needs
    assert not any(row.status != "withheld" and row.dose for row in rows_of(decision, topic))


def test_what_provisional_rests_on_is_said_once_for_each_stop(clinic: Clinic) -> None:
    row = clinic.row("renal_dosing", READY_TO_START, "current_vte", "active_bleeding", "planned_pembrolizumab")
    assert row.status == "provisional"
    assert len(row.provided) == len(set(row.provided)) == 3
    assert row.dose is not None and row.dose.mg == 25


def test_nothing_else_makes_advice_provisional(clinic: Clinic) -> None:
    # Facts that no stop reads are left out one by one; whatever stays open, no row turns provisional.
    read_by_stops = {leaf for stop in clinic.evaluator.ruleset.stops for leaf in facts_of_stop(clinic, stop.id)}
    for fact in set(READY_TO_START) - read_by_stops:
        decision = clinic.decide(READY_TO_START, fact)
        assert not [row.rule for row in decision.advice if row.status == "provisional"], fact


def facts_of_stop(clinic: Clinic, stop_id: str) -> frozenset[str]:
    """The given facts that a stop looks at, computed ones traced back to the temperature."""
    conditions = clinic.evaluator.conditions["stops"]
    found = frozenset().union(*(reads(c) for name, c in conditions.items() if name.partition("/")[0] == stop_id))
    return found | {"temperature_c"}


def test_two_stops_are_both_announced_and_the_first_withholds(clinic: Clinic) -> None:
    decision = clinic.decide(READY_TO_START, lenalidomide_hypersensitivity=True, planned_pembrolizumab=True)
    assert {"stop-hypersensitivity", "stop-pembrolizumab"} <= {row.rule for row in decision.advice}
    assert clinic.row("renal_dosing", READY_TO_START, planned_pembrolizumab=True).withheld_by == "stop-pembrolizumab"


def test_emergencies_come_first_and_carry_no_dose(clinic: Clinic) -> None:
    decision = clinic.decide(WOMAN, active_bleeding=True, current_vte=True, anc=0.4, fever=True, pregnant=True)
    emergencies = [row.action == "emergency" for row in decision.advice]
    assert sum(emergencies) == 3
    assert emergencies == sorted(emergencies, reverse=True)
    for row in decision.advice[:3]:
        assert row.dose is None and "local emergency pathway" in row.text


@pytest.mark.parametrize("topics", [("duration",), ("neuropathy", "monitoring")])
def test_a_stop_acts_whatever_topics_are_asked_for(clinic: Clinic, topics: tuple[str, ...]) -> None:
    facts = clinic.facts(READY_TO_START, active_bleeding=True)
    decision = decide(clinic.evaluator, facts, TODAY, topics)
    assert decision.advice[0].rule == "stop-bleeding"
    assert {row.topic for row in decision.advice[1:]} <= set(topics)
