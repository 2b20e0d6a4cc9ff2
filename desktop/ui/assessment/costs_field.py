"""The direct costs of a loss: any number of lines, each with what it was and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.claim import DirectCost
from desktop.domain.money import Money
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.fields import MoneyField, TextField

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 20


class CostsField(QWidget):
    """Lines of direct costs; one empty line stands ready to be filled."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._column = panels.column(spacing=theme.XS)
        self.setLayout(self._column)
        self._fit()

    def value(self) -> object:
        """Return the lines that say both what and how much."""
        costs = (line.cost() for line in self._lines)
        return tuple(cost for cost in costs if cost is not None) or None

    def set_value(self, value: object) -> None:
        """Show some costs."""
        costs: Sequence[DirectCost] = value if isinstance(value, tuple) else ()
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for cost in costs:
            self._add(cost)
        self._fit()

    def trouble(self) -> str:
        """Say which line is only half filled or cannot be read."""
        for line in self._lines:
            if trouble := line.trouble():
                return trouble
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        for line in self._lines:
            line.what.set_read_only(read_only)
            line.amount.set_read_only(read_only)

    def _add(self, cost: DirectCost | None = None) -> None:
        line = _Line()
        if cost is not None:
            line.what.set_value(cost.what)
            line.amount.set_value(Money(cost.amount))
        line.what.changed.connect(self._on_changed)
        line.amount.changed.connect(self._on_changed)
        if self._lines:
            panels.chain_tabs(self._lines[-1].amount, line.what, line.amount)
        self._lines.append(line)
        self._column.addWidget(line)
        self.setFocusProxy(self._lines[0].what)

    def _fit(self) -> None:
        """Keep one empty line at the end."""
        if (not self._lines or not self._lines[-1].is_empty()) and len(self._lines) < MOST:
            self._add()

    def _on_changed(self) -> None:
        self._fit()
        self.changed.emit()


class _Line(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.what = TextField(_("For example an inspection"))
        self.amount = MoneyField(placeholder="0.00")
        self.what.setAccessibleName(_("What it was"))
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setMaximumWidth(120)
        layout = panels.row(self.what, self.amount)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.what)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def is_empty(self) -> bool:
        return not self.what.text().strip() and not self.amount.text().strip()

    def cost(self) -> DirectCost | None:
        what, amount = self.what.value(), self.amount.value()
        return DirectCost(str(what), amount.amount) if what and isinstance(amount, Money) else None

    def trouble(self) -> str:
        if trouble := self.amount.trouble():
            return trouble
        if self.is_empty() or self.cost() is not None:
            return ""
        return _("Say both what the cost was and how much.")
