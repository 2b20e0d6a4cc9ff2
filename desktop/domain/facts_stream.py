"""Takes facts apart that arrive piece by piece: one object, a JSON list, or one object a line (JSON Lines).

A list of any length needs no more memory than its longest element, and what is wrong with one element does not touch
the others. Elements are cut out here and parsed one by one by ``parse_json``.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem
from desktop.domain.read_facts import BOM, LARGEST_FILE, parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def _up_to(signs: bytes) -> re.Pattern[bytes]:
    """Match up to the next of some signs outside strings; the quote of a string without its end counts as one."""
    return re.compile(
        rb'[^"%(signs)b]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"%(signs)b]*+)*+(["%(signs)b])' % {b"signs": signs}, re.DOTALL
    )


_IN_ELEMENT = _up_to(rb"\[\]{}")
_BETWEEN_ELEMENTS = _up_to(rb"\[\]{},")
_REST_OF_STRING = re.compile(rb'[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)


class FactsStream:
    """The elements of a stream of bytes in their order, each as ``parse_json`` gives it; can be read once.

    Attributes:
        is_list: the stream is a JSON list, so that a list is expected back.
        broken: known once all elements are read: what is wrong with the stream as a whole.
    """

    def __init__(self, chunks: Iterable[bytes]) -> None:
        rest = iter(chunks)
        head = _head(rest)
        self.is_list = head.startswith(b"[")
        self.broken: Problem | None = None
        if self.is_list:
            self._elements = self._of_list(chain([head[1:]], rest))
        elif _first_line_is_whole(head):
            self._elements = (parse_json(line) for line in _lines(chain([head], rest)) if line.strip())
        else:
            self._elements = self._of_document(chain([head], rest))

    def __iter__(self) -> Iterator[object]:
        return self._elements

    def _of_document(self, chunks: Iterable[bytes]) -> Iterator[object]:
        text = _Text()
        for chunk in chunks:
            text.add(chunk)
            if text.is_full:
                break
        document = parse_json(text.take())
        if isinstance(document, tuple):
            (self.broken,) = document
        else:
            yield document

    def _of_list(self, chunks: Iterable[bytes]) -> Iterator[object]:
        text, signs, count = _Text(), _Signs(), 0
        whole = _with_whole_escapes(chunks)
        for chunk in whole:
            start = 0
            for position, sign in signs.of_list(chunk):
                text.add(chunk[start:position])
                start, element = position + 1, text.take()
                if sign == b"," or count or element.strip():
                    yield parse_json(element)
                count += 1
                if sign != b",":
                    self._end_list(sign, chain([chunk[start:]], whole))
                    return
            text.add(chunk[start:])
        self.broken = Problem("", "list-breaks-off")
        last = parse_json(text.take())
        if isinstance(last, dict):
            yield last

    def _end_list(self, sign: bytes, rest: Iterable[bytes]) -> None:
        if sign != b"]" or any(chunk.strip() for chunk in rest):
            self.broken = Problem("", "not-json")


class _Signs:
    """Finds the commas between the elements of a list, and its end, without looking into the elements."""

    def __init__(self) -> None:
        self._depth = 0
        self._in_string = False

    def of_list(self, chunk: bytes) -> Iterator[tuple[int, bytes]]:
        """Return position and sign of what stands outside all elements in the next piece."""
        position = 0
        if self._in_string:
            end = _REST_OF_STRING.match(chunk)
            if end is None:
                return
            self._in_string, position = False, end.end()
        while token := (_IN_ELEMENT if self._depth else _BETWEEN_ELEMENTS).match(chunk, position):
            position, sign = token.end(), token[1]
            if sign == b'"':
                self._in_string = True
                return
            if sign in b"{[":
                self._depth += 1
            elif sign in b"}]" and self._depth:
                self._depth -= 1
            else:
                yield position - 1, sign


class _Text:
    """The bytes of one element. What is beyond the largest size is dropped, and ``parse_json`` refuses the element."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    @property
    def is_full(self) -> bool:
        return len(self._bytes) > LARGEST_FILE

    def add(self, part: bytes) -> None:
        self._bytes += part[: LARGEST_FILE + 1 - len(self._bytes)]

    def take(self) -> bytes:
        taken = bytes(self._bytes)
        self._bytes.clear()
        return taken


def _head(chunks: Iterator[bytes]) -> bytes:
    """Read as far as it takes to see whether a list or a whole line comes first."""
    head = b""
    for chunk in chunks:
        head += chunk
        text = head.removeprefix(BOM).lstrip()
        if text.startswith(b"[") or b"\n" in text or len(head) > LARGEST_FILE:
            return text
    return head.removeprefix(BOM).lstrip()


def _first_line_is_whole(head: bytes) -> bool:
    line, newline, _rest = head.partition(b"\n")
    return bool(newline) and not isinstance(parse_json(line), tuple)


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    text = _Text()
    for chunk in chunks:
        *ends, rest = chunk.split(b"\n")
        for end in ends:
            text.add(end)
            yield text.take()
        text.add(rest)
    yield text.take()


def _with_whole_escapes(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Move a backslash that ends a piece to the next one, unless the one before it takes its meaning away."""
    held = b""
    for chunk in chunks:
        joined = held + chunk
        backslashes = len(joined) - len(joined.rstrip(b"\\"))
        end = len(joined) - backslashes % 2
        held = joined[end:]
        yield joined[:end]
    yield held
