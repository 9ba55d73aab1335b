"""What no rule file can change: the topics and their actions, what each gives, the stops, the source attributes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Every topic with its actions, in the order in which advice is shown.
ACTIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "eligibility": ("eligible", "contraindicated", "do_not_start", "out_of_scope", "refer", "caution"),
        "renal_dosing": ("start", "escalate_option", "refer"),
        "dexamethasone": ("start", "reduce", "refer"),
        "prophylaxis": ("aspirin", "lmwh_or_warfarin", "no_drug_prophylaxis", "refer", "emergency"),
        "myelosuppression": ("continue", "interrupt", "resume", "stop", "support", "refer", "emergency"),
        "plasmacytoma": ("consider", "refer", "inform"),
        "other_toxicity": ("continue", "interrupt", "resume", "stop", "emergency", "refer"),
        "monitoring": ("schedule", "inform"),
        "second_primary_malignancy": ("inform", "caution", "refer"),
        "neuropathy": ("inform", "caution", "refer"),
        "duration": ("inform", "caution", "refer"),
    }
)

# Which drug an action gives, with or without a number of milligrams: what stops can withhold.
GIVES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("renal_dosing", "start"): "lenalidomide",
        ("renal_dosing", "escalate_option"): "lenalidomide",
        ("myelosuppression", "continue"): "lenalidomide",
        ("myelosuppression", "resume"): "lenalidomide",
        ("other_toxicity", "continue"): "lenalidomide",
        ("other_toxicity", "resume"): "lenalidomide",
        ("dexamethasone", "start"): "dexamethasone",
        ("dexamethasone", "reduce"): "dexamethasone",
        ("prophylaxis", "aspirin"): "aspirin",
        ("prophylaxis", "lmwh_or_warfarin"): "enoxaparin",
    }
)

# What a rule whose source nobody has opened may still do: restrict, refer, warn.
RESTRICTIVE_ACTIONS = frozenset(
    {"contraindicated", "do_not_start", "out_of_scope", "refer", "caution", "interrupt", "stop", "emergency"}
)

# The source attributes of an evidence-based decision support intervention, 45 CFR 170.315(b)(11)(iv)(A)(1)-(13).
SOURCE_ATTRIBUTES = (
    "bibliographic_citation",
    "developer",
    "funding",
    "release_and_revision_dates",
    "use_of_race",
    "use_of_ethnicity",
    "use_of_language",
    "use_of_sexual_orientation",
    "use_of_gender_identity",
    "use_of_sex",
    "use_of_date_of_birth",
    "use_of_social_determinants",
    "use_of_health_status_assessments",
)

# The stops of the safety table. The wording of each may change; none may be missing.
STOP_IDS = (
    "stop-scope",
    "stop-label-unset",
    "stop-pregnancy",
    "stop-childbearing",
    "stop-breastfeeding",
    "stop-hypersensitivity",
    "stop-thalidomide-rash",
    "stop-severe-reaction",
    "stop-thrombosis-now",
    "stop-febrile-neutropenia",
    "stop-bleeding",
    "stop-pembrolizumab",
    "stop-starting-counts",
)
