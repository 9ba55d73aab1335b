"""Whom a finding is on: whether it is told of patients a question does not name."""

from __future__ import annotations

from collections.abc import Set

from knowledge.asking.indexed.bits import all_of
from knowledge.asking.indexed.index import Index

NEWLY_DIAGNOSED, RELAPSED = "newly-diagnosed", "rrmm"
# Patients treated for something else, or for maintenance: what a label says of them is kept as a contrast.
# Trials of doses no label gives: told only where the trial is named.
OFF_LABEL = frozenset({"pre1003"})
ELSEWHERE = frozenset({"del5q", "maintenance"})


def is_elsewhere(index: Index, named: Set[str], at: int) -> bool:
    """Whether a finding is on patients treated for something else, or on doses off label, which are not asked for."""
    if index.studies[at] in OFF_LABEL and index.studies[at] not in named:
        return "dose" in index.tags[at]
    if index.studies[at] not in index.lexicon.labels:
        return False
    return any(index.tags[at].get(term) in ("population", "endpoint") for term in ELSEWHERE - named)


def is_on_few_others(index: Index, named: Set[str], at: int) -> bool:
    """Whether a finding is on patients the question does not name, and who are few of its study: renal failure, say.

    `named` are the terms of the question with the wider ones.
    """
    labelled = index.lexicon.labels & named
    if labelled and NEWLY_DIAGNOSED not in named and index.about.get(NEWLY_DIAGNOSED, 0) >> at & 1:
        return True
    # A label tells whom a row is for in its heading: thrombocytopenia, newly diagnosed.
    told = {"population", "endpoint"} if labelled else {"population"}
    tags = index.tags[at].items()
    special = [one for one, place in tags if place in told and index.lexicon.terms[one].kind == "population"]
    own = index.studied[index.studies[at]]
    # Where all a study says of an outcome is on them, the outcome names them: pregnancy tests.
    spoken = [one for one in named if index.lexicon.terms[one].kind == "endpoint" and index.about.get(one, 0) >> at & 1]
    own = own & all_of(index.about[one] for one in spoken) if spoken else own
    few = [one for one in special if 2 * (index.about.get(one, 0) & own).bit_count() < own.bit_count()]
    return bool(few) and not any(index.lexicon.wider[term] & named for term in few)
