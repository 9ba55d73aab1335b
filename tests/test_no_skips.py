"""A skipped test must turn a run red, whichever way it was skipped."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent

SKIPPED = {
    "while it runs": "def test_dose():\n    pytest.skip('later')",
    "by a mark": "@pytest.mark.skip\ndef test_dose():\n    assert False",
    "expected to fail": "@pytest.mark.xfail\ndef test_dose():\n    assert False",
    "as a whole file": "pytest.skip('later', allow_module_level=True)",
}


def _run_pytest(folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_dose.py").write_text(f"import pytest\n\n{body}\n")
    command = [sys.executable, "-m", "pytest", "-c", "/dev/null", "-p", "tests.no_skips", str(folder)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("way", SKIPPED)
def test_a_skipped_test_fails(tmp_path: Path, way: str) -> None:
    run = _run_pytest(tmp_path, SKIPPED[way])
    assert run.returncode != 0
    assert "skipped or expected to fail" in run.stdout


def test_a_test_that_runs_and_passes_passes(tmp_path: Path) -> None:
    assert _run_pytest(tmp_path, "def test_dose():\n    assert True").returncode == 0
