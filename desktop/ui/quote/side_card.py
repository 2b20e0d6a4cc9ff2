"""One side of a quote: its name, the amount in large type, and how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui import panels, theme
from desktop.ui.kept import JumpLines, KeptRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.wording.quote import SideText

_TOP = Qt.AlignmentFlag.AlignTop
_RIGHT = Qt.AlignmentFlag.AlignRight


class SideCard(panels.Card):
    """Shows one side, for whoever works here or turned to the customer.

    Signals:
        fact_wanted: the person wants to go to the fact with this key.
    """

    fact_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(margin=theme.M, parent=parent)
        self._title = panels.text("", "section")
        self._amount = panels.amount("")
        self._lines = panels.text("", "secondary")
        self._advice = panels.text("", "secondary")
        self._line = panels.hairline()
        self._steps = _Steps()
        self._wanting = JumpLines(spacing=theme.XS)
        self._inside = panels.text("", "secondary")
        self._large = False
        self._has_inside = False
        for label, what in (
            (self._title, "title"),
            (self._amount, "amount"),
            (self._advice, "advice"),
            (self._inside, "inside"),
        ):
            label.setObjectName(f"{name}_{what}")
        for part in (self._title, self._amount, self._lines, self._advice, self._line, self._steps, self._wanting):
            self.body.addWidget(part)
        self._wanting.wanted.connect(self.fact_wanted)
        self.body.addStretch(1)
        self.body.addWidget(self._inside)

    def show_side(self, side: SideText, advice: str = "") -> None:
        """Show a side; what is missing comes with a way to its field, or with ``advice`` where it is told elsewhere."""
        self._show_head(side.title, side.amount, side.lines)
        self._advice.setText(advice)
        self._advice.setVisible(not side.amount and not side.wanting and bool(advice))
        self._steps.show_steps(side.steps)
        self._wanting.show_lines(side.wanting)
        self._show_inside(side)

    def show_nothing(self, title: str, advice: str) -> None:
        """Say what to do before there is a side to show."""
        self._show_head(title, "", "")
        self._advice.setText(advice)
        self._advice.show()
        self._steps.show_steps(())
        self._wanting.show_lines(())
        self._has_inside = False
        self._inside.hide()

    def set_large(self, large: bool) -> None:
        """Show it for a customer at arm's length, or for whoever works here."""
        self._large = large
        theme.mark(self._title, role="shown-title" if large else "section")
        theme.mark(self._amount, role="shown-figure" if large else "figure")
        for label in (self._lines, self._advice):
            theme.mark(label, role="shown" if large else "secondary")
        self._steps.set_large(large)
        self._inside.setVisible(self._has_inside and not large)

    def _show_head(self, title: str, amount: str, lines: str) -> None:
        self._title.setText(title)
        self._amount.setText(amount)
        self._amount.setVisible(bool(amount))
        self._lines.setText(lines)
        self._lines.setVisible(bool(lines))
        self._line.setVisible(bool(amount))

    def _show_inside(self, side: SideText) -> None:
        words = [*side.warnings, *([side.dispute] if side.dispute else [])]
        self._inside.setText("\n".join(words))
        self._has_inside = bool(words)
        self._inside.setVisible(self._has_inside and not self._large)


class _Steps(QWidget):
    """Numbered sentences in one of two sizes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows = KeptRows(self._add_row)
        self._large = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.S)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(1, 1)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these sentences and no others."""
        for row, sentence in zip(self._rows.fit(len(steps)), steps, strict=True):
            row.sentence.setText(sentence)

    def set_large(self, large: bool) -> None:
        """Set the sentences in the type for customers, or in the usual one."""
        self._large = large
        for row in self._rows.made:
            row.set_large(large)

    def _add_row(self, place: int) -> _Step:
        row = _Step(place + 1)
        row.set_large(self._large)
        self._grid.addWidget(row.number, place, 0, _TOP | _RIGHT)
        self._grid.addWidget(row.sentence, place, 1, _TOP)
        return row


class _Step:
    def __init__(self, number: int) -> None:
        self.number = panels.text(f"{number}.", tone="secondary", wrap=False)
        self.sentence = panels.text("", selectable=True)
        self.sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_large(self, large: bool) -> None:
        for label in (self.number, self.sentence):
            theme.mark(label, role="shown" if large else "")

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802 - as widgets do
        for label in (self.number, self.sentence):
            label.setVisible(visible)
