"""What stands beside the list of people: somebody joins, changes, or gets a new password."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal

from desktop import errors
from desktop.actions import people
from desktop.domain.founding import PersonDraft
from desktop.i18n import N_, _
from desktop.ui import ask, panels, theme
from desktop.ui.fields import PasswordField
from desktop.ui.forms import Field, Form
from desktop.ui.office.person_form import PersonForm, changing_fields, joining_fields
from desktop.wording import founding
from desktop.wording import people as wording
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QHBoxLayout, QPushButton

    from desktop.actions.desk import Desk
    from desktop.domain.people import Person
    from desktop.ui.background import Background

_PASSWORD_FIELDS = (
    Field("password", N_("New password"), PasswordField, required=True, hint=N_("At least 8 characters.")),
    Field("password_again", N_("New password again"), PasswordField, required=True),
)


class _Editor(panels.Card):
    """A card with a form, a banner and buttons; saving runs elsewhere.

    Signals:
        saved: it is done; carries the staff number to show and what to say.
        cancelled: the person thought better of it.
    """

    saved = Signal(str, str)
    cancelled = Signal()

    def __init__(self, desk: Desk, background: Background, title: str, form: Form) -> None:
        super().__init__(title)
        self.desk = desk
        self.form = form
        self.banner = panels.Banner("warning")
        self._background = background
        self._held: list[QPushButton] = []
        self.body.addWidget(form)
        self.body.addWidget(form.problem_bar)
        self.body.addWidget(self.banner)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Set the buttons under the form; they rest while something is being saved."""
        self._held += buttons
        self.body.addLayout(panels.footer(None, *buttons))

    def save(self, work: Callable[[], object], code: str, said: str) -> None:
        """Do it elsewhere, then tell."""
        self.banner.clear()
        self._hold(True)

        def done() -> tuple[str, str]:
            work()
            return code, said

        self._background.run(done, self._on_saved, self._on_failed, writes=True)

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show problems at their fields."""
        self.form.mark_problems(problems)

    def _hold(self, held: bool) -> None:
        for button in self._held:
            button.setEnabled(not held)

    def _on_saved(self, told: tuple[str, str]) -> None:
        self._hold(False)
        self.saved.emit(*told)

    def _on_failed(self, error: Exception) -> None:
        self._hold(False)
        if isinstance(error, errors.Incomplete):
            self.mark(founding.by_field(error.problems))
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error


class JoinEditor(_Editor):
    """Somebody joins."""

    def __init__(self, desk: Desk, background: Background) -> None:
        self._person_form = PersonForm(joining_fields())
        super().__init__(desk, background, _("Add a person"), self._person_form)
        self.setObjectName("join_editor")
        self._person_form.setObjectName("join_form")
        self._person_form.show_draft(PersonDraft())
        save = panels.primary_button(_("Add"), self._save)
        save.setObjectName("save_person_button")
        cancel = panels.quiet_button(_("Cancel"), self.cancelled.emit)
        cancel.setObjectName("cancel_person_button")
        _explain_role(self)
        self.add_buttons(cancel, save)
        self.body.addStretch(1)

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show problems at their fields."""
        self._person_form.mark(problems)

    def _save(self) -> None:
        if self.form.check():
            draft = self._person_form.draft()
            said = _("{name} can sign in now.").format(name=draft.name)
            self.save(lambda: people.add_person(self.desk, draft), draft.code.strip(), said)


