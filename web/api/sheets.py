"""Records as a table that spreadsheets and programs read: comma-separated, in UTF-8, and free of formulas."""

import csv
import io
from collections.abc import Iterable
from dataclasses import fields
from datetime import date

from knowledge.records import Finding, Reference

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def sheet(kind: type[Finding] | type[Reference], records: Iterable[Finding | Reference]) -> bytes:
    """One row for each record below a header row with the names of its fields."""
    names = [field.name for field in fields(kind)]
    written = io.StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(names)
    rows.writerows([cell(getattr(record, name)) for name in names] for record in records)
    return written.getvalue().encode()


def cell(value: object) -> str:
    """A value as text: nothing is empty, a list is joined by "; ", and text is never read as a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = "; ".join(str(item) for item in value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
