"""Everybody with what they have to do; under it the open cases of whoever is chosen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import oversight
from desktop.actions.oversight import Listed
from desktop.errors import DeskError
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.oversight.lists import case_columns, people_columns
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import oversight as wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.oversight import PersonsWork
    from desktop.storage.index import CaseRow
    from desktop.ui.background import Background


class PeopleView(QWidget):
    """Two lists, the second following the first.

    Signals:
        person_chosen: another person is chosen; their id, or an empty text.
        cases_chosen: other cases are chosen; carries their rows.
        case_opened: Enter on a case; carries its row.

    """

    person_chosen = Signal(str)
    cases_chosen = Signal(object)
    case_opened = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._wanted = ""
        self.people = RowsView(RowsModel(people_columns(desk)))
        self.people.setObjectName("workload_table")
        self.people.setAccessibleName(_("People"))
        self.cases = RowsView(RowsModel(case_columns(desk.clock.now())), empty_text=_("No open case."))
        self.cases.setObjectName("cases_of_person_table")
        self.cases.setAccessibleName(_("Open cases of this person"))
        self.cases.allow_many()
        self._title = panels.section_title("")
        self._in_all = panels.text("", "secondary", wrap=False)
        self._in_all.setObjectName("work_in_all")
        self._stops = panels.text("", "secondary")
        self._stops.setObjectName("cases_of_person_stop")
        layout = panels.column(self._in_all, self.people, self._title, self.cases, self._stops, spacing=theme.S)
        layout.setStretch(1, 2)
        layout.setStretch(3, 3)
        self.setLayout(layout)
        self.people.row_chosen.connect(self._follow)
        self.cases.selectionModel().selectionChanged.connect(lambda *_what: self._tell_cases())
        self.cases.row_opened.connect(self.case_opened)

    def show_people(self, rows: Sequence[PersonsWork]) -> None:
        """Show everybody, on whoever was chosen, with what they have to do in all."""
        work = [one.load for one in rows]
        self._in_all.setText(
            wording.work_in_all(len(rows), sum(one.open for one in work), sum(one.overdue for one in work))
        )
        here = self.people.current_row()
        self.people.rows_model.set_rows(rows)
        place = 0
        if here is not None:
            place = self.people.rows_model.position_of(lambda one: one.person.person_id == here.person.person_id)
        self.people.choose(max(0, place))

    def chosen_cases(self) -> list[CaseRow]:
        """Return the cases that are chosen."""
        return self.cases.selected_rows()

    def _follow(self, one: PersonsWork | None) -> None:
        self._wanted = one.person.person_id if one is not None else ""
        self._title.setText(
            _("Open cases and work orders of {name}").format(name=one.person.name) if one is not None else ""
        )
        self.person_chosen.emit(self._wanted)
        if one is None:
            self._show_cases(("", Listed([], 0)))
            return
        read = partial(_read, self._desk, self._wanted)
        self._background.run(read, self._show_cases, self._fail)

    def _show_cases(self, found: tuple[str, Listed[CaseRow]]) -> None:
        person_id, (rows, total) = found
        if person_id == self._wanted:
            # Ages are told from the moment of reading on.
            self.cases.rows_model.columns = case_columns(self._desk.clock.now())
            self.cases.rows_model.set_rows(rows)
            stops = wording.first_of(len(rows), total)
            self._stops.setText(stops)
            self._stops.setVisible(bool(stops))
            self._tell_cases()

    def _tell_cases(self) -> None:
        self.cases_chosen.emit(self.chosen_cases())

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._title.setText(_("The cases could not be read."))


def _read(desk: Desk, person_id: str) -> tuple[str, Listed[CaseRow]]:
    return person_id, oversight.read_cases_of(desk, person_id)
