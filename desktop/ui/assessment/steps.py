"""Pieces that show how an amount came about: lines, numbered steps, citations with their mark.

All of them are filled anew rather than made anew, because they follow every keystroke.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.kept import KeptRows
from desktop.wording.citations import citation_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.assessment import Assessment
    from desktop.ui.panels import Tone
    from desktop.wording.assessment import Explanation, LineText

_MARKS: dict[str, tuple[str, Tone]] = {
    "verified]": ("circle-check", "good"),
    "secondary]": ("info", "secondary"),
    "unverified]": ("triangle-alert", "warning"),
}
_MARK_SIZE = 14
_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight
#: What it is for and its formula, the formula where it stands under that, a hairline.
_ROWS_OF_LINE = 3
#: Narrower than this there is no room for a formula between what it is for and the amount.
_ROOM_BESIDE = 480


class Citation(QWidget):
    """Where a rule stands, with an icon and a word for how far that was checked."""

    def __init__(self, raw: str = "") -> None:
        super().__init__()
        self._symbol = icons.Symbol("info", size=_MARK_SIZE)
        self._words = panels.text("", "secondary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addLayout(panels.column(self._symbol, None, spacing=0))
        layout.addWidget(self._words, 1)
        self.show_citation(raw)

    def show_citation(self, raw: str) -> None:
        """Show another one."""
        self._symbol.show_icon(*_MARKS.get(raw.rpartition("[")[2], _MARKS["unverified]"]))
        self._words.setText(citation_text(raw))


class Sourced:
    """A sentence that can be copied, and under it what it rests on."""

    def __init__(self) -> None:
        self._sentence = panels.text("", selectable=True)
        self._sources = KeptRows(self._add_source)
        self.column = panels.column(self._sentence, spacing=2)

    def show_words(self, sentence: str, citations: Sequence[str]) -> None:
        """Show another sentence."""
        self._sentence.setText(sentence)
        for source, raw in zip(self._sources.fit(len(citations)), citations, strict=True):
            source.show_citation(raw)

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - as widgets do
        """Show the sentence, or hide all of it; what it rests on comes with ``show_words``."""
        self._sentence.setVisible(visible)
        if not visible:
            self._sources.hide()

    def _add_source(self, _place: int) -> Citation:
        source = Citation()
        self.column.addWidget(source)
        return source


class LinesTable(QWidget):
    """What is paid for, the formula with what each of its figures is, the sum; the total under a line.

    Where there is little room the formula stands under what it is for: beside it, it would be a column of single words.
    """

    def __init__(self, lines: Sequence[LineText] = (), total: str = "") -> None:
        super().__init__()
        self._narrow = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.L)
        self._grid.setVerticalSpacing(theme.XS + 2)
        self._grid.setColumnStretch(1, 1)
        self._heads = [
            panels.text(title, "secondary", wrap=False) for title in (_("What for"), _("Formula"), _("Amount"))
        ]
        for column, head in enumerate(self._heads):
            self._grid.addWidget(head, 0, column, _RIGHT if column == 2 else Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(panels.hairline(), 1, 0, 1, 3)
        self._rows = KeptRows(self._add_row)
        self._sum = panels.text(_("Sum"), "strong", wrap=False)
        self._total = panels.text("", "strong", wrap=False)
        self._put_total(2)
        self.show_lines(lines, total)

    def show_lines(self, lines: Sequence[LineText], total: str) -> None:
        """Show other amounts."""
        for row, line in zip(self._rows.fit(len(lines)), lines, strict=True):
            row.show_line(line)
        self._total.setText(total)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the formulas beside or under what they are for."""
        super().resizeEvent(event)
        narrow = event.size().width() < _ROOM_BESIDE
        if narrow != self._narrow:
            self._narrow = narrow
            self._heads[1].setVisible(not narrow)
            for number, row in enumerate(self._rows.made):
                self._grid.removeWidget(row.formula)
                self._put_formula(row, _place(number))

    def _add_row(self, number: int) -> _LineRow:
        row, place = _LineRow(), _place(number)
        self._put_total(place + _ROWS_OF_LINE)
        self._grid.addWidget(row.title, place, 0, _TOP)
        self._grid.addWidget(row.amount, place, 2, _TOP | _RIGHT)
        self._put_formula(row, place)
        self._grid.addWidget(row.under, place + 2, 0, 1, 3)
        return row

    def _put_formula(self, row: _LineRow, place: int) -> None:
        if self._narrow:
            self._grid.addWidget(row.formula, place + 1, 0, 1, 3, _TOP)
        else:
            self._grid.addWidget(row.formula, place, 1, _TOP)

    def _put_total(self, place: int) -> None:
        """Put the total under the last line there ever was; lines that are hidden take no room."""
        self._grid.addWidget(self._sum, place, 0)
        self._grid.addWidget(self._total, place, 2, _RIGHT)


def _place(number: int) -> int:
    """Return the first row of a line in the grid, under the heads and their hairline."""
    return 2 + _ROWS_OF_LINE * number


class _LineRow:
    def __init__(self) -> None:
        self.title = panels.text("", wrap=False)
        self.formula = panels.text("", "secondary", selectable=True)
        self.amount = panels.text("", wrap=False, selectable=True)
        self.under = panels.hairline()

    def show_line(self, line: LineText) -> None:
        self.title.setText(line.title)
        self.formula.setText(line.formula)
        self.formula.setToolTip(line.rule)
        self.amount.setText(line.amount)

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - as widgets do
        for widget in (self.title, self.formula, self.amount, self.under):
            widget.setVisible(visible)


class StepsList(QWidget):
    """The way to the amount in numbered sentences, each with what it rests on."""

    def __init__(self, assessment: Assessment | None = None, said: Explanation | None = None) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.S)
        self._grid.setVerticalSpacing(theme.S)
        self._grid.setColumnStretch(1, 1)
        self._rows = KeptRows(self._add_row)
        if assessment is not None and said is not None:
            self.show_steps(assessment, said)

    def show_steps(self, assessment: Assessment, said: Explanation) -> None:
        """Show the way to another amount."""
        steps = zip(assessment.steps, said.steps, strict=True)
        for row, (step, text) in zip(self._rows.fit(len(said.steps)), steps, strict=True):
            row.show_words(text.sentence, step.citations)

    def _add_row(self, place: int) -> _StepRow:
        row = _StepRow(place + 1)
        self._grid.addWidget(row.number, place, 0, _TOP | _RIGHT)
        self._grid.addLayout(row.column, place, 1)
        return row


class _StepRow(Sourced):
    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = panels.text(f"{number}.", tone="secondary", wrap=False)

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - as widgets do
        self.number.setVisible(visible)
        super().setVisible(visible)
