"""Looking around in the knowledge base: findings study by study, what speaks to a finding, what rests on a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.library import Library
from knowledge.records import Finding, Relation
from knowledge.restoring import findings_of

BY_STUDY = (
    "SELECT findings.* FROM findings JOIN studies ON studies.id = findings.study"
    " ORDER BY studies.name COLLATE NOCASE, findings.endpoint COLLATE NOCASE, findings.id LIMIT ? OFFSET ?"
)
OF_FINDING = "SELECT * FROM relations WHERE finding = ?1 OR other = ?1 ORDER BY kind, id, finding, other"
CHARTS_WITH = (
    "SELECT DISTINCT charts.id, charts.title, charts.position FROM charts JOIN chart_bars ON chart = charts.id"
    " WHERE finding = ? ORDER BY charts.position"
)


@dataclass(frozen=True)
class Beside:
    """What stands in relation to one finding: each sentence with the findings at its other end.

    `later` is what newer findings say of it, `earlier` what it says of older ones, `confirmed` what bears it out,
    `not_comparable` what must not be compared with it, `derived` what was worked out from it.
    """

    later: tuple[tuple[Relation, ...], ...]
    confirmed: tuple[tuple[Relation, ...], ...]
    earlier: tuple[tuple[Relation, ...], ...]
    not_comparable: tuple[tuple[Relation, ...], ...]
    derived: tuple[Relation, ...]


def findings_by_study(library: Library, start: int, limit: int) -> tuple[Finding, ...]:
    """Findings in the order of their studies' names and their endpoints, `limit` of them from `start`, from 0."""
    return findings_of(library.rows, library.rows(BY_STUDY, limit, start))


def count_findings(library: Library) -> int:
    """How many findings there are."""
    return int(library.rows("SELECT count(*) AS number FROM findings")[0]["number"])


def findings_per_source(library: Library) -> Mapping[str, int]:
    """How many findings rest on each source; a source without any is not named."""
    rows = library.rows("SELECT source, count(*) AS number FROM findings GROUP BY source")
    return {row["source"]: row["number"] for row in rows}


def charts_with(library: Library, finding_id: str) -> tuple[tuple[str, str], ...]:
    """The charts a finding is drawn in, each with its title."""
    return tuple((row["id"], row["title"]) for row in library.rows(CHARTS_WITH, finding_id))


def beside(library: Library, finding_id: str) -> Beside:
    """Everything that stands in relation to a finding; sentences said of several findings are told once."""
    found = [Relation(**row) for row in library.rows(OF_FINDING, finding_id)]
    newer = [one for one in found if one.other == finding_id]
    older = [one for one in found if one.finding == finding_id]
    return Beside(
        later=_told(newer, "contradicts", "updates"),
        confirmed=_told(newer, "confirms"),
        earlier=_told(older, "contradicts", "updates", "confirms"),
        not_comparable=_told(found, "not_comparable"),
        derived=tuple(one for one in newer if one.kind == "derived_from"),
    )


def _told(relations: list[Relation], *kinds: str) -> tuple[tuple[Relation, ...], ...]:
    """The relations of these kinds, those with the same sentence together."""
    told: dict[tuple[str, str], list[Relation]] = {}
    for one in relations:
        if one.kind in kinds:
            told.setdefault((one.kind, one.text), []).append(one)
    return tuple(tuple(same) for same in told.values())
