"""The strict reader of JSON: it reads what any reader reads, and refuses what is ambiguous."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.api.strict_json import DEEPEST, NotStrictJson, decode

characters = st.text(st.characters(exclude_categories=["Cs"]))
plain = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | characters
values = st.recursive(plain, lambda inner: st.lists(inner) | st.dictionaries(characters, inner), max_leaves=20)


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(values.filter(lambda value: depth(value) <= DEEPEST), st.booleans())
def test_it_reads_what_was_written(value: Any, ascii_only: bool) -> None:
    assert decode(json.dumps(value, ensure_ascii=ascii_only).encode()) == value


@given(st.binary(max_size=40) | st.text('{}[]",:0123456789.eE-+ntrufalsNIiy\\ud8', max_size=40).map(str.encode))
def test_it_reads_or_refuses_and_never_breaks(body: bytes) -> None:
    try:
        value = decode(body)
    except NotStrictJson as refusal:
        assert str(refusal)
    else:
        assert value == json.loads(body)


@given(characters, plain, plain)
def test_a_key_given_twice_is_refused_at_any_depth(key: str, first: object, second: object) -> None:
    word = json.dumps(key)
    body = f'{{"facts": {{{word}: {json.dumps(first)}, {word}: {json.dumps(second)}}}}}'
    with pytest.raises(NotStrictJson, match="given twice"):
        decode(body.encode())
