"""What holds for every test: none is skipped, and `make test` generates the same examples each time."""

from hypothesis import settings

from tests.no_skips import pytest_make_collect_report, pytest_runtest_makereport

__all__ = ["pytest_make_collect_report", "pytest_runtest_makereport"]

# No deadlines: how long an example takes depends on the machine.
settings.register_profile("lendex", deadline=None, derandomize=True, database=None)
settings.register_profile("lendex-long", deadline=None, max_examples=2000)
