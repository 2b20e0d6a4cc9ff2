"""A table whose rows may be cut between pages, with its headings repeated and its last rows kept together.

ReportLab's own table drops the padding when it cuts a row, so text would run over the line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from desktop.documents import styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.canvas import Canvas

    from desktop.documents.text import Stack, Text

PAD_X = 1.8 * mm
PAD_Y = 1.1 * mm
#: A row lower than this moves to the next page whole.
_MAY_BE_CUT = 20 * mm
#: In a row taller than this the cells begin at the top; in others they stand in the middle.
_TALL = 60 * mm


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, how many columns it covers, whether it stands on grey."""

    text: Text | Stack
    span: int = 1
    grey: bool = False


Row = tuple[Cell, ...]


class Table(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Rows of cells between hairlines.

    Attributes:
        heads: how many rows at the top are repeated on every page.
        tail: how many rows at the bottom stay together (a total never stands alone).

    """

    def __init__(self, rows: Sequence[Row], widths: Sequence[float], *, heads: int = 0, tail: int = 1) -> None:
        super().__init__()
        self.rows = list(rows)
        self.widths = list(widths)
        self.heads = heads
        self.tail = tail
        self.spaceAfter = 3
        self.heights = [self._row_height(row) for row in self.rows]

    @property
    def least_height(self) -> float:
        """The height the table needs to begin on a page."""
        whole = float(sum(self.heights))
        if len(self.rows) - self.heads <= self.tail:
            return float(min(whole, _MAY_BE_CUT * 3))
        first = sum(self.heights[: self.heads]) + min(self.heights[self.heads], _MAY_BE_CUT)
        return float(min(whole, first))

    def _cell_widths(self, row: Row) -> list[float]:
        found, column = [], 0
        for cell in row:
            found.append(sum(self.widths[column : column + cell.span]))
            column += cell.span
        return found

    def _row_height(self, row: Row) -> float:
        sizes = [
            cell.text.wrap(width - 2 * PAD_X, 0)[1] for cell, width in zip(row, self._cell_widths(row), strict=True)
        ]
        return float(max(sizes) + 2 * PAD_Y)

    def draw(self) -> None:
        """Draw backgrounds, texts and lines, from the top row down."""
        canvas: Canvas = self.canv
        canvas.setStrokeColor(styles.INK)
        canvas.setLineWidth(styles.HAIRLINE)
        top = self.height
        for row, height in zip(self.rows, self.heights, strict=True):
            x = 0.0
            for cell, width in zip(row, self._cell_widths(row), strict=True):
                self._draw_cell(cell, x, top, width, height)
                x += width
            top -= height
        canvas.rect(0, 0, sum(self.widths), self.height)

    def _draw_cell(self, cell: Cell, x: float, top: float, width: float, height: float) -> None:
        canvas: Canvas = self.canv
        if cell.grey:
            canvas.setFillColor(styles.LABEL_GREY)
            canvas.rect(x, top - height, width, height, stroke=0, fill=1)
        canvas.rect(x, top - height, width, height)
        text_height = cell.text.wrap(width - 2 * PAD_X, 0)[1]
        above = PAD_Y if height > _TALL else (height - text_height) / 2
        cell.text.drawOn(canvas, x + PAD_X, top - above - text_height)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Return the size of the table."""
        self.width, self.height = sum(self.widths), sum(self.heights)
        return self.width, self.height

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - ReportLab's names
        """Return two tables, the first of which fits, or nothing if it must start on the next page."""
        used, count = 0.0, 0
        while count < len(self.rows) and used + self.heights[count] <= availHeight + 0.01:
            used += self.heights[count]
            count += 1
        if count == len(self.rows):
            return [self]
        if count < self.heads:
            return []
        if self.heights[count] > _MAY_BE_CUT and (cut := self._cut_row(count, availHeight - used)):
            return self._halves([*self.rows[:count], cut[0]], [cut[1], *self.rows[count + 1 :]])
        count = min(count, len(self.rows) - self.tail)
        if count <= self.heads:
            return []
        return self._halves(self.rows[:count], self.rows[count:])

    def _halves(self, first: list[Row], rest: list[Row]) -> list[Flowable]:
        return [
            Table(first, self.widths, heads=self.heads),
            Table([*self.rows[: self.heads], *rest], self.widths, heads=self.heads, tail=self.tail),
        ]

    def _cut_row(self, number: int, room: float) -> tuple[Row, Row] | None:
        """Cut every cell of a row at the same height; a short cell stays in the upper half."""
        upper: list[Cell] = []
        lower: list[Cell] = []
        row = self.rows[number]
        for cell, width in zip(row, self._cell_widths(row), strict=True):
            parts = cell.text.split(width - 2 * PAD_X, room - 2 * PAD_Y)
            if not parts:
                return None
            upper.append(Cell(parts[0], cell.span, cell.grey))
            lower.append(Cell(parts[1] if len(parts) > 1 else cell.text.emptied(), cell.span, cell.grey))
        return tuple(upper), tuple(lower)
