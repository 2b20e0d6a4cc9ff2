"""One side of a quote: its name, the amount in large type, and how it came about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.i18n import _
from desktop.ui import panels, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QLabel

    from desktop.wording.claim_problems import FieldText
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
        self._wanting = panels.column(spacing=theme.XS)
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
        for part in (self._title, self._amount, self._lines, self._advice, self._line, self._steps):
            self.body.addWidget(part)
        self.body.addLayout(self._wanting)
        self.body.addStretch(1)
        self.body.addWidget(self._inside)

    def show_side(self, side: SideText, advice: str = "") -> None:
        """Show a side; what is missing comes with a way to its field, or with ``advice`` where it is told elsewhere."""
        self._show_head(side.title, side.amount, side.lines)
        self._advice.setText(advice)
        self._advice.setVisible(not side.amount and not side.wanting and bool(advice))
        self._steps.show_steps(side.steps)
        self._show_wanting(side.wanting)
        self._show_inside(side)

    def show_nothing(self, title: str, advice: str) -> None:
        """Say what to do before there is a side to show."""
        self._show_head(title, "", "")
        self._advice.setText(advice)
        self._advice.show()
        self._steps.show_steps(())
        self._show_wanting(())
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

    def _show_wanting(self, wanting: Sequence[FieldText]) -> None:
        panels.clear(self._wanting)
        for want in wanting:
            jump = panels.link_button(want.label or _("Show where"), partial(self.fact_wanted.emit, want.field))
            jump.setObjectName(f"jump_{want.field}")
            line = QWidget()
            line.setLayout(panels.column(jump, panels.text(want.sentence, "secondary"), spacing=0))
            self._wanting.addWidget(line)

    def _show_inside(self, side: SideText) -> None:
        words = [*side.warnings, *([side.dispute] if side.dispute else [])]
        self._inside.setText("\n".join(words))
        self._has_inside = bool(words)
        self._inside.setVisible(self._has_inside and not self._large)


class _Steps(QWidget):
    """Numbered sentences; labels are kept and filled anew, for this follows every keystroke."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._large = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.S)
        self._grid.setVerticalSpacing(theme.XS)
        self._grid.setColumnStretch(1, 1)

    def show_steps(self, steps: Sequence[str]) -> None:
        """Show these sentences and no others."""
        while len(self._rows) < len(steps):
            self._add_row()
        for place, (number, sentence) in enumerate(self._rows):
            is_used = place < len(steps)
            sentence.setText(steps[place] if is_used else "")
            number.setVisible(is_used)
            sentence.setVisible(is_used)

    def set_large(self, large: bool) -> None:
        """Set the sentences in the type for customers, or in the usual one."""
        self._large = large
        for row in self._rows:
            for label in row:
                theme.mark(label, role="shown" if large else "")

    def _add_row(self) -> None:
        place = len(self._rows)
        number = panels.text(f"{place + 1}.", tone="secondary", wrap=False)
        sentence = panels.text("", selectable=True)
        sentence.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for label in (number, sentence):
            theme.mark(label, role="shown" if self._large else "")
        self._grid.addWidget(number, place, 0, _TOP | _RIGHT)
        self._grid.addWidget(sentence, place, 1, _TOP)
        self._rows.append((number, sentence))
