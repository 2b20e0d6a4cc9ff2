"""Finds which words of a text are not the same any more; a screen marks them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import groupby

#: A number with its sign and unit, a word of letters, or any one character (Chinese has no blanks).
_TOKENS = re.compile(r"[¥$€]?\d[\d,.]*%?|[A-Za-z]+|.", re.DOTALL)
#: Texts less alike than this say something else altogether: marking nearly everything would mark nothing.
_LEAST_ALIKE = 0.4

#: Pieces of a text, each with whether it changed.
Pieces = tuple[tuple[str, bool], ...]


def changed_parts(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Return both texts in pieces, those that differ marked; where one is empty or all is new nothing is marked."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    match = SequenceMatcher(None, old, new, autojunk=False)
    if not before or not after or match.ratio() < _LEAST_ALIKE:
        return _plain(before), _plain(after)
    was, now = [True] * len(old), [True] * len(new)
    for block in match.get_matching_blocks():
        was[block.a : block.a + block.size] = [False] * block.size
        now[block.b : block.b + block.size] = [False] * block.size
    return _joined(old, was), _joined(new, now)


def _plain(text: str) -> Pieces:
    return ((text, False),) if text else ()


def _joined(tokens: list[str], changed: list[bool]) -> Pieces:
    runs = groupby(zip(tokens, changed, strict=True), key=lambda pair: pair[1])
    return tuple(("".join(token for token, _changed in run), marked) for marked, run in runs)
