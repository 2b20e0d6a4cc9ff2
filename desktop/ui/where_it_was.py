"""Where the keyboard was and how far everything was scrolled, to be brought back after the lock."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget


class WhereItWas:
    """One window at one moment."""

    def __init__(self, shell: QWidget, page: QWidget | None) -> None:
        """Take note of it, before anything is hidden; ``page`` is the one in front."""
        here = QApplication.focusWidget()
        if here is None or not shell.isAncestorOf(here):
            # A dialog has the keyboard, or another program; the page knows where it was last.
            here = page.focusWidget() if page is not None else None
        self._shell, self._focus = shell, here
        self._scrolled = [(bar, bar.value()) for bar in shell.findChildren(QScrollBar)]

    def bring_back(self) -> bool:
        """Put everything back; say whether the keyboard could be: what had it may be gone."""
        focus = self._focus
        found = focus is not None and shiboken6.isValid(focus) and focus.isVisible() and focus.isEnabled()
        if focus is not None and found:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll()
        # Once more after the areas have followed the keyboard.
        QTimer.singleShot(0, self._shell, self._scroll)
        return found

    def _scroll(self) -> None:
        for bar, value in self._scrolled:
            if shiboken6.isValid(bar):
                bar.setValue(value)
