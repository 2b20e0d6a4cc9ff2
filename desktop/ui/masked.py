"""A label that shows a phone or name masked, and in full only while held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from desktop.i18n import _
from desktop.ui import icons, theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent


class MaskedLabel(QWidget):
    """Masked words and an eye to hold with the mouse or Space.

    Signals:
        revealed: the full text was shown; carries the kind given (``"phone"``), so that it can be recorded.

    """

    revealed = Signal(str)

    def __init__(
        self,
        masked: str = "",
        reveal: Callable[[], str] | None = None,
        *,
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Take the masked words and how to get the full ones; without ``reveal`` there is no eye."""
        super().__init__(parent)
        self._kind = kind
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._eye = _HoldButton()
        self._eye.setIcon(icons.icon("eye", "secondary", size=16))
        self._eye.setToolTip(_("Hold to show"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.XS)
        layout.addWidget(self._words)
        layout.addWidget(self._eye)
        layout.addStretch(1)
        self.setFocusProxy(self._eye)
        self._eye.pressed.connect(self._show)
        self._eye.released.connect(self.conceal)
        self.set_masked(masked, reveal)

    def set_masked(self, masked: str, reveal: Callable[[], str] | None) -> None:
        """Show other masked words."""
        self._masked, self._reveal = masked, reveal
        self._eye.setVisible(reveal is not None and bool(masked))
        self._eye.setAccessibleName(_("Hold to show {masked}").format(masked=masked))
        self.conceal()

    @property
    def shown(self) -> str:
        """The words on screen at this moment."""
        return self._words.text()

    def conceal(self) -> None:
        """Mask the words again."""
        self._words.setText(self._masked)

    def _show(self) -> None:
        if self._reveal is not None:
            self._words.setText(self._reveal())
            self.revealed.emit(self._kind)

    def hideEvent(self, event: QHideEvent) -> None:
        """Never leave full words behind when the page changes or the screen locks."""
        self.conceal()
        super().hideEvent(event)


class _HoldButton(QToolButton):
    """A button that counts as held while the mouse or Space is down, once per hold."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme.mark(self, kind="eye")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ignore the repeats a held key sends: one hold is one reveal."""
        if not event.isAutoRepeat():
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the hold only when the key really comes up."""
        if not event.isAutoRepeat():
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the hold when something else takes the focus."""
        if self.isDown():
            self.setDown(False)
            self.released.emit()
        super().focusOutEvent(event)
