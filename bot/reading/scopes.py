"""What the words around a finding make of it: denied, a relative's, feared, planned, prevented, past or now.

A word before a finding reaches to the end of its segment, and beyond a comma only where a plain list goes on.
Words that start a new statement ("on", "had", "with") end it once it has met a finding. A word behind a finding
reaches back to it alone, or to the findings joined to it by "and", "or" or a slash.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.reading.denying import Fate, Step, fate, first_fate
from bot.reading.layout import Layout, concept, suspects
from bot.reading.phrases import Mention

CARRIED = frozenset({"negated", "family", "hypothetical", "planned", "prophylaxis", "on", "started", "past", "unsure"})
REACHES_BACK_FAR = frozenset({"negated", "family", "planned", "prophylaxis", "hypothetical", "suspected"})
ADJACENT = frozenset({"prophylaxis", "hypothetical"})
JOINING = frozenset({"and", "or", "/", "&", "nor"})
# What these begin is no earlier therapy: "2 prior lines on len", "1 prior line, starting len".
PRESENT = frozenset({"on", "planned", "started"})
SHORT_SEGMENT = 3
REACH_BACK = 6


@dataclass(frozen=True)
class Scope:
    """What holds at one token: the kinds of words that reach it and where they stand.

    `listed` marks a denial carried over a comma without "or" or "nor": it is read back. `days` is how many days
    ago something was, where that was said.
    """

    kinds: frozenset[str] = frozenset()
    cues: tuple[int, ...] = ()
    listed: bool = False
    days: int | None = None

    def __contains__(self, kind: str) -> bool:
        return kind in self.kinds


NOTHING = Scope()


@dataclass(frozen=True)
class _Active:
    """A word that is reaching forward: where it stands, what it has met so far, and what it turned into on the way."""

    cue: Mention
    strong: bool = False
    whole_clause: bool = False
    met: Mention | None = None
    several: bool = False
    listed: bool = False
    becomes: str = ""


_Reaching = dict[str, _Active]


def forward_scopes(layout: Layout) -> list[Scope]:
    """The scope of every token by the words before it."""
    scopes = [NOTHING] * len(layout.tokens)
    for start, end in layout.clause_ranges():
        _scan_clause(layout, start, end, scopes)
    return scopes


def _scan_clause(layout: Layout, start: int, end: int, scopes: list[Scope]) -> None:
    reaching: _Reaching = {}
    place = start
    while place < end:
        mention = layout.starts(place)
        last = mention.last if mention else place
        if mention:
            reaching = _denial_at(layout, mention, _meet(layout, mention, reaching))
        reached = {kind: active for kind, active in reaching.items() if not (mention and _spared(active, mention))}
        if mention and mention.of("choice"):
            reached = {kind: one for kind, one in reached.items() if one.cue is not mention or kind != "negated"}
        for token in range(place, last + 1):
            scopes[token] = _scope(reached)
        if mention and concept(mention):
            reaching = {
                kind: active if active.cue is mention else replace(active, met=mention, several=active.met is not None)
                for kind, active in reaching.items()
            }
        place = last + 1
        if place < end and layout.segment[place] != layout.segment[place - 1]:
            reaching = _carry(layout, place, end, reaching)


def _denial_at(layout: Layout, mention: Mention, reaching: _Reaching) -> _Reaching:
    """The words that reach a finding, with a denial ended, doubted or passed on as what joins the two tells."""
    active = reaching.get("negated")
    if active is None or active.cue is mention or not concept(mention):
        return reaching
    found = _fate(layout, active, mention)
    if found == "free":
        return {kind: other for kind, other in reaching.items() if kind != "negated"}
    if found == "asked":
        return reaching | {"negated": replace(active, becomes="unsure")}
    return reaching | {"negated": replace(active, listed=active.listed or found == "assumed")}


def _fate(layout: Layout, active: _Active, mention: Mention) -> Fate:
    if active.met is None:
        return first_fate(layout, active.cue, mention)
    lists = active.cue.of("listing") is not None
    return fate(Step(layout, active.cue, active.met, lists, not active.several), mention)


def _spared(active: _Active, mention: Mention) -> bool:
    """Whether a finding is no therapy and so not what "2 prior lines" begins: "2 prior lines, PICC"."""
    therapy = any(mention.of(kind) for kind in ("drug", "regimen", "therapies"))
    return active.cue.of("measure") is not None and not therapy


def _scope(reaching: _Reaching) -> Scope:
    kinds = {active.becomes or kind for kind, active in reaching.items()}
    listed = any(active.listed for kind, active in reaching.items() if kind == "negated")
    return Scope(frozenset(kinds), tuple(active.cue.first for active in reaching.values()), listed)


def _meet(layout: Layout, mention: Mention, reaching: _Reaching) -> _Reaching:
    if mention.of("ends"):
        reaching = {kind: active for kind, active in reaching.items() if not active.met or active.whole_clause}
    begun = dict(reaching)
    if mention.of("reasons") and "past" in begun and begun["past"].met:
        del begun["past"]
    if "past" in begun and begun["past"].cue.of("measure") and any(mention.of("cue", kind) for kind in PRESENT):
        del begun["past"]
    if mention.of("passed_over") and mention.key.startswith("no ") and not mention.key.endswith(" for"):
        begun["negated"] = _Active(mention, met=mention)
    for kind, place in _begun_by(layout, mention):
        begun.pop({"past": "now", "now": "past"}.get(kind, ""), None)
        begun[kind] = _Active(mention, strong=place == "list", whole_clause=place == "clause")
    return begun


def _begun_by(layout: Layout, mention: Mention) -> list[tuple[str, str]]:
    begun = [
        (sense.name, sense.detail)
        for sense in mention.senses
        if sense.kind == "cue" and sense.detail in ("before", "list", "clause")
    ]
    if not begun or answers_back(layout, mention):
        return []
    if mention.key == "?" and not suspects(layout.tokens, mention.first):
        return []
    extra = [kind for kind in ("past", "now") if mention.of(f"also_{kind}")]
    extra += ["on"] if mention.of("cue", "started") else []
    return begun + [(kind, "before") for kind in extra]


def answers_back(layout: Layout, mention: Mention) -> bool:
    """Whether a word that usually stands before its finding ends the segment behind one: "dialysis: no"."""
    if mention.key == "not" or not (mention.of("cue", "negated") or mention.of("cue", "family")):
        return False
    for place in range(mention.last + 1, len(layout.tokens)):
        if layout.segment[place] != layout.segment[mention.first]:
            break
        if layout.tokens[place].kind in ("word", "number"):
            return False
    return last_concept(layout, mention.first) is not None or concept_before_comma(layout, mention.first) is not None


def concept_before_comma(layout: Layout, place: int) -> Mention | None:
    """The finding right before the comma or bracket that a segment follows: "diabetes, no"; else None."""
    opens = place >= 2 and layout.segment[place - 1] != layout.segment[place]
    before = layout.over.get(place - 2) if opens and layout.tokens[place - 1].text in "(," else None
    return before if before and concept(before) else None


def last_concept(layout: Layout, place: int) -> Mention | None:
    """The nearest finding before a token, in the same segment; None when there is none close by."""
    for here in range(place - 1, place - 1 - REACH_BACK, -1):
        if here < 0 or layout.segment[here] != layout.segment[place]:
            return None
        mention = layout.over.get(here)
        if mention and concept(mention):
            return mention
    return None


def _carry(layout: Layout, place: int, end: int, reaching: _Reaching) -> _Reaching:
    if not reaching:
        return reaching
    listing = _listing(layout, place, end)
    return {
        kind: carried
        for kind, active in reaching.items()
        if (carried := _carried(layout, kind, active, place, listing)) is not None
    }


@dataclass(frozen=True)
class _Listing:
    """The segment that follows a comma: a plain list, a short unknown one, or neither; closed by or/nor later on."""

    plain: bool
    short: bool
    closed_here: bool
    closed: bool
    describing: bool
    of_patient: bool
    dated: bool


def _listing(layout: Layout, place: int, end: int) -> _Listing:
    stop = layout.segment_end(place)
    here = _segment_words(layout, place, stop)
    later = any(token.text in ("or", "nor") for token in layout.tokens[stop:end])
    closed_here = any(token.text in ("or", "nor") for token in layout.tokens[place:stop])
    first = next((mention for mention in here if mention and concept(mention)), None)
    figures = [token for token in layout.tokens[place:stop] if token.kind in ("number", "date", "ratio")]
    dated = bool(figures) and all(token.kind == "date" or is_year_text(token.text) for token in figures)
    numbers = bool(figures) and not dated
    here = [mention for mention in here if not (dated and mention is None)]
    plain = first is not None and all(mention is not None and _fits_list(mention) for mention in here)
    blocked = numbers or any(mention and not _fits_list(mention) for mention in here)
    return _Listing(
        plain=plain and not numbers,
        short=not blocked and len(here) <= SHORT_SEGMENT,
        closed_here=closed_here,
        closed=closed_here or later,
        describing=bool(first and first.of("describing")),
        of_patient=bool(first and first.of("of_patient")),
        dated=dated,
    )


def is_year_text(text: str) -> bool:
    """Whether digits are a year from 1950 to 2099."""
    return len(text) == 4 and text.isdigit() and 1950 <= int(text) <= 2099


def _segment_words(layout: Layout, place: int, stop: int) -> list[Mention | None]:
    """The phrases of a segment in order, None for each word that is in no phrase; marks are left out."""
    words: list[Mention | None] = []
    while place < stop:
        mention = layout.starts(place)
        if mention or layout.tokens[place].kind in ("word", "number", "date", "ratio"):
            words.append(mention)
        place = mention.last + 1 if mention else place + 1
    return words


def _fits_list(mention: Mention) -> bool:
    if concept(mention) or mention.of("list_words"):
        return True
    return mention.of("cue", "past") is not None and mention.of("ends") is None


def _carried(layout: Layout, kind: str, active: _Active, place: int, listing: _Listing) -> _Active | None:
    if active.whole_clause:
        return active
    if listing.dated and kind != "past":
        return None
    if kind == "negated" and not active.met and listing.plain and _denies_unknown(layout, active, place):
        return replace(active, becomes="unsure")
    if kind not in CARRIED or not (active.met or active.strong or layout.tokens[place - 1].text in "(["):
        return None
    if kind == "family" and listing.describing and not listing.closed_here:
        return _behind_relative(active, listing)
    if kind == "past" and (not active.strong or active.cue.of("measure")) and not _same_kind(layout, active, place):
        return None
    if kind == "negated" and listing.describing and not listing.closed_here:
        return None
    if kind == "negated" and not active.cue.of("listing") and not listing.closed_here:
        return None
    if not listing.plain and not listing.short:
        return None
    if kind == "negated" and not listing.closed and _ended(layout, active, place):
        return replace(active, becomes="unsure")
    if listing.plain:
        return replace(active, listed=active.listed or not listing.closed)
    return replace(active, becomes="unsure") if kind == "negated" and not listing.closed_here else active


def _denies_unknown(layout: Layout, active: _Active, place: int) -> bool:
    """Whether a single unknown word is denied before a comma, so that a list may go on: "no ecchymosis, bleeding"."""
    words = [here for here in range(active.cue.last + 1, place - 1) if layout.tokens[here].kind == "word"]
    return len(words) == 1 and words[0] not in layout.over and active.cue.of("listing") is not None


def _behind_relative(active: _Active, listing: _Listing) -> _Active | None:
    """Behind a comma a description is no longer surely the relative's: "mum had PE, diabetic" is asked.

    What a note says of nobody but the patient is the patient's, and is read back: "mum had PE, post-menopausal".
    A relative's own myeloma goes on being described: "dad had MM, relapsed".
    """
    if active.becomes == "of_patient":
        return None
    if active.met and active.met.of("choice"):
        return active
    return replace(active, becomes="of_patient" if listing.of_patient else "unsure")


def _ended(layout: Layout, active: _Active, place: int) -> bool:
    """Whether a denied list was over before the comma: "no DVT/PE, port", "no VTE history, diabetes"."""
    if active.met is None or layout.tokens[place - 1].text != ",":
        return False
    trailing = range(active.met.last + 1, place - 1)
    if any(layout.tokens[here].kind in ("word", "number") for here in trailing):
        return True
    if "/" in active.met.key:
        return True
    before = layout.over.get(active.met.first - 2)
    joined = layout.tokens[active.met.first - 1].text in JOINING if active.met.first else False
    return joined and before is not None and concept(before)


def _same_kind(layout: Layout, active: _Active, place: int) -> bool:
    following = next((m for m in _segment_words(layout, place, layout.segment_end(place)) if m and concept(m)), None)
    if following is None:
        return False
    if active.cue.of("measure") or active.met is None:
        return not _spared(active, following)
    kinds = {sense.kind for sense in (*following.senses, *active.met.senses)}
    names = {sense.name for sense in following.senses} & {sense.name for sense in active.met.senses}
    return bool(names) or kinds <= {"drug", "regimen"}
