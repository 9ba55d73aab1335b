"""Which terms a finding is about: read from its own fields with the same lexicon that reads a question."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.asking.language.lexicon import Lexicon
from knowledge.asking.language.words import stems_of

# What a finding of the review (source_status seed) is about beside its own terms.
REVIEW = "the-review"
# The places a term may be found in, most telling first: a statement may mention what the finding is not about.
FIELDS = {
    "endpoint": ("endpoint",),
    "population": ("population",),
    "arm": ("arm", "comparator_arm"),
    "statement": ("statement", "row", "column"),
}


def tags_of(lexicon: Lexicon, fields: Mapping[str, object]) -> dict[str, str]:
    """The terms of a finding, given its fields as written, each with the most telling place it was found in."""
    found = {str(fields["study"]): "study"}
    found.update({str(term): "about" for term in _listed(fields.get("about")) if term not in found})
    for place, names in FIELDS.items():
        for name in names:
            for term in _named(lexicon, str(fields.get(name) or "")):
                # "The US label" in a statement tells nothing of the country.
                if place != "statement" or not lexicon.terms[term].instead:
                    found.setdefault(term, place)
    if fields.get("source_status") == "seed" and REVIEW in lexicon.terms:
        found.setdefault(REVIEW, "about")
    return found


def _named(lexicon: Lexicon, text: str) -> list[str]:
    matches = lexicon.matches(stems_of(text))
    return [match.term.id for match in matches if match.term.kind not in ("framing", "absent", "study")]


def _listed(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else ()
