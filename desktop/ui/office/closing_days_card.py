"""The branch's own closing days, each with its reason: put in one by one, taken out again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal

from desktop import errors, i18n
from desktop.actions import branch_days
from desktop.i18n import N_, _
from desktop.ui import panels
from desktop.ui.date_field import DateField
from desktop.ui.fields import TextField, kind
from desktop.ui.forms import Field, Form
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import branch_days as words
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_LONGEST_REASON = 60


class ClosingDay(NamedTuple):
    """A day (ISO text) on which the branch is closed, and why."""

    day: str
    reason: str


_COLUMNS: tuple[Column[ClosingDay], ...] = (
    Column(N_("Day"), lambda row: i18n.day(date.fromisoformat(row.day)), lambda row: row.day, width=140, strong=True),
    Column(N_("Why closed"), lambda row: row.reason),
)


class ClosingDaysCard(panels.Card):
    """The list and a line to add to it.

    Signals:
        saved: other closing days are in force; carries the due times that moved.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, background: Background, *, may_manage: bool) -> None:
        super().__init__(_("Own closing days"))
        self._desk, self._background = desk, background
        self.table = RowsView(RowsModel(_COLUMNS), empty_text=_("No closing days."), empty_icon="calendar")
        self.table.setObjectName("closing_days_table")
        self.table.setAccessibleName(_("Own closing days"))

        def today() -> date:
            return i18n.today(desk.clock.now())

        self.form = Form(
            (
                Field(
                    "day", N_("Day"), kind(DateField, today, past=False, placeholder=_("Such as 5-1")), required=True
                ),
                Field("reason", N_("Why closed"), kind(TextField, longest=_LONGEST_REASON), required=True, beside=True),
            ),
            dense=True,
        )
        self.form.setObjectName("closing_day_form")
        self.banner = panels.Banner("warning")
        self.add_button = panels.button(_("Add the day"), self._add, icon="plus")
        self.add_button.setObjectName("add_closing_day_button")
        self.remove_button = panels.button(_("Remove the chosen day"), self._remove)
        self.remove_button.setObjectName("remove_closing_day_button")
        self.body.addWidget(self.table, 1)
        for widget in (self.form, self.form.problem_bar, self.banner):
            self.body.addWidget(widget)
        self.body.addLayout(panels.footer(None, self.remove_button, self.add_button))
        for changing in (self.form, self.add_button, self.remove_button):
            changing.setVisible(may_manage)
        self.table.row_chosen.connect(self._enable)
        self.refresh()

    def refresh(self) -> None:
        """Show the closing days in force, the first one on top."""
        days = self._desk.office.people.branch.closing_days
        self.table.rows_model.set_rows([ClosingDay(*pair) for pair in sorted(days.items())])
        self._enable()

    def _enable(self, _row: ClosingDay | None = None) -> None:
        self.remove_button.setEnabled(self.table.current_row() is not None)

    def _rows(self) -> list[ClosingDay]:
        return [ClosingDay(*pair) for pair in self._desk.office.people.branch.closing_days.items()]

    def _add(self) -> None:
        self.banner.clear()
        if not self.form.check():
            return
        typed = self.form.values()
        self._write([*self._rows(), ClosingDay(typed["day"].isoformat(), str(typed["reason"]))])

    def _remove(self) -> None:
        chosen = self.table.current_row()
        if chosen is not None:
            self.banner.clear()
            self._write([row for row in self._rows() if row.day != chosen.day])

    def _write(self, rows: list[ClosingDay]) -> None:
        desk = self._desk
        self.setEnabled(False)
        self._background.run(
            lambda: branch_days.set_closing_days(desk, rows), self._on_saved, self._on_failed, writes=True
        )

    def _on_saved(self, moved: object) -> None:
        self.setEnabled(True)
        self.form.fill({})
        self.refresh()
        self.form.focus("day")
        self.saved.emit(moved)

    def _on_failed(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, errors.Incomplete):
            # Only the day just typed can be wrong: those before it were taken.
            key = "reason" if error.problems[-1].code == "no-reason" else "day"
            said = list(words.problems_by_field(error.problems).values())[-1]
            self.form.mark_problems({key: said})
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
