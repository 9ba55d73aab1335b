"""A real Lendex server for tests: gunicorn on a free port of 127.0.0.1 with data of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LONGEST_START_SECONDS = 60


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_server(data: Path, settings: Mapping[str, str] | None = None) -> Iterator[str]:
    """Start Lendex with its data in `data`, give its address, and stop it again."""
    port = free_port()
    environment = {
        **os.environ,
        "LENDEX_PORT": str(port),
        "LENDEX_DATA": str(data),
        "LENDEX_WORKERS": "1",
        **(settings or {}),
    }
    command = [str(Path(sys.executable).with_name("lendex")), "serve"]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(process, address)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output = process.stdout.read().decode() if process.stdout else ""
            raise RuntimeError(f"the server ended at start: {output}")
        try:
            urllib.request.urlopen(f"{address}/readyz", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the server was not ready in time")
