"""The public holidays: which years are known, and the file with those of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal

from desktop import errors, i18n
from desktop.actions import branch_days
from desktop.i18n import N_, _
from desktop.ui import ask, panels
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import branch_days as words
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.calendars import Year
    from desktop.ui.background import Background
    from desktop.ui.table_model import Tone

#: Years shown before and after this one; imported ones are always shown.
_AROUND = (-1, 0, 1)
#: Of a file with more to put right, the first lines show what kind of mistake it is.
_MOST_LINES = 6


class KnownYear(NamedTuple):
    """A year and where its holidays come from: ``program``, ``imported`` or nowhere."""

    year: int
    origin: str


_ORIGINS = {
    "program": N_("Known, came with the program"),
    "imported": N_("Known, imported by the branch"),
    "": N_("Not known yet"),
}


def _icon(row: KnownYear) -> str:
    return "circle-check" if row.origin else "triangle-alert"


def _tone(row: KnownYear) -> Tone:
    return "" if row.origin else "warning"


_COLUMNS: tuple[Column[KnownYear], ...] = (
    Column(N_("Year"), lambda row: str(row.year), width=64, strong=True),
    Column(N_("Public holidays"), lambda row: _(_ORIGINS[row.origin]), icon=_icon, tone=_tone),
)


class CalendarCard(panels.Card):
    """The years and a button that asks for a file.

    Signals:
        saved: a year was imported; carries the due times that moved.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, background: Background, *, may_manage: bool) -> None:
        super().__init__(_("Public holidays"))
        self._desk, self._background = desk, background
        self.table = RowsView(RowsModel(_COLUMNS))
        self.table.setObjectName("calendar_years_table")
        self.table.setAccessibleName(_("Public holidays"))
        self.banner = panels.Banner("warning")
        self.banner.setObjectName("calendar_problems")
        self.import_button = panels.button(_("Import a year"), self._choose, icon="download")
        self.import_button.setObjectName("import_calendar_button")
        self.import_button.setVisible(may_manage)
        note = panels.text(
            _(
                "A file names the year, the announcement, the weekdays off (rest) and the weekend days worked (work). "
                "An imported year goes before the one of the program."
            ),
            "secondary",
        )
        note.setVisible(may_manage)
        self.body.addWidget(self.table, 1)
        for widget in (note, self.banner):
            self.body.addWidget(widget)
        self.body.addLayout(panels.footer(None, self.import_button))
        self.refresh()

    def refresh(self) -> None:
        """Show which years are known."""
        today = i18n.today(self._desk.clock.now())
        imported = self._desk.office.people.branch.calendars
        years = sorted({today.year + step for step in _AROUND} | set(imported))
        known = self._desk.timing.calendar.known
        self.table.rows_model.set_rows(
            [KnownYear(y, "imported" if y in imported else "program" if known(y) else "") for y in years]
        )

    def _choose(self) -> None:
        self.banner.clear()
        chosen = ask.choose_files(self, _("Choose the calendar of a year"), [(_("Calendar of a year"), "*.toml")])
        if not chosen:
            return
        desk, path = self._desk, chosen[0]
        self.import_button.setEnabled(False)
        self._background.run(
            lambda: branch_days.import_calendar(desk, path), self._on_saved, self._on_failed, writes=True
        )

    def _on_saved(self, answer: tuple[Year, object]) -> None:
        self.import_button.setEnabled(True)
        self.refresh()
        self.saved.emit(answer[1])

    def _on_failed(self, error: Exception) -> None:
        self.import_button.setEnabled(True)
        if isinstance(error, errors.Incomplete):
            lines = words.calendar_problems(error.problems)
            more = [_("... and {n} more.").format(n=len(lines) - _MOST_LINES)] if len(lines) > _MOST_LINES else []
            self.banner.tell("\n".join([_("Nothing was imported."), *lines[:_MOST_LINES], *more]), "warning")
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
