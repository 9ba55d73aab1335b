"""What every request must pass and every answer must carry, whichever door it goes through.

A browser on this machine may be lured to other sites: the host allow-list stops names that were pointed at
this machine (DNS rebinding), the origin check stops pages of other sites from changing anything here.
"""

from types import MappingProxyType
from urllib.parse import urlsplit

from flask import Flask, Response, request

from bot.faults import Refused
from web.current import service

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "[::1]"})
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
OWN_SITE = frozenset({"same-origin", "none"})
SECURITY_HEADERS = MappingProxyType(
    {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
)


def register(app: Flask, host: str) -> None:
    """Check every request and complete every answer of `app`, which is reached as `host` or a local name."""
    accepted = LOCAL_HOSTS | {f"[{host}]" if ":" in host else host.lower()}

    def check_request() -> None:
        _check_host(accepted)
        _check_origin()

    app.before_request(check_request)
    app.after_request(_complete)


def _check_host(accepted: frozenset[str]) -> None:
    name = _host_name(request.headers.get("Host", ""))
    if name not in accepted:
        raise Refused(
            status=400,
            code="host_not_allowed",
            message="Lendex does not answer under this host name.",
            hint="Use the address that was printed when Lendex started.",
        )


def _host_name(header: str) -> str:
    """The name in a Host header without its port; an IPv6 address keeps its brackets."""
    name, bracket, _port = header.lower().partition("]")
    return name + bracket if bracket else name.partition(":")[0]


def _check_origin() -> None:
    if request.method in READING_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin")
    if site not in OWN_SITE or (origin is not None and urlsplit(origin).netloc != request.headers["Host"]):
        raise Refused(
            status=403,
            code="cross_site",
            message="This request came from a page of another site, so it was refused.",
            hint="Open Lendex itself in the browser and send it from there.",
        )


def _complete(response: Response) -> Response:
    for name, value in SECURITY_HEADERS.items():
        response.headers[name] = value
    response.headers["X-Lendex-Ruleset"] = service().version
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
