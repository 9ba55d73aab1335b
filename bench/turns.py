"""Latency of a chat turn over HTTP, and the memory of a worker, against a server started for it on 127.0.0.1.

Run: python -m bench.turns
"""

from __future__ import annotations

import http.client
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.dialogues.server import running_server

CONVERSATIONS = 20
MESSAGES = (
    "US label, 74 yo man, 70 kg, creatinine 190 µmol/L, 3 prior lines, no dialysis",
    "relapsed multiple myeloma, about to start lenalidomide",
    "creatinine is stable",
    "ANC 3.1 x10^9/L, platelets 160 x10^9/L",
    "no active bleeding, no DVT now",
    "what dose?",
    "dex 40 weekly",
    "172 cm",
    "sorry creatinine is 150 µmol/L",
    "median overall survival?",
)


def main() -> None:
    """Print p50, p99 and the resident memory of the workers."""
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as address:
        host = address.removeprefix("http://")
        connection = http.client.HTTPConnection(host, timeout=30)
        _converse(connection)
        milliseconds = [took for _ in range(CONVERSATIONS) for took in _converse(connection)]
        cuts = statistics.quantiles(milliseconds, n=100)
        print(f"{len(milliseconds)} turns: p50 {statistics.median(milliseconds):.1f} ms, p99 {cuts[98]:.1f} ms")
        print(f"memory of gunicorn and its worker: {', '.join(f'{size:.0f} MB' for size in _memory(folder))}")


def _converse(connection: http.client.HTTPConnection) -> list[float]:
    opened, _ = _post(connection, "/api/v1/conversations", {}, "")
    path = f"/api/v1/conversations/{opened['id']}/messages"
    return [_post(connection, path, {"text": text}, opened["key"])[1] for text in MESSAGES]


def _post(
    connection: http.client.HTTPConnection, path: str, body: dict[str, Any], key: str
) -> tuple[dict[str, Any], float]:
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    start = time.perf_counter()
    connection.request("POST", path, json.dumps(body), headers)
    response = connection.getresponse()
    content = response.read()
    took = (time.perf_counter() - start) * 1000
    if response.status >= 300:
        raise RuntimeError(f"{path}: {response.status} {content.decode()}")
    answer: dict[str, Any] = json.loads(content)
    return answer, took


def _memory(folder: str) -> list[float]:
    """Resident megabytes of every process whose environment names the data folder, largest last."""
    sizes = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            environment = (status.parent / "environ").read_bytes()
            command = (status.parent / "cmdline").read_bytes()
            resident = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        except (OSError, StopIteration):
            continue
        if folder.encode() in environment and b"gunicorn" in command:
            sizes.append(int(resident.split()[1]) / 1024)
    return sorted(sizes)


if __name__ == "__main__":
    main()
