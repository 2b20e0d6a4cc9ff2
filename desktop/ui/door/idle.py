"""Notices when nobody has touched keyboard or mouse for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication, QWindow

_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Counts the minutes since the last sign of life.

    It listens to the window in use and to what has the keyboard (an input method speaks to that one alone), not to
    every object of the program: a filter on all events would slow each of them down.

    Signals:
        idled: nobody has touched anything for the whole time.
    """

    idled = Signal()

    def __init__(self, app: QGuiApplication, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watched: dict[str, QObject] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idled)
        app.focusWindowChanged.connect(self._follow_window)
        app.focusObjectChanged.connect(self._follow_object)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Wait so long from now on."""
        self._timer.setInterval(minutes * 60_000)

    def start(self) -> None:
        """Begin to count."""
        self._timer.start()

    def stop(self) -> None:
        """Stop counting: nobody is signed in, or the screen is locked."""
        self._timer.stop()

    def _follow_window(self, window: QWindow | None) -> None:
        self._follow("window", window)

    def _follow_object(self, target: QObject | None) -> None:
        self._follow("object", target)

    def _follow(self, role: str, target: QObject | None) -> None:
        before = self._watched.pop(role, None)
        # What had the keyboard may be gone already: a closed page, a dropped window.
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
        if target is not None:
            target.installEventFilter(self)
            self._watched[role] = target

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew at every sign of life."""
        if event.type() in _SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
