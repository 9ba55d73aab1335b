"""The creatinine clearance of one patient: given or estimated, from which inputs, and whether estimates disagree."""

from __future__ import annotations

from rules.deriving.calculators import adjusted_weight, body_mass_index, cockcroft_gault
from rules.quantities import Fact, Facts, Quantity, asked_in_vain, choice, computed, missing, number
from rules.ruleset import CutOffs

ESTIMATE_INPUTS = ("creatinine", "age_years", "weight_kg", "sex")
OBESE_FROM = 30
# Below these heights a weight alone raises no question of obesity: an engineering choice, not a clinical source.
SHORTEST_USUAL_CM = {"male": 160.0, "female": 150.0}
HOW_ESTIMATED = "Cockcroft–Gault, actual weight"
HOW_ADJUSTED = "Cockcroft–Gault, adjusted weight (BMI 30 or more)"


def derive_clearance(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]]) -> None:
    """Put the clearance among the facts, with its source; note in `waits` what it still waits for.

    No estimate is made while creatinine changes or on dialysis.
    """
    estimate = None
    if choice(facts, "creatinine_stable") is not False and choice(facts, "on_dialysis") is not True:
        estimate = _estimate(facts)
        if estimate:
            computed(facts, "creatinine_clearance_computed_ml_min", estimate, HOW_ESTIMATED)
    if number(facts, "creatinine_clearance_ml_min"):
        computed(facts, "creatinine_clearance_source", "given", "")
    elif estimate:
        computed(facts, "creatinine_clearance_ml_min", estimate, HOW_ESTIMATED)
        computed(facts, "creatinine_clearance_source", "cockcroft_gault", "")
        if not estimate.point:
            waits["creatinine_clearance_ml_min"] = (*_imprecise(facts), "creatinine_clearance_ml_min")
    else:
        waits["creatinine_clearance_ml_min"] = _clearance_inputs(facts)
        waits["creatinine_clearance_source"] = ("creatinine_clearance_ml_min",)


def _estimate(facts: Facts, weight: Quantity | None = None) -> Quantity | None:
    creatinine, age, sex = number(facts, "creatinine"), number(facts, "age_years"), choice(facts, "sex")
    weight = weight or number(facts, "weight_kg")
    if creatinine is None or age is None or weight is None or not isinstance(sex, str):
        return None
    return cockcroft_gault(age, weight, creatinine, sex)


def _imprecise(facts: Facts) -> tuple[str, ...]:
    """The inputs of the estimate that were given as ranges."""
    return tuple(fact_id for fact_id in ESTIMATE_INPUTS if (value := number(facts, fact_id)) and not value.point)


def _clearance_inputs(facts: Facts) -> tuple[str, ...]:
    """The clearance itself first; its inputs once creatinine is at hand or the clearance is known to be unknown."""
    itself = "creatinine_clearance_ml_min"
    no_estimate = choice(facts, "creatinine_stable") is False or choice(facts, "on_dialysis") is True
    inputs = missing(facts, ESTIMATE_INPUTS)
    if no_estimate or asked_in_vain(facts, inputs):
        return (itself,)
    if itself in facts:
        return inputs
    return (*inputs, itself) if number(facts, "creatinine") else (itself, *inputs)


def weigh_clearance(facts: dict[str, Fact], waits: dict[str, tuple[str, ...]], cut_offs: CutOffs) -> None:
    """Put among the facts whether given and estimated clearance, or actual and adjusted weight, change the band."""
    edges = cut_offs.lower_ends(choice(facts, "label"))
    used = number(facts, "creatinine_clearance_ml_min")
    estimate = number(facts, "creatinine_clearance_computed_ml_min")
    adjusted = _adjusted_estimate(facts) if estimate else None
    if adjusted:
        computed(facts, "creatinine_clearance_adjusted_ml_min", adjusted, HOW_ADJUSTED)
    computed(facts, "clearance_estimates_disagree", _differ(used, estimate, edges), "given against computed")
    if estimate and _height_may_matter(facts, estimate, edges):
        waits["clearance_weights_disagree"] = ("height_cm",)
    else:
        weights_differ = _differ(estimate, adjusted, edges)
        computed(facts, "clearance_weights_disagree", weights_differ, "actual against adjusted weight")


def _height_may_matter(facts: Facts, estimate: Quantity, edges: tuple[float, ...]) -> bool:
    """Whether, while the height is open, a usual height would make the patient obese and change the band."""
    weight, sex = number(facts, "weight_kg"), choice(facts, "sex")
    known = number(facts, "height_cm") or number(facts, "bmi_kg_m2")
    if weight is None or not isinstance(sex, str) or known:
        return False
    tallest = 100 * (weight.high / OBESE_FROM) ** 0.5
    shortest = SHORTEST_USUAL_CM[sex]
    if tallest < shortest:
        return False
    adjusted = [_estimate(facts, adjusted_weight(weight, Quantity(cm, cm), sex)) for cm in (shortest, tallest)]
    return any(_differ(estimate, other, edges) for other in adjusted)


def _adjusted_estimate(facts: Facts) -> Quantity | None:
    body_mass, weight, sex = number(facts, "bmi_kg_m2"), number(facts, "weight_kg"), choice(facts, "sex")
    height = number(facts, "height_cm")
    if weight and height:
        # What was measured decides: a body-mass index given beside it may be old or mistyped.
        body_mass = body_mass_index(weight, height)
    if body_mass is None or body_mass.low < OBESE_FROM or weight is None or not isinstance(sex, str):
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
