"""A test that is skipped, or expected to fail, fails: what is not run must not look as if it had passed."""

from collections.abc import Generator

import pytest

SKIPPED = "This test was skipped or expected to fail; a test of Lendex runs and passes, or is removed."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn the report of a skipped test into a failure."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"{SKIPPED}\n{report.longreprtext}"
        # With this mark left on it, pytest shows the failure and still exits with 0.
        vars(report).pop("wasxfail", None)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn the report of a skipped test file into a failure."""
    report = yield
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"{SKIPPED}\n{report.longreprtext}"
    return report
