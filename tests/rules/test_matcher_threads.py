"""Many threads, one engine, rule sets replaced while they decide: never a wrong answer, and no growing memory."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from rules.conditions import Condition, Is
from rules.evaluating import Evaluator, shadow_standings
from rules.matcher import Matcher, RuleSetReplaced
from rules.quantities import Fact, Facts
from tests.rules.clinic import INTERRUPTED, ON_TREATMENT, READY_TO_START, WOMAN, Clinic

THREADS, EVALUATIONS, BETWEEN_SWAPS = 8, 10_000, 250
TOPICS = ("stops", "renal_dosing", "myelosuppression")
# Reads what the stop for bleeding reads, and says the opposite.
ONE_LIKE_IT = Is("active_bleeding", False)
# A rule set that is not freed leaves some 5 MB behind, 100 MB over the second half; the allocator keeps a little.
MOST_GROWTH = 32 * 1024 * 1024

Answers = Mapping[str, object]


def resident_bytes() -> int:
    """How much memory this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@dataclass
class Ward:
    """Everything the threads share: the evaluator of the hour, the patients with their right answers, the score."""

    evaluator: Evaluator
    patients: tuple[tuple[Facts, Answers], ...]
    news: threading.Condition = field(default_factory=threading.Condition)
    done: int = 0
    wrong: int = 0
    swaps: int = 0
    memory: list[int] = field(default_factory=list)

    def work(self, seed: int) -> None:
        """Decide on patients in random order until all threads together have done enough."""
        chance, previous = random.Random(seed), None
        while self.done < EVALUATIONS:
            facts, right = chance.choice(self.patients)
            try:
                evaluation = self.evaluator.evaluate(facts, previous)
            except RuleSetReplaced:
                continue
            # Every other thread reuses what it can of the patient before.
            previous = evaluation if seed % 2 else None
            with self.news:
                self.done += 1
                self.wrong += not evaluation.agreed or evaluation.groups != right
                self.news.notify_all()

    def replace_rule_sets(self) -> None:
        """Every few hundred evaluations, put a new rule set in place of the old one."""
        for due in range(BETWEEN_SWAPS, EVALUATIONS + 1, BETWEEN_SWAPS):
            with self.news:
                self.news.wait_for(partial(self.has_done, due))
            self.swap()

    def has_done(self, due: int) -> bool:
        """Whether so many evaluations are done."""
        return self.done >= due

    def swap(self) -> None:
        """Build the rule set anew, put it in place of the old one, and let the old one go."""
        old = self.evaluator
        self.evaluator = Evaluator(old.ruleset, Matcher(old.conditions), old.conditions)
        old.retire()
        self.swaps += 1
        self.memory.append(resident_bytes())


def ward_of(clinic: Clinic) -> Ward:
    """A ward with patients of all phases, each with the answer of the Kleene evaluator."""
    conditions: dict[str, Mapping[str, Condition]] = {topic: clinic.evaluator.conditions[topic] for topic in TOPICS}
    patients: list[dict[str, Fact]] = [
        clinic.facts(base, **differing)
        for base in (READY_TO_START, WOMAN, ON_TREATMENT, INTERRUPTED)
        for differing in ({}, {"creatinine_clearance_ml_min": 29.97}, {"label": "eu", "anc": 0.7}, {"platelets": 20})
    ]
    answered = tuple((facts, shadow_standings(conditions, facts)) for facts in patients)
    return Ward(Evaluator(clinic.evaluator.ruleset, Matcher(conditions), conditions), answered)


def test_eight_threads_decide_rightly_while_rule_sets_are_replaced(clinic: Clinic) -> None:
    ward = ward_of(clinic)
    threads = [threading.Thread(target=ward.work, args=(seed,)) for seed in range(THREADS)]
    for thread in threads:
        thread.start()
    ward.replace_rule_sets()
    for thread in threads:
        thread.join()
    assert ward.done >= EVALUATIONS
    assert ward.wrong == 0
    assert ward.swaps == EVALUATIONS // BETWEEN_SWAPS
    warmed_up = ward.memory[len(ward.memory) // 2]
    assert ward.memory[-1] - warmed_up <= MOST_GROWTH


def test_a_retired_evaluator_refuses(clinic: Clinic) -> None:
    ward = ward_of(clinic)
    facts, right = ward.patients[0]
    old = ward.evaluator
    assert old.evaluate(facts).groups == right
    ward.swap()
    with pytest.raises(RuleSetReplaced, match="decide again with the current one"):
        old.evaluate(facts)
    assert ward.evaluator.evaluate(facts).groups == right


def test_what_another_rule_set_matched_is_not_reused(clinic: Clinic) -> None:
    # Both rule sets are sent the very same message; only the condition behind it differs.
    ward = ward_of(clinic)
    facts = clinic.facts(READY_TO_START)
    one = {"topic": {"rule": clinic.evaluator.conditions["stops"]["stop-bleeding"]}}
    other = {"topic": {"rule": clinic.evaluator.conditions["stops"]["stop-bleeding"], "rule-2": ONE_LIKE_IT}}
    before = Evaluator(ward.evaluator.ruleset, Matcher(one), one).evaluate(facts)
    after = Evaluator(ward.evaluator.ruleset, Matcher(other), other).evaluate(facts, before)
    assert after.agreed
    assert after.groups == shadow_standings(other, facts)