class ChangeEditor(_Editor):
    """Name, role, department, limits and account of somebody.

    Signals:
        password_wanted: this person needs a new password.
    """

    password_wanted = Signal()

    def __init__(self, desk: Desk, background: Background, person: Person) -> None:
        self._person = person
        self._person_form = PersonForm(changing_fields())
        super().__init__(desk, background, person.name, self._person_form)
        self.setObjectName("change_editor")
        self._person_form.setObjectName("change_form")
        self._person_form.show_draft(person)
        self._save_button = panels.primary_button(_("Save"), self._save)
        self._save_button.setObjectName("save_person_button")
        _explain_role(self)
        self.add_buttons(self._save_button)
        # One's own account and password are elsewhere: nobody locks themselves out from here.
        if person.person_id != desk.person.person_id:
            self.body.addSpacing(theme.S)
            self.body.addWidget(panels.hairline())
            self.body.addLayout(self._account_line())
        self.body.addStretch(1)
        self._save_button.setEnabled(False)
        self.form.changed.connect(self._on_changed)

    def _account_line(self) -> QHBoxLayout:
        password = panels.button(_("New password"), self.password_wanted.emit, icon="key-round")
        password.setObjectName("new_password_button")
        if self._person.active:
            account = panels.danger_button(_("Close the account"), self._close)
        else:
            account = panels.button(_("Open the account again"), self._reopen)
        account.setObjectName("account_button")
        self._held += [password, account]
        return panels.row(password, None, account)

    def mark(self, problems: Mapping[str, str]) -> None:
        """Show problems at their fields."""
        self._person_form.mark(problems)

    def _on_changed(self, _key: str) -> None:
        self._save_button.setEnabled(self.form.is_dirty)

    def _changed(self, *, active: bool) -> Person:
        draft = self._person_form.draft()
        return msgspec.structs.replace(
            self._person,
            name=draft.name,
            role=draft.role,
            limit_fen=draft.limit_fen,
            alone_limit_fen=draft.alone_limit_fen,
            department=draft.department,
            active=active,
        )

    def _save(self) -> None:
        if self.form.check():
            changed = self._changed(active=self._person.active)
            said = _("{name} is saved.").format(name=changed.name)
            self.save(lambda: people.change_person(self.desk, changed), changed.code, said)

    def _close(self) -> None:
        sure = ask.confirm(
            self,
            _("Close the account of {name}?").format(name=self._person.name),
            self._what_is_left(),
            _("Close the account"),
            danger=True,
        )
        if sure:
            closed = msgspec.structs.replace(self._person, active=False)
            said = _("The account of {name} is closed.").format(name=closed.name)
            self.save(lambda: people.change_person(self.desk, closed), closed.code, said)

    def _what_is_left(self) -> str:
        """Say what closing the account means, and for whom somebody else has to stand in."""
        told = _("{name} can no longer sign in. What {name} did stays on record. You can open the account again.")
        told = told.format(name=self._person.name)
        names = people.stood_in_for_by(self.desk, self._person.person_id)
        if not names:
            return told
        away = _("{name} stands in for {names}. Set another stand-in in the oversight.").format(
            name=self._person.name, names=_(", ").join(names)
        )
        return _("{first} {second}").format(first=told, second=away)

    def _reopen(self) -> None:
        opened = msgspec.structs.replace(self._person, active=True)
        said = _("{name} can sign in again.").format(name=opened.name)
        self.save(lambda: people.change_person(self.desk, opened), opened.code, said)


class NewPasswordEditor(_Editor):
    """A manager gives somebody a new password."""

    def __init__(self, desk: Desk, background: Background, person: Person) -> None:
        self._person = person
        title = _("New password for {name}").format(name=person.name)
        super().__init__(desk, background, title, Form(_PASSWORD_FIELDS))
        self.setObjectName("new_password_editor")
        self.form.setObjectName("new_password_form")
        advice = _('Tell it to {name} in person. {name} changes it under "My password".').format(name=person.name)
        self.body.addWidget(panels.text(advice, "secondary"))
        save = panels.primary_button(_("Set the password"), self._save)
        save.setObjectName("save_person_button")
        cancel = panels.quiet_button(_("Cancel"), self.cancelled.emit)
        cancel.setObjectName("cancel_person_button")
        self.add_buttons(cancel, save)
        self.body.addStretch(1)

    def _save(self) -> None:
        if self.form.check():
            typed, person = self.form.values(), self._person
            said = _("{name} has a new password.").format(name=person.name)
            self.save(
                lambda: people.give_new_password(self.desk, person, typed["password"], typed["password_again"]),
                person.code,
                said,
            )


def _explain_role(editor: _Editor) -> None:
    """Say under the form what the chosen role is for."""
    line = panels.text("", "secondary")
    editor.body.addWidget(line)

    def show(key: str) -> None:
        role = editor.form.values()["role"]
        if key == "role":
            line.setText(wording.duties(role) if role else "")

    editor.form.changed.connect(show)
    show("role")
