"""The people of the office: the list at the left, whoever is chosen at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.office.person_editors import ChangeEditor, JoinEditor, NewPasswordEditor
from desktop.ui.table_model import Column, RowsModel, Tone
from desktop.ui.table_view import RowsView
from desktop.wording import case as words
from desktop.wording import life_words as w
from desktop.wording import people as wording

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.people import Person
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_EDITOR_WIDTH = 400


def _icon(person: Person) -> str:
    return "check" if person.active else "x"


def _tone(person: Person) -> Tone:
    return "" if person.active else "secondary"


_COLUMNS: tuple[Column[Person], ...] = (
    Column(N_("Name"), lambda p: p.name, tone=_tone, strong=True),
    Column(N_("Staff number"), lambda p: p.code, tone=_tone, width=100),
    Column(N_("Role"), lambda p: words.role(p.role.value), tone=_tone, width=106),
    Column(N_("Department"), lambda p: w.name(w.DEPARTMENTS, p.department), tone=_tone, width=104),
    Column(N_("Approves"), wording.limit, tone=_tone, width=150),
    Column(N_("Settles alone"), wording.alone_limit, tone=_tone, width=112),
    Column(N_("Account state"), wording.standing, icon=_icon, tone=_tone, width=124),
)


class PeopleTab(QWidget):
    """Everybody with a staff number; a manager lets people join, changes them and closes accounts.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, may_manage: bool) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._may_manage = may_manage
        self.table = RowsView(RowsModel(_COLUMNS))
        self.table.setObjectName("people_table")
        self.table.setAccessibleName(_("People"))
        self.add_button = panels.button(_("Add a person"), self._join, icon="plus")
        self.add_button.setObjectName("add_person_button")
        self.add_button.setVisible(may_manage)
        self._editors = QStackedWidget()
        self._editors.setFixedWidth(_EDITOR_WIDTH)
        self._editors.setVisible(may_manage)
        left = panels.column(panels.row(self.add_button, None), self.table)
        layout = panels.row(spacing=theme.L)
        layout.addLayout(left, 1)
        layout.addWidget(self._editors)
        self.setLayout(layout)
        if may_manage:
            self.table.row_chosen.connect(self._show)

    def refresh(self) -> None:
        """Show everybody as they stand now, on whoever was chosen."""
        chosen = self.table.current_row()
        everyone = self._desk.office.people.everyone()
        self.table.rows_model.set_rows(everyone)
        codes = [person.code for person in everyone]
        self.table.choose(codes.index(chosen.code) if chosen is not None else 0)

    def _show(self, person: Person | None) -> None:
        if person is None:
            return
        editor = ChangeEditor(self._desk, self._background, person)
        editor.password_wanted.connect(lambda: self._give_password(person))
        self._set_editor(editor)

    def _join(self) -> None:
        self._set_editor(JoinEditor(self._desk, self._background))

    def _give_password(self, person: Person) -> None:
        self._set_editor(NewPasswordEditor(self._desk, self._background, person))

    def _set_editor(self, editor: ChangeEditor | JoinEditor | NewPasswordEditor) -> None:
        for old in [self._editors.widget(place) for place in range(self._editors.count())]:
            self._editors.removeWidget(old)
            old.deleteLater()
        editor.saved.connect(self._on_saved)
        editor.cancelled.connect(self._on_cancelled)
        self._editors.addWidget(panels.scrolling(editor))

    def _on_saved(self, code: str, said: str) -> None:
        self.table.rows_model.set_rows(self._desk.office.people.everyone())
        self.table.choose(self.table.rows_model.position_of(lambda person: person.code == code))
        self.said.emit(said)
        self._changes.office_changed.emit()

    def _on_cancelled(self) -> None:
        self._show(self.table.current_row())
