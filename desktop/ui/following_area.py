"""An area that scrolls and follows the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.ui import theme

#: Pixels that are not worth scrolling.
_HARDLY = 2 * theme.XL
#: Milliseconds between two looks whether a mouse button is still down.
_PRESSED = 30


class FollowingArea(QScrollArea):
    """Keeps in view what has the keyboard, however it came by it; Qt sees to Tab only."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication), "widgets need one"
        # With the next events: what just lost the keyboard may still fold something away.
        self._around = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_focus)
        app.focusChanged.connect(self._wait)

    def follow(self) -> None:
        """Bring what has the keyboard into view with what stands around it, once everything has its place.

        Before that the area may still be small, and would scroll what needs no scrolling.
        """
        self._around = True
        self._soon.start()

    def _wait(self, _before: QWidget | None, _here: QWidget | None) -> None:
        self._soon.start()

    def _show_focus(self) -> None:
        if QApplication.mouseButtons():
            # What moves under a pressed button loses the click.
            self._soon.start(_PRESSED)
            return
        here, room = QApplication.focusWidget(), self.viewport().rect()
        around, self._around = self._around, False
        if here is None or not self.viewport().isAncestorOf(here) or here.height() > room.height():
            return
        place = QRect(here.mapTo(self.viewport(), QPoint(0, 0)), here.size())
        if room.contains(place) and not around:
            return
        # All of it, with room for the label above and the hint below; Qt would see to the cursor alone.
        inside = place.translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value()).center()
        beside = min(theme.XL + theme.L, (room.height() - place.height()) // 2)
        self.ensureVisible(inside.x(), inside.y(), place.width() // 2 + theme.S, place.height() // 2 + beside)
        bar = self.verticalScrollBar()
        if bar.value() <= _HARDLY and inside.y() + place.height() // 2 + beside <= room.height():
            # So near the top the edge of what comes first would be cut off for nothing.
            bar.setValue(0)
