"""Watches over the window of whoever is signed in: locks it when nobody is there, lets another one take the seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.door.idle import IdleWatch
from desktop.ui.door.lock import Curtain, LockCover, LockDialog, draw_curtains

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.main_window import MainWindow


class Guard(QObject):
    """The lock of the main window.

    Signals:
        seated: another person took the seat; carries their ``Desk``.
    """

    seated = Signal(object)

    def __init__(self, qapp: QApplication, background: Background, minutes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.cover: LockCover | None = None
        self._background = background
        self._window: MainWindow | None = None
        self._desk: Desk | None = None
        self._dialog: LockDialog | None = None
        self._curtains: list[Curtain] = []
        self._idle = IdleWatch(qapp, minutes, self)
        self._idle.idled.connect(self.lock)

    def watch(self, window: MainWindow, desk: Desk) -> None:
        """Watch over a window and whoever works in it."""
        self._window, self._desk = window, desk
        window.lock_requested.connect(self.lock)
        window.switch_requested.connect(self.change_places)
        self._idle.start()

    def rest(self) -> None:
        """Watch over nothing any more."""
        self._idle.stop()

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a sign of life."""
        self._idle.set_minutes(minutes)

    def lock(self) -> None:
        """Cover everything until somebody types their password."""
        if self.cover is not None:
            self.cover.lock()
        else:
            self._show_cover(changing=False)

    def change_places(self) -> None:
        """Let somebody else take the seat."""
        if self.cover is None:
            self._show_cover(changing=True)

    def _show_cover(self, *, changing: bool) -> None:
        assert self._window is not None, "somebody is signed in"
        assert self._desk is not None, "somebody is signed in"
        self._curtains = draw_curtains(self._window)
        self.cover = LockCover(self._desk, self._background, changing=changing)
        self.cover.opened.connect(self._on_opened)
        self.cover.cancelled.connect(self._uncover)
        if QApplication.activeModalWidget() is None:
            self._window.lock(self.cover)
        else:
            self._window.lock(QWidget())
            self._dialog = LockDialog(self.cover, self._window)
            self._dialog.show()
            self.cover.setFocus()

    def _on_opened(self, desk: Desk) -> None:
        assert self._desk is not None, "somebody was signed in"
        somebody_else = desk.signer.person_id != self._desk.signer.person_id
        if somebody_else:
            _close_dialogs(self._window, self._dialog)
        self._uncover()
        if somebody_else:
            self.seated.emit(desk)

    def _uncover(self) -> None:
        for curtain in self._curtains:
            curtain.hide()
            curtain.deleteLater()
        self._curtains, self.cover = [], None
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
            self._dialog = None
        if self._window is not None:
            self._window.unlock()
        if (asking := QApplication.activeModalWidget()) is not None:
            asking.activateWindow()
        self._idle.start()


def _close_dialogs(*kept: QWidget | None) -> None:
    """Close what the former person had open: a question to them is none to the next one."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window not in kept:
            window.close()
