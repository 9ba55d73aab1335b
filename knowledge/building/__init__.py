"""Building the knowledge base: evidence files are read, checked, and written as one SQLite file."""

from knowledge.building.building import BuildReport, build, read_evidence
from knowledge.building.refreshing import refresh

__all__ = ["BuildReport", "build", "read_evidence", "refresh"]
