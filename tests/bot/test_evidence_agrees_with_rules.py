"""What the evidence says a starting dose is, and what the rules advise: never two doses for one patient."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering import Answer, answer
from bot.service import Service
from tests.bot.chatting import READY_TO_START

EDGES = [7, 11, 30, 50, 60]
BESIDE_AN_EDGE = st.sampled_from([one for edge in EDGES for one in (edge - 0.03, edge, edge + 0.03)])
CLEARANCES = BESIDE_AN_EDGE | st.floats(2, 150).map(lambda value: round(value, 2))
TYPED = {
    "no": ["{label} starting dose at CrCl {value} not on dialysis", "CrCl {value} {label} dose without dialysis"],
    "yes": ["{label} starting dose at CrCl {value} on dialysis", "dose on haemodialysis, CrCl {value}, {label}"],
}
OF_LABEL = {"US": "uspi-", "EU": "smpc-"}
NOT_STUDIED = {"no": "uspi-renal-not-studied", "yes": "uspi-renal-not-studied-dialysis"}


def cited_by_the_rule(service: Service, label: str, clearance: float, dialysis: str) -> str:
    """The finding that the advised starting dose, or its refusal, rests on."""
    kidney: dict[str, Any] = {"creatinine_clearance_ml_min": clearance, "on_dialysis": dialysis == "yes"}
    if dialysis == "yes":
        kidney["dialysis_modality"] = "haemodialysis"
    found = service.consult({**READY_TO_START, "label": label.lower(), **kidney}, ["renal_dosing"])
    cited = [row["evidence"][0]["id"] for row in found["advice"] if row["action"] in ("start", "refer")]
    return str(cited[0])


def asked(service: Service, question: str, label: str, clearance: float) -> Answer:
    return answer(service.basis.library, question.format(label=label, value=f"{clearance:g}"))


@pytest.mark.parametrize("wording", [0, 1])
@pytest.mark.parametrize("dialysis", ["no", "yes"])
@pytest.mark.parametrize("label", ["US", "EU"])
@given(clearance=CLEARANCES)
def test_the_evidence_answers_with_what_the_rule_rests_on_or_not_at_all(
    service: Service, label: str, dialysis: str, wording: int, clearance: float
) -> None:
    cited = cited_by_the_rule(service, label, clearance, dialysis)
    found = asked(service, TYPED[dialysis][wording], label, clearance)
    if found.refused:
        # No European text was read that speaks of clearances never studied, or of dialysis from 30 on.
        assert label == "EU" and (cited in NOT_STUDIED.values() or (dialysis == "yes" and clearance >= 30))
    else:
        assert found.findings[0].id == cited
        assert not [one.id for one in found.findings if one.id.startswith(OF_LABEL["EU" if label == "US" else "US"])]


@given(clearance=CLEARANCES)
def test_no_label_dose_is_given_below_what_was_studied(service: Service, clearance: float) -> None:
    for label in ("US", "EU"):
        for dialysis, least in (("no", 11), ("yes", 7)):
            found = asked(service, TYPED[dialysis][0], label, math.fmod(clearance, least))
            doses = [one.id for one in found.findings if str(one.unit).startswith("mg")]
            assert not doses


@pytest.mark.parametrize("kind", ["peritoneal dialysis", "CAPD", "CRRT", "haemofiltration"])
@pytest.mark.parametrize("clearance", ["", " CrCl 20"])
def test_other_dialysis_is_not_given_the_dose_of_haemodialysis(service: Service, kind: str, clearance: str) -> None:
    found = answer(service.basis.library, f"US dose on {kind}{clearance}")
    assert [one.id for one in found.findings] == ["renal-dialysis-modality-no-row"]


def test_labels_are_not_mixed_where_one_has_nothing(service: Service) -> None:
    found = answer(service.basis.library, "CrCl 45 on dialysis EU dose")
    assert found.refused and not found.findings
