"""Words behind a finding that reach back to it: "DVT ruled out", "PE 2019", "DVT prophylaxis", "dialysis: no"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.reading.asserting import CONJUNCTIONS
from bot.reading.denying import of_one_kind, reaches_back
from bot.reading.layout import Layout, concept
from bot.reading.lexing import Token
from bot.reading.phrases import Mention
from bot.reading.scopes import (
    ADJACENT,
    JOINING,
    REACHES_BACK_FAR,
    Scope,
    answers_back,
    concept_before_comma,
    is_year_text,
    last_concept,
)

DAYS = {"day": 1, "week": 7, "wk": 7, "month": 30, "mo": 30, "year": 365, "yr": 365, "y": 365}
SIGNS = {"+": "present", "-": "negated", "y": "present", "n": "negated"}
# Signs that stand behind a finding, or before it where they open a thought.
LEADING = frozenset({"( - )", "( + )", "- ve", "+ ve", "neg", "negative", "positive"})
NAMED_DAYS = {
    "yesterday": 1,
    "last week": 7,
    "a week ago": 7,
    "last month": 30,
    "a month ago": 30,
    "last year": 365,
    "a year ago": 365,
}


def add_backward_scopes(layout: Layout, scopes: list[Scope]) -> None:
    """Add to `scopes` what words behind a finding say of it."""
    for mention in layout.mentions:
        for kind in _kinds_back(layout, mention):
            targets = list(_targets(layout, mention.first, mention.last, kind)) or _led(layout, mention, kind)
            for target in targets:
                passed_back = kind == "negated" and target is not targets[0] and _by_and(layout, target)
                told = "unsure" if passed_back and not of_one_kind(targets[0], target) else kind
                _mark(scopes, target, told, mention.first, _days(layout, mention))
                _mark_listed(scopes, target, told, passed_back)
            if kind == "negated" and targets and _closes_list(layout, mention, targets[0]):
                for listed in _listed_before(layout, targets[-1]):
                    _mark(scopes, listed, "unsure", mention.first, None)
    for place, token in enumerate(layout.tokens):
        if token.text in SIGNS:
            _mark_signed(layout, scopes, place)
        if is_year(layout, place) or token.kind == "date":
            _mark_dated(layout, scopes, place)


def _led(layout: Layout, mention: Mention, kind: str) -> list[Mention]:
    """The finding right behind a sign that has none before it: "(-) fever, (+) bleeding"."""
    if kind not in ("negated", "present") or mention.key not in LEADING:
        return []
    following = layout.starts(mention.last + 1)
    return [following] if following and following.of("finding") else []


def _closes_list(layout: Layout, mention: Mention, target: Mention) -> bool:
    """Whether a denial behind a list may be said of all of it: "fever, bleeding, DVT: no", "... all negative"."""
    between = {token.text for token in layout.tokens[target.last + 1 : mention.first]}
    before = layout.tokens[target.first - 1].text if target.first else ""
    return bool(between & {":", "all", "both"}) or before in CONJUNCTIONS | {"or"}


def _listed_before(layout: Layout, target: Mention) -> Iterator[Mention]:
    """The bare findings between commas before one, from the nearest on."""
    while target.first >= 2 and layout.tokens[target.first - 1].text == ",":
        before = layout.over.get(target.first - 2)
        opens = before is not None and layout.segment_start(before.first) == before.first
        if before is None or not before.of("finding") or not opens or not reaches_back(layout, before):
            return
        yield before
        target = before


def _mark_signed(layout: Layout, scopes: list[Scope], place: int) -> None:
    """ "DM-" and "DM n" deny, "DM+" and "DM: y" state: the sign ends what is said of the finding."""
    colon = place > 0 and layout.tokens[place - 1].text == ":"
    before = layout.over.get(place - 1 - colon)
    following = layout.tokens[place + 1] if place + 1 < len(layout.tokens) else None
    another = layout.starts(place + 1) if layout.tokens[place].kind == "word" else None
    closed = following is None or following.kind == "line" or following.text in ",.;)/"
    closed = closed or (another is not None and concept(another))
    if before and before.last == place - 1 - colon and before.of("finding") and closed:
        _mark(scopes, before, SIGNS[layout.tokens[place].text], place, None)


def is_year(layout: Layout, place: int) -> bool:
    """Whether a number is a year: four digits from 1950 to 2099 that follow no name of a measurement."""
    token = layout.tokens[place]
    if token.kind != "number" or not is_year_text(token.text):
        return False
    named = layout.over.get(place - 1)
    return not (named and named.of("measure")) and place not in layout.over


def _kinds_back(layout: Layout, mention: Mention) -> Iterator[str]:
    back = answers_back(layout, mention)
    for sense in mention.senses:
        if sense.kind != "cue":
            continue
        adjacent = sense.name == "prophylaxis" and sense.detail == "before"
        related = sense.name == "family" and _of_relative(layout, mention)
        if sense.detail == "after" or adjacent or related or back:
            yield sense.name
            if mention.of("also_now"):
                yield "now"


def _of_relative(layout: Layout, mention: Mention) -> bool:
    """Whether a relative is named behind the finding: "PE in mother", "DVT (mother)"."""
    before = layout.tokens[mention.first - 1].text if mention.first else ""
    return before in ("in", "of", "(", "his", "her", "for")


def _targets(layout: Layout, first: int, last: int, kind: str) -> Iterator[Mention]:
    nearest = last_concept(layout, first) or _before_bracket(layout, first, last)
    if nearest is None or (kind in ADJACENT and first - nearest.last > 2):
        return
    yield nearest
    place = nearest.first - 1
    while place >= 0 and layout.segment[place] == layout.segment[nearest.first]:
        joined = layout.tokens[place].text
        before = layout.over.get(place - 1)
        if joined not in JOINING or not before or not concept(before):
            return
        if joined != "/" and kind not in REACHES_BACK_FAR:
            return
        apart = kind != "negated" and not of_one_kind(nearest, before)
        if joined in CONJUNCTIONS and (apart or not reaches_back(layout, before)):
            return
        yield before
        place = before.first - 1


def _before_bracket(layout: Layout, first: int, last: int) -> Mention | None:
    """The finding before a bracket or comma that holds nothing but the word: "DVT (2019)", "PE, ruled out"."""
    start = layout.segment_start(first)
    before = concept_before_comma(layout, start)
    if before is None:
        return None
    inside = [token for token in layout.tokens[start : layout.segment_end(first)] if token.kind in ("word", "number")]
    own = [token for token in layout.tokens[first : last + 1] if token.kind in ("word", "number")]
    if len(inside) - len(own) > (layout.tokens[start - 1].text == "("):
        return None
    return before


def _mark(scopes: list[Scope], target: Mention, kind: str, cue: int, days: int | None) -> None:
    for place in range(target.first, target.last + 1):
        scope = scopes[place]
        if kind == "past" and "started" in scope:
            continue
        kinds = scope.kinds - {{"past": "now", "now": "past"}.get(kind, "")} | {kind}
        scopes[place] = replace(
            scope, kinds=kinds, cues=(*scope.cues, cue), days=days if days is not None else scope.days
        )


def _by_and(layout: Layout, target: Mention) -> bool:
    """Whether "and" joins a finding to a nearer one that is not another word for it: "DVT and stroke ruled out"."""
    joined = layout.tokens[target.last + 1].text in CONJUNCTIONS
    nearer = layout.starts(target.last + 2) if joined else None
    return nearer is not None and not {sense.name for sense in nearer.senses} & {sense.name for sense in target.senses}


def _mark_listed(scopes: list[Scope], target: Mention, kind: str, passed_back: bool) -> None:
    """Mark a denial that "and" passed back, so that it is read back."""
    if kind == "negated" and passed_back:
        for place in range(target.first, target.last + 1):
            scopes[place] = replace(scopes[place], listed=True)


def _mark_dated(layout: Layout, scopes: list[Scope], place: int) -> None:
    since = place > 0 and layout.tokens[place - 1].text == "since"
    kind = "now" if since else "past"
    targets = list(_targets(layout, place, place, kind))
    following = layout.starts(place + 1)
    if not targets and following and concept(following) and layout.segment[place] == layout.segment[place + 1]:
        targets = [following]
    for target in targets:
        if not target.of("measure"):
            _mark(scopes, target, kind, place, None)


def _days(layout: Layout, mention: Mention) -> int | None:
    if mention.key in NAMED_DAYS:
        return NAMED_DAYS[mention.key]
    words: tuple[Token, ...] = layout.tokens[mention.first : mention.last + 1]
    if words[0].kind != "number" or words[-1].text != "ago" or not words[0].text.isdigit() or len(words[0].text) > 4:
        return None
    unit = words[1].text
    per = DAYS.get(unit) or DAYS.get(unit.rstrip("s"))
    return int(words[0].text) * per if per else None
