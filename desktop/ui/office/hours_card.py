"""When the branch is open: up to three stretches a day, and whether on rest days too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop import errors
from desktop.actions import branch_days
from desktop.i18n import N_, _
from desktop.ui import panels
from desktop.ui.choices import SegmentedField
from desktop.ui.fields import TimeField, kind
from desktop.ui.forms import Field, Form
from desktop.wording import branch_days as words
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_STRETCHES = 3


def _yes_or_no() -> SegmentedField:
    return SegmentedField(((True, _("Yes")), (False, _("No"))))


_FIELDS = (
    Field("opens-0", N_("Opens"), kind(TimeField, "9:00"), required=True),
    Field("closes-0", N_("Closes"), kind(TimeField, "12:00"), required=True, beside=True),
    Field("opens-1", N_("Opens again"), kind(TimeField, "13:00")),
    Field("closes-1", N_("Closes again"), kind(TimeField, "18:00"), beside=True),
    Field("opens-2", N_("Opens a third time"), TimeField),
    Field("closes-2", N_("Closes a third time"), TimeField, beside=True),
    Field("every_day", N_("Open on rest days too"), _yes_or_no, required=True),
)


class HoursCard(panels.Card):
    """One form and its button.

    Signals:
        saved: other hours are in force; carries the due times that moved.
    """

    saved = Signal(object)

    def __init__(self, desk: Desk, background: Background, *, may_manage: bool) -> None:
        super().__init__(_("Opening hours"))
        self._desk, self._background = desk, background
        self.form = Form(_FIELDS, dense=True)
        self.form.setObjectName("hours_form")
        self.form.set_read_only(not may_manage)
        self.banner = panels.Banner("warning")
        self.save_button = panels.primary_button(_("Save the hours"), self._save)
        self.save_button.setObjectName("save_hours_button")
        self.save_button.setVisible(may_manage)
        for widget in (self.form, self.form.problem_bar, self.banner):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addLayout(panels.footer(None, self.save_button))
        self.form.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the hours in force."""
        hours = self._desk.timing.hours
        values: dict[str, object] = {"every_day": hours.every_day}
        for number, (opens, closes) in enumerate(hours.spans[:_STRETCHES]):
            values |= {f"opens-{number}": f"{opens:%H:%M}", f"closes-{number}": f"{closes:%H:%M}"}
        self.form.fill(values)
        self.save_button.setEnabled(False)

    def _on_changed(self, _key: str) -> None:
        self.save_button.setEnabled(self.form.is_dirty)

    def _save(self) -> None:
        self.banner.clear()
        if not self.form.check():
            return
        typed = self.form.values()
        rows = [n for n in range(_STRETCHES) if typed[f"opens-{n}"] or typed[f"closes-{n}"]]
        spans = [(str(typed[f"opens-{n}"] or ""), str(typed[f"closes-{n}"] or "")) for n in rows]
        desk, every_day = self._desk, bool(typed["every_day"])
        self.save_button.setEnabled(False)
        self._background.run(
            lambda: branch_days.set_hours(desk, spans, every_day=every_day),
            self._on_saved,
            lambda error: self._on_failed(error, rows),
            writes=True,
        )

    def _on_saved(self, moved: object) -> None:
        self.refresh()
        self.saved.emit(moved)

    def _on_failed(self, error: Exception, rows: list[int]) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, errors.Incomplete):
            told = words.problems_by_field(error.problems)
            # The action numbers the stretches it was given; an empty one in between was left out.
            places = {f"{key}-{n}": f"{key}-{row}" for n, row in enumerate(rows) for key in ("opens", "closes")}
            self.form.mark_problems({places.get(field, field): said for field, said in told.items()})
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
