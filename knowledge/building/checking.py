"""What must hold between entries: names are unique, what is named exists, figures are in their statements."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from knowledge.building.charting import chart_faults
from knowledge.building.entries import SINGULAR, Entry, key_field
from knowledge.building.reading import Problem, Step

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
        "study": "studies",
        "about": "terms",
    },
    "studies": {"part_of": "studies", "subset_of": "studies"},
    "terms": {"within": "terms", "instead": "studies"},
    "sources": {"reference": "references"},
    "caveats": {"findings": "findings", "references": "references"},
    "premises": {"findings": "findings"},
    "charts": {"bars.finding": "findings", "bars.patients": "findings"},
    "words": {},
    "wordings": {"id": "findings"},
    "relations": {"findings": "findings", "others": "findings"},
    "references": {},
}


def _missing_targets(entry: Entry, known: Known, unread: Collection[str]) -> Iterator[Problem]:
    for field, kind in LINKS[entry.kind].items():
        for path, target, before in _named(entry.fields, field):
            if kind == "terms" and target in known["studies"]:
                continue  # every study is a term as well
            if target not in known[kind] and kind not in unread:
                near = _near(target, known[kind])
                yield entry.problem(f"there is no {SINGULAR[kind]} {target}{near}", *path)
            elif kind == entry.kind and target == entry.key:
                yield entry.problem(f"{field} names the {SINGULAR[kind]} itself", *path)
            elif target in before:
                yield entry.problem(f"{field} names {target} twice", *path)


def _named(fields: Mapping[str, object], field: str) -> Iterator[tuple[tuple[Step, ...], object, Sequence[object]]]:
    """What a field names: the place of each name, the name, and those before it in a list without repetition."""
    outer, _, inner = field.partition(".")
    named = fields.get(outer, [])
    if not isinstance(named, list):
        yield (outer,), named, ()
        return
    for index, item in enumerate(named):
        if not inner:
            yield (outer, index), item, named[:index]
        elif inner in item:
            yield (outer, index, inner), item[inner], ()


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

    yield from _review_faults(entry)


def _review_faults(entry: Entry) -> Iterator[Problem]:
    """What a finding of the review must say about its citation and its place in a table."""
    fields = entry.fields
    if (fields["source_status"] == "seed") != ("cited" in fields):
        yield entry.problem("cited stands on every finding of the review (source_status seed), and on no other")
    elif fields.get("cited") == "missing" and fields.get("references"):
        yield entry.problem("cited says missing, yet references are named", "cited")
    elif fields.get("cited") in ("explicit", "context") and not fields.get("references"):
        yield entry.problem(f"cited says {fields['cited']}, yet no reference is named", "cited")
    if len({"table", "row", "column"} & set(fields)) in (1, 2):
        yield entry.problem("table, row and column stand together or not at all")
    if "corrected" in fields and fields["corrected"] == fields["value"]:
        yield entry.problem("corrected repeats the printed value", "corrected")


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
    if not any(entry.fields.get(name) for name in ("findings", "references", "cited")):
        yield entry.problem("belongs to nothing: name its findings or references")


def _relation_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    findings, others = entry.fields.get("findings", []), entry.fields.get("others", [])
    assert isinstance(findings, list) and isinstance(others, list)
    if entry.fields["kind"] == "not_comparable":
        if others or len(findings) < 2:
            yield entry.problem("what is not comparable is a list of at least two findings, without others")
    elif not findings or not others:
        yield entry.problem("needs findings, the newer, and others, the older they speak to")
    elif both := set(findings) & set(others):
        yield entry.problem(f"{sorted(both)[0]} stands on both sides", "others")


def _premise_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    if not entry.fields.get("findings"):
        yield entry.problem("names no findings: what do they say instead?")
    when = entry.fields["when"]
    if not when or not all(isinstance(group, list) and group for group in (when if isinstance(when, list) else [])):
        yield entry.problem("when is a list of groups, each with at least one term or phrase", "when")


def _no_faults(entry: Entry, known: Known) -> Iterator[Problem]:
    yield from ()


CHECKS: Mapping[str, Callable[[Entry, Known], Iterator[Problem]]] = {
    "findings": _finding_faults,
    "sources": _source_faults,
    "caveats": _caveat_faults,
    "references": _no_faults,
    "studies": _no_faults,
    "terms": _no_faults,
    "relations": _relation_faults,
    "premises": _premise_faults,
    "charts": chart_faults,
    "words": _no_faults,
    "wordings": _no_faults,
}
