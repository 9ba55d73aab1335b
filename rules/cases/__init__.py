"""The case bank: patients in YAML beside the rules, and whether the rule set answers them as expected."""

from rules.cases.running import (
    CASE_KEYS,
    Case,
    CaseResult,
    CasesUnreadable,
    load_cases,
    read_facts,
    run_cases,
    unreached,
)

__all__ = ["CASE_KEYS", "Case", "CaseResult", "CasesUnreadable", "load_cases", "read_facts", "run_cases", "unreached"]
