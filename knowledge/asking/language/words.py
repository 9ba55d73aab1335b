"""From typed text to plain words: lower case, without accents, numbers as digits; and from words to their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from knowledge.asking.language.abbreviations import ABBREVIATIONS
from knowledge.asking.language.spelt import in_digits

LONGEST_TEXT = 20_000
LONGEST_WORD = 40

WORD = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+(?:'[a-z]+)?")
GROUPED, LISTED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?"), re.compile(r"\d+(?:[.,]\d+){2,}")
SIGNS = {
    "->": " to ",
    "=>": " to ",
    "→": " to ",
    "w/o": " without ",
    "w/": " with ",
    "s/p": " after ",
    "≥": " at least ",
    "≤": " at most ",
    ">=": " at least ",
    "<=": " at most ",
    "<": " below ",
    ">": " above ",
    "µ": "u",
    "μ": "u",
    "’": "'",
    "α": "alpha",
    "κ": "kappa",
    "%": " percent ",
}
# Letters in which British and American spelling differ.
SPELLINGS = (
    (re.compile(r"aem"), "em"),
    (re.compile(r"oed"), "ed"),
    (re.compile(r"oest"), "est"),
    (re.compile(r"rrhoe"), "rrhe"),
    (re.compile(r"our(?=s?$|al)"), "or"),
    (re.compile(r"is(?=(e|ed|er|ing|es|ation|ations)$)"), "iz"),
    (re.compile(r"ys(?=(e|ed|ing|es)$)"), "yz"),
    (re.compile(r"mme(?=s?$)"), "m"),
)
# The country, told from the pronoun by its capitals or by what stands beside it.
COUNTRY = re.compile(
    r"\bU\.?S\.?(?:A\b\.?)?(?![A-Za-z])|^us(?= )"
    r"|(?:(?<=\bthe )|(?<=\bin )|(?<=\beu vs )|(?<=\beurope vs )|(?<=\bdose )|(?<=\bdosing )|(?<=\bmg )"
    r"|(?<=\bdo )|(?<=\bplts )|(?<=\banc )|(?<=\bplatelets )|(?<=\d ))us\b"
    r"|\bus(?= (?:label|dos|leaflet|box|pi\b|rems|platelets|plts?\b|anc\b|crcl|text|start|prescrib|law|vs?\b|versus\b))"
    # At the end, unless it is told us.
    r"|(?<!tell )(?<!tells )(?<!told )(?<!give )(?<!gives )(?<!show )(?<!shows )(?<!for )(?<!to )(?<!of )(?<!by )"
    r"(?<!with )(?<!let )(?<!help )(?<!teach )(?<=[A-Za-z0-9,?] )us(?=\s*[?.!]*$)|\bus(?= (?:19|20)\d\d\b)"
    r"|\bus(?=/eu| (?:and|or) (?:the )?eu)"
)
# Abbreviations that only their capitals tell from a word.
CAPITALS = (
    (re.compile(r"\bHIT\b"), "heparin-induced thrombocytopenia"),
    (re.compile(r"\bTEN\b"), "toxic epidermal necrolysis"),
    (re.compile(r"\bFIRST(?= (?:trial|study)\b)"), "MM-020"),
)
# A clearance brought to body surface is an estimated filtration rate; a number in square brackets is a reference.
PER_SURFACE = re.compile(
    r"(?:\be?gfr\s*(?:of|is|=|:)?\s*)?(\d+(?:[.,]\d+)?)\s*ml\s*/?\s*min\s*/?\s*1[.,]73\s*m(?:2|²)?"
)
# Microlitres behind a number; by themselves they are the name of a lymphoma.
MICROLITRES = re.compile(r"(?<=\d)\s*/?\s*(?:mcl|ul|µl|μl)\b|\bper (?:mcl|ul|µl|μl)\b")
# "Cr 2.5" and "Cr 177 umol/L" are creatinines, "CR 15%" is none.
CREATININE = re.compile(
    r"\bs?cr(?=\s*(?:of|is|=|:)?\s*"
    r"(?:\d[.,]\d+\b(?!\s*(?:%|percent|pct|months?|mo\b|vs?\b|versus|against))|\d+(?:[.,]\d+)?\s*(?:mg/?dl|[uµμ]mol)))"
)
BRACKETED = re.compile(r"\[\s*(\d{1,2})\s*\]")
# Phrases without a meaning of their own, one word of which might be taken for another.
EMPTY = re.compile(r"\b(?:at all|by the way|right away)\b")
BELOW, ABOVE = frozenset({"below", "under"}), frozenset({"above", "over"})
STEMMER = snowballstemmer.stemmer("english")


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text in their order, in plain letters."""
    told = COUNTRY.sub("usa", text[:LONGEST_TEXT])
    for pattern, meant in CAPITALS:
        told = pattern.sub(meant, told)
    lowered = MICROLITRES.sub(" ", told.lower())
    lowered = BRACKETED.sub(r" reference \1 ", PER_SURFACE.sub(r" egfr \1 ", lowered))
    lowered = CREATININE.sub(" creatinine", EMPTY.sub(" ", lowered))
    for sign, said in SIGNS.items():
        lowered = lowered.replace(sign, said)
    bare = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return tuple(plain for word in WORD.findall(in_digits(bare)) for plain in _plain(word))


def stems_of(text: str) -> tuple[str, ...]:
    """The stems of the words of a text in their order, numbers as they are."""
    return tuple(stem(word) for word in words_of(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in American spelling: haematological and hematologic, respond and responded meet in it."""
    if is_number(word):
        return word
    word = word.split("'")[0]
    for pattern, replacement in SPELLINGS:
        word = pattern.sub(replacement, word)
    return str(STEMMER.stemWord(word)) or word


def is_number(word: str) -> bool:
    """Whether a plain word is a number."""
    return word[0].isdigit()


def _plain(word: str) -> tuple[str, ...]:
    """A word or number in plain letters, of a list such as the days 1,8,15,22 each number by itself."""
    if not word[0].isdigit():
        return (_whole(word),)
    several = LISTED.fullmatch(word) and not GROUPED.fullmatch(word)
    return tuple(_number(one) for one in (re.split(r"[.,]", word) if several else [word]))


def _whole(word: str) -> str:
    return ABBREVIATIONS.get(word, word)[:LONGEST_WORD]


def _number(word: str) -> str:
    """A number as digits: 3,839 is 3839 and 13.0 is 13."""
    grouped = GROUPED.fullmatch(word)
    bare = word.replace(",", "") if grouped else word.replace(",", ".")
    return re.sub(r"\.0+$", "", bare)
