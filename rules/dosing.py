"""From a rule's dose plan and the patient's facts to a dose, or to the fact that is still needed for it."""

from __future__ import annotations

from dataclasses import replace

from rules.quantities import Facts, choice, number
from rules.ruleset import Dose, DosePlan

FREQUENCY_WORDS = {"daily": "once daily", "every_other_day": "every other day", "weekly": "once a week"}


def resolve(plan: DosePlan | None, facts: Facts) -> Dose | None:
    """The dose a plan arrives at for this patient; None when there is no plan or a fact is still missing."""
    if plan is None:
        return None
    mg = _milligrams(plan, facts)
    if plan.next_lower_than or plan.same_as:
        if mg is None:
            return None
        return replace(plan.written, mg=mg, frequency=_frequency(plan, facts))
    return plan.written


def needed_facts(plan: DosePlan | None) -> tuple[str, ...]:
    """The facts a plan reads its number from."""
    return tuple(filter(None, (plan.next_lower_than, plan.same_as))) if plan else ()


def _milligrams(plan: DosePlan, facts: Facts) -> float | None:
    start = number(facts, plan.next_lower_than or plan.same_as)
    if start is None or not start.point:
        return None
    if plan.same_as:
        return start.low
    lower = [step for step in plan.ladder if step < start.low]
    return max(lower, default=None)


def _frequency(plan: DosePlan, facts: Facts) -> str:
    said = choice(facts, plan.frequency_of) if plan.frequency_of else None
    return said if isinstance(said, str) else plan.written.frequency


def dose_words(dose: Dose) -> str:
    """A dose as it is read aloud: "10 mg once daily, days 1–21 of 28"."""
    amount = f"{dose.mg_low:g}–{dose.mg_high:g} mg" if dose.mg_low is not None else f"{dose.mg or 0:g} mg"
    words = f"{amount} {FREQUENCY_WORDS.get(dose.frequency, '')}".strip()
    if dose.days:
        days = dose.days.replace("-", "–").replace(",", ", ")
        words += f", days {days}" + (f" of {dose.cycle_days}" if dose.cycle_days else "")
    return words + (", on dialysis days after dialysis" if dose.timing == "after_dialysis" else "")
