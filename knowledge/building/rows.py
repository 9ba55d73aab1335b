"""From checked entries to the rows of the tables: links resolved, citations written, terms found."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from knowledge.asking.language.lexicon import Lexicon, lexicon_of
from knowledge.asking.language.tagging import tags_of
from knowledge.building.charting import chart_rows
from knowledge.building.citing import cite, doi_of
from knowledge.building.entries import SINGULAR, Entry
from knowledge.records import Reference, Source, Term

Row = dict[str, Any]
Tables = dict[str, list[Row]]
# Lists of these names become rows of tables of their own.
LINKS = frozenset("part_of subset_of references caveats about derived_from forms within findings others".split())


def rows_of(entries: Sequence[Entry]) -> Tables:
    """The rows of every table, in the order of their keys; the same entries always give the same rows."""
    kinds = {kind: _sorted(entries, kind) for kind in SINGULAR}
    lexicon = lexicon_of(_terms(kinds["studies"], kinds["terms"]))
    charts, chart_bars = chart_rows(kinds["charts"])
    return {
        **{kind: [_columns(fields) for fields in kinds[kind]] for kind in ("sources", "studies", "references")},
        "study_parts": list(_study_parts(kinds["studies"])),
        "findings": list(_finding_rows(kinds["findings"], kinds["sources"], kinds["references"])),
        "finding_references": list(_finding_references(kinds["findings"])),
        **_caveats(kinds["findings"], kinds["caveats"]),
        "relations": [*_relations(kinds["relations"]), *_derivations(kinds["findings"])],
        **_term_tables(lexicon),
        "finding_terms": list(_finding_terms(lexicon, kinds["findings"])),
        "ordinary_words": [{"word": word} for fields in kinds["words"] for word in fields.get("words", ())],
        "wordings": list(_wordings(kinds["wordings"])),
        **_premises(kinds["premises"]),
        "charts": charts,
        "chart_bars": chart_bars,
    }


def _study_parts(studies: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in studies:
        for whole in fields.get("part_of", ()):
            yield {"study": fields["id"], "whole": whole, "subset": int(whole in fields.get("subset_of", ()))}


def _finding_references(findings: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in findings:
        for position, number in enumerate(fields.get("references", ())):
            yield {"finding": fields["id"], "reference": number, "position": position}


def _term_tables(lexicon: Lexicon) -> Tables:
    terms = list(lexicon.terms.values())
    return {
        "terms": [{"id": term.id, "kind": term.kind, "name": term.name, "instead": term.instead} for term in terms],
        "term_forms": [{"term": term.id, "form": form} for term in terms for form in dict.fromkeys(term.forms)],
        "term_within": [{"term": term.id, "wider": wider} for term in terms for wider in term.within],
    }


def _premises(premises: Sequence[Mapping[str, Any]]) -> Tables:
    return {
        "premises": [
            {
                "id": fields["id"],
                "assumes": fields["assumes"],
                "when": json.dumps(fields["when"], ensure_ascii=False),
                "unless": json.dumps(fields.get("unless", []), ensure_ascii=False),
            }
            for fields in premises
        ],
        "premise_findings": [
            {"premise": fields["id"], "finding": finding} for fields in premises for finding in fields["findings"]
        ],
    }


def _wordings(wordings: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    for fields in wordings:
        for text in dict.fromkeys(fields.get("asks", ())):
            yield {"finding": fields["id"], "text": text, "assumes": None}
        wrong = {text: one["assumes"] for one in fields.get("wrongly", ()) for text in one.get("asked", ())}
        for text in (text for text in wrong if text not in fields.get("asks", ())):
            yield {"finding": fields["id"], "text": text, "assumes": wrong[text]}


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
    own = [
        Term(f["id"], f["kind"], f["name"], tuple(f.get("forms", ())), tuple(f.get("within", ())), f.get("instead"))
        for f in terms
    ]
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


def _caveats(findings: Sequence[Mapping[str, Any]], shared: Sequence[Mapping[str, Any]]) -> Tables:
    """The caveats, a finding's own first, with what each belongs to; a finding's own are named after it."""
    caveats: list[Row] = []
    links: list[Row] = []
    references: list[Row] = []
    for fields in findings:
        for number, text in enumerate(fields.get("caveats", ()), 1):
            caveats.append({"id": f"{fields['id']}-{number}", "text": text})
            links.append({"finding": fields["id"], "caveat": f"{fields['id']}-{number}"})
    for fields in shared:
        caveats.append({"id": fields["id"], "text": fields["text"]})
        links += [{"finding": finding, "caveat": fields["id"]} for finding in _sharing(fields, findings)]
        references += [{"reference": number, "caveat": fields["id"]} for number in fields.get("references", ())]
    return {"caveats": caveats, "finding_caveats": links, "reference_caveats": references}


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
