"""The lock, and the change of places: everything covered, a password to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop import errors
from desktop.actions import sign_in
from desktop.i18n import _
from desktop.ui import icons, panels, theme
from desktop.ui.door.password_entry import PasswordEntry
from desktop.ui.door.seats import Seats
from desktop.wording import case as words

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QKeyEvent

    from desktop.actions.desk import Desk
    from desktop.domain.people import Person
    from desktop.ui.background import Background

_WIDTH = 380


class LockCover(QWidget):
    """Asks the same person for their password, or lets another one take the seat.

    Signals:
        opened: the password was right; carries the ``Desk`` with whoever it was.
        cancelled: the person who was at the desk goes on after all (only while changing places).
    """

    opened = Signal(object)
    cancelled = Signal()

    def __init__(self, desk: Desk, background: Background, *, changing: bool) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._changing = changing
        self._person = desk.person
        self._pages = QStackedWidget()
        self._name = panels.text("", "title")
        self._role = panels.text("", tone="secondary")
        self.entry = PasswordEntry("")
        self._build()
        self.entry.entered.connect(self._try)
        if changing:
            self._choose_person()
        else:
            self._ask(self._person)

    def lock(self) -> None:
        """Take back the way out: nobody has been here for a while."""
        self._changing = False
        self._cancel.hide()
        self._ask(self._desk.person)

    def _build(self) -> None:
        self.setObjectName("lock_cover")
        other = panels.link_button(_("Sign in as somebody else"), self._choose_person)
        other.setObjectName("somebody_else_button")
        self.entry.add_beside(other)
        asking = QWidget()
        inside = panels.column(self._name, self._role, spacing=theme.XS)
        inside.addSpacing(theme.L)
        inside.addWidget(self.entry)
        inside.addStretch(1)
        asking.setLayout(inside)
        self._pages.addWidget(asking)
        self._pages.addWidget(self._list())
        place = QWidget()
        place.setFixedWidth(_WIDTH)
        middle = panels.column(icons.Symbol("lock", "accent", 36), spacing=theme.M)
        middle.addWidget(self._pages)
        place.setLayout(middle)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(panels.row(None, place, None))
        layout.addStretch(3)

    def _list(self) -> QWidget:
        """Return the page on which somebody says who they are; whoever leaves stands last."""
        leaving = self._desk.person.person_id
        people = [person for person in self._desk.office.people.everyone() if person.active]
        people.sort(key=lambda person: person.person_id == leaving)
        self._seats = Seats(people, self._background, width=_WIDTH - theme.XL)
        self._seats.chosen.connect(self._ask)
        self._cancel = panels.quiet_button(_("Cancel"), self.cancelled.emit)
        self._cancel.setObjectName("cancel_switch_button")
        self._cancel.setVisible(self._changing)
        page = QWidget()
        inside = panels.column(panels.text(_("Who takes the seat?"), "title"), spacing=theme.L)
        inside.addWidget(self._seats, 1)
        inside.addLayout(panels.row(self._cancel, None))
        page.setLayout(inside)
        page.setMinimumHeight(360)
        return page

    def _choose_person(self) -> None:
        self._pages.setCurrentIndex(1)
        self._seats.clear()
        self._take_keyboard(self._seats)

    def _ask(self, person: Person) -> None:
        self._person = person
        same = person.person_id == self._desk.person.person_id and not self._changing
        self._name.setText(person.name)
        role = words.role(person.role.value)
        self._role.setText(_("{role} · the screen is locked").format(role=role) if same else role)
        self.entry.set_verb(_("Unlock") if same else _("Sign in"))
        self.entry.clear()
        self._pages.setCurrentIndex(0)
        self._take_keyboard(self.entry)

    def _take_keyboard(self, widget: QWidget) -> None:
        # The proxy holds while the cover is not in sight yet: whoever shows it then gives it the keyboard.
        self.setFocusProxy(widget)
        widget.setFocus()

    def _try(self, password: str) -> None:
        self.entry.set_busy(True)
        desk, code = self._desk, self._person.code
        self._background.run(
            lambda: sign_in.change_places(desk, code, password), self._on_opened, self._on_failed, writes=True
        )

    def _on_opened(self, desk: Desk) -> None:
        self.opened.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        from desktop.wording.errors import explain_password

        if isinstance(error, errors.TooManyTries):
            self.entry.hold(error.seconds)
        elif isinstance(error, errors.DeskError):
            self.entry.refuse(explain_password(error))
            folder, clock = self._desk.office.folder, self._desk.clock
            self._background.run(lambda: sign_in.seconds_to_wait(folder, clock.now()), self.entry.wait)
        else:
            self.entry.set_busy(False)
            raise error


class LockDialog(QDialog):
    """Holds the cover in front of another dialog: that one would not let the window below it be used."""

    def __init__(self, cover: LockCover, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self.setObjectName("lock_dialog")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        layout = QVBoxLayout(self)
        layout.addWidget(cover)
        self.setMinimumSize(_WIDTH + 4 * theme.XL, 480)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Escape without effect: it would open the lock."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Stay: only the password opens the lock."""


class Curtain(QFrame):
    """Hides the content of one window without closing it: what was typed there stays as it is."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("curtain")
        self.setAutoFillBackground(True)
        theme.mark(self, area="lock")
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering all of it."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return super().eventFilter(watched, event)


def draw_curtains(main: QWidget) -> list[Curtain]:
    """Close menus and lists, and cover every other window of the program."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    return [Curtain(window) for window in QApplication.topLevelWidgets() if window.isVisible() and window is not main]
