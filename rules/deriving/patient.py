"""From the facts that were given to the facts that rules read: computed numbers, flags, counts and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.conditions import judge, open_leaves
from rules.deriving.calculators import body_mass_index, dexamethasone_per_cycle
from rules.deriving.clearance import ESTIMATE_INPUTS, derive_clearance, weigh_clearance
from rules.deriving.scoring import points
from rules.quantities import Fact, Facts, asked_in_vain, choice, computed, missing, number
from rules.ruleset import Derivation, RuleSet

# What the formulas read and compute by name; rule files may not drop any of it.
FORMULA_FACTS = (
    *("label", "treatment_phase", *ESTIMATE_INPUTS, "height_cm", "bmi_kg_m2", "temperature_c", "fever"),
    *("creatinine_stable", "on_dialysis", "creatinine_clearance_ml_min", "creatinine_clearance_source"),
    *("creatinine_clearance_computed_ml_min", "creatinine_clearance_adjusted_ml_min"),
    *("clearance_estimates_disagree", "clearance_weights_disagree"),
    *("dexamethasone_schedule", "dexamethasone_mg_per_cycle", "cycle_number"),
    *("lenalidomide_dose_mg", "lenalidomide_starting_dose_mg", "dose_reduced_since_start", "dose_raised_since_start"),
    *("asian_or_pacific_islander", "on_therapeutic_anticoagulant"),
)


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
    """Compute every derived fact, layer by layer; only fever and an unknown clearance replace what was given."""
    facts, waits = dict(given), dict[str, tuple[str, ...]]()
    _fever(facts)
    _body_mass(facts, waits)
    derive_clearance(facts, waits)
    weigh_clearance(facts, waits, ruleset.cut_offs)
    _dexamethasone(facts, waits)
    _dose_history(facts, waits)
    for derivation in ruleset.derivations:
        _derive(derivation, facts, waits)
    return Patient(facts, waits)


def _fever(facts: dict[str, Fact]) -> None:
    temperature = number(facts, "temperature_c")
    if temperature is None:
        return
    if temperature.low >= 38.0:
        computed(facts, "fever", True, f"temperature {temperature.low:g} °C")
    elif temperature.high < 38.0 and choice(facts, "fever") is None:
        computed(facts, "fever", False, f"temperature {temperature.high:g} °C")


def _body_mass(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    if number(facts, "bmi_kg_m2"):
        return
    weight, height = number(facts, "weight_kg"), number(facts, "height_cm")
    if weight and height:
        computed(facts, "bmi_kg_m2", body_mass_index(weight, height), "weight and height")
    elif not asked_in_vain(facts, ("weight_kg", "height_cm")):
        waits["bmi_kg_m2"] = missing(facts, ("weight_kg", "height_cm"))


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
    computed(facts, "dexamethasone_mg_per_cycle", dexamethasone_per_cycle(schedule, early), _how_much(schedule))


def _how_much(schedule: str) -> str:
    return "no dexamethasone" if schedule == "none" else f"{schedule} schedule"


def _early_cycles(facts: Facts) -> bool | None:
    """Whether these are cycles 1 to 4, where the registration schedule is high-dose; about to start is cycle 1."""
    cycle = number(facts, "cycle_number")
    if cycle is not None and (cycle.high <= 4 or cycle.low > 4):
        return cycle.high <= 4
    return True if choice(facts, "treatment_phase") == "considering_start" else None


def _dose_history(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    needed = ("lenalidomide_dose_mg", "lenalidomide_starting_dose_mg")
    current, start = (number(facts, fact_id) for fact_id in needed)
    if current and start and (current.high < start.low or current.low >= start.high):
        computed(facts, "dose_reduced_since_start", current.high < start.low, "current against starting dose")
    else:
        waits["dose_reduced_since_start"] = missing(facts, needed)
    if current and start and (current.low > start.high or current.high <= start.low):
        computed(facts, "dose_raised_since_start", current.low > start.high, "current against starting dose")
    else:
        waits["dose_raised_since_start"] = missing(facts, needed)


def _derive(derivation: Derivation, facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    conditions = [item.when for item in derivation.items] + ([derivation.flag] if derivation.flag else [])
    open_facts = [leaf.fact for condition in conditions for leaf in open_leaves(condition, facts)]
    if open_facts:
        waits[derivation.fact] = tuple(dict.fromkeys(open_facts))
    if derivation.flag:
        verdict = judge(derivation.flag, facts)
        if not verdict.open:
            computed(facts, derivation.fact, verdict.certain, derivation.title)
    else:
        computed(facts, derivation.fact, points(derivation, facts), derivation.title)
