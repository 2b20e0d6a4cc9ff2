"""Looks at the index once a minute and tells what came in and what is about to break.

It does so in the tray, else in the window's top bar. Nothing but the number of a case is told: a message may lie on a
screen that customers see, or over the lock.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.actions import oversight, worklist
from desktop.actions.worklist import Reminders
from desktop.errors import DeskError
from desktop.i18n import _, ngettext
from desktop.lateness import load_lateness
from desktop.ui.desk.tray import Tray
from desktop.wording import work as words

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_MINUTE = 60_000
#: So many things are told one by one; more are summed up.
_NAMED = 3


class _Seen(NamedTuple):
    desk: Desk
    reminders: Reminders
    pressing: int


class Reminding(QObject):
    """Watches over whoever is at the desk.

    Signals:
        said: there is no tray; a line for the window's own bar.
        counted: what is late in the whole office or escalated, for those who see to the work of others; else 0.
        chosen: the person clicked the tray.

    """

    said = Signal(str)
    counted = Signal(int)
    chosen = Signal()

    def __init__(self, background: Background, parent: QObject | None = None, tray: Tray | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._tray = tray or Tray.of_this_computer(self)
        self._desk: Desk | None = None
        self._tells = True
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.look)
        if self._tray is not None:
            self._tray.chosen.connect(self.chosen)

    def watch(self, desk: Desk, *, tells: bool) -> None:
        """Begin, for this person; ``tells`` is off where nobody wants to be told."""
        self._desk, self._tells = desk, tells
        if self._tray is not None:
            self._tray.set_visible(tells)
        self._timer.start()
        self.look()

    def rest(self) -> None:
        """Look no more: nobody is at the desk."""
        self._timer.stop()
        self._desk = None
        if self._tray is not None:
            self._tray.set_visible(False)

    def look(self, _case_id: str = "") -> None:
        """Look now."""
        if self._desk is not None:
            read = partial(_read, self._desk, tells=self._tells)
            self._background.run(read, self._tell, self._fail, writes=True)

    def _tell(self, seen: _Seen) -> None:
        if self._desk is not seen.desk:
            return  # somebody else sat down meanwhile
        self.counted.emit(seen.pressing)
        if self._tray is not None:
            self._tray.show_count(seen.reminders.overdue)
        now = seen.desk.clock.now()
        self._say(_("New for you"), [words.given(row) for row in seen.reminders.given])
        self._say(_("About to be late"), [words.reminder(row, now) for row in seen.reminders.rows])

    def _say(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        left = len(lines) - _NAMED
        if left > 0:
            more = ngettext("and {count} more", "and {count} more", left).format(count=left)
            lines = [*lines[:_NAMED], more]
        if self._tray is not None:
            self._tray.tell(title, "\n".join(lines))
        else:
            self.said.emit(_("{title}: {lines}").format(title=title, lines=_("; ").join(lines)))

    def _fail(self, error: Exception) -> None:
        # The next minute tries again; what is wrong with the office is told where somebody works on it.
        if not isinstance(error, DeskError):
            raise error


def _read(desk: Desk, *, tells: bool) -> _Seen:
    found = worklist.remind(desk, load_lateness()) if tells else Reminders((), 0)
    supervises = worklist.supervises(desk.person)
    return _Seen(desk, found, oversight.count_pressing(desk) if supervises else 0)
