"""Reading JSON strictly: what other readers would let through, or read two ways, is refused."""

import json
import math
from typing import Any, NoReturn

from flask import request

from bot.faults import Refused

DEEPEST = 20
METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class NotStrictJson(ValueError):
    """The bytes are not JSON as Lendex accepts it; the message says why, for a reader."""


def check_body() -> None:
    """Refuse a request whose body is not strict JSON, before any door looks at it."""
    if request.method not in METHODS_WITH_BODY or request.routing_exception is not None:
        return
    if not request.path.startswith("/api/"):
        return
    body = request.get_data()
    if not body:
        return
    if not request.is_json:
        raise Refused(
            status=415,
            code="not_json",
            message="The request must be JSON.",
            hint="Send it with the header Content-Type: application/json.",
        )
    try:
        decode(body)
    except NotStrictJson as fault:
        raise Refused(status=400, code="bad_json", message=str(fault)) from None


def decode(body: bytes) -> Any:
    """The value a JSON text stands for.

    Raises NotStrictJson for bytes that are no UTF-8, faulty JSON, a key given twice, numbers that are not
    finite, half characters, and more than 20 levels of nesting.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotStrictJson("The request is not UTF-8 text.") from None
    try:
        value = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_number, parse_float=_finite)
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise NotStrictJson(f"The request is not valid JSON; it goes wrong at {place}.") from None
    except RecursionError:
        raise NotStrictJson(_TOO_DEEP) from None
    except NotStrictJson:
        raise
    except ValueError:
        raise NotStrictJson("The request holds a number with too many digits.") from None
    _check_within(value, DEEPEST)
    return value


_TOO_DEEP = f"The request is nested more than {DEEPEST} levels deep."


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotStrictJson(f"“{key[:60]}” is given twice, so it is not clear which one holds.")
        found[key] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise NotStrictJson(f'{word} is not a number; leave the value out, or send "unknown".')


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise NotStrictJson(f"{digits[:30]} is too large to be a number of a patient.")
    return number


def _check_within(value: Any, levels: int) -> None:
    if isinstance(value, str) and not value.isascii():
        _check_characters(value)
    if isinstance(value, dict | list):
        if levels == 0:
            raise NotStrictJson(_TOO_DEEP)
        for inner in value if isinstance(value, list) else (*value.keys(), *value.values()):
            _check_within(inner, levels - 1)


def _check_characters(text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise NotStrictJson("The request holds half of a character that is written in two parts.") from None
