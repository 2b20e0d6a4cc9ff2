"""Texts beside each other in columns of fixed width, for a terminal; Chinese characters are two columns wide."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def side_by_side(rows: Iterable[Sequence[str]], widths: Sequence[int], between: str = "  ") -> list[str]:
    """Return the lines of rows of cells; a cell that is too long goes on in the next line."""
    lines = []
    for row in rows:
        cells = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for number in range(max(map(len, cells))):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            padded = (part + " " * (width - width_of(part)) for part, width in zip(parts, widths, strict=True))
            lines.append(between.join(padded).rstrip())
    return lines


def width_of(text: str) -> int:
    """Return how many columns a text takes."""
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text where its room ends, at a blank if there is one in the second half of the line."""
    lines, line, used = [], "", 0
    for char in " ".join(text.split()):
        if used + _columns(char) > width:
            cut = line.rfind(" ") + 1
            cut = cut if cut > len(line) // 2 else len(line)
            lines.append(line[:cut].rstrip())
            line = line[cut:]
            used = width_of(line)
        line += char
        used += _columns(char)
    return [*lines, line]
