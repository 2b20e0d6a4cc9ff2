"""Staff number and password; and what to do when the office cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import errors
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.background import Progress
from desktop.ui.door.door_window import DoorContent
from desktop.ui.door.password_entry import PasswordEntry
from desktop.ui.fields import TextField

if TYPE_CHECKING:
    from desktop.ui.background import Background
    from desktop.ui.door.entrance import Entrance

_WIDTH = 380


class SignInPage(DoorContent):
    """The usual way in.

    Signals:
        signed_in: the office is open; carries the ``Desk``.
        folder_wanted: the person wants to open an office somewhere else.
        new_office_wanted: the person wants to make an office in this folder.
        recovery_wanted: the password is forgotten.
    """

    signed_in = Signal(object)
    folder_wanted = Signal()
    new_office_wanted = Signal()
    recovery_wanted = Signal()

    def __init__(self, entrance: Entrance, background: Background, last_code: str) -> None:
        super().__init__()
        self._entrance, self._background = entrance, background
        self.code_field = TextField(longest=40)
        self.code_field.setObjectName("code_field")
        self.code_field.set_value(last_code)
        self.entry = PasswordEntry(_("Sign in"))
        self.trouble = _Trouble(self)
        self.lists = panels.Banner()
        self.lists.setObjectName("lists_banner")
        self._forms = QStackedWidget()
        self._build()
        self.entry.entered.connect(self._sign_in)
        self.code_field.returnPressed.connect(self.entry.password_field.setFocus)
        self.setFocusProxy(self.entry if last_code else self.code_field)
        self.look()

    def look(self) -> None:
        """Find out whether the office can be opened at all; this also loads what opening needs."""
        self._background.run(self._entrance.look, self._on_looked, self._on_trouble)

    def _build(self) -> None:
        self.setObjectName("sign_in_page")
        label = panels.text(_("Staff number"), "label", wrap=False)
        label.setBuddy(self.code_field)
        forgotten = panels.link_button(_("Forgotten password"), self.recovery_wanted.emit)
        forgotten.setObjectName("forgotten_button")
        self.entry.add_beside(forgotten)
        form = QWidget()
        inside = QVBoxLayout(form)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.XS)
        inside.addWidget(label)
        inside.addWidget(self.code_field)
        inside.addSpacing(theme.M)
        inside.addWidget(self.entry)
        inside.addSpacing(theme.M)
        inside.addWidget(self.lists)
        inside.addStretch(1)
        self._forms.addWidget(form)
        self._forms.addWidget(self.trouble)
        middle = panels.column(panels.text(_("Sign in"), "title", wrap=False), spacing=theme.L)
        middle.addWidget(self._forms)
        place = QWidget()
        place.setLayout(middle)
        place.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(panels.row(None, place, None))
        layout.addStretch(3)
        layout.addLayout(self._folder_line())

    def _folder_line(self) -> QVBoxLayout:
        where = panels.text(_("Office: {folder}").format(folder=self._entrance.folder), "secondary", selectable=True)
        where.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        other = panels.link_button(_("Open another office"), self.folder_wanted.emit)
        other.setObjectName("other_folder_button")
        line = panels.column(where, spacing=0)
        line.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
        return line

    def _on_looked(self, seconds: int) -> None:
        self._forms.setCurrentIndex(0)
        self.entry.hold(seconds)
        self.setFocus()

    def _sign_in(self, password: str) -> None:
        code = str(self.code_field.value())
        if not code:
            self.code_field.setFocus()
            return
        self._set_busy(True)
        # Made here, so that what the work tells arrives on the main thread.
        progress = Progress("", self, can_cancel=False)
        progress.moved.connect(self._tell_lists)
        self._background.run(
            lambda: self._entrance.sign_in(code, password, progress.step),
            self._on_signed_in,
            self._on_failed,
            writes=True,
        )

    def _tell_lists(self, share: float) -> None:
        """Say why it takes longer this once: the lists are made anew after an update."""
        self.lists.tell(lists_words(share), "info")

    def _set_busy(self, busy: bool) -> None:
        self.entry.set_busy(busy)
        self.busy_changed.emit(busy)

    def _on_signed_in(self, desk: object) -> None:
        self.signed_in.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        from desktop.wording.errors import explain

        self._set_busy(False)
        self.lists.clear()
        if isinstance(error, errors.TooManyTries):
            self.entry.hold(error.seconds)
        elif isinstance(error, errors.Refused) and not isinstance(error, errors.MadeByNewer):
            self.entry.refuse(explain(error))
            self._background.run(self._entrance.seconds_to_wait, self.entry.wait)
        else:
            self._on_trouble(error)

    def _on_trouble(self, error: Exception) -> None:
        if not isinstance(error, errors.DeskError):
            raise error
        self.entry.clear()
        self.trouble.tell(error)
        self._forms.setCurrentIndex(1)
        self.trouble.setFocus()


def lists_words(share: float) -> str:
    """Say how far the lists are that an update of the program wants made anew; ``share`` from 0 to 1."""
    said = _("The program was updated and is making its lists anew: {percent} %. This happens once; nothing is lost.")
    return said.format(percent=int(share * 100))


class _Trouble(QWidget):
    """Why the office cannot be opened, and what can be done about it."""

    def __init__(self, page: SignInPage) -> None:
        super().__init__()
        self.banner = panels.Banner("warning")
        self.banner.setObjectName("trouble_banner")
        self.words = ""
        again = panels.primary_button(_("Try again"), page.look)
        again.setObjectName("try_again_button")
        other = panels.button(_("Choose another folder"), page.folder_wanted.emit)
        other.setObjectName("choose_folder_button")
        self._new = panels.button(_("Make a new office here"), page.new_office_wanted.emit)
        self._new.setObjectName("new_office_button")
        self.setFocusProxy(again)
        buttons = panels.row(other)
        buttons.addStretch(1)
        buttons.addWidget(again)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.L)
        layout.addWidget(self.banner)
        layout.addLayout(buttons)
        layout.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def tell(self, error: errors.DeskError) -> None:
        """Show the banner and the buttons that help with this error."""
        from desktop.wording.errors import explain

        self.words = explain(error)
        self.banner.tell(self.words, "danger" if isinstance(error, errors.Damaged) else "warning")
        self._new.setVisible(isinstance(error, errors.NoOffice))
