"""Plain sentences for what was not taken, and for what is asked back."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reading.conversion import Converted, Trouble
from bot.reading.results import Reason
from rules.facts import FactDefinition
from rules.values import Quantity, accepted

NOT_TAKEN: dict[Reason, str] = {
    "family": "This speaks of a relative, so nothing was noted for the patient.",
    "hypothetical": "This was read as a possibility or a question. State it plainly if the patient has it.",
    "planned": "This was read as planned, not as present. State it once it has happened.",
    "prophylaxis": "This speaks of preventing it, not of having it.",
    "historical": "This was read as past. Say whether it holds now, or give today's value.",
    "negated": "One form was denied, which does not rule out the others, so nothing was noted.",
    "ambiguous": "This can be read in more than one way, so nothing was noted.",
}


def units_of(definition: FactDefinition) -> str:
    """The units a fact accepts, in words: "umol/L or mg/dL"."""
    return " or ".join((definition.unit, *definition.also))


def out_of_range(definition: FactDefinition) -> str:
    """Why a number was refused, with the accepted range."""
    return f"The {definition.label} is not plausible, so nothing was noted. {accepted(definition)}"


def trouble_words(trouble: Trouble, definition: FactDefinition) -> str:
    """Why an amount could not be taken, and what is accepted."""
    if trouble == "out_of_range":
        return out_of_range(definition)
    if trouble == "not_whole":
        return f"The {definition.label} must be a whole number. {accepted(definition)}"
    if trouble == "grouped":
        return f"The point in the {definition.label} can mean a decimal or a thousand. Write it without a point."
    return f"The {definition.label} is not measured in that unit. Give it in {units_of(definition)}."


def which_unit(definition: FactDefinition, possible: Sequence[Converted]) -> str:
    """The question for a number whose unit was not said."""
    if len(possible) == 1:
        return f"Is the {definition.label} {said_with_canonical(definition, possible[0])}? Give it with its unit."
    choices = " or ".join(said_with_canonical(definition, reading) for reading in possible)
    return f"Is the {definition.label} {choices}?"


def said_with_canonical(definition: FactDefinition, reading: Converted) -> str:
    """A reading in the unit it was read in, and in the canonical one where they differ: "1.9 mg/dL (168 umol/L)"."""
    if reading.unit == definition.unit:
        return reading.said
    return f"{reading.said} ({plain_quantity(reading.quantity)} {definition.unit})"


def plain_quantity(quantity: Quantity) -> str:
    """A quantity for reading, four figures: "168", "30 to 40"."""
    low, high = f"{quantity.low:.4g}", f"{quantity.high:.4g}"
    return low if low == high else f"{low} to {high}"


def two_values(definition: FactDefinition) -> str:
    """The question for a fact that was said twice with different values."""
    return f"Two different values were given for {definition.label}. Which one holds now? {definition.question}".strip()
