"""A kind of field that only an intake has: a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent


class TickField(QCheckBox):
    """Something done or not done."""

    changed = Signal()

    def __init__(self, words: str, *, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.toggled.connect(self.changed)

    def value(self) -> object:
        """Say whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(value is True)

    def trouble(self) -> str:
        """Find nothing unreadable in a tick."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the tick."""
        self.setEnabled(not read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, the end of every scan, from doing anything."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        super().keyPressEvent(event)
