"""The settings, read from the environment once at the start.

Each has a default, and a wrong value stops the start with one sentence. A variable set to nothing counts as
not set. Relative folders are taken from the project's own folder, wherever the program is started.
"""

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

PROJECT = Path(__file__).resolve().parent.parent
MOST_WORKERS = 64


class SettingsFault(ValueError):
    """A setting that cannot be used; one sentence says which variable, its value and what is accepted."""


@dataclass(frozen=True)
class Settings:
    """How this Lendex runs: folders are absolute, `store` is an SQLAlchemy address, `label` may be unset."""

    host: str
    port: int
    data: Path
    guidance: Path
    label: Literal["us", "eu"] | None
    access: Literal["open"]
    store: str
    workers: int

    @property
    def address(self) -> str:
        """Where a browser on this machine finds it, such as `http://127.0.0.1:8000`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Read every setting and make the data folder, open to its owner alone; raises SettingsFault."""
    given = {name: value.strip() for name, value in environ.items() if value.strip()}
    host = _host(given.get("LENDEX_HOST", "127.0.0.1"))
    access = _access(given.get("LENDEX_ACCESS", "open"), host)
    port = _whole_number(given.get("LENDEX_PORT", "8000"), "LENDEX_PORT", 65535)
    workers = _whole_number(given.get("LENDEX_WORKERS", str(_cores())), "LENDEX_WORKERS", MOST_WORKERS)
    label = _label(given.get("LENDEX_LABEL"))
    guidance = _guidance_folder(given.get("LENDEX_GUIDANCE", "rules/guidance"))
    data = _data_folder(given.get("LENDEX_DATA", "instance"))
    store = _store(given.get("LENDEX_STORE", _file_address(data / "conversations.sqlite3")))
    return Settings(host, port, data, guidance, label, access, store, workers)


def as_environment(settings: Settings) -> dict[str, str]:
    """The variables from which `read_settings` reads these settings again, for a process to be started."""
    return {
        "LENDEX_HOST": settings.host,
        "LENDEX_PORT": str(settings.port),
        "LENDEX_DATA": str(settings.data),
        "LENDEX_GUIDANCE": str(settings.guidance),
        "LENDEX_LABEL": settings.label or "",
        "LENDEX_ACCESS": settings.access,
        "LENDEX_STORE": settings.store,
        "LENDEX_WORKERS": str(settings.workers),
    }


def _fault(variable: str, value: str, reason: str) -> SettingsFault:
    return SettingsFault(f"{variable} is “{value}”: {reason}.")


def _cores() -> int:
    """The cores this process may use, which can be fewer than the machine has."""
    return min(len(os.sched_getaffinity(0)), MOST_WORKERS)


def _whole_number(value: str, variable: str, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value) or not 1 <= int(value) <= most:
        raise _fault(variable, value, f"give a whole number from 1 to {most}")
    return int(value)


def _host(value: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:-]+", value):
        raise _fault("LENDEX_HOST", value, "give one address of this machine, such as 127.0.0.1 or localhost")
    return value


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _access(value: str, host: str) -> Literal["open"]:
    """Nobody signs in with `open`, so it is kept to this machine: no network may reach patients' facts."""
    if value in ("accounts", "proxy"):
        raise _fault("LENDEX_ACCESS", value, "this build does not offer sign-in, only “open” is accepted")
    if value != "open":
        raise _fault("LENDEX_ACCESS", value, "only “open” is accepted")
    if not _is_loopback(host):
        reason = "nobody has to sign in, so only this machine may reach it; give 127.0.0.1, ::1 or localhost"
        raise _fault("LENDEX_HOST", host, reason)
    return "open"


def _label(value: str | None) -> Literal["us", "eu"] | None:
    match value:
        case None | "us" | "eu":
            return value
    raise _fault("LENDEX_LABEL", value, "give “us” or “eu”, or leave it unset and the dialogue asks")


def _folder(value: str, variable: str) -> Path:
    try:
        return (PROJECT / Path(value).expanduser()).resolve()
    except (OSError, RuntimeError, ValueError) as fault:
        raise _fault(variable, value, "this is not the name of a folder") from fault


def _guidance_folder(value: str) -> Path:
    folder = _folder(value, "LENDEX_GUIDANCE")
    if not folder.is_dir():
        raise _fault("LENDEX_GUIDANCE", value, f"{folder} is no folder; give the one of the rule files")
    return folder


def _data_folder(value: str) -> Path:
    folder = _folder(value, "LENDEX_DATA")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        reason = f"{folder} cannot be made ({fault.strerror}); give a folder that this user may write in"
        raise _fault("LENDEX_DATA", value, reason) from fault
    if not os.access(folder, os.W_OK | os.X_OK):
        reason = f"this user may not write in {folder}; give a folder that it may write in"
        raise _fault("LENDEX_DATA", value, reason)
    return folder


def _file_address(file: Path) -> str:
    return f"sqlite:///{quote(str(file))}"


def _store(value: str) -> str:
    """The address as given, but a relative SQLite file; opening the store says whether it can be used."""
    scheme, mark, file = value.partition(":///")
    if not scheme.startswith("sqlite") or not file or file.startswith(("/", ":memory:", "file:")):
        return value
    return f"{scheme}{mark}{quote(str(PROJECT))}/{file}"
