"""The pages of the review's numbered references."""

from flask import render_template

from web.current import library
from web.pages.doors import doors


@doors.get("/references")
def references() -> str:
    """The references of the review, by number."""
    return render_template("references.html", references=library().references())


@doors.get("/references/<int(max=9999):number>")
def references_one(number: int) -> str:
    """One reference with the findings resting on it."""
    reference = library().reference(number)
    resting = library().chosen(reference.findings)
    total = len(library().references())
    return render_template("reference.html", reference=reference, resting=resting, total=total)
