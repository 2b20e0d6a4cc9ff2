"""One's own password, for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import errors
from desktop.actions import people
from desktop.domain.founding import check_password
from desktop.i18n import N_, _
from desktop.ui import panels
from desktop.ui.fields import PasswordField
from desktop.ui.forms import Field, Form
from desktop.wording import founding
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_WIDTH = 520
_FIELDS = (
    Field("old", N_("Present password"), PasswordField, required=True, width=320),
    Field("password", N_("New password"), PasswordField, required=True, hint=N_("At least 8 characters."), width=320),
    Field("password_again", N_("New password again"), PasswordField, required=True, width=320),
)


class PasswordTab(QWidget):
    """Old password, new password twice.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self.form = Form(_FIELDS)
        self.form.setObjectName("password_form")
        self.banner = panels.Banner("warning")
        self.change_button = panels.primary_button(_("Change the password"), self._change)
        self.change_button.setObjectName("change_password_button")
        card = panels.Card()
        card.setMaximumWidth(_WIDTH)
        who = _("{name}, staff number {code}").format(name=desk.person.name, code=desk.person.code)
        card.body.addWidget(panels.text(who, "strong"))
        for widget in (self.form, self.form.problem_bar, self.banner):
            card.body.addWidget(widget)
        card.body.addLayout(panels.footer(None, self.change_button))
        self.setLayout(panels.column(card, None))

    def _change(self) -> None:
        self.banner.clear()
        if not self.form.check():
            return
        typed = self.form.values()
        problems = check_password(typed["password"], typed["password_again"], self._desk.person.code)
        self.form.mark_problems(founding.by_field(problems))
        if problems:
            return
        desk = self._desk
        self.change_button.setEnabled(False)
        self._background.run(
            lambda: people.change_own_password(desk, typed["old"], typed["password"], typed["password_again"]),
            self._on_changed,
            self._on_failed,
            writes=True,
        )

    def _on_changed(self, _nothing: None) -> None:
        self.change_button.setEnabled(True)
        self.form.fill({})
        self.banner.tell(_("The password is changed. Sign in and unlock with the new one from now on."), "good")
        self.said.emit(_("The password is changed."))

    def _on_failed(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        if isinstance(error, errors.WrongPassword):
            self.form.mark_problems({"old": _("This is not your present password.")})
        elif isinstance(error, errors.Incomplete):
            self.form.mark_problems(founding.by_field(error.problems))
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
