"""Facts that arrive in pieces: the same elements wherever the pieces end, and one bad element touches no other."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.facts_stream import FactsStream
from desktop.domain.problems import Problem
from desktop.domain.read_facts import LARGEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

NOT_JSON = (Problem("", "not-json"),)

_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-999, 999)
    | st.text(max_size=8)
    | st.sampled_from(['"', "\\", '\\"],[{', "\u2028"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _pieces(raw: bytes, size: int) -> Iterator[bytes]:
    return (raw[start : start + size] for start in range(0, len(raw), size))


def _read(raw: bytes, size: int = 7) -> tuple[list[object], str]:
    stream = FactsStream(_pieces(raw, size))
    elements = list(stream)
    return elements, stream.broken.code if stream.broken else ""


@settings(deadline=None)
@given(st.lists(_values, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_a_list_comes_out_whole_wherever_the_pieces_end(
    values: list[object], size: int, indent: int | None, readable: bool
) -> None:
    raw = json.dumps(values, indent=indent, ensure_ascii=not readable).encode(errors="replace")
    elements, broken = _read(raw, size)

    assert (elements, broken) == (json.loads(raw), "")


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=4), _values, max_size=3), min_size=1), st.integers(1, 40))
def test_lines_come_out_whole_wherever_the_pieces_end(objects: list[dict[str, object]], size: int) -> None:
    raw = "\r\n\n".join(json.dumps(each) for each in objects).encode()

    assert _read(raw, size) == (objects, "")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([b"[", b"]", b"{", b"}", b",", b'"', b"\\", b"\n", b"1", b":", b"\xef", b" "])))
def test_no_bytes_make_it_fail_and_pieces_make_no_difference(signs: list[bytes]) -> None:
    raw = b"".join(signs)

    assert _read(raw, 1) == _read(raw, 3) == _read(raw, 1000)


@pytest.mark.parametrize(
    ("raw", "elements", "broken"),
    [
        ("[]", [], ""),
        (" [ \n]\n", [], ""),
        ("\ufeff[1]", [1], ""),
        ('[1, {"a": }, 2]', [1, NOT_JSON, 2], ""),
        ("[1,,2]", [1, NOT_JSON, 2], ""),
        ("[1, 2,]", [1, 2, NOT_JSON], ""),
        ("[1, \ufeff2]", [1, NOT_JSON], ""),
        ("[1] [2]", [1], "not-json"),
        ("[1}", [1], "not-json"),
        ("[", [], "list-breaks-off"),
        ('[{"a": 1}, {"b": "x', [{"a": 1}], "list-breaks-off"),
        ('[{"a": 1}, {"b": 2}', [{"a": 1}, {"b": 2}], "list-breaks-off"),
        ("[1, 23", [1], "list-breaks-off"),
        ('{"a": 1}', [{"a": 1}], ""),
        ('\ufeff{\n"a":\n1}\n', [{"a": 1}], ""),
        ('{"a": 1}\n{"b": \n{"c": 3}', [{"a": 1}, NOT_JSON, {"c": 3}], ""),
        ('{"a": 1} {"b": 2}', [], "not-json"),
        ("", [], "not-json"),
        ("{", [], "not-json"),
    ],
)
def test_what_is_wrong_is_said_of_the_element_or_of_the_whole(raw: str, elements: list[object], broken: str) -> None:
    assert _read(raw.encode()) == (elements, broken)


def test_brackets_without_end_are_one_bad_element() -> None:
    deep = b"[" * 50_000 + b"]" * 50_000

    assert _read(b"[1, " + deep + b", 2]", 10_000) == ([1, NOT_JSON, 2], "")


def test_an_element_too_large_is_refused_and_not_kept() -> None:
    elements, broken = _read(b'[1, "' + b"x" * LARGEST_FILE + b'", 2]', 100_000)

    first, large, last = elements
    assert (first, last, broken) == (1, 2, "")
    assert isinstance(large, tuple)
    assert [problem.code for problem in large] == ["file-too-large"]


def test_an_element_is_given_before_the_next_is_read() -> None:
    endless = (b'{"n": %d},' % number for number in count())
    stream = iter(FactsStream(part for parts in ([b"["], endless) for part in parts))

    assert [next(stream) for _ in range(3)] == [{"n": 0}, {"n": 1}, {"n": 2}]
    assert next(endless) == b'{"n": 3},'
