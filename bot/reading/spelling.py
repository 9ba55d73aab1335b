"""Misspelt words: other words are corrected and marked as assumed; a drug is only ever asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.reading.lexicon import Lexicon, Spelling
from bot.reading.lexing import Token
from bot.reading.results import Clarify, NotTaken, Outcome

MOST_WORDS = 60
LONG_WORD = 11
TOO_LONG = 30


def corrections(tokens: Sequence[Token], spelling: Spelling) -> Mapping[int, str]:
    """The words to read instead of misspelt ones, by token; drugs are left as they stand."""
    found: dict[int, str] = {}
    for place in _unknown(tokens, spelling):
        if _drug_like(tokens[place].text, spelling) is None:
            meant = _meant(tokens[place].text, spelling)
            if meant:
                found[place] = meant
    return MappingProxyType(found)


def misspelt_drugs(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Outcome:
    """A question back for every word close to the name of a drug."""
    outcome = Outcome()
    for place in _unknown(tokens, lexicon.spelling):
        token = tokens[place]
        drug = _drug_like(token.text, lexicon.spelling)
        if drug:
            outcome = outcome + _did_you_mean(text[token.start : token.end], (token.start, token.end), drug, lexicon)
    return outcome


def _unknown(tokens: Sequence[Token], spelling: Spelling) -> list[int]:
    """The first tokens that are words of some length nobody knows; each word once counts towards the limit."""
    places: list[int] = []
    seen: set[str] = set()
    for place, token in enumerate(tokens):
        word = token.text
        if token.kind != "word" or not spelling.shortest <= len(word) <= TOO_LONG or _known(word, spelling):
            continue
        seen.add(word)
        if len(seen) > MOST_WORDS:
            break
        places.append(place)
    return places


def _known(word: str, spelling: Spelling) -> bool:
    plain = word[:-2] if word.endswith("'s") else word.rstrip("s") if word.endswith("s") else word
    return word in spelling.known or plain in spelling.known


def _drug_like(word: str, spelling: Spelling) -> str | None:
    best = process.extractOne(
        word, spelling.drugs.keys(), scorer=OSA.normalized_similarity, score_cutoff=spelling.drug_score
    )
    return best[0] if best else None


def _meant(word: str, spelling: Spelling) -> str | None:
    """The one known word a misspelt one stands for: same first letter, a slip or two, and no other word as close."""
    best = process.extract(
        word, spelling.words, scorer=OSA.normalized_similarity, score_cutoff=spelling.word_score, limit=2
    )
    if not best or best[0][0][0] != word[0]:
        return None
    slips = 2 if len(word) >= LONG_WORD else 1
    if OSA.distance(word, best[0][0]) > slips or (len(best) > 1 and best[1][1] == best[0][1]):
        return None
    return best[0][0]


def _did_you_mean(words: str, span: tuple[int, int], drug: str, lexicon: Lexicon) -> Outcome:
    name = lexicon.spelling.drugs[drug]
    about = lexicon.drugs[name].about if name in lexicon.drugs else lexicon.findings[name].now
    unlike = _most_alike(drug, lexicon.spelling)
    contrast = f" (not {unlike})" if unlike else ""
    question = f"Did you mean {drug}{contrast}? Write the name again; a misspelt drug is never assumed."
    return Outcome(
        not_taken=(NotTaken(words, about, "ambiguous", span, question),),
        clarify=(Clarify(about, question),) if about else (),
    )


def _most_alike(drug: str, spelling: Spelling) -> str | None:
    """The drug of another kind most easily confused with this one."""
    others = [word for word, name in spelling.drugs.items() if name != spelling.drugs[drug]]
    best = process.extractOne(drug, others, scorer=OSA.normalized_similarity, score_cutoff=0.6)
    return best[0] if best else None
