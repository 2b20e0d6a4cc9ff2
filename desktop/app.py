"""Wires the program together: door, window, pages, lock. Nobody imports it but the start and the tour.

Only what the first window needs is imported here; the database, the actions and the pages come in while the person
types the password.
"""

from __future__ import annotations

import logging
import signal
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop import errors, i18n
from desktop import settings as kept_settings
from desktop.clock import SteadyClock, SystemClock
from desktop.i18n import _
from desktop.ui import ask, crash, icons, theme
from desktop.ui.door.clock_watch import ClockWatchingBackground
from desktop.ui.door.door import Door
from desktop.ui.door.entrance import Entrance
from desktop.ui.garbage import GarbageOnMain
from desktop.ui.page_table import ANSWERS, PAGES, PageEntry
from desktop.ui.sounds import Sounds

if TYPE_CHECKING:
    import argparse
    from pathlib import Path
    from typing import Literal

    from PySide6.QtCore import QRect

    from desktop.actions.desk import Desk, Reference
    from desktop.clock import Clock
    from desktop.settings import Settings
    from desktop.storage.index import CaseRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes
    from desktop.ui.desk.reminders import Reminding
    from desktop.ui.door.door_window import DoorWindow
    from desktop.ui.door.guard import Guard
    from desktop.ui.main_window import MainWindow
    from desktop.ui.page import PageWidget

logger = logging.getLogger(__name__)


#: Milliseconds until a postponed change of colours is tried again.
_LOOK_AGAIN_AFTER = 1000


@dataclass(frozen=True)
class Place:
    """Where a window stood on the screen, which page was in front, and which part of it."""

    geometry: QRect
    maximised: bool
    page: str
    part: int


