"""What durable-rules could not hold, found while loading and told in the words of the rule files."""

from __future__ import annotations

from rules.facts import FactDefinition, Vocabulary
from rules.faults import GuidanceFault
from rules.grouping import conditions_of, owner, places_of
from rules.loading.yaml_source import SourceFile
from rules.ruleset import RuleSet
from rules.sharding import pieces_of, same_to_the_engine
from rules.translating import CannotTranslate, Kind, property_names


def untranslatable(ruleset: RuleSet) -> list[GuidanceFault]:
    """A fault for each rule, table, stop or notice with a condition that durable-rules cannot hold."""
    places = places_of(ruleset)
    faults = []
    for named in conditions_of(ruleset).values():
        for name, condition in named.items():
            try:
                list(pieces_of(name, condition))
            except CannotTranslate as fault:
                rule = owner(name)
                place = places[rule]
                faults.append(GuidanceFault(place.file, place.line, place.column, str(fault), rule))
    return faults


def note_collisions(source: SourceFile, vocabulary: Vocabulary) -> None:
    """Note a fault at a fact that durable-rules would take for another one."""
    names = [
        name for fact in vocabulary.facts.values() for kind in _kinds(fact) for name in property_names(fact.id, kind)
    ]
    for one, other in same_to_the_engine(names):
        first, second = (name.rpartition("__")[0] for name in (one, other))
        section = "derived" if vocabulary[second].derived else "facts"
        message = f"the facts `{first}` and `{second}` cannot be told apart by the rule engine; rename one"
        source.fault(message, source.content[section], second, second)


def _kinds(fact: FactDefinition) -> tuple[Kind, ...]:
    return ("choice", "state") if fact.type in ("choice", "date") else ("interval", "exact", "state")
