"""From checked entries to the rows of the tables: links resolved, citations written, terms found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.asking.lexicon import Lexicon, lexicon_of
from knowledge.asking.tagging import tags_of
from knowledge.building.charting import chart_rows
from knowledge.building.citing import cite, doi_of
from knowledge.building.entries import Entry
from knowledge.records import Reference, Source, Term

Row = dict[str, Any]
Tables = dict[str, list[Row]]
# Lists of these names become rows of tables of their own.
LINKS = frozenset("part_of subset_of references caveats about derived_from forms within findings others".split())


def rows_of(entries: Sequence[Entry]) -> Tables:
    """The rows of every table, in the order of their keys; the same entries always give the same rows."""
    by_kind = {kind: _sorted(entries, kind) for kind in ("findings", "studies", "terms", "sources", "references")}
    lexicon = lexicon_of(_terms(by_kind["studies"], by_kind["terms"]))
    findings = by_kind["findings"]
    caveats, finding_caveats, reference_caveats = _caveats(findings, _sorted(entries, "caveats"))
    charts, chart_bars = chart_rows(_sorted(entries, "charts"))
    return {
        "sources": [_columns(fields) for fields in by_kind["sources"]],
        "studies": [_columns(fields) for fields in by_kind["studies"]],
        "study_parts": [
            {"study": fields["id"], "whole": whole, "subset": int(whole in fields.get("subset_of", ()))}
            for fields in by_kind["studies"]
            for whole in fields.get("part_of", ())
        ],
        "references": [_columns(fields) for fields in by_kind["references"]],
        "findings": list(_finding_rows(findings, by_kind["sources"], by_kind["references"])),
        "finding_references": [
            {"finding": fields["id"], "reference": number, "position": position}
            for fields in findings
            for position, number in enumerate(fields.get("references", ()))
        ],
        "caveats": caveats,
        "finding_caveats": finding_caveats,
        "reference_caveats": reference_caveats,
        "relations": [*_relations(_sorted(entries, "relations")), *_derivations(findings)],
        "terms": [{"id": term.id, "kind": term.kind, "name": term.name} for term in lexicon.terms.values()],
        "term_forms": [
            {"term": term.id, "form": form} for term in lexicon.terms.values() for form in dict.fromkeys(term.forms)
        ],
        "term_within": [{"term": term.id, "wider": wider} for term in lexicon.terms.values() for wider in term.within],
        "ordinary_words": [{"word": word} for fields in _sorted(entries, "words") for word in fields.get("words", ())],
        "premises": [
            {"id": fields["id"], "assumes": fields["assumes"], "when": json.dumps(fields["when"], ensure_ascii=False)}
            for fields in _sorted(entries, "premises")
        ],
        "premise_findings": [
            {"premise": fields["id"], "finding": finding}
            for fields in _sorted(entries, "premises")
            for finding in fields["findings"]
        ],
        "finding_terms": list(_finding_terms(lexicon, findings)),
        "charts": charts,
        "chart_bars": chart_bars,
    }


def _sorted(entries: Sequence[Entry], kind: str) -> list[Mapping[str, Any]]:
    chosen = [entry for entry in entries if entry.kind == kind]
    return [entry.fields for entry in sorted(chosen, key=lambda entry: (isinstance(entry.key, str), entry.key))]


def _columns(fields: Mapping[str, Any]) -> Row:
    return {
        name: _cell(value) for name, value in fields.items() if not (name in LINKS and isinstance(value, (list, tuple)))
    }


def _cell(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


def _terms(studies: Sequence[Mapping[str, Any]], terms: Sequence[Mapping[str, Any]]) -> list[Term]:
    """Every term; each study is one as well, within the study it is part of."""
    own = [Term(f["id"], f["kind"], f["name"], tuple(f.get("forms", ())), tuple(f.get("within", ()))) for f in terms]
    return own + [
        Term(f["id"], "study", f["name"], tuple(f.get("forms", ())), tuple(f.get("part_of", ()))) for f in studies
    ]


def _finding_rows(
    findings: Sequence[Mapping[str, Any]], sources: Sequence[Mapping[str, Any]], references: Sequence[Mapping[str, Any]]
) -> Iterator[Row]:
    known = {fields["id"]: Source(**_tuples(fields)) for fields in sources}
    cited = {fields["number"]: Reference(**_tuples(fields)) for fields in references}
    for fields in findings:
        source, numbers = known[fields["source"]], fields.get("references", ())
        citation = cite(source, numbers, fields["where"], cited)
        yield _columns(fields) | {"citation": citation, "doi": doi_of(source, numbers, cited)}


def _tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def _caveats(
    findings: Sequence[Mapping[str, Any]], shared: Sequence[Mapping[str, Any]]
) -> tuple[list[Row], list[Row], list[Row]]:
    """The caveats, a finding's own first, with what each belongs to; a finding's own are named after it."""
    caveats, links, references = [], [], []
    for fields in findings:
        for number, text in enumerate(fields.get("caveats", ()), 1):
            caveats.append({"id": f"{fields['id']}-{number}", "text": text})
            links.append({"finding": fields["id"], "caveat": f"{fields['id']}-{number}"})
    for fields in shared:
        caveats.append({"id": fields["id"], "text": fields["text"]})
        links += [{"finding": finding, "caveat": fields["id"]} for finding in _sharing(fields, findings)]
        references += [{"reference": number, "caveat": fields["id"]} for number in fields.get("references", ())]
    return caveats, links, references


def _sharing(caveat: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> list[str]:
    """The findings a shared caveat belongs to: those it names, and those cited the way it speaks of."""
    named = list(caveat.get("findings", ()))
    cited = [f["id"] for f in findings if "cited" in caveat and f.get("cited") == caveat["cited"]]
    return named + [finding for finding in cited if finding not in named]


def _relations(relations: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in relations:
        newer, older = fields.get("findings", ()), fields.get("others", ())
        pairs = [(one, two) for one in newer for two in older]
        if fields["kind"] == "not_comparable":
            pairs = [(one, two) for at, one in enumerate(newer) for two in newer[at + 1 :]]
        for one, two in pairs:
            yield {"id": fields["id"], "kind": fields["kind"], "finding": one, "other": two, "text": fields["text"]}


def _derivations(findings: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in findings:
        for other in fields.get("derived_from", ()):
            yield {
                "id": fields["id"],
                "kind": "derived_from",
                "finding": fields["id"],
                "other": other,
                "text": "Worked out from it.",
            }


def _finding_terms(lexicon: Lexicon, findings: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in findings:
        for term, place in sorted(tags_of(lexicon, fields).items()):
            yield {"finding": fields["id"], "term": term, "place": place}
