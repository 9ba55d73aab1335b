"""The pages of the studies, each with its findings, and of the sources that were read."""

from flask import render_template

from knowledge.browsing import findings_per_source
from knowledge.records import Study
from web.current import library
from web.pages.doors import doors


@doors.get("/evidence/studies")
def evidence_studies() -> str:
    """Every study, label, guideline and score by its kind."""
    kinds: dict[str, list[Study]] = {}
    for study in sorted(library().studies(), key=lambda study: (study.kind, study.name.lower())):
        kinds.setdefault(study.kind, []).append(study)
    return render_template("studies.html", kinds=kinds)


@doors.get("/evidence/studies/<study_id>")
def evidence_studies_one(study_id: str) -> str:
    """One study with its findings as a table."""
    study = library().study(study_id)
    known = {other.id: other for other in library().studies()}
    parts = [other for other in known.values() if study_id in other.part_of]
    wholes = [known[whole] for whole in study.part_of]
    findings = library().chosen(study.findings)
    return render_template("study.html", study=study, parts=parts, wholes=wholes, findings=findings)


@doors.get("/evidence/sources")
def evidence_sources() -> str:
    """Every source: how far and when it was read, how it stands to the review, and what rests on it."""
    counts = findings_per_source(library())
    return render_template("sources.html", sources=library().sources(), counts=counts)
