"""From the words of a question to a full-text query that SQLite accepts whatever was typed."""

from __future__ import annotations

import re

MOST_WORDS = 40
LONGEST_WORD = 64

WORD = re.compile(r"[^\W_]+(?:[-.,/][^\W_]+)*")

SMALL_WORDS = frozenset(
    "a about an and any are as at be by can did do does for from had has have how i in is it its me my of on"
    " or our per s should show tell than that the there this to was were what when which who why will with"
    " you".split()
)

SHORT_FORMS = {
    "asct": "autologous",
    "cr": "complete response",
    "dvt": "deep vein",
    "emd": "extramedullary",
    "fn": "febrile neutropenia",
    "os": "overall survival",
    "orr": "response",
    "pe": "pulmonary embolism",
    "pfs": "progression-free survival",
    "spm": "second primary",
    "ttp": "time to progression",
    "kidney": "renal",
    "clots": "venous",
    "thrombosis": "venous",
    "cancer": "primary",
    "cancers": "primary",
    "asa": "aspirin",
    "bort": "bortezomib",
    "crcl": "creatinine clearance",
    "creat": "creatinine",
    "dex": "dexamethasone",
    "enox": "enoxaparin",
    "hb": "haemoglobin",
    "len": "lenalidomide",
    "neuts": "neutrophils",
    "plt": "platelets",
    "plts": "platelets",
    "revlimid": "lenalidomide",
    "thal": "thalidomide",
    "velcade": "bortezomib",
}

SPELLINGS = (
    ("haem", "hem"),
    ("anaem", "anem"),
    ("leukaem", "leukem"),
    ("oedem", "edem"),
    ("oestr", "estr"),
    ("tumour", "tumor"),
    ("randomis", "randomiz"),
    ("mobilis", "mobiliz"),
    ("immobilis", "immobiliz"),
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text worth searching for, lower case, each once, at most 40, without small words."""
    found = dict.fromkeys(word[:LONGEST_WORD] for word in WORD.findall(text.lower()[:20_000]))
    return tuple(word for word in found if word not in SMALL_WORDS)[:MOST_WORDS]


def query_for(words: tuple[str, ...], joined: str) -> str:
    """The FTS5 query for the words, `joined` by AND or OR, each in all the forms it may be written in."""
    return f" {joined} ".join(_any_form(word) for word in words)


def _any_form(word: str) -> str:
    spelled = [word, SHORT_FORMS[word]] if word in SHORT_FORMS else [word]
    for british, american in SPELLINGS:
        if word.startswith(british):
            spelled.append(american + word[len(british) :])
        elif word.startswith(american):
            spelled.append(british + word[len(american) :])
    return "(" + " OR ".join(f'"{spelling}"' for spelling in spelled) + ")"
