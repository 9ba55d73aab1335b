"""Starting, watching and stopping gunicorn, tried with small applications instead of the whole of Lendex."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rules.faults import GuidanceBroken, GuidanceFault
from web import serving
from web.serving import in_one_line, serve
from web.settings import PROJECT, Settings, as_environment, read_settings

READY = """
def app(environ, start_response):
    start_response("200 OK", [("Content-Length", "0")])
    return []
"""
SLOW = """
import time
def app(environ, start_response):
    if environ["PATH_INFO"] != "/readyz":
        time.sleep(1)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"10"]
"""
NEVER_READY = """
def app(environ, start_response):
    start_response("503 Service Unavailable", [("Content-Length", "30")])
    return [b"the conversation store is full"]
"""
REFUSING = """
from gunicorn.errors import AppImportError
raise AppImportError("Lendex cannot start: dosing.yaml:3:5: `mgg` is no field of a dose")
"""
FAULTY = "import pharmacopoeia_of_nowhere"

Write = Callable[[str], str]


def free_port() -> int:
    """A port of 127.0.0.1 on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Two workers on a free port."""
    variables = {"LENDEX_PORT": str(free_port()), "LENDEX_DATA": str(tmp_path), "LENDEX_WORKERS": "2"}
    return read_settings(variables)


@pytest.fixture
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write the text of an application, and get the name under which gunicorn finds it."""
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{PROJECT}")

    def write(text: str) -> str:
        (tmp_path / "small_door.py").write_text(text)
        return "small_door:app"

    return write


@pytest.fixture
def started(settings: Settings, application: Write) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Start `serve` in a process of its own, as `make run` does, and wait for its first line."""
    processes: list[subprocess.Popen[str]] = []

    def start(text: str) -> subprocess.Popen[str]:
        program = (
            "import os, sys; from web.serving import serve; from web.settings import read_settings; "
            f"sys.exit(serve(read_settings(os.environ), {application(text)!r}))"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program],
            env=os.environ | as_environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def answers(settings: Settings) -> bool:
    """True when something listens where Lendex should."""
    try:
        socket.create_connection((settings.host, settings.port)).close()
    except ConnectionRefusedError:
        return False
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_one_line_when_ready_and_stops_cleanly(
    settings: Settings, started: Callable[[str], subprocess.Popen[str]], number: signal.Signals
) -> None:
    process = started(READY)
    assert process.stdout is not None
    assert process.stdout.readline() == f"Lendex is ready at http://127.0.0.1:{settings.port}\n"
    assert answers(settings)
    process.send_signal(number)
    said, faults = process.communicate()
    assert (process.returncode, said, faults) == (0, "", "")
    assert not answers(settings)


def test_a_request_at_hand_is_answered_before_it_stops(
    settings: Settings, started: Callable[[str], subprocess.Popen[str]]
) -> None:
    process = started(SLOW)
    assert process.stdout is not None
    process.stdout.readline()
    connection = http.client.HTTPConnection(settings.host, settings.port)
    connection.request("GET", "/slow")
    process.send_signal(signal.SIGTERM)
    assert connection.getresponse().read() == b"10"
    assert process.wait() == 0


def test_gunicorn_does_not_outlive_it(settings: Settings, started: Callable[[str], subprocess.Popen[str]]) -> None:
    process = started(READY)
    assert process.stdout is not None
    process.stdout.readline()
    process.kill()
    process.stdout.read()  # it ends when the last process that could write to it has ended
    assert not answers(settings)


def test_a_port_that_is_taken_is_said_in_one_sentence(
    settings: Settings, application: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as other:
        other.bind((settings.host, settings.port))
        other.listen()
        assert serve(settings, application(READY)) == 1
    said = f"port {settings.port} is taken; stop the program on it, or set LENDEX_PORT to a free one."
    assert capfd.readouterr() == ("", f"Lendex cannot start: {said}\n")


def test_an_address_of_another_machine_is_refused(settings: Settings, capfd: pytest.CaptureFixture[str]) -> None:
    assert serve(replace(settings, host="192.0.2.1")) == 1
    said = "Lendex cannot start: 192.0.2.1 is not an address of this machine ("
    assert capfd.readouterr().err.startswith(said)


def test_a_refusal_of_the_application_is_said_once_and_without_a_traceback(
    settings: Settings, application: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    assert serve(settings, application(REFUSING)) != 0
    assert capfd.readouterr() == ("", "Lendex cannot start: dosing.yaml:3:5: `mgg` is no field of a dose\n")


def test_rule_files_that_cannot_be_used_are_said_in_one_sentence(
    settings: Settings, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(PROJECT / "rules" / "guidance", tmp_path / "guidance", ignore=shutil.ignore_patterns("cases"))
    (tmp_path / "guidance" / "facts.yaml").write_text("facts: [\n")
    assert serve(replace(settings, guidance=tmp_path / "guidance")) != 0
    said, faults = capfd.readouterr()
    assert said == ""
    assert faults.startswith("Lendex cannot start: facts.yaml:2:1: ")
    assert faults.count("\n") == 1


def test_a_wrong_setting_is_said_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LENDEX_PORT", "eighty")
    assert serving.main() == 1
    said = "LENDEX_PORT is “eighty”: give a whole number from 1 to 65535."
    assert capfd.readouterr() == ("", f"Lendex cannot start: {said}\n")


def test_a_fault_of_the_program_is_shown_where_it_is(
    settings: Settings, application: Write, capfd: pytest.CaptureFixture[str]
) -> None:
    assert serve(settings, application(FAULTY)) != 0
    said = capfd.readouterr().err
    assert "pharmacopoeia_of_nowhere" in said
    assert said.endswith("Lendex cannot start: its web server ended by itself; the lines above say why.\n")


def test_one_that_never_gets_ready_is_stopped_with_the_reason(
    settings: Settings,
    application: Write,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(serving, "READY_WITHIN_SECONDS", 5)
    assert serve(settings, application(NEVER_READY)) == 1
    assert capfd.readouterr() == (
        "",
        "Lendex cannot start: after 5 seconds /readyz answers 503: the conversation store is full.\n",
    )
    assert not answers(settings)


def test_many_faults_of_rule_files_are_told_in_one_line() -> None:
    faults = [GuidanceFault("dosing.yaml", line, 5, "`mgg` is no field of a dose") for line in (3, 8, 9)]
    first = "dosing.yaml:3:5: `mgg` is no field of a dose"
    assert in_one_line(GuidanceBroken(faults[:1])) == first
    assert in_one_line(GuidanceBroken(faults)) == f"{first} (and 2 more; `lendex check` lists them all)"


def test_any_other_fault_is_told_in_one_line() -> None:
    assert in_one_line(ValueError("the store\n  is full")) == "the store is full"
    assert in_one_line(ValueError()) == "ValueError"
