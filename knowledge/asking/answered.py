"""What comes of a question: the findings that answer it, or why nothing does."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.records import Term


@dataclass(frozen=True)
class Answered:
    """The outcome of a question: groups of finding ids that answer it, or none.

    `missing` are combinations of terms nothing answers; `absent` terms nothing is held on; `unknown` words the
    evidence does not know in this place; `claimed` numbers of the question that no chosen finding holds;
    `references` the numbered references the question names; `figureless` that findings speak to it, without the
    figure it wants; `measured` what it states in figures that is held at none; `about` the terms a follow-up starts
    from; `nearest` the ids of what comes closest when nothing answers.
    """

    found: tuple[tuple[str, ...], ...]
    missing: tuple[tuple[Term, ...], ...] = ()
    absent: tuple[Term, ...] = ()
    unknown: tuple[str, ...] = ()
    claimed: tuple[str, ...] = ()
    respelt: tuple[tuple[str, str], ...] = ()
    about: tuple[str, ...] = ()
    nearest: tuple[str, ...] = ()
    references: tuple[int, ...] = ()
    premise: str = ""
    figureless: bool = False
    measured: str = ""

    @property
    def findings(self) -> tuple[str, ...]:
        """Every finding of every group, each once."""
        return tuple(dict.fromkeys(one for group in self.found for one in group))
