"""Every condition of a rule set that the evaluators decide, by group and name."""

from __future__ import annotations

from rules.conditions import Condition
from rules.faults import Place
from rules.ruleset import RuleSet

STOPS, NOTICES = "stops", "notices"


def conditions_of(ruleset: RuleSet) -> dict[str, dict[str, Condition]]:
    """Every condition of a rule set by group (a topic, the stops, the notices) and name."""
    groups: dict[str, dict[str, Condition]] = {
        STOPS: {},
        NOTICES: {notice.id: notice.when for notice in ruleset.notices},
    }
    for table in ruleset.tables:
        group = groups.setdefault(table.topic, {})
        group[scope_name(table.id)] = table.scope
        group.update({rule.id: rule.when for rule in table.rules})
    for stop in ruleset.stops:
        groups[STOPS][stop.id] = stop.when
        groups[STOPS].update({opening_name(stop.id, i): part.when for i, part in enumerate(stop.while_open)})
        groups[STOPS].update({row_name(stop.id, i): row.when for i, row in enumerate(stop.rows)})
    return groups


def places_of(ruleset: RuleSet) -> dict[str, Place]:
    """Where the rule, table, stop or notice of each id stands in the rule files."""
    tables = {table.id: table.place for table in ruleset.tables}
    rules = {rule.id: rule.place for rule in ruleset.rules()}
    stops = {stop.id: stop.place for stop in ruleset.stops}
    return tables | rules | stops | {notice.id: notice.place for notice in ruleset.notices}


def owner(name: str) -> str:
    """The id of the rule, table, stop or notice that a condition of this name belongs to."""
    return name.partition("/")[0]


def scope_name(table: str) -> str:
    """The name under which a table's scope is evaluated."""
    return f"{table}/scope"


def opening_name(stop: str, index: int) -> str:
    """The name under which a stop's behaviour while open is evaluated."""
    return f"{stop}/open-{index}"


def row_name(stop: str, index: int) -> str:
    """The name under which one form of a stop is evaluated."""
    return f"{stop}/row-{index}"
