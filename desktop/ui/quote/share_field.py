"""How much of something is lost, the way people say it: half, a third, forty percent."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.i18n import _
from desktop.ui import fields, typed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ShareField(fields.TextField):
    """A share from 0 to 1, written in percent; ``50``, ``0.5``, ``1/2`` and ``一半`` are the same."""

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
        self.setText(f"{(value * 100).normalize():f}%" if isinstance(value, Decimal) else "")

    def trouble(self) -> str:
        """Return why the text cannot be read."""
        try:
            typed.read_share(self.text())
        except typed.Unreadable as unreadable:
            return fields.explain(unreadable.reason)
        return ""

    def _tidy(self) -> None:
        """Write a share out in percent, so that everybody sees what was understood."""
        share = self.value()
        if isinstance(share, Decimal) and not self.isReadOnly():
            self.set_value(share)
