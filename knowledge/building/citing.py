"""Citations: one plain line that lets a reader find the place a finding comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.records import Finding, Reference, Source


def citation(finding: Finding) -> str:
    """The citation of a finding as `Dimopoulos 2009, Leukemia 23:2147 (review reference 23), ...`."""
    return finding.citation


def cite(source: Source, numbers: Sequence[int], where: str, references: Mapping[int, Reference]) -> str:
    """Write the citation of a finding read in `source` at `where`, with its references of the review.

    A finding read in the review names the papers the review cites, then the place in the review; any other
    names its own source and the review's number for it, if it has one.
    """
    if source.source_status == "seed" and numbers:
        papers = "; ".join(f"{_short(references[number])} (review reference {number})" for number in numbers)
        return f"{papers}, in the review: {where}"
    known = f" (review reference {source.reference})" if source.reference else ""
    return f"{_short(source)}{known}, {where}"


def doi_of(source: Source, numbers: Sequence[int], references: Mapping[int, Reference]) -> str | None:
    """The DOI a reader should open for a finding: its cited paper's when there is one, else its source's."""
    if source.source_status != "seed" or not numbers:
        return source.doi
    return next((doi for number in numbers if (doi := references[number].doi)), None)


def _short(record: Source | Reference) -> str:
    name = _surname(record.authors[0]) if record.authors else record.title
    joint = " " if record.volume else ", "
    printed = joint.join(part for part in (record.journal, _volume_and_page(record)) if part)
    if record.authors and record.year:
        name = f"{name} {record.year}"
    elif record.year and record.journal:
        printed = f"{printed} ({record.year})"
    edition = None if record.journal else record.edition
    return ", ".join(part for part in (name, printed, edition) if part)


def _surname(author: str) -> str:
    """The author without the initials: "García Pérez F" becomes "García Pérez"."""
    return author.rsplit(" ", 1)[0]


def _volume_and_page(record: Source | Reference) -> str:
    first_page = (record.pages or "").split("-")[0]
    if record.pages and not first_page[:1].isdigit() and not first_page.startswith("e"):
        first_page = record.pages
    if not (record.volume and first_page):
        return record.volume or first_page
    return f"{record.volume}:{first_page}"
