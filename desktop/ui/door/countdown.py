"""Counts down the seconds a wrong password costs."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal


class Countdown(QObject):
    """Whole seconds until the next try.

    Signals:
        ticked: so many seconds are left.
        ended: the next try is taken.
    """

    ticked = Signal(int)
    ended = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)

    @property
    def is_running(self) -> bool:
        """Whether there is anything left to wait for."""
        return self._left > 0

    def start(self, seconds: int) -> None:
        """Begin to count; zero or less ends at once."""
        self._left = seconds
        if seconds > 0:
            self.ticked.emit(seconds)
            self._timer.start()
        else:
            self._timer.stop()
            self.ended.emit()

    def _tick(self) -> None:
        self.start(self._left - 1)
