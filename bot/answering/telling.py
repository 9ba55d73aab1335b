"""Findings read aloud: what each says, with how many, its P value, its place, and everything that limits it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from knowledge.records import Finding


def told(findings: Sequence[Finding]) -> list[str]:
    """One line for each finding, then what limits several of them, said once."""
    counted = Counter(text for finding in findings for text in dict.fromkeys(limits(finding)))
    shared = [text for text, times in counted.items() if times > 1]
    lines = [_line(finding, [text for text in limits(finding) if text not in shared]) for finding in findings]
    return lines + ([f"For more than one of these: {' '.join(shared)}"] if shared else [])


def limits(finding: Finding) -> tuple[str, ...]:
    """What must be said whenever a finding is shown: the corrected figure, caveats, and what came later."""
    unit = _unit(finding)
    corrected = f"Printed {finding.value}{unit}; the arithmetic gives {finding.corrected}{unit}."
    first = (corrected,) if finding.corrected is not None else ()
    caveats = tuple(f"Caveat: {text}" for text in finding.caveats)
    return first + caveats + tuple(f"Since then: {text}" for text in finding.later)


def place(finding: Finding) -> str:
    """Where a finding stands: its citation, and the edition it was read in."""
    edition = finding.edition if finding.edition and finding.edition not in finding.citation else None
    return "; ".join(filter(None, (finding.citation, edition)))


def _line(finding: Finding, own: Sequence[str]) -> str:
    said = f"{_studied(finding)}{finding.statement.rstrip('.')}{_counts(finding)}. [{place(finding)}]"
    return " ".join(filter(None, (said, *own)))


def _studied(finding: Finding) -> str:
    """The study in front of a statement that does not name it; the review is named in the place behind it."""
    if "review" in finding.study.lower():
        return ""
    names = [name for name in re.findall(r"[\w-]+", finding.study) if name[0].isupper() or name[0].isdigit()]
    # A statement writes the registry small, its name writes it large; other names are told by their capitals.
    said = finding.statement.replace("registry", "Registry")
    named = any(re.search(rf"\b{re.escape(name)}\b", said) for name in names)
    return "" if named else f"{finding.study}: "


def _counts(finding: Finding) -> str:
    """The number of patients and the P value, where the statement does not say them already."""
    spoken = {float(one) for one in re.findall(r"\d*\.?\d+", finding.statement.replace(",", ""))}
    parts = []
    if finding.n is not None and finding.n not in spoken:
        parts.append(f"n = {finding.n}")
    if finding.p_value and float(re.sub(r"[^\d.]", "", finding.p_value)) not in spoken:
        sign = "" if finding.p_value[0] in "<>=" else "= "
        parts.append(f"P {sign}{finding.p_value}")
    return f" ({'; '.join(parts)})" if parts else ""


def _unit(finding: Finding) -> str:
    if finding.unit.startswith("%"):
        return "%"
    return "" if finding.unit == "text" else f" {finding.unit}"