class App(QObject):
    """The running program: the door first, then the window of whoever is signed in.

    Attributes:
        window: the main window, once somebody is in; another object after a change of person, language or theme.
        changes: what the pages of that window tell each other with.
        desk: who is at which office.
        guard: the lock of the window.
        reminding: tells what is about to break, once somebody is in.
    """

    def __init__(
        self,
        qapp: QApplication,
        folder: Path,
        settings: Settings,
        clock: Clock | None = None,
        background: Background | None = None,
    ) -> None:
        super().__init__()
        self.settings = settings
        self.garbage = GarbageOnMain(self)
        self.background = background or ClockWatchingBackground(self)
        self.desk: Desk | None = None
        self.window: MainWindow | None = None
        self.changes: Changes | None = None
        self.guard: Guard | None = None
        self.reminding: Reminding | None = None
        self._qapp = qapp
        self._pages: dict[str, PageWidget] = {}
        self._clock_asked = False
        if isinstance(self.background, ClockWatchingBackground):
            self.background.clock_behind.connect(self._on_clock_behind)
        self.background.failed_unheard.connect(self._on_unheard)
        qapp.styleHints().colorSchemeChanged.connect(self._on_colour_scheme)
        self._clock = SteadyClock(clock or SystemClock())
        entrance = Entrance(folder, self._clock, _load_reference)
        expected = settings.office == str(folder)
        self._door: Door | None = Door(entrance, self.background, settings.last_staff_code, expected=expected)
        self._door.entered.connect(self._enter)
        self._door.language_chosen.connect(self._on_door_language)
        self._door.closed.connect(self.finish)

    @property
    def sign_in_window(self) -> DoorWindow | None:
        """The door, until somebody is in."""
        return self._door.window if self._door else None

    def start(self) -> None:
        """Show the first window."""
        assert self._door is not None, "a program starts once"
        self._door.window.show()

    def keep_drafts(self) -> None:
        """Let every page keep what is typed on it."""
        for page in self._pages.values():
            leave = getattr(page, "leave", None)
            if callable(leave):
                leave()

    def apply_settings(self, settings: Settings) -> None:
        """Take up other settings, keep them, and build the window again where it looks or reads otherwise."""
        before, self.settings = self.settings, settings
        kept_settings.save(settings)
        if self.guard is not None:
            self.guard.set_minutes(settings.idle_lock_minutes)
        if self.reminding is not None and self.desk is not None:
            self.reminding.watch(self.desk, tells=settings.reminders)
        if (settings.language, settings.theme) != (before.language, before.theme):
            self._dress_again()

    def finish(self) -> None:
        """Keep the drafts, let running work end, close the office, end the program."""
        self.keep_drafts()
        self.background.drain()
        self.garbage.stop()
        if self.guard is not None:
            self.guard.rest()
        self._drop_window()
        if self.desk is not None:
            self.desk.office.close()
        self._qapp.quit()

    def _enter(self, desk: Desk) -> None:
        """Open the window for the first person of this run."""
        from desktop.ui.desk.reminders import Reminding
        from desktop.ui.door.guard import Guard

        self.reminding = Reminding(self.background, self)
        self.reminding.said.connect(self._say)
        self.reminding.counted.connect(self._on_pressing)
        self.reminding.chosen.connect(self._come_to_front)
        self.guard = Guard(self._qapp, self.background, self.settings.idle_lock_minutes, self)
        self.guard.seated.connect(self._seat)
        self._seat(desk)
        assert self._door is not None, "there is one way in"
        self._door.close()
        self._door.deleteLater()
        self._door = None

    def _say(self, words: str) -> None:
        if self.window is not None:
            self.window.say(words)

    def _on_pressing(self, count: int) -> None:
        if self.window is not None:
            self.window.set_badge("oversight", count)

    def _come_to_front(self) -> None:
        """Show the desk: somebody clicked the tray."""
        if self.window is not None:
            self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
            self.window.raise_()
            self.window.activateWindow()
            if not self.window.is_locked:
                self.window.show_page(PAGES[0].key)

    def _seat(self, desk: Desk) -> None:
        """Let a person work: their name in the settings, a window of their own."""
        place = self._drop_window()
        # The window stays where it is; what was on it is nobody else's business.
        place = place and replace(place, page=PAGES[0].key, part=0)
        self.desk = desk
        self.settings = msgspec.structs.replace(
            self.settings, office=str(desk.office.folder), last_staff_code=desk.person.code
        )
        kept_settings.save(self.settings)
        self._build_window(place)
        # What is late or due is wrong by a clock set back: somebody has to know before they act on it.
        office, clock = desk.office, self._clock
        self.background.run(lambda: office.check_clock(clock.now()), failed=self._on_unheard)

    def _dress_again(self) -> None:
        """Put language and theme in force; the window is built anew, and never dressed twice."""
        if self.window is not None:
            place = self._drop_window()
            # Really gone before the style changes: dressing a window nobody sees takes as long as one in use.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            dress(self._qapp, self.settings)
            self._build_window(place)
        else:
            dress(self._qapp, self.settings)
            if self._door is not None:
                self._door.rebuild()

    def _drop_window(self) -> Place | None:
        """Let go of the window after its pages kept their drafts; say where and on which page it stood."""
        if self.window is None:
            return None
        self.keep_drafts()
        if self.reminding is not None:
            self.reminding.rest()
        old, self.window, self._pages = self.window, None, {}
        old.closed.disconnect(self.finish)
        part = old.page(old.current_key).part_in_front()
        place = Place(old.normalGeometry(), old.isMaximized(), old.current_key, part)
        old.hide()
        old.deleteLater()
        return place

    def _build_window(self, place: Place | None) -> None:
        """Build the window for whoever is at the desk, at a place on the screen, with a page in front."""
        from desktop.actions.worklist import supervises
        from desktop.ui.changes import Changes
        from desktop.ui.main_window import MainWindow
        from desktop.ui.page import Page
        from desktop.wording import case as words

        assert self.desk is not None, "somebody is signed in"
        assert self.guard is not None, "somebody is signed in"
        self.changes = Changes()
        oversees = supervises(self.desk.person)
        offered = [entry for entry in PAGES if oversees or not entry.oversees]
        pages = [Page(p.key, p.label, p.icon, partial(self._make_page, p), p.shortcut, p.at_end) for p in offered]
        title = " · ".join((self.desk.office.details.name, _("Mingpei")))
        role = words.role(self.desk.person.role.value)
        name, forms = self.desk.person.name, self.desk.reference.waybills.forms
        self.window = MainWindow(pages, self.background, forms, person=name, role=role, title=title)
        self.window.setObjectName("main_window")
        if place is not None:
            self.window.setGeometry(place.geometry)
        self._connect_window(self.window, self.changes)
        self.guard.watch(self.window, self.desk)
        known = place is not None and place.page in {page.key for page in pages}
        page = self.window.show_page(place.page if place is not None and known else PAGES[0].key)
        if place is not None:
            page.show_part(place.part)
        (self.window.showMaximized if place is not None and place.maximised else self.window.show)()
        self._count_waiting()
        slow = [entry for entry in offered if entry.oversees]
        self.window.prepare(*(piece for e in slow for piece in (e.load, partial(self.window.page, e.key))))
        if self.reminding is not None:
            self.reminding.watch(self.desk, tells=self.settings.reminders)

    def _make_page(self, entry: PageEntry) -> PageWidget:
        make = entry.load()
        if entry.with_settings:
            page: PageWidget = make(self.desk, self.background, self.changes, self.settings)
            page.settings_chosen.connect(self._on_settings_chosen)  # type: ignore[attr-defined]  # such pages have it
        else:
            page = make(self.desk, self.background, self.changes)
        self._pages[entry.key] = page
        return page

    def _connect_window(self, window: MainWindow, changes: Changes) -> None:
        window.closed.connect(self.finish)
        window.scanned.connect(partial(self._find, scanned=True))
        window.searched.connect(partial(self._find, scanned=False))
        changes.noted.connect(window.say)
        changes.case_changed.connect(self._count_waiting)
        if self.reminding is not None:
            changes.case_changed.connect(self.reminding.look)
        changes.office_changed.connect(self._on_office_changed)
        for signal_name, answer in ANSWERS.items():
            getattr(changes, signal_name).connect(partial(self._answer, *answer))

    def _answer(self, key: str, method: str, *facts: object) -> None:
        """Bring a page to the front and pass on what it was asked for."""
        assert self.window is not None, "somebody is signed in"
        page = self.window.show_page(key)
        # The page in front may want to stay; then nothing else was asked of anybody.
        if page is self._pages.get(key):
            getattr(page, method)(*facts)

    def _find(self, words: str, *, scanned: bool) -> None:
        from desktop.actions import cases

        desk = self.desk
        assert desk is not None, "somebody is signed in"
        self.background.run(lambda: cases.find_cases(desk, words), partial(self._on_found, words, scanned))

    def _on_found(self, words: str, scanned: bool, rows: list[CaseRow]) -> None:
        """Open the one case that was meant, list several, begin a new one for a number nobody knows."""
        if self.window is None or self.changes is None:
            return
        if scanned:
            Sounds(is_on=self.settings.sounds).accept()
        if len(rows) == 1:
            self.changes.case_requested.emit(rows[0].case_id, "story")
        elif rows:
            self._answer("cases", "search", words)
        elif scanned:
            self.changes.new_case_requested.emit(words)
        else:
            self.window.say(_('Nothing found for "{words}".').format(words=words))

    def _count_waiting(self, _case_id: str = "") -> None:
        """Show at the rail how many proposals wait for a decision."""
        from desktop.actions import cases

        desk = self.desk
        assert desk is not None, "somebody is signed in"
        self.background.run(lambda: cases.count_by_status(desk), self._on_counted)

    def _on_counted(self, counts: dict[str, int]) -> None:
        if self.window is not None:
            self.window.set_badge("approval", counts.get("proposed", 0) + counts.get("passed-up", 0))

    def _on_office_changed(self) -> None:
        """Show a new name or role of whoever is at the desk."""
        from desktop.wording import case as words

        if self.window is not None and self.desk is not None:
            person = self.desk.person
            self.window.set_person(person.name, words.role(person.role.value))

    def _on_settings_chosen(self, settings: Settings) -> None:
        # The page that asked is inside the window that will go: let it finish first.
        QTimer.singleShot(0, self, lambda: self.apply_settings(settings))

    def _on_door_language(self, code: Literal["zh_CN", "en"]) -> None:
        self.settings = msgspec.structs.replace(self.settings, language=code)
        kept_settings.save(self.settings)
        # The field that was used is inside the window that will go.
        QTimer.singleShot(0, self, self._dress_again)

    def _on_colour_scheme(self) -> None:
        if self.settings.theme != "system":
            return
        locked = self.guard is not None and self.guard.cover is not None
        if locked or QApplication.activeModalWidget() is not None:
            # A new window would be an unlocked one, and an open question would lose the window it belongs to.
            QTimer.singleShot(_LOOK_AGAIN_AFTER, self, self._on_colour_scheme)
        else:
            self._dress_again()

    def _on_unheard(self, error: Exception) -> None:
        from desktop.wording.errors import explain

        if not isinstance(error, errors.DeskError):
            raise error
        if not isinstance(error, errors.ClockBehind):
            ask.tell(self.window or self.sign_in_window, _("This did not work"), explain(error), "warning")

    def _on_clock_behind(self, error: errors.ClockBehind) -> None:
        """Ask once whether to go on with a clock that stands before the last entry."""
        from desktop.wording.errors import explain

        if self.desk is None or self._clock_asked:
            return
        self._clock_asked = True
        verb = _("Go on all the same")
        self.desk.office.clock_confirmed = ask.confirm(
            self.window, _("The computer's clock is behind"), explain(error), verb
        )
        if self.desk.office.clock_confirmed and self.window is not None:
            self._clock.go_on_from(datetime.fromisoformat(error.last))
            self.window.say(_("The time goes on from the last entry. What was not saved, please do once more."))
            if self.changes is not None:
                self.changes.office_changed.emit()
        self._clock_asked = self.desk.office.clock_confirmed


def run(arguments: argparse.Namespace) -> int:
    """Open the windows; return when the last one is closed."""
    # Ctrl+C in the terminal ends the program at once; the journal keeps whole entries or none.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    qapp = QApplication(sys.argv[:1])
    qapp.setApplicationName("Mingpei")
    qapp.setQuitOnLastWindowClosed(False)
    remembered = msgspec.structs.replace(kept_settings.load(), language=arguments.language, theme=arguments.theme)
    dress(qapp, remembered)
    qapp.setWindowIcon(icons.icon("file-check", "accent", size=48))
    app = App(qapp, arguments.office, remembered)
    reporter = crash.install(logger, app.keep_drafts, lambda report: ask.show_bug(app.window, report))
    app.start()
    status = qapp.exec()
    reporter.deleteLater()
    return status


def dress(qapp: QApplication, settings: Settings) -> None:
    """Put language and theme of the settings in force."""
    i18n.set_language(settings.language)
    theme.load_qt_translation(qapp, settings.language)
    theme.apply(qapp, settings.theme)


def _load_reference() -> Reference:
    from desktop.actions.desk import load_reference

    return load_reference()
