"""Blocks that papers are put together from: sections, label grids, tables, numbered steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Spacer

from desktop import i18n
from desktop.documents import lines, styles
from desktop.documents.tables import PAD_X, Cell, Row, Table
from desktop.documents.text import Text, one_line, write_line
from desktop.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.documents.facts import Mark, OfficeFacts

#: A grid lower than this is never cut between two pages.
_STAYS_WHOLE = 60 * mm
_NARROWEST_LABEL = 19 * mm
_WIDEST_LABEL = 38 * mm


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value in a grid; ``wide`` gives it a row of its own."""

    label: str
    value: str
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: heading, share of the width, alignment."""

    heading: str
    share: float
    align: styles.Align = "left"


def gap(millimetres: float) -> Spacer:
    """Leave empty height."""
    return Spacer(0, millimetres * mm)


def section(heading: str, content: Sequence[Flowable], style: styles.Style = styles.SECTION) -> list[Flowable]:
    """Put a heading over some blocks, never alone at the foot of a page."""
    room = style.before + style.leading + style.after
    for block in content[:3]:
        room += block.least_height if isinstance(block, Text | Table) else 0
        if isinstance(block, Table):
            break
    return [CondPageBreak(room), Text(heading, style), *content]


def ordinal(number: int) -> str:
    """Return the number of a section or article, up to 99: 一, 二 … in Chinese, 1, 2 … elsewhere."""
    if i18n.language() != "zh_CN":
        return str(number)
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones or not tens else "")


def heading(office: OfficeFacts, title: str, below: str = "") -> list[Flowable]:
    """Head a form: whose it is, what it is, one line of fine print."""
    blocks: list[Flowable] = [Text(office.name, styles.OFFICE), Text(spaced(title), styles.TITLE)]
    return [*blocks, Text(below, styles.SUBTITLE)] if below else [*blocks, gap(2)]


def spaced(title: str) -> str:
    """Set a short Chinese title apart, as titles of forms are: 受 理 回 执."""
    return "\u2002".join(title) if i18n.language() == "zh_CN" and len(title) <= 6 else title


def numbered(paragraphs: Sequence[str], style: styles.Style) -> list[Flowable]:
    """Put numbers before some paragraphs, in the margin the style leaves."""
    return [Text(words, style, marker=f"{number}.") for number, words in enumerate(paragraphs, 1)]


def sentences(*some: str) -> str:
    """Join sentences the way the language does, leaving out empty ones."""
    joined = ""
    for sentence in some:
        joined = (
            _("{first} {second}").format(first=joined, second=sentence) if joined and sentence else joined + sentence
        )
    return joined


def together(*blocks: Flowable) -> KeepTogether:
    """Keep blocks on one page where they fit on one."""
    return KeepTogether(list(blocks))


def label_width(labels: Iterable[str], style: styles.Style = styles.LABEL) -> float:
    """Return the width a column of labels needs so that none wraps, within reason."""
    widest = max(lines.natural_width(label, style.font, style.size) for label in labels)
    return float(min(max(widest + 2 * PAD_X + 1, _NARROWEST_LABEL), _WIDEST_LABEL))


def grid(pairs: Sequence[Pair], width: float, *, labels: float = 0.0) -> Table:
    """Lay out labels on grey and values in two columns of pairs, long or wide ones across.

    ``labels`` sets the width of the label columns, so that several grids line up; else it follows the labels.
    """
    label_column = labels or label_width(pair.label for pair in pairs)
    value_width = width / 2 - label_column
    rows: list[Row] = []
    waiting: Pair | None = None
    for pair in pairs:
        if pair.wide or _is_long(pair.value, value_width):
            rows += [_grid_row(waiting)] if waiting else []
            rows.append(_grid_row(pair))
            waiting = None
        elif waiting:
            rows.append(_grid_row(waiting, pair))
            waiting = None
        else:
            waiting = pair
    rows += [_grid_row(waiting)] if waiting else []
    table = Table(rows, [label_column, value_width, label_column, value_width])
    if sum(table.heights) < _STAYS_WHOLE:
        table.tail = len(rows)
    return table


def _grid_row(first: Pair, second: Pair | None = None) -> Row:
    left = Cell(Text(first.label, styles.LABEL), grey=True)
    if second is None:
        return left, Cell(Text(first.value, styles.CELL), span=3)
    return (
        left,
        Cell(Text(first.value, styles.CELL)),
        Cell(Text(second.label, styles.LABEL), grey=True),
        Cell(Text(second.value, styles.CELL)),
    )


def _is_long(value: str, width: float) -> bool:
    room = 2 * (width - 2 * PAD_X)
    return bool(lines.natural_width(value, styles.CELL.font, styles.CELL.size) > room)


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float, *, total: Sequence[str] = ()
) -> Table:
    """Lay out rows of text under repeated grey headings, with an optional bold last row."""
    heads = tuple(Cell(Text(column.heading, _LABELS[column.align]), grey=True) for column in columns)
    body = [_row(columns, row, _CELLS) for row in rows]
    if total:
        body.append(_row(columns, total, _TOTALS))
    return Table(
        [heads, *body],
        _widths(columns, [*rows, total] if total else rows, width),
        heads=1,
        tail=2 if total and len(body) > 1 else 1,
    )


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: float) -> list[float]:
    """Share out the width; a column of amounts takes what it lacks from the widest, so that no figure is cut."""
    shares = sum(column.share for column in columns)
    widths = [width * column.share / shares for column in columns]
    for number, column in enumerate(columns):
        if column.align == "right":
            figures = [lines.natural_width(row[number], styles.CELL_BOLD.font, styles.CELL_BOLD.size) for row in rows]
            lacking = max(0.0, max(figures) + 2 * PAD_X + 1 - widths[number])
            widths[number] += lacking
            widths[widths.index(max(widths))] -= lacking
    return widths


def _row(columns: Sequence[Column], cells: Sequence[str], by_align: dict[styles.Align, styles.Style]) -> Row:
    return tuple(Cell(Text(cell, by_align[column.align])) for cell, column in zip(cells, columns, strict=True))


_LABELS: dict[styles.Align, styles.Style] = {
    "left": styles.LABEL,
    "center": styles.LABEL_CENTER,
    "right": styles.LABEL_RIGHT,
}
_CELLS: dict[styles.Align, styles.Style] = {
    "left": styles.CELL,
    "center": styles.CELL_CENTER,
    "right": styles.CELL_RIGHT,
}
_TOTALS: dict[styles.Align, styles.Style] = {
    "left": styles.CELL_BOLD,
    "center": styles.CELL_BOLD,
    "right": styles.CELL_RIGHT_BOLD,
}


class SignLines(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """Labels with a line to write on behind each."""

    def __init__(self, labels: Sequence[str], width: float, style: styles.Style = styles.LABEL) -> None:
        super().__init__()
        self.labels = list(labels)
        self.look = style
        self.width, self.height = width, style.leading + 5 * mm

    def draw(self) -> None:
        """Draw the labels and their lines."""
        share = self.width / len(self.labels)
        self.canv.setFillColor(styles.INK)
        self.canv.setStrokeColor(styles.INK)
        self.canv.setLineWidth(styles.HAIRLINE)
        for number, label in enumerate(self.labels):
            line = one_line(label, self.look.font, self.look.size)
            x = number * share
            write_line(self.canv, line, x, 1 * mm, self.look.size)
            self.canv.line(x + line.width + 1.5 * mm, 0, x + share - 5 * mm, 0)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Return the size."""
        return self.width, self.height


def marks(signed: Sequence[tuple[str, Mark | None]], width: float) -> Table:
    """Show side by side who did what when, with room to sign."""
    share = width / len(signed)
    heads = tuple(Cell(Text(label, styles.LABEL_CENTER), grey=True) for label, _mark in signed)
    names = tuple(
        Cell(Text(f"{mark.name}\n{i18n.moment(mark.at)}" if mark else "\n", styles.CELL_CENTER))
        for _label, mark in signed
    )
    return Table([heads, names], [share] * len(signed), tail=2)


class Rule(Flowable):  # type: ignore[misc]  # ReportLab has no types
    """A line across the page."""

    def draw(self) -> None:
        """Draw it."""
        self.canv.setStrokeColor(styles.INK)
        self.canv.setLineWidth(styles.HAIRLINE)
        self.canv.line(0, 0, self.width, 0)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803 - ReportLab's
        """Return the size."""
        self.width, self.height = availWidth, 1.0
        return self.width, self.height
