"""What a rule or a stop says, from its shaped entry: action, words, dose and sources, each checked against the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rules.faults import did_you_mean
from rules.loading.registering import Register
from rules.loading.yaml_source import SourceFile
from rules.ruleset import Advise, Dose, DosePlan, Source
from rules.topics import ACTIONS, GIVES, RESTRICTIVE_ACTIONS

DOSE_WORDS = ("drug", "mg", "mg_low", "mg_high", "frequency", "days", "timing")
Ladders = Mapping[str, tuple[float, ...]]


# A gate against slips of the pen, such as 100 for 10. The lenalidomide ends are the capsule strengths; the other ends
# are engineering choices around the doses in the rules and no clinical source.
PLAUSIBLE_MG = {
    "lenalidomide": (2.5, 25.0),
    "dexamethasone": (4.0, 40.0),
    "aspirin": (75.0, 325.0),
    "enoxaparin": (20.0, 60.0),
}


class AdviceBuilder:
    """Builds what a rule or a stop says: its action, its words, its dose and its sources."""

    def __init__(self, register: Register, source: SourceFile, ladders: Ladders) -> None:
        self._register, self._source, self._ladders = register, source, ladders

    def advise(self, topic: str, node: Any, entry: Mapping[str, Any], rule: str) -> Advise:
        """What is said when a rule of this topic holds."""
        action = entry["action"]
        if action not in ACTIONS[topic]:
            hint = did_you_mean(action, ACTIONS[topic]) or f"; choose from {', '.join(ACTIONS[topic])}"
            self._source.fault(f"`{action}` is not an action of {topic}{hint}", node, "action", rule)
        self._check_words(node, entry, rule)
        if "dose" not in entry:
            return Advise(action, entry["headline"], entry["text"])
        self._check_drug(topic, action, node, entry["dose"]["drug"], rule)
        return Advise(action, entry["headline"], entry["text"], self._dose(node["dose"], entry["dose"], rule))

    def sources(self, node: Any, entry: Mapping[str, Any], advise: Advise, rule: str) -> Source:
        """The evidence of a rule, and whether it is opened far enough for what the rule says."""
        ids = self._register.evidence(entry["evidence"], self._source, node, rule)
        if entry["source_status"] == "unverified" and (advise.dose or advise.action not in RESTRICTIVE_ACTIONS):
            message = (
                f"a rule whose source nobody has opened may only restrict or refer, not `{advise.action}`; "
                "open the source or change the action"
            )
            self._source.fault(message, node, "source_status", rule)
        return Source(ids, entry["source_status"], entry.get("edition", ""))

    def _check_words(self, node: Any, entry: Mapping[str, Any], rule: str) -> None:
        for key in ("headline", "text"):
            for word in re.findall(r"\{[^{}]*\}", entry[key]):
                if word != "{dose}":
                    self._source.fault(f"`{word}` is filled in by nothing; only {{dose}} is", node, key, rule)
                elif "dose" not in entry:
                    self._source.fault("`{dose}` stands in the words, but the rule has no dose", node, key, rule)

    def _check_drug(self, topic: str, action: str, node: Any, drug: str, rule: str) -> None:
        given = GIVES.get((topic, action), "")
        if not given:
            # No stop would withhold such a dose: stops look at the drug that an action gives.
            self._source.fault(f"`{action}` of {topic} gives no drug, so it carries no dose", node, "dose", rule)
        elif drug != given:
            self._source.fault(f"`{action}` of {topic} gives {given}, not {drug}", node["dose"], "drug", rule)

    def _dose(self, node: Any, entry: Mapping[str, Any], rule: str) -> DosePlan:
        cycle = int(entry["cycle_days"]) if "cycle_days" in entry else None
        written = Dose(**{word: entry[word] for word in DOSE_WORDS if word in entry}, cycle_days=cycle)
        step = entry.get("next_lower", {})
        self._check_dose(node, entry, rule)
        return DosePlan(
            written,
            self._ladders.get(step.get("ladder", ""), ()),
            step.get("from", ""),
            entry.get("same_as", ""),
            entry.get("frequency_of", ""),
        )

    def _check_dose(self, node: Any, entry: Mapping[str, Any], rule: str) -> None:
        ways = sum(key in entry for key in ("mg", "mg_low", "next_lower", "same_as"))
        if ways != 1 or ("mg_low" in entry) != ("mg_high" in entry):
            message = "a dose is given in exactly one way: mg, mg_low with mg_high, next_lower, or same_as"
            self._source.fault(message, node, rule=rule)
        self._check_amounts(node, entry, rule)
        if "next_lower" in entry:
            self._check_step(node["next_lower"], entry["next_lower"], rule)
        if "same_as" in entry:
            self._register.number(entry["same_as"], self._source, node, "same_as", rule)
        if "frequency_of" in entry:
            self._register.fact(entry["frequency_of"], self._source, node, "frequency_of", rule)

    def _check_amounts(self, node: Any, entry: Mapping[str, Any], rule: str) -> None:
        """A dose outside what is ever given of its drug is a slip of the pen, such as 100 for 10."""
        least, most = PLAUSIBLE_MG[entry["drug"]]
        for key in ("mg", "mg_low", "mg_high"):
            if key in entry and not least <= entry[key] <= most:
                message = f"{entry[key]:g} mg is no dose of {entry['drug']}, which is given at {least:g} to {most:g} mg"
                self._source.fault(message, node, key, rule)

    def _check_step(self, node: Any, step: Mapping[str, str], rule: str) -> None:
        self._register.number(step["from"], self._source, node, "from", rule)
        if step["ladder"] not in self._ladders:
            message = f"there is no ladder `{step['ladder']}` in this file{did_you_mean(step['ladder'], self._ladders)}"
            self._source.fault(message, node, "ladder", rule)
