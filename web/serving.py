"""Running Lendex: gunicorn as a child process, watched from its start to its end."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from web.listening import CannotListen, check_free, hindrance_at
from web.settings import PROJECT, Settings, SettingsFault, as_environment, read_settings
from web.snapshot import with_own_rules

CANNOT_START = "Lendex cannot start: "
READY_WITHIN_SECONDS = 60
GRACE_SECONDS = 5
THREADS_PER_WORKER = 8
_PAUSE_SECONDS = 0.1


def main() -> int:
    """Serve as the environment's settings say, without the imports of the other commands; the exit status."""
    try:
        settings = read_settings(os.environ)
    except SettingsFault as fault:
        return _cannot_start(str(fault))
    return serve(settings)


def serve(settings: Settings, app: str = "wsgi:app") -> int:
    """Run `app` until SIGINT or SIGTERM, and return the exit status, 0 after a signal.

    Prints one line with the address once `/readyz` answers 200. When Lendex cannot start, the reason is one
    sentence on standard error and the status is not 0; when gunicorn ends by itself, the status is not 0 either.
    """
    try:
        check_free(settings)
        served = with_own_rules(settings)
    except (CannotListen, OSError) as fault:
        return _cannot_start(str(fault))
    with _stop_signals() as signals:
        return _run(served, app, signals)


def gunicorn_command(settings: Settings, app: str) -> list[str]:
    """The command that starts gunicorn.

    Nothing is loaded before the fork, since the rule engine does not survive one: each worker loads everything
    for itself. Access logs stay off, so that no address or text of a request is kept.
    """
    # gunicorn stops when this process dies, however it dies; setpriv comes with every Debian.
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    options = {
        "bind": settings.address.removeprefix("http://"),
        "chdir": str(PROJECT),
        "workers": str(settings.workers),
        "worker-class": "gthread",
        "threads": str(THREADS_PER_WORKER),
        "graceful-timeout": str(GRACE_SECONDS),
        "log-level": "warning",
        # Long enough that an over-long question is refused by the doors, in words, and not by gunicorn.
        "limit-request-line": "8190",
    }
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    return [*tied, sys.executable, "-m", "gunicorn", *words, "--no-control-socket", app]


def in_one_line(fault: Exception) -> str:
    """What a fault says, in one line: of the faults of a set of files the first, and how many more."""
    listed = [str(one) for one in getattr(fault, "faults", ())]
    if len(listed) > 1:
        return f"{listed[0]} (and {len(listed) - 1} more; `lendex check` lists them all)"
    return " ".join((listed or [str(fault)])[0].split()) or type(fault).__name__


def _cannot_start(reason: str, status: int = 1) -> int:
    print(f"{CANNOT_START}{reason}", file=sys.stderr)
    return status


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    """Within, SIGINT and SIGTERM only write themselves into the list."""
    signals: list[int] = []
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(number, lambda caught, _frame: signals.append(caught)) for number in numbers]
    try:
        yield signals
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _run(settings: Settings, app: str, signals: list[int]) -> int:
    server = _start(settings, app)
    said: list[str] = []
    ready = threading.Event()
    relay = threading.Thread(target=_relay, args=(server.stderr, said, ready), daemon=True)
    relay.start()
    hindrance = _wait_until_ready(server, settings, signals)
    if hindrance is None:
        ready.set()
        print(f"Lendex is ready at {settings.address}", flush=True)
        _watch(server, signals)
    ended = server.poll() is not None
    status = _end(server)
    relay.join()
    if signals:
        return 0
    if ended:
        return _ended_by_itself(said, ready.is_set(), status or 1)
    sys.stderr.write("".join(said))
    return _cannot_start(f"after {READY_WITHIN_SECONDS} seconds {hindrance}.")


def _start(settings: Settings, app: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        gunicorn_command(settings, app),
        env=os.environ | as_environment(settings),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        # In a group of its own it does not get the Ctrl-C of a terminal, and can end its requests in peace.
        process_group=0,
    )


def _relay(lines: Iterable[str], said: list[str], ready: threading.Event) -> None:
    """Keep what gunicorn says while it starts, and hand it on as it comes once it is ready."""
    for line in lines:
        said.append(line)
        if ready.is_set():
            sys.stderr.write("".join(said))
            said.clear()


def _wait_until_ready(server: subprocess.Popen[str], settings: Settings, signals: list[int]) -> str | None:
    """What still hinders it when gunicorn ended, a signal came or the time is over; None once it is ready."""
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    hindrance: str | None = "nothing answered"
    while server.poll() is None and not signals and time.monotonic() < deadline:
        hindrance = hindrance_at(settings)
        if hindrance is None:
            break
        time.sleep(_PAUSE_SECONDS)
    return hindrance


def _watch(server: subprocess.Popen[str], signals: list[int]) -> None:
    while server.poll() is None and not signals:
        time.sleep(_PAUSE_SECONDS)


def _end(server: subprocess.Popen[str]) -> int:
    """Let gunicorn finish the requests at hand, and return its status."""
    server.terminate()
    try:
        status = server.wait(timeout=GRACE_SECONDS + 5)
    except subprocess.TimeoutExpired:
        server.kill()
        status = server.wait()
    return status if status >= 0 else 128 - status


def _ended_by_itself(said: list[str], was_ready: bool, status: int) -> int:
    reason = next((line for line in said if line.startswith(CANNOT_START)), None)
    if reason is not None:
        sys.stderr.write(reason)
        return status
    sys.stderr.write("".join(said))
    happened = "Lendex stopped" if was_ready else "Lendex cannot start"
    print(f"{happened}: its web server ended by itself; the lines above say why.", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
