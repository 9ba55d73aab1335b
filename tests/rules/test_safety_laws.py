"""What no patient may ever be shown, whatever is known about them: random patients through the real rules."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from rules.deciding import decide
from rules.decision import Decision
from rules.deriving import derive
from rules.evaluating import Evaluator
from rules.facts import FactDefinition
from rules.grouping import scope_name
from rules.quantities import Fact, Quantity
from rules.ruleset import Dose
from rules.topics import ACTIONS, GIVES, RESTRICTIVE_ACTIONS
from tests.rules.clinic import INTERRUPTED, ON_TREATMENT, READY_TO_START, TODAY, WOMAN, Clinic, codes

BASES = (READY_TO_START, WOMAN, ON_TREATMENT, INTERRUPTED)
# Numbers around every cut-off of the rules.
TELLING: dict[str, tuple[float, ...]] = {
    "creatinine_clearance_ml_min": (5, 6.9, 7, 10.9, 11, 25, 29.97, 30, 49.99, 50, 59.99, 60, 60.01, 90),
    "anc": (0.3, 0.49, 0.5, 0.7, 0.99, 1.0, 3.0),
    "platelets": (5, 20, 29.99, 30, 49.99, 50, 74.99, 75, 180),
    "lenalidomide_dose_mg": (2.5, 5, 7.5, 10, 15, 20, 25, 12),
    "lenalidomide_starting_dose_mg": (2.5, 5, 7.5, 10, 15, 25),
    "age_years": (17, 18, 60, 74, 75, 76, 80),
    "temperature_c": (36.8, 37.9, 38.0, 39.5),
    "bmi_kg_m2": (24.9, 25, 30, 30.1, 36),
}
A_DRUG_DOSE = re.compile(r"\d(?:\.\d+)? mg (?:once|every|a week|once a week)")


def answers(fact: FactDefinition) -> st.SearchStrategy[Fact]:
    """Every state of a fact that was asked for."""
    value: st.SearchStrategy[Any]
    if fact.type == "boolean":
        value = st.booleans()
    elif fact.type == "choice":
        value = st.sampled_from(fact.choices)
    else:
        value = numbers(fact)
    return (value | st.none()).map(lambda found: Fact(fact.id, found))


def numbers(fact: FactDefinition) -> st.SearchStrategy[Quantity]:
    """Numbers of a fact: near the cut-offs, anywhere, and as ranges."""
    low, high = fact.low or 0, fact.high or 0
    anywhere = st.integers(int(low) + 1, int(high)).map(float)
    number = st.sampled_from(TELLING[fact.id]).map(float) | anywhere if fact.id in TELLING else anywhere
    return number.map(lambda n: Quantity(n, n)) | st.tuples(number, number).map(lambda pair: Quantity(*sorted(pair)))


@st.composite
def anyone(draw: st.DrawFn, clinic: Clinic) -> dict[str, Fact]:
    """A usual patient of whom several facts are otherwise, not known, or not asked."""
    vocabulary = clinic.evaluator.ruleset.vocabulary
    facts = clinic.facts(draw(st.sampled_from(BASES)), label=draw(st.sampled_from(("us", "eu"))))
    for fact in draw(st.lists(st.sampled_from(vocabulary.askable()), max_size=9, unique_by=lambda found: found.id)):
        if draw(st.booleans()):
            facts[fact.id] = draw(answers(fact))
        else:
            facts.pop(fact.id, None)
    return facts


def doses(decision: Decision) -> list[tuple[str, str, Dose]]:
    """Every dose of a decision, possible ones included, with its topic and action."""
    shown = [(row.topic, row.action, row.dose) for row in decision.advice if row.dose]
    open_ones = [(u.topic, p.action, p.dose) for u in decision.unsettled for p in u.possible if p.dose]
    return shown + open_ones


def words(decision: Decision) -> str:
    """Everything that is said."""
    rows = [f"{row.headline} {row.text} {row.provided}" for row in decision.advice]
    return " | ".join([*rows, *(notice.text for notice in decision.notices), *map(str, decision.unsettled)])


@settings(max_examples=settings().max_examples * 4)
@given(st.data())
def test_what_holds_for_every_patient(clinic: Clinic, data: st.DataObject) -> None:
    decision = decide(clinic.evaluator, data.draw(anyone(clinic)), TODAY)
    assert "engine_disagreement" not in codes(decision)
    for row in decision.advice:
        assert row.action in ACTIONS[row.topic]
        assert (row.status == "withheld") == bool(row.withheld_by)
        assert (row.status == "provisional") == bool(row.provided)
        assert row.dose is None or row.status != "withheld"
        assert row.source_status != "unverified" or (row.dose is None and row.action in RESTRICTIVE_ACTIONS)
        assert "{" not in row.headline + row.text
        assert row.headline and row.text
        assert row.evidence or row.withheld_by == "stop-label-unset"
    for topic, action, dose in doses(decision):
        assert GIVES[topic, action] == dose.drug
        assert (dose.mg or 0) > 0 or ((dose.mg_low or 0) > 0 and (dose.mg_high or 0) > 0)
    assert [row.action == "emergency" for row in decision.advice] == sorted(
        (row.action == "emergency" for row in decision.advice), reverse=True
    )


@settings(max_examples=settings().max_examples * 2)
@given(st.data())
def test_no_dose_is_shown_that_a_stop_withholds(clinic: Clinic, data: st.DataObject) -> None:
    decision = decide(clinic.evaluator, data.draw(anyone(clinic)), TODAY)
    announced = {row.rule for row in decision.advice if row.rule.startswith("stop-")}
    holding = [stop for stop in clinic.evaluator.ruleset.stops if stop.id in announced]
    for topic, action, dose in doses(decision):
        assert not [stop.id for stop in holding if stop.covers(topic, action)], dose
    if any(row.rule == "stop-pregnancy" for row in decision.advice):
        assert doses(decision) == []
        assert not A_DRUG_DOSE.search(words(decision))


@settings(max_examples=settings().max_examples * 2)
@given(st.data())
def test_without_a_label_no_lenalidomide_is_dosed_not_even_as_a_possibility(
    clinic: Clinic, data: st.DataObject
) -> None:
    facts = data.draw(anyone(clinic))
    facts.pop("label", None)
    decision = decide(clinic.evaluator, facts, TODAY)
    assert not [dose for _, _, dose in doses(decision) if dose.drug == "lenalidomide"]
    assert "label_conflict" not in codes(decision)
    assert not re.search(
        r"(?<!dexamethasone )(?<!Aspirin )(?<!enoxaparin )\b(2\.5|5|7\.5|10|15|25) mg once daily", words(decision)
    )


@given(st.data())
def test_one_answer_carries_the_rows_of_one_label(clinic: Clinic, data: st.DataObject) -> None:
    facts = data.draw(anyone(clinic))
    label = facts["label"].value if "label" in facts else None
    decision = decide(clinic.evaluator, facts, TODAY)
    for row in decision.advice:
        for foreign in {"us", "eu"} - {label}:
            assert not row.rule.startswith(f"{foreign}-")


@given(st.data())
def test_a_decision_names_what_it_waits_for(clinic: Clinic, data: st.DataObject) -> None:
    facts = data.draw(anyone(clinic))
    decision = decide(clinic.evaluator, facts, TODAY)
    askable = {fact.id for fact in clinic.evaluator.ruleset.vocabulary.askable()}
    for entry in decision.unsettled:
        assert entry.possible and entry.needs
        assert set(entry.needs) <= askable
        assert all(need not in facts or not settled(facts[need]) for need in entry.needs)


def settled(fact: Fact) -> bool:
    """Whether a fact holds an exact value."""
    return fact.value is not None and not (isinstance(fact.value, Quantity) and not fact.value.point)


@given(st.data())
def test_what_is_asked_for_alone_is_what_is_said_among_all(clinic: Clinic, data: st.DataObject) -> None:
    facts, topic = data.draw(anyone(clinic)), data.draw(st.sampled_from(tuple(ACTIONS)))
    everything = decide(clinic.evaluator, facts, TODAY)
    alone = decide(clinic.evaluator, facts, TODAY, (topic,))
    wanted = [row for row in everything.advice if row.topic == topic or row.rule.startswith("stop-")]
    assert list(alone.advice) == wanted
    assert list(alone.unsettled) == [entry for entry in everything.unsettled if entry.topic == topic]


@given(st.data())
def test_an_evaluation_continued_from_another_patient_is_the_same(clinic: Clinic, data: st.DataObject) -> None:
    evaluator: Evaluator = clinic.evaluator
    first, second = data.draw(anyone(clinic)), data.draw(anyone(clinic))
    before = evaluator.evaluate(first)
    assert evaluator.evaluate(second, before) == evaluator.evaluate(second)


@settings(max_examples=settings().max_examples * 4)
@given(st.data())
def test_a_table_says_as_many_things_as_it_promises(clinic: Clinic, data: st.DataObject) -> None:
    ruleset = clinic.evaluator.ruleset
    evaluation = clinic.evaluator.evaluate(derive(ruleset, data.draw(anyone(clinic))).facts)
    for table in ruleset.tables:
        if table.decides == "any" or not evaluation.certain(table.topic, scope_name(table.id)):
            continue
        certain = [rule.id for rule in table.rules if evaluation.certain(table.topic, rule.id)]
        possible = [rule.id for rule in table.rules if evaluation.possible(table.topic, rule.id)]
        assert len(certain) <= 1, certain
        assert possible or table.decides == "at_most_one", table.id
