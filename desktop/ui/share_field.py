"""A share of a whole, the way people say it: half, a third, forty percent, 三成."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter

from desktop.i18n import _
from desktop.ui import fields, theme, typed

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget


class ShareField(fields.TextField):
    """A share from 0 to 1, written in percent; ``50``, ``0.5``, ``1/2``, ``五成`` and ``一半`` are the same.

    While it stands there in other words, the percentage understood stands beside them; leaving the field writes it out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("50%, 1/2, half"), longest=20, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.editingFinished.connect(self._tidy)

    def value(self) -> object:
        """Return the share, or ``None`` for nothing or nothing readable."""
        try:
            return typed.read_share(self.text())
        except typed.Unreadable:
            return None

    def set_value(self, value: object) -> None:
        """Show a share in percent."""
        self.setText(_percent(value) if isinstance(value, Decimal) else "")

    def trouble(self) -> str:
        """Return why the text cannot be read."""
        try:
            typed.read_share(self.text())
        except typed.Unreadable as unreadable:
            return fields.explain(unreadable.reason)
        return ""

    def reading(self) -> str:
        """Return how the text is understood, empty where it says so itself."""
        share = self.value()
        if not isinstance(share, Decimal) or _percent(share) == typed.narrow(self.text()):
            return ""
        return f"= {_percent(share)}"

    def _tidy(self) -> None:
        """Write a share out in percent, so that everybody sees what was understood."""
        share = self.value()
        if isinstance(share, Decimal) and not self.isReadOnly():
            self.set_value(share)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint what is understood at the left, where it takes no keys."""
        super().paintEvent(event)
        words = self.reading()
        if words:
            painter = QPainter(self)
            painter.setPen(theme.current().colour("secondary"))
            inner = self.rect().adjusted(theme.S + 2, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            painter.end()


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"
