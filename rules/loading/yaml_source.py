"""YAML files with the place of every entry, so that each fault can name its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from rules.faults import GuidanceFault, Place

LARGEST_FILE = 1_000_000
DEEPEST, MOST_ENTRIES = 40, 100_000

# What the YAML reader says, and what it means to the person who edits the file.
COLON = "a colon stands where none can: put text with a colon between quotation marks, and check the indentation"
YAML_FAULTS = {
    r"found character '\t'": "a tab stands here; indent with spaces only",
    "found character": "a text cannot begin with this character; put it between quotation marks",
    "mapping values are not allowed": COLON,
    "could not find expected ':'": "a colon is missing after a key",
    "expected <block end>": "this line does not fit the indentation of the lines above",
    "expected ',' or": "a bracket or a comma is missing before this",
    "expected the node content": "something is missing here, such as a value or a closing bracket",
    "found unexpected end of stream": "a quotation mark or bracket is never closed",
    "while scanning a quoted scalar": "a quotation mark is never closed",
    "found undefined alias": "the name after the asterisk is defined nowhere above",
    "expected a single document": "a second document begins here; a file holds one",
}


@dataclass
class SourceFile:
    """One YAML file while it is being read: its content and the faults found so far."""

    name: str
    content: Any = None
    text: str = ""
    faults: list[GuidanceFault] = field(default_factory=list)

    def place(self, node: Any, key: Any = None) -> Place:
        """Where a node, or one key or item of it, stands."""
        return Place(self.name, *_line_and_column(node, key))

    def fault(self, message: str, node: Any, key: Any = None, rule: str = "") -> None:
        """Note a fault at a node, or at one key or item of it."""
        place = self.place(node, key)
        self.faults.append(GuidanceFault(place.file, place.line, place.column, message, rule))

    def fault_at(self, path: Sequence[Any], message: str, rule: str = "") -> None:
        """Note a fault at a path of keys and indexes; a missing last key points to its parent."""
        node, key = self.content, None
        for step in path:
            if key is not None:
                node = node[key]
            key = step
            if not _has(node, key):
                key = None
                break
        self.fault(message, node, key, rule)


def _has(node: Any, key: Any) -> bool:
    if isinstance(node, CommentedMap):
        return key in node
    return isinstance(node, CommentedSeq) and isinstance(key, int) and key < len(node)


def _line_and_column(node: Any, key: Any) -> tuple[int, int]:
    position = getattr(node, "lc", None)
    if position is None:
        return 1, 1
    if key is not None and _has(node, key):
        line, column = position.key(key) if isinstance(node, CommentedMap) else position.item(key)
    else:
        line, column = position.line or 0, position.col or 0
    return line + 1, column + 1


def read_source(path: Path, name: str) -> SourceFile:
    """Read one YAML file; what YAML itself refuses becomes a fault."""
    source = SourceFile(name)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError(f"the file is larger than {LARGEST_FILE:,} bytes; split it")
        source.text = path.read_bytes().decode("utf-8")
        source.content = _loaded(source.text)
    except OSError as fault:
        source.faults.append(GuidanceFault(name, 1, 1, f"the file cannot be opened: {fault.strerror}"))
    except UnicodeDecodeError:
        source.faults.append(GuidanceFault(name, 1, 1, "the file is not UTF-8 text; save it as UTF-8"))
    except MarkedYAMLError as fault:
        source.faults.append(_yaml_fault(name, fault))
    except YAMLError:
        message = "the file holds characters that are no text; save it as plain UTF-8 text"
        source.faults.append(GuidanceFault(name, 1, 1, message))
    except ValueError as fault:
        source.faults.append(GuidanceFault(name, 1, 1, str(fault)))
    return source


def _loaded(text: str) -> CommentedMap:
    loader = YAML(typ="rt", pure=True)
    loader.allow_duplicate_keys = False
    try:
        content = loader.load(text)
    except RecursionError:
        raise ValueError("the file is nested too deeply; write it flatter") from None
    if not isinstance(content, CommentedMap):
        raise ValueError("the file must hold keys and values, such as `topic: renal_dosing`")
    _entries(content, 0, {})
    return content


def _entries(node: Any, depth: int, known: dict[int, int]) -> int:
    """How many entries a node unfolds to, repeated ones counted each time; ValueError beyond all measure."""
    if depth > DEEPEST:
        raise ValueError("the file is nested too deeply; write it flatter")
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    # An entry that is repeated by name is the same object every time, so it is counted once and looked up after.
    if id(node) not in known:
        known[id(node)] = 1 + sum(_entries(part, depth + 1, known) for part in inner)
    if known[id(node)] > MOST_ENTRIES:
        raise ValueError(f"with all repetitions the file has more than {MOST_ENTRIES:,} entries; repeat less")
    return known[id(node)]


def _yaml_fault(name: str, fault: MarkedYAMLError) -> GuidanceFault:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(fault.problem or "").split("\n")[0]
    if isinstance(fault, DuplicateKeyError):
        key = problem.partition('"')[2].partition('"')[0]
        return GuidanceFault(name, line, column, f"`{key}` stands twice in one place; keep one of the two")
    said = f"{fault.context or ''} {problem}"
    meaning = next((meaning for words, meaning in YAML_FAULTS.items() if words in said), None)
    return GuidanceFault(name, line, column, meaning or f"the YAML cannot be read here: {problem}")
