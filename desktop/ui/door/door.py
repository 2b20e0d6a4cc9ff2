"""The way in, from the first window to the open office; what is at the right of the door follows from the folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop import errors
from desktop.i18n import _
from desktop.ui import ask
from desktop.ui.door.door_window import DoorWindow
from desktop.ui.door.sign_in import SignInPage

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.founding import Founded
    from desktop.ui.background import Background
    from desktop.ui.door.entrance import Entrance
    from desktop.ui.door.recovery_sheet import RecoverySheetPage
    from desktop.ui.door.welcome import WelcomeDraft


class Door(QObject):
    """Sign-in, first run and recovery in one window.

    Signals:
        entered: somebody is in; carries the ``Desk``.
        language_chosen: the person wants another language; answer with ``rebuild``.
        closed: the window was closed without anybody coming in.
    """

    entered = Signal(object)
    language_chosen = Signal(str)
    closed = Signal()

    def __init__(self, entrance: Entrance, background: Background, last_code: str, *, expected: bool) -> None:
        """Prepare the door of an office folder; ``expected`` means that there was an office there before."""
        super().__init__()
        self._entrance, self._background, self._last_code = entrance, background, last_code
        self._waiting: Desk | None = None
        self.window = self._new_window()
        if not expected and entrance.is_new():
            self._welcome()
        else:
            self._sign_in()

    def rebuild(self) -> None:
        """Build the window again, in the language now in force; what was typed for a new office stays."""
        from desktop.ui.door.welcome import WelcomePage

        old, content = self.window, self.window.content
        draft = content.draft() if isinstance(content, WelcomePage) else None
        self.window = self._new_window()
        self.window.setGeometry(old.geometry())
        if draft is not None:
            self._welcome(draft)
        else:
            self._sign_in()
        self.window.show()
        old.hide()
        old.deleteLater()

    def close(self) -> None:
        """Take the window away; somebody is in."""
        self.window.hide()
        self.window.deleteLater()

    def _new_window(self) -> DoorWindow:
        window = DoorWindow()
        window.language_chosen.connect(self.language_chosen)
        window.closed.connect(self._on_closed)
        return window

    def _sign_in(self) -> None:
        page = SignInPage(self._entrance, self._background, self._last_code)
        page.signed_in.connect(self.entered)
        page.folder_wanted.connect(self._choose_folder)
        page.new_office_wanted.connect(self._welcome)
        page.recovery_wanted.connect(self._recover)
        self.window.show_content(page)

    def _welcome(self, draft: WelcomeDraft | None = None) -> None:
        from desktop.ui.door.welcome import WelcomePage

        page = WelcomePage(self._entrance, self._background, draft)
        page.founded.connect(self._on_founded)
        page.existing_wanted.connect(self._choose_folder)
        page.step_changed.connect(self.window.show_step)
        self.window.show_content(page, page.step_names())
        self.window.show_step(page.step)

    def _recover(self) -> None:
        from desktop.ui.door.recovery import RecoveryPage

        page = RecoveryPage(self._entrance, self._background)
        page.recovered.connect(self._on_recovered)
        page.cancelled.connect(self._sign_in)
        self.window.show_content(page)

    def _choose_folder(self) -> None:
        chosen = ask.choose_folder(self.window, _("Open another office"))
        if chosen is not None:
            self._entrance = replace(self._entrance, folder=chosen)
            self._sign_in()

    def _on_founded(self, founded: Founded) -> None:
        from desktop.ui.door.welcome import WelcomePage

        names = WelcomePage.step_names()
        page = self._show_sheet(founded.desk, founded.recovery_code, first_sheet=True)
        page.confirmed.connect(self._on_sheet_kept)
        self.window.show_content(page, names, with_language=False)
        self.window.show_step(len(names) - 1)

    def _on_recovered(self, desk: Desk, old_code: str) -> None:
        code = self._entrance.new_recovery_code()
        page = self._show_sheet(desk, code, first_sheet=False)
        page.confirmed.connect(lambda: self._replace_code(desk, old_code, code))
        self.window.show_content(page, with_language=False)

    def _show_sheet(self, desk: Desk, code: str, *, first_sheet: bool) -> RecoverySheetPage:
        from desktop.ui.door.recovery_sheet import RecoverySheetPage

        self._waiting = desk
        return RecoverySheetPage(desk, code, self._background, first_sheet=first_sheet)

    def _replace_code(self, desk: Desk, old: str, new: str) -> None:
        self._background.run(
            lambda: self._entrance.replace_recovery_code(desk, old, new),
            self._on_code_replaced,
            self._on_not_replaced,
            writes=True,
        )

    def _on_code_replaced(self, _nothing: None) -> None:
        self._on_sheet_kept()

    def _on_not_replaced(self, error: Exception) -> None:
        from desktop.wording.errors import explain

        if not isinstance(error, errors.DeskError):
            raise error
        ask.tell(self.window, _("The old recovery sheet stays in force"), explain(error), "warning")

    def _on_sheet_kept(self) -> None:
        desk, self._waiting = self._waiting, None
        self.entered.emit(desk)

    def _on_closed(self) -> None:
        if self._waiting is not None:
            self._waiting.office.close()
        self.closed.emit()
