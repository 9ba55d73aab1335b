"""From the facts that were given to the facts that rules read: computed numbers, flags, counts and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.calculators import adjusted_weight, body_mass_index, cockcroft_gault, dexamethasone_per_cycle
from rules.conditions import judge, open_leaves
from rules.ruleset import CutOffs, Derivation, RuleSet
from rules.scoring import points
from rules.values import Fact, Facts, Quantity

ESTIMATE_INPUTS = ("creatinine", "age_years", "weight_kg", "sex")
HOW_ESTIMATED = "Cockcroft–Gault, actual weight"


@dataclass(frozen=True)
class Patient:
    """One patient as the rules see them: all facts, and for each computed fact that is open the facts it waits for."""

    facts: Facts
    waits_for: Mapping[str, tuple[str, ...]]

    def askable(self, fact_id: str) -> tuple[str, ...]:
        """The facts to ask for in order to settle one fact: itself, or what it is computed from."""
        if fact_id not in self.waits_for:
            return (fact_id,)
        found = [
            asked
            for inner in self.waits_for[fact_id]
            for asked in ((inner,) if inner == fact_id else self.askable(inner))
        ]
        return tuple(dict.fromkeys(found))


def derive(ruleset: RuleSet, given: Facts) -> Patient:
    """Compute every derived fact, layer by layer; nothing that was given is overwritten but fever and an unknown clearance."""
    facts, waits = dict(given), dict[str, tuple[str, ...]]()
    _fever(facts)
    _body_mass(facts, waits)
    _clearance(facts, waits)
    _clearance_doubts(facts, ruleset.cut_offs)
    _dexamethasone(facts, waits)
    _dose_history(facts, waits)
    for derivation in ruleset.derivations:
        _derive(derivation, facts, waits)
    return Patient(facts, waits)


def number(facts: Facts, fact_id: str) -> Quantity | None:
    """The number of a fact, or None while it is open."""
    fact = facts.get(fact_id)
    return fact.value if fact is not None and isinstance(fact.value, Quantity) else None


def choice(facts: Facts, fact_id: str) -> str | bool | None:
    """The choice or yes/no of a fact, or None while it is open."""
    fact = facts.get(fact_id)
    return fact.value if fact is not None and isinstance(fact.value, str | bool) else None


def _computed(facts: dict[str, Fact], fact_id: str, value: Quantity | bool | str, how: str) -> None:
    facts[fact_id] = Fact(fact_id, value, "computed", how)


def _missing(facts: Facts, fact_ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fact_id for fact_id in fact_ids if fact_id not in facts or not facts[fact_id].known)


def _asked_in_vain(facts: Facts, fact_ids: tuple[str, ...]) -> bool:
    return any(fact_id in facts and not facts[fact_id].known for fact_id in fact_ids)


def _fever(facts: dict[str, Fact]) -> None:
    temperature = number(facts, "temperature_c")
    if temperature is None:
        return
    if temperature.low >= 38.0:
        _computed(facts, "fever", True, f"temperature {temperature.low:g} °C")
    elif temperature.high < 38.0 and choice(facts, "fever") is None:
        _computed(facts, "fever", False, f"temperature {temperature.high:g} °C")


def _body_mass(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    if number(facts, "bmi_kg_m2"):
        return
    weight, height = number(facts, "weight_kg"), number(facts, "height_cm")
    if weight and height:
        _computed(facts, "bmi_kg_m2", body_mass_index(weight, height), "weight and height")
    elif not _asked_in_vain(facts, ("weight_kg", "height_cm")):
        waits["bmi_kg_m2"] = _missing(facts, ("weight_kg", "height_cm"))


def _clearance(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    estimate = None
    if choice(facts, "creatinine_stable") is not False and choice(facts, "on_dialysis") is not True:
        estimate = _estimate(facts)
        if estimate:
            _computed(facts, "creatinine_clearance_computed_ml_min", estimate, HOW_ESTIMATED)
    if number(facts, "creatinine_clearance_ml_min"):
        _computed(facts, "creatinine_clearance_source", "given", "")
    elif estimate:
        _computed(facts, "creatinine_clearance_ml_min", estimate, HOW_ESTIMATED)
        _computed(facts, "creatinine_clearance_source", "cockcroft_gault", "")
        if not estimate.point:
            waits["creatinine_clearance_ml_min"] = (*_imprecise(facts), "creatinine_clearance_ml_min")
    else:
        waits["creatinine_clearance_ml_min"] = _clearance_inputs(facts)


def _estimate(facts: Facts, weight: Quantity | None = None) -> Quantity | None:
    creatinine, age, sex = number(facts, "creatinine"), number(facts, "age_years"), choice(facts, "sex")
    weight = weight or number(facts, "weight_kg")
    if creatinine is None or age is None or weight is None or not isinstance(sex, str):
        return None
    return cockcroft_gault(age, weight, creatinine, sex)


def _imprecise(facts: Facts) -> tuple[str, ...]:
    """The inputs of the estimate that were given as ranges."""
    return tuple(
        fact_id for fact_id in ESTIMATE_INPUTS if (value := number(facts, fact_id)) and not value.point
    )


def _clearance_inputs(facts: Facts) -> tuple[str, ...]:
    """The clearance itself first; its inputs once creatinine is at hand or the clearance is known to be unknown."""
    itself = "creatinine_clearance_ml_min"
    no_estimate = choice(facts, "creatinine_stable") is False or choice(facts, "on_dialysis") is True
    missing = _missing(facts, ESTIMATE_INPUTS)
    if no_estimate or _asked_in_vain(facts, missing):
        return (itself,)
    if itself in facts:
        return missing
    return (*missing, itself) if number(facts, "creatinine") else (itself, *missing)


def _clearance_doubts(facts: dict[str, Fact], cut_offs: CutOffs) -> None:
    label = choice(facts, "label")
    edges = cut_offs.at.get(label, ()) if isinstance(label, str) else ()
    given, computed = (
        number(facts, "creatinine_clearance_ml_min"),
        number(facts, "creatinine_clearance_computed_ml_min"),
    )
    _computed(
        facts, "clearance_estimates_disagree", _differ(given, computed, edges), "given against computed"
    )
    adjusted = _adjusted_estimate(facts) if computed else None
    if adjusted:
        _computed(
            facts,
            "creatinine_clearance_adjusted_ml_min",
            adjusted,
            "Cockcroft–Gault, adjusted weight (BMI 30 or more)",
        )
    relies_on_weight = choice(facts, "creatinine_clearance_source") == "cockcroft_gault"
    _computed(
        facts,
        "clearance_weights_disagree",
        relies_on_weight and _differ(computed, adjusted, edges),
        "actual against adjusted weight",
    )


def _adjusted_estimate(facts: Facts) -> Quantity | None:
    body_mass, weight, sex = number(facts, "bmi_kg_m2"), number(facts, "weight_kg"), choice(facts, "sex")
    height = number(facts, "height_cm")
    if body_mass is None or body_mass.low < 30 or weight is None or not isinstance(sex, str):
        return None
    if height is None:
        ends = [100 * (weight.low / body_mass.high) ** 0.5, 100 * (weight.high / body_mass.low) ** 0.5]
        height = Quantity(min(ends), max(ends))
    return _estimate(facts, adjusted_weight(weight, height, sex))


def _differ(one: Quantity | None, other: Quantity | None, edges: tuple[float, ...]) -> bool:
    return one is not None and other is not None and _bands(one, edges).isdisjoint(_bands(other, edges))


def _bands(value: Quantity, edges: tuple[float, ...]) -> set[int]:
    lowest, highest = (sum(end >= edge for edge in edges) for end in (value.low, value.high))
    return set(range(lowest, highest + 1))


def _dexamethasone(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    if number(facts, "dexamethasone_mg_per_cycle"):
        return
    schedule = choice(facts, "dexamethasone_schedule")
    if not isinstance(schedule, str):
        if "dexamethasone_schedule" not in facts:
            waits["dexamethasone_mg_per_cycle"] = ("dexamethasone_schedule",)
        return
    early = _early_cycles(facts)
    if schedule == "registration" and early is None:
        waits["dexamethasone_mg_per_cycle"] = ("cycle_number",)
    _computed(
        facts, "dexamethasone_mg_per_cycle", dexamethasone_per_cycle(schedule, early), f"{schedule} schedule"
    )


def _early_cycles(facts: Facts) -> bool | None:
    """Whether the patient is in cycles 1 to 4, where the registration schedule is high-dose; about to start is cycle 1."""
    cycle = number(facts, "cycle_number")
    if cycle is not None and (cycle.high <= 4 or cycle.low > 4):
        return cycle.high <= 4
    return True if choice(facts, "treatment_phase") == "considering_start" else None


def _dose_history(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    needed = ("lenalidomide_dose_mg", "lenalidomide_starting_dose_mg")
    current, start = (number(facts, fact_id) for fact_id in needed)
    if current and start and (current.high < start.low or current.low >= start.high):
        _computed(
            facts, "dose_reduced_since_start", current.high < start.low, "current against starting dose"
        )
    else:
        waits["dose_reduced_since_start"] = _missing(facts, needed)


def _derive(derivation: Derivation, facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    conditions = [item.when for item in derivation.items] + ([derivation.flag] if derivation.flag else [])
    open_facts = [leaf.fact for condition in conditions for leaf in open_leaves(condition, facts)]
    if open_facts:
        waits[derivation.fact] = tuple(dict.fromkeys(open_facts))
    if derivation.flag:
        verdict = judge(derivation.flag, facts)
        if not verdict.open:
            _computed(facts, derivation.fact, verdict.certain, derivation.title)
    else:
        _computed(facts, derivation.fact, points(derivation, facts), derivation.title)
