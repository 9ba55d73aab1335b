"""Reading the evidence files: YAML into plain values, and the place of a value when it is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from knowledge.faults import Fault

SINGLE_KINDS = ("studies", "terms", "sources", "references", "caveats", "relations", "premises", "charts", "words")
SINGLE_FILES = {f"{kind}.yaml": kind for kind in SINGLE_KINDS}
# Kinds whose entries fill a folder of files instead of one.
FOLDERS = ("findings", "wordings")

Step = str | int


@dataclass(frozen=True)
class Document:
    """One evidence file as read: its name below the evidence folder, where it lies, and its values."""

    name: str
    path: Path
    content: object


@dataclass(frozen=True)
class Problem:
    """Something wrong at a path inside a document, for example `("findings", 3, "value")`.

    With `at_key` the place is the name of the last field instead of its value.
    """

    document: str
    path: tuple[Step, ...]
    message: str
    at_key: bool = False


def read_documents(evidence: Path) -> tuple[list[Document], list[Fault]]:
    """Read every evidence file; one that is missing, misplaced or not YAML is a fault, not an exception."""
    documents: list[Document] = []
    faults = _misplaced(evidence)
    for path in _expected(evidence):
        name = path.relative_to(evidence).as_posix()
        try:
            documents.append(Document(name, path, _loaded(path)))
        except FileNotFoundError:
            faults.append(Fault(name, 1, 1, "this file is missing: every knowledge base needs it"))
        except (YAMLError, UnicodeDecodeError, ValueError) as error:
            faults.append(_unreadable(name, error))
    return documents, faults


def kind_of(name: str) -> str:
    """What a file of this name holds: the kind its folder or the file itself is named after."""
    folder = name.partition("/")[0]
    return folder if folder in FOLDERS else SINGLE_FILES.get(name, "findings")


def place(problems: Iterable[Problem], documents: Sequence[Document]) -> list[Fault]:
    """Give each problem its line and column; only files with a problem are read again."""
    waiting: dict[str, list[Problem]] = {}
    for problem in problems:
        waiting.setdefault(problem.document, []).append(problem)
    faults = []
    for document in documents:
        if document.name in waiting:
            positioned = YAML(typ="rt").load(document.path)
            faults += [_placed(problem, positioned) for problem in waiting[document.name]]
    return faults


def _loaded(path: Path) -> object:
    """The values of a file, read by libyaml, which is several times as fast.

    What that refuses is read again by the reader in Python, whose messages say more of what is wrong and where.
    """
    try:
        return YAML(typ="safe").load(path)
    except (YAMLError, UnicodeDecodeError, ValueError):
        return YAML(typ="safe", pure=True).load(path)


def _expected(evidence: Path) -> list[Path]:
    return [evidence / name for name in SINGLE_FILES] + [
        path for folder in FOLDERS for path in sorted((evidence / folder).glob("*.yaml"))
    ]


def _misplaced(evidence: Path) -> list[Fault]:
    expected = set(_expected(evidence))
    strays = [path for path in evidence.rglob("*.y*ml") if path not in expected]
    rest = ", ".join(SINGLE_FILES)
    message = (
        f"nothing reads this file: findings belong in findings/*.yaml, wordings in wordings/*.yaml, the rest in {rest}"
    )
    return [Fault(path.relative_to(evidence).as_posix(), 1, 1, message) for path in strays]


def _unreadable(name: str, error: Exception) -> Fault:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error)
    return Fault(name, line, column, f"this is not readable YAML: {' '.join(str(problem).split())}")


def _placed(problem: Problem, positioned: object) -> Fault:
    line, column = _position(positioned, problem.path, problem.at_key)
    return Fault(problem.document, line + 1, column + 1, problem.message)


def _position(node: object, path: Sequence[Step], at_key: bool) -> tuple[int, int]:
    """Line and column, from 0, of the value at `path`; if it leaves the file, of the last thing on it."""
    found = (0, 0)
    for depth, step in enumerate(path):
        if isinstance(node, CommentedMap) and step in node:
            last = depth == len(path) - 1
            found = node.lc.key(step) if at_key and last else node.lc.value(step)
        elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
            found = node.lc.item(step)
        else:
            break
        node = node[step]
    return found
