"""YAML files with the place of every entry, so that each fault can name its line and column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from rules.faults import GuidanceFault
from rules.ruleset import Place

LARGEST_FILE = 1_000_000


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
        loader = YAML(typ="rt", pure=True)
        loader.allow_duplicate_keys = False
        source.content = loader.load(source.text)
        if not isinstance(source.content, CommentedMap):
            raise ValueError("the file must hold keys and values, such as `topic: renal_dosing`")
    except UnicodeDecodeError:
        source.faults.append(GuidanceFault(name, 1, 1, "the file is not UTF-8 text; save it as UTF-8"))
    except MarkedYAMLError as fault:
        source.faults.append(_yaml_fault(name, fault))
    except (YAMLError, ValueError, OSError) as fault:
        source.faults.append(GuidanceFault(name, 1, 1, str(fault)))
    return source


def _yaml_fault(name: str, fault: MarkedYAMLError) -> GuidanceFault:
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(fault.problem or "the YAML cannot be read").split("\n")[0]
    return GuidanceFault(name, line, column, f"the YAML cannot be read here: {problem}")
