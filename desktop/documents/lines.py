"""Break Chinese and Latin text into lines the way a printed page does; no drawing here.

ReportLab's own breaking lets a line start with ，or end with （, cuts amounts in two and cannot justify text
without spaces. The rules here follow "Requirements for Chinese Text Layout" (W3C CLREQ): no closing mark at the
head of a line, no opening mark at its end, Latin words and amounts stay whole, neighbouring marks share their blank
halves, and what is left over is spread evenly between the characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from desktop.documents import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

#: Full-width marks whose right or left half is blank in our fonts.
_CLOSING = frozenset("，。、；：！？）》」』】〕〉｝］")
_OPENING = frozenset("（《「『【〔〈｛［")
_NOT_FIRST = _CLOSING | frozenset("”’…—～·%‰℃,.;:!?)]}»°々")
_NOT_LAST = _OPENING | frozenset("“‘([{«¥￥$€£#№")
#: Two of these are one sign; a line to write on is one line.
_PAIRED = frozenset("…—_")
#: A number stays with the unit after it.
_UNITS = frozenset("年月日时分秒元角件份条款项页个天号岁克")
_AFTER_THESE_MAY_BREAK = frozenset("-/_@&=?\u2013")

#: More than this between two characters (in em) looks torn; such a line stays ragged.
_WIDEST_GAP = 0.2


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line in one font.

    Attributes:
        x: distance from the left edge of the line, in points.
        spacing: extra points after each character.

    """

    x: float
    text: str
    font: str
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """One line ready to draw; ``width`` is the visible width in points."""

    pieces: tuple[Piece, ...]
    width: float


@dataclass(slots=True)
class _Glyph:
    char: str
    font: str
    natural: float
    width: float
    cut_left: float = 0.0

    @property
    def is_wide(self) -> bool:
        return ord(self.char) >= 0x2E80 or self.char in "“”‘’…—"

    @property
    def is_space(self) -> bool:
        return self.char == " "


def break_lines(
    spans: Sequence[tuple[str, str]], size: float, width: float, *, justify: bool, indent: float = 0.0
) -> list[Line]:
    """Set ``(text, font)`` spans in lines of a width (all lengths in points).

    A newline ends a line. ``indent`` moves the first line of each paragraph in.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(spans, size):
        rows = list(_fill(_clusters(paragraph), width, indent))
        for number, row in enumerate(rows):
            start = 0.0 if number else indent
            spread = justify and number < len(rows) - 1
            lines.append(_place(row, start, width, size if spread else 0.0))
        if not rows:
            lines.append(Line((), 0.0))
    return lines


def natural_width(text: str, font: str, size: float) -> float:
    """Return the width of a text set on one line."""
    return sum(line.width for line in break_lines([(text, font)], size, 1e6, justify=False))


def _paragraphs(spans: Sequence[tuple[str, str]], size: float) -> Iterator[list[_Glyph]]:
    glyphs: list[_Glyph] = []
    for text, wished in spans:
        for font, chars in fonts.runs(fonts.clean(text), wished):
            for char in chars:
                advance = fonts.width(char, font) * size / 1000
                glyphs.append(_Glyph(char, font, advance, advance))
    paragraph: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.char == "\n":
            yield _squeeze(paragraph, size)
            paragraph = []
        else:
            paragraph.append(glyph)
    yield _squeeze(paragraph, size)


def _squeeze(glyphs: list[_Glyph], size: float) -> list[_Glyph]:
    """Let neighbouring full-width marks share one blank half."""
    for left, right in pairwise(glyphs):
        if left.char in _CLOSING and (right.char in _CLOSING or right.char in _OPENING):
            left.width -= size / 2
        elif left.char in _OPENING and right.char in _OPENING:
            right.cut_left = size / 2
            right.width -= size / 2
    return glyphs


def _may_break(left: _Glyph, right: _Glyph) -> bool:
    if right.is_space:
        return False
    if left.is_space:
        return right.char not in _NOT_FIRST
    if right.char in _NOT_FIRST or left.char in _NOT_LAST or (left.char in _PAIRED and right.char == left.char):
        return False
    if left.char.isdigit() and right.char in _UNITS:
        return False
    return left.is_wide or right.is_wide or (left.char in _AFTER_THESE_MAY_BREAK and not right.char.isdigit())


def _clusters(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """Group characters that must stay on one line; spaces belong to the cluster before them."""
    clusters: list[list[_Glyph]] = []
    for glyph in glyphs:
        if clusters and not _may_break(clusters[-1][-1], glyph):
            clusters[-1].append(glyph)
        else:
            clusters.append([glyph])
    return clusters


def _visible(glyphs: Sequence[_Glyph]) -> float:
    """Return the width without trailing spaces and without the blank half of a closing mark at the end."""
    end = len(glyphs)
    while end and glyphs[end - 1].is_space:
        end -= 1
    total = sum(glyph.width for glyph in glyphs[:end])
    return total - glyphs[end - 1].width / 2 if end and glyphs[end - 1].char in _CLOSING else total


def _fill(clusters: Iterable[list[_Glyph]], width: float, indent: float) -> Iterator[list[_Glyph]]:
    row: list[_Glyph] = []
    room = width - indent
    for cluster in clusters:
        if not row or _visible([*row, *cluster]) <= room + 0.01:
            row += cluster
        else:
            yield row
            row, room = list(cluster), width
        while _visible(row) > room + 0.01:  # a word longer than the line is cut where it must be
            fits = _fitting(row, room)
            yield row[:fits]
            row, room = row[fits:], width
    if row:
        yield row


def _fitting(row: Sequence[_Glyph], room: float) -> int:
    used = 0.0
    for number, glyph in enumerate(row):
        used += glyph.width
        if used > room + 0.01:
            return max(number, 1)
    return len(row)


def _place(row: list[_Glyph], start: float, width: float, size: float) -> Line:
    """Give each stretch of a line its place; ``size`` above zero spreads the line to the full width."""
    while row and row[-1].is_space:
        row.pop()
    length = _visible(row)
    stretched = {left for left in range(len(row) - 1) if _stretches(row[left], row[left + 1])} if size else set()
    slack = width - start - length
    gap = slack / len(stretched) if stretched and 0 < slack <= _WIDEST_GAP * size * len(stretched) else 0.0
    pieces: list[Piece] = []
    x = end = start
    for index, glyph in enumerate(row):
        at = x - glyph.cut_left
        pieces = _join(pieces, Piece(at, glyph.char, glyph.font), at - end, gap)
        end = at + glyph.natural
        x += glyph.width + (gap if index in stretched else 0.0)
    return Line(tuple(pieces), start + length + gap * len(stretched))


def _stretches(left: _Glyph, right: _Glyph) -> bool:
    return left.is_wide or right.is_wide or left.is_space


def _join(pieces: list[Piece], new: Piece, step: float, gap: float) -> list[Piece]:
    """Lengthen the last piece by a character if its font and its spacing allow, else begin another."""
    if pieces and pieces[-1].font == new.font:
        last = pieces[-1]
        spacing = next((known for known in (0.0, gap) if abs(step - known) < 0.001), None)
        if spacing is not None and (len(last.text) == 1 or last.spacing == spacing):
            pieces[-1] = Piece(last.x, last.text + new.text, last.font, spacing)
            return pieces
    return [*pieces, new]
