"""Lists of things to do: their columns, the words and colours of a due time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from desktop import i18n
from desktop.actions.worklist import stands_in_for
from desktop.domain.masking import mask_name
from desktop.domain.owed import OBJECTION
from desktop.domain.waybill import grouped
from desktop.i18n import N_, _
from desktop.ui.cases.due import SOON, DueWords
from desktop.ui.intake.words import type_name
from desktop.ui.table_model import Column
from desktop.ui.table_view import RowsView
from desktop.wording import work as words

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.domain.lateness import Lateness
    from desktop.domain.work_rows import TaskRow

#: From here on days are told instead of how long is left.
_FAR = timedelta(hours=48)

#: Keys that act on the row in focus.
_LETTERS = frozenset({"T", "P", "A"})

#: Places of the columns that give way in a narrow window, the first one first, each with the width below which.
_GIVES_WAY = ((7, 1100), (6, 800), (5, 720), (3, 640))


def task_columns(desk: Desk, lateness: Lateness) -> tuple[Column[TaskRow], ...]:
    """Return the columns, how long is left first; it is worked out anew at every painting."""

    def due(row: TaskRow) -> DueWords:
        return left_words(row, desk.clock.now())

    def who(row: TaskRow) -> str:
        name = words.who(row, desk.office.people)
        return _("for {name}").format(name=name) if name and row.person_id in stands_in_for(desk) else name

    return (
        Column(
            N_("Time left"),
            lambda row: due(row).words,
            lambda row: (row.waiting, row.due_at) if row.due_at else None,
            icon=lambda row: due(row).icon,
            tone=lambda row: due(row).tone,
            tip=moment_tip,
            width=150,
        ),
        Column(
            N_("Task"),
            what_to_do,
            icon=lambda row: "arrow-big-up" if row.escalated else "scale" if row.statutory else "",
            tone=lambda row: "warning" if row.escalated else "",
        ),
        Column(N_("Case"), lambda row: row.number, width=106, strong=True),
        Column(N_("Waybill"), lambda row: grouped(row.waybill), width=166, middle=True),
        Column(N_("Customer"), lambda row: mask_name(row.complainant), width=92),
        Column(N_("Type"), lambda row: type_name(row.type), width=92),
        Column(N_("Who has it"), who, width=96),
        Column(
            N_("If it is late"),
            lambda row: words.costs(lateness, row.task),
            tone=lambda _row: "secondary",
            tip=lambda row: "\n".join(words.costs_with_sources(lateness, row.task)),
        ),
    )


class TaskRows(RowsView["TaskRow"]):
    """A list of things to do; in a narrow window the lesser columns give way, first what the card beside tells too.

    Signals:
        key_pressed: a letter that acts was pressed on a row; carries the row and the letter.

    """

    key_pressed = Signal(object, str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on a letter, which would look for a row otherwise."""
        row, letter = self.current_row(), event.text().upper()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if row is not None and plain and letter in _LETTERS:
            self.key_pressed.emit(row, letter)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns there is room for."""
        for place, width in _GIVES_WAY:
            self.setColumnHidden(place, self.width() < width)
        super().resizeEvent(event)


def left_words(row: TaskRow, now: datetime) -> DueWords:
    """Say how long is left: red once it is over, amber when it is near, and calm while it stands still."""
    if row.waiting:
        return DueWords(_("Waits for the customer"), "secondary", "circle-pause")
    if not row.due_at:
        return DueWords(_("Nothing owed"), "secondary", "circle-check")
    due = datetime.fromisoformat(row.due_at)
    left = due - now
    said = words.time_left(row.due_at, now)
    if left < timedelta(0):
        return DueWords(said, "danger", "octagon-alert")
    if left <= SOON:
        return DueWords(said, "warning", "triangle-alert")
    if left <= _FAR:
        return DueWords(said)
    clock = f"{due.astimezone(i18n.BEIJING):%H:%M}"
    return DueWords(_("{day} {time}").format(day=i18n.day_of_year(i18n.today(due)), time=clock))


def moment_tip(row: TaskRow) -> str:
    """Say in full when something is due."""
    if row.waiting:
        return _("Stands still while we wait for the customer; the time is kept.")
    if not row.due_at:
        return ""
    return _("{promise}: {moment}").format(promise=words.task_words(row), moment=i18n.moment_of_text(row.due_at))


def what_to_do(row: TaskRow) -> str:
    """Name a task; what the law asks and what lies before the supervisor says so."""
    said = words.task_words(row)
    if row.escalated and row.task != OBJECTION:
        return _("{task} (escalated)").format(task=said)
    return _("{task} (by law)").format(task=said) if row.statutory else said
