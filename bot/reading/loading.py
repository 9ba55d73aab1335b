"""The lexicon from its YAML files: split into words, checked, and made ready to be searched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

from bot.reading.lexicon import Answers, Drug, Finding, Lexicon, Measure, Numbers, Soon, Spelling
from bot.reading.phrases import Phrase, PhraseBook, Sense, build, parts_of, phrase

LEXICON_FOLDER = Path(__file__).parent / "lexicon"
CUE_KINDS = (
    "negated", "present", "family", "hypothetical", "planned", "resuming", "prophylaxis", "past", "now", "recent",
    "suspected", "unsure", "unknown", "on", "started",
)  # fmt: skip
PLAIN_CUES = (
    "also_past",
    "also_now",
    "listing",
    "ends",
    "resets",
    "list_words",
    "describing",
    "passed_over",
    "other_findings",
    "therapies",
    "of_patient",
    "reasons",
)
NUMBER_WORDS = (
    "about", "about_behind", "below", "at_most", "above", "at_least", "fillers", "change", "before", "now",
    "not_a_value", "old_value", "years_old", "stable", "unstable",
)  # fmt: skip
FINDING_CLASSES = ("yes", "part", "chief", "no", "open", "hint")
Content = Mapping[str, Any]


class LexiconFault(ValueError):
    """A lexicon file says something the reader cannot use; the message names the file and the entry."""


def load_lexicon(folder: Path = LEXICON_FOLDER) -> Lexicon:
    """Read all lexicon files of a folder; raise OSError, a YAML error or LexiconFault when one cannot be used."""
    files = {path.stem: YAML(typ="safe", pure=True).load(path.read_text("utf-8")) for path in folder.glob("*.yaml")}
    drug_entries = files["drugs"]["drugs"]
    files["drugs"]["drugs"] = {n: e if isinstance(e, dict) else {"words": e} for n, e in drug_entries.items()}
    findings = {name: _finding(name, entry) for name, entry in files["findings"].items()}
    drugs = {name: _drug(name, entry) for name, entry in files["drugs"]["drugs"].items()}
    book = build(_phrases(files))
    asking = build(_asking_phrases(files["intents"]))
    return Lexicon(
        book=book,
        asking=asking,
        measures=MappingProxyType({name: _measure(name, entry) for name, entry in files["measures"].items()}),
        findings=MappingProxyType(findings),
        drugs=MappingProxyType(drugs),
        regimens=MappingProxyType({name: tuple(split(ds)) for name, ds in files["drugs"]["regimens"].items()}),
        beside=MappingProxyType({fact: tuple(split(n["beside"])) for fact, n in files["choices"]["requires"].items()}),
        drug_findings=frozenset(split(files["drugs"]["drug_findings"])),
        numbers=_numbers(files["numbers"]),
        answers=_answers(files["answers"]),
        soon=Soon(**{part: frozenset(split(files["soon"][part])) for part in ("start", "when", "beside")}),
        courtesies=MappingProxyType(
            {kind: frozenset(_many_parts(words)) for kind, words in files["intents"]["courtesies"].items()}
        ),
        spelling=_spelling(files, book, asking),
        commands=MappingProxyType(dict(_commands(files["intents"]["commands"]))),
        topics=tuple(files["intents"]["topics"]),
        identifiers=MappingProxyType({name: tuple(split(words)) for name, words in files["identifiers"].items()}),
    )  # fmt: skip


@cache
def shared_lexicon() -> Lexicon:
    """The lexicon of the project, read once per process."""
    return load_lexicon()


def split(words: object) -> Iterator[str]:
    """The entries of a comma-separated list; a list or a single number in the file will do as well."""
    for entry in str(words).split(",") if not isinstance(words, list) else map(str, words):
        if entry.strip():
            yield entry.strip()


def _sensed(words: object, sense: Sense) -> Iterator[Phrase]:
    return (phrase(entry, sense) for entry in split(words))


def _phrases(files: Mapping[str, Content]) -> Iterator[Phrase]:
    for name, entry in files["measures"].items():
        yield from _sensed(entry["words"], Sense("measure", name))
        if "begins" in entry:
            yield from _sensed(entry["words"], Sense("cue", entry["begins"], "list"))
    for name, entry in files["findings"].items():
        for detail in FINDING_CLASSES:
            yield from _sensed(entry.get(detail, ""), Sense("finding", name, detail))
    for fact, choices in files["choices"].items():
        for choice, words in choices.items() if fact != "requires" else ():
            yield from _sensed(words, Sense("choice", fact, choice))
    for name, entry in files["drugs"]["drugs"].items():
        yield from _sensed(entry["words"], Sense("drug", name))
    for name in files["drugs"]["regimens"]:
        yield phrase(name, Sense("regimen", name))
    yield from _cue_phrases(files["cues"])
    for role in NUMBER_WORDS:
        yield from _sensed(files["numbers"][role], Sense("number", role))
    for word, value in files["numbers"]["number_words"].items():
        yield phrase(word, Sense("number", "word", str(value)))


def _cue_phrases(cues: Content) -> Iterator[Phrase]:
    for kind in CUE_KINDS:
        for place, words in cues[kind].items():
            yield from _sensed(words, Sense("cue", kind, place))
    for kind in PLAIN_CUES:
        yield from _sensed(cues[kind], Sense(kind, kind))


def _asking_phrases(intents: Content) -> Iterator[Phrase]:
    for kind in ("what_if", "corrections", "openers", "openers_with_mark", "proposals", "outcomes", "odd_schedules"):
        yield from _sensed(intents[kind], Sense(kind, kind))
    for topic, words in intents["topics"].items():
        yield from _sensed(words, Sense("topic", topic))


def _measure(name: str, entry: Content) -> Measure:
    bare = entry.get("bare", "assume")
    if bare not in ("assume", "ask", "none"):
        raise LexiconFault(f"measures.yaml, {name}: bare is {bare!r}; write assume, ask or none.")
    return Measure(
        fact=name,
        bare=bare,
        bare_range=MappingProxyType({unit: _range(name, ends) for unit, ends in entry.get("bare_range", {}).items()}),
        whole=frozenset(split(entry.get("whole", ""))),
        alone=frozenset(split(entry.get("alone", ""))),
        before="before" in entry,
        grade="grade" in entry,
        also_said=MappingProxyType(dict(entry.get("also_said", {}))),
        absent=entry.get("absent"),
        not_behind=frozenset(split(entry.get("not_behind", ""))),
        not_before=frozenset(split(entry.get("not_before", ""))),
        volume=frozenset(split(entry.get("volume", ""))),
        fluids=frozenset(split(entry.get("fluids", ""))),
    )


def _range(name: str, ends: str) -> tuple[Fraction, Fraction]:
    low, to, high = str(ends).partition(" to ")
    if not to:
        raise LexiconFault(f'measures.yaml, {name}: the range {ends!r} needs a low and a high end: "30 to 2000".')
    return Fraction(low), Fraction(high)


def _finding(name: str, entry: Content) -> Finding:
    past = entry.get("past", name)
    now = entry.get("now", name)
    return Finding(
        name=name,
        now=now,
        past=now if past == name else past,
        bare_asks=entry.get("bare") == "ask",
        suspected_counts=entry.get("suspected") == "keep",
        suspected_opens=entry.get("suspected") == "open",
        planned=entry.get("planned", ""),
        needs_on=entry.get("needs") == "on",
        denied_now_only=entry.get("denied") == "now",
        denied_no_is_yes="denied_no_is_yes" in entry,
        past_with=entry.get("past_with", ""),
        settled_by=entry.get("settled_by", ""),
        within=entry.get("within"),
        ask_within=entry.get("ask_within", -1),
        ask=entry.get("ask", ""),
    )


def _drug(name: str, entry: Content) -> Drug:
    return Drug(name, entry.get("prior", ""), entry.get("about", ""))


def _numbers(content: Content) -> Numbers:
    units = {
        "".join(spelling.split()).lower(): unit for unit, words in content["units"].items() for spelling in split(words)
    }
    return Numbers(
        approximate_share=Fraction(str(content["approximate_share"])),
        words=MappingProxyType({word: int(value) for word, value in content["number_words"].items()}),
        units=MappingProxyType(units),
        short_units=frozenset(split(content["short_units"])),
        abbreviations=frozenset(split(content["abbreviations"])),
    )


def _answers(content: Content) -> Answers:
    asked = {
        fact: MappingProxyType({parts_of(word): choice for choice, words in choices.items() for word in split(words)})
        for fact, choices in content["when_asked"].items()
    }
    replies = ("yes", "no", "unknown", "none_of_these", "all_of_these")
    return Answers(
        replies=MappingProxyType({meaning: _many_parts(content[meaning]) for meaning in replies}),
        only=_many_parts(content["only"]),
        rest_no=_many_parts(content["rest_no"]),
        besides=_many_parts(content["besides"]),
        weakening=frozenset(split(content["weakening"])),
        filler=_many_parts(content["filler"]),
        when_asked=MappingProxyType(asked),
        no_to_number=MappingProxyType(dict(content["no_to_number"])),
        behind_number=MappingProxyType({fact: _many_parts(words) for fact, words in content["behind_number"].items()}),
    )


def _many_parts(words: object) -> tuple[tuple[str, ...], ...]:
    return tuple(sorted({parts_of(entry) for entry in split(words)}, key=len, reverse=True))


def _commands(content: Content) -> Iterator[tuple[tuple[str, ...], str]]:
    for command, words in content.items():
        for entry in split(words):
            yield parts_of(entry), command


def _spelling(files: Mapping[str, Content], book: PhraseBook, asking: PhraseBook) -> Spelling:
    content = files["spelling"]
    shortest = content["shortest"]
    drugs = {word: name for word, name in _drug_words(files) if len(word) >= shortest}
    known = {part for parts in (*book.phrases, *asking.phrases) for part in parts} | set(split(content["never"]))
    words = tuple(sorted(_concept_words(book, shortest) - set(drugs)))
    return Spelling(
        content["drug_score"], content["word_score"], shortest, frozenset(split(content["never"])),
        MappingProxyType(drugs), words, frozenset(known), frozenset(_concept_words(book, 1)),
    )  # fmt: skip


def _drug_words(files: Mapping[str, Content]) -> Iterator[tuple[str, str]]:
    for name, entry in files["drugs"]["drugs"].items():
        yield from ((word, name) for word in split(entry["words"]) if " " not in word)
    for name in split(files["drugs"]["drug_findings"]):
        for detail in FINDING_CLASSES:
            yield from ((word, name) for word in split(files["findings"][name].get(detail, "")) if " " not in word)


def _concept_words(book: PhraseBook, shortest: int) -> set[str]:
    named: Iterable[Phrase] = (entry for entries in book.phrases.values() for entry in entries)
    kinds = ("measure", "finding", "choice", "drug", "regimen")
    return {part for entry in named if entry.sense.kind in kinds for part in entry.parts if len(part) >= shortest}
