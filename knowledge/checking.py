"""What must hold between entries: names are unique, what is named exists, figures are in their statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from knowledge.entries import SINGULAR, Entry, key_field
from knowledge.reading import Problem

NOT_OPENED = "Nobody has opened the source of this"

Known = Mapping[str, Mapping[object, Entry]]


def check(entries: Sequence[Entry], unread: Collection[str] = ()) -> list[Problem]:
    """Every problem between the entries of all files; empty when the evidence hangs together.

    What names an entry of a kind in `unread` is not checked: a file of that kind could not be read.
    """
    known: dict[str, dict[object, Entry]] = {kind: {} for kind in SINGULAR}
    problems: list[Problem] = []
    for entry in entries:
        first = known[entry.kind].setdefault(entry.key, entry)
        if first is not entry:
            taken = f"this name is taken already, in {first.document}"
            problems.append(entry.problem(taken, key_field(entry.kind)))
    for entry in entries:
        if entry.sound:
            problems += _missing_targets(entry, known, unread)
            problems += CHECKS[entry.kind](entry, known)
    return problems


LINKS = {
    "findings": {
        "source": "sources",
        "references": "references",
        "derived_from": "findings",
        "contradicted_by": "findings",
    },
    "sources": {"reference": "references"},
    "caveats": {"findings": "findings", "references": "references"},
    "references": {},
}


def _missing_targets(entry: Entry, known: Known, unread: Collection[str]) -> Iterator[Problem]:
    for field, kind in LINKS[entry.kind].items():
        named = entry.fields.get(field, [])
        for index, target in enumerate(named if isinstance(named, list) else [named]):
            path = (field, index) if isinstance(named, list) else (field,)
            if target not in known[kind] and kind not in unread:
                near = _near(target, known[kind])
                yield entry.problem(f"there is no {SINGULAR[kind]} {target}{near}", *path)
            elif kind == entry.kind and target == entry.key:
                yield entry.problem(f"{field} names the finding itself", *path)
            elif isinstance(named, list) and target in named[:index]:
                yield entry.problem(f"{field} names {target} twice", *path)


def _near(target: object, known: Iterable[object]) -> str:
    near = get_close_matches(str(target), [str(name) for name in known], n=1, cutoff=0.75)
    return f"; did you mean {near[0]}?" if near and isinstance(target, str) else ""


def _finding_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    status = entry.fields["source_status"]
    statement = str(entry.fields["statement"])
    source = known["sources"].get(entry.fields["source"])
    if status == "derived" and not entry.fields.get("derived_from"):
        yield entry.problem("a derived finding names the findings it is derived from in derived_from")
    if status == "verified" and source and source.fields.get("source_status") == "unverified":
        yield entry.problem("cannot be verified: nobody has opened its source", "source_status")
    if status == "unverified":
        yield from _unverified_faults(entry, statement)
    if "comparator_value" in entry.fields and "comparator_arm" not in entry.fields:
        yield entry.problem("comparator_value needs a comparator_arm", "comparator_value")
    for field in ("value", "comparator_value"):
        figure = entry.fields.get(field)
        if isinstance(figure, (int, float)) and abs(figure) not in _numbers(statement):
            yield entry.problem(f"the statement does not say the {field} {figure}", field)


def _unverified_faults(entry: Entry, statement: str) -> Iterator[Problem]:
    if not statement.startswith(NOT_OPENED):
        yield entry.problem(f'an unverified statement begins with "{NOT_OPENED}"', "statement")
    if not isinstance(entry.fields["value"], str):
        yield entry.problem("an unverified finding carries no figure: write the value in words", "value")


def _numbers(statement: str) -> set[float]:
    return {float(number.replace(",", "")) for number in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", statement)}


def _source_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    if entry.fields["source_status"] != "seed" and "stands" not in entry.fields:
        yield entry.problem("stands is missing: how does this source stand to the review?")


def _caveat_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    if not entry.fields.get("findings") and not entry.fields.get("references"):
        yield entry.problem("belongs to nothing: name its findings or references")


def _no_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    yield from ()


CHECKS: Mapping[str, Callable[[Entry, Known], Iterator[Problem]]] = {
    "findings": _finding_faults,
    "sources": _source_faults,
    "caveats": _caveat_faults,
    "references": _no_faults,
}
