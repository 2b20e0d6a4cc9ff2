"""Four figures over the list: overdue, due today, open, waiting for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import i18n
from desktop.i18n import _
from desktop.ui import icons, panels, theme

if TYPE_CHECKING:
    from desktop.ui.panels import Tone


class Counts(QWidget):
    """The figures side by side."""

    def __init__(self) -> None:
        super().__init__()
        self._overdue = _Count(_("Overdue"), "octagon-alert", "danger")
        self._today = _Count(_("Due today"), "triangle-alert", "warning")
        self._open = _Count(_("Open cases"), "inbox", "")
        self._waiting = _Count(_("With a supervisor"), "stamp", "")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for count in (self._overdue, self._today, self._open, self._waiting):
            layout.addWidget(count, 1)

    def show_counts(self, *, overdue: int, today: int, still_open: int, waiting: int) -> None:
        """Show the figures."""
        self._overdue.show_number(overdue)
        self._today.show_number(today)
        self._open.show_number(still_open)
        self._waiting.show_number(waiting)


class _Count(panels.Card):
    """One figure with its word and icon; a colour of its own only while there is something to do."""

    def __init__(self, words: str, icon: str, tone: Tone) -> None:
        super().__init__(margin=theme.S)
        self._icon, self._tone = icon, tone
        self._symbol = icons.Symbol(icon, "secondary")
        self._number = panels.text("", "title", wrap=False)
        word = panels.text(words, "secondary", wrap=False)
        line = panels.row(self._symbol, self._number, word, None)
        line.setContentsMargins(theme.XS, 0, 0, 0)
        self.body.addLayout(line)
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show a figure."""
        tone: Tone = self._tone if number else ""
        self._number.setText(i18n.number(number))
        theme.mark(self._number, tone=tone)
        self._symbol.show_icon(self._icon, tone or "secondary")
