"""Text into tokens: words, numbers, dates and marks, each with its place in the text.

The text is first made uniform without changing its length, so that every place found is a place in the
original. All patterns are bounded and run once over the text, so a long or hostile text costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["word", "number", "date", "days", "cycle", "ordinal", "feet", "ratio", "arrow", "line", "mark"]

# Signs that are written in several ways; each is replaced by one sign, so places do not move.
_UNIFORM = str.maketrans(
    {
        "µ": "u",
        "μ": "u",
        "×": "x",
        "–": "-",
        "—": "-",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "’": "'",
        "‘": "'",
        "´": "'",
        "′": "'",
        "“": '"',
        "”": '"',
        "″": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "⁰": "0",
        "⁹": "9",
        "³": "3",
        "²": "2",
        "⩽": "≤",
        "⩾": "≥",
        "º": "°",
    }
)

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"[0-9]{1,2}(?:-[0-9]{1,2})?"
_UNIT_AHEAD = r"(?![0-9.]|\s?(?:mg|kg|g/|k\b|x\b|cm|ml|%|mm))"

_PATTERN = re.compile(
    "|".join(
        (
            rf"(?P<date>(?<![0-9]){_YEAR}-[0-9]{{2}}-[0-9]{{2}}(?![0-9])"
            rf"|(?<![0-9])[0-9]{{1,2}}/[0-9]{{1,2}}/(?:19|20)?[0-9]{{2}}(?![0-9])"
            rf"|(?<![0-9])[0-9]{{1,2}}\.[0-9]{{1,2}}\.{_YEAR}(?![0-9])"
            rf"|(?<![0-9])(?:0?[1-9]|1[0-2])/{_YEAR}(?![0-9])"
            rf"|(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th)?\s{_MONTH}\.?,?\s{_YEAR}(?![0-9])"
            rf"|(?<![a-z]){_MONTH}\.?\s[0-9]{{1,2}},?\s{_YEAR}(?![0-9])"
            rf"|(?<![a-z]){_MONTH}\.?\s{_YEAR}(?![0-9]))",
            r"(?P<gene>t\([0-9]{1,2};[0-9]{1,2}\)|(?<![a-z])del\s?\(?[0-9]{1,2}[pq]?[0-9]{0,2}\)?)",
            r"(?P<cycle>(?<![a-z0-9])(?:c[0-9]{1,3}\s?d[0-9]{1,2}|d[0-9]{1,2}\s?c[0-9]{1,3})(?![a-z0-9])"
            r"|(?<![a-z0-9])c[0-9]{1,2}(?![a-z0-9-]))",
            rf"(?P<days>(?<![a-z0-9])d(?:ays?)?\s?{_DAY}(?:,\s?{_DAY}{_UNIT_AHEAD})*(?:\s?/\s?(?:21|28|35))?(?![a-z0-9]))",
            r"(?P<ordinal>(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th)(?![a-z]))",
            r"(?P<feet>(?<![0-9.])[3-7]'\s?[0-9]{1,2}(?![0-9])(?:\"|'')?"
            r"|(?<![0-9.])[3-7]\s?(?:ft|feet|foot)(?![a-z])"
            r"(?:\.?\s?[0-9]{1,2}(?:\.[0-9])?\s?(?:inches|inch|in(?![a-z])|\")?)?)",
            r"(?P<ratio>(?<![0-9./])[0-9]{2,3}/[0-9]{2,3}(?![0-9/]))",
            r"(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?(?![0-9,])"
            r"|[0-9]{1,12}\.[0-9]{1,12}|[0-9]{1,12},[0-9]{1,12}|[0-9]+|\.[0-9]{1,12})",
            r"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)",
            r"(?P<arrow>-{1,3}>|→|⇒|➔|»)",
            r"(?P<line>[\n\r\x0b\x0c\x85\u2028\u2029])",
            r"(?P<mark><=|>=|=<|\S)",
        )
    )
)


_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "date": "date", "cycle": "cycle", "days": "days", "ordinal": "ordinal", "feet": "feet", "ratio": "ratio",
        "number": "number", "word": "word", "arrow": "arrow", "line": "line", "mark": "mark",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Token:
    """One word, number or sign: its kind, uniform lower-case text, and place (end excluded).

    `written` is the text as it stands, `glued` tells that nothing separates it from the token before.
    """

    kind: Kind
    text: str
    start: int
    end: int
    written: str
    glued: bool

    @property
    def capitals(self) -> bool:
        """Whether the word is written in capitals."""
        return self.written.isupper()


def uniform(text: str) -> str:
    """The text in lower case with one sign for each meaning; same length as the text."""
    plain = text.translate(_UNIFORM)
    lowered = plain.lower()
    if len(lowered) == len(plain):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in plain)


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text in order; any text has some, an empty one has none."""
    found: list[Token] = []
    end = -1
    for match in _PATTERN.finditer(uniform(text)):
        kind, words = _kind(match)
        start = match.start()
        found.append(Token(kind, words, start, match.end(), text[start : match.end()], glued=start == end))
        end = match.end()
    return tuple(found)


def _kind(match: re.Match[str]) -> tuple[Kind, str]:
    name, words = match.lastgroup or "mark", match.group()
    if name == "gene":
        return "word", re.sub(r"[\s()]", "", words)
    return _KINDS[name], words
