"""The address of Lendex: whether it can be listened at, and whether Lendex answers there."""

import errno
import http.client
import socket

from web.settings import Settings

ANSWER_WITHIN_SECONDS = 5


class CannotListen(Exception):
    """Lendex cannot listen at this address; one sentence says why and what to do."""


def check_free(settings: Settings) -> None:
    """Raise CannotListen unless this process could listen on the host and port."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as fault:
        raise CannotListen(_why_not_free(settings, fault)) from fault


def _why_not_free(settings: Settings, fault: OSError) -> str:
    match fault.errno:
        case errno.EADDRINUSE:
            return f"port {settings.port} is taken; stop the program on it, or set LENDEX_PORT to a free one."
        case errno.EACCES:
            return f"this user may not listen on port {settings.port}; set LENDEX_PORT to 1024 or more."
    return f"{settings.host} is not an address of this machine ({fault.strerror}); set LENDEX_HOST to one."


def hindrance_at(settings: Settings) -> str | None:
    """Ask `/readyz` once: None when it answers 200, otherwise what it answers or why it does not."""
    connection = http.client.HTTPConnection(settings.host, settings.port, timeout=ANSWER_WITHIN_SECONDS)
    try:
        connection.request("GET", "/readyz")
        answer = connection.getresponse()
        body = " ".join(answer.read(1000).decode(errors="replace").split())
        return None if answer.status == http.HTTPStatus.OK else f"/readyz answers {answer.status}: {body}"
    except (OSError, http.client.HTTPException) as fault:
        return f"/readyz does not answer ({fault})"
    finally:
        connection.close()
