"""The columns of every list of cases. Names are masked, state has an icon and a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.case import Status
from desktop.domain.masking import mask_name
from desktop.domain.waybill import grouped
from desktop.i18n import N_, _
from desktop.ui.cases.due import DueWords, due_tip, due_words
from desktop.ui.intake.words import type_name
from desktop.ui.table_model import RIGHT, Column
from desktop.ui.table_view import RowsView
from desktop.wording import case as words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.clock import Clock
    from desktop.storage.index import CaseRow
    from desktop.ui.table_model import Tone

#: Place of the amount among the columns, and the width below which it is left out.
_AMOUNT, _NARROW = 6, 820

STATUS_ICONS: dict[str, str] = {
    Status.REGISTERED: "inbox",
    Status.ASSESSED: "calculator",
    Status.PROPOSED: "stamp",
    Status.PASSED_UP: "arrow-big-up",
    Status.RETURNED: "triangle-alert",
    Status.REFUSED: "circle-x",
    Status.APPROVED: "circle-check",
    Status.DONE: "circle-check",
    Status.CLOSED: "check",
    Status.WITHDRAWN: "x",
    Status.MERGED: "copy",
}
STATUS_TONES: dict[str, Tone] = {
    Status.RETURNED: "warning",
    Status.REFUSED: "danger",
    Status.APPROVED: "good",
}


def case_columns(clock: Clock) -> tuple[Column[CaseRow], ...]:
    """Return the columns, the due time first; it is worked out anew at every painting."""

    def due_of(row: CaseRow) -> DueWords:
        return due_words(row.due_at, clock.now(), waiting=row.waiting)

    return (
        Column(
            N_("Due"),
            lambda row: due_of(row).words,
            lambda row: row.due_at or None,
            icon=lambda row: due_of(row).icon,
            tone=lambda row: due_of(row).tone,
            tip=lambda row: due_tip(row.due_at, row.due_promise),
            width=124,
        ),
        Column(N_("Case"), lambda row: row.number, width=106, strong=True),
        Column(N_("Waybill"), lambda row: grouped(row.waybill) or _("None"), width=156, middle=True),
        Column(N_("Type"), lambda row: type_name(row.type), width=124),
        Column(N_("Customer"), lambda row: mask_name(row.complainant)),
        Column(
            N_("Status"),
            status_words,
            icon=lambda row: "triangle-alert" if row.stale else STATUS_ICONS.get(row.status, ""),
            tone=lambda row: "warning" if row.stale else STATUS_TONES.get(row.status, ""),
            tip=lambda row: words.stale(row.stale) if row.stale else "",
            width=128,
        ),
        Column(
            N_("Amount"),
            lambda row: "" if row.amount_fen is None else i18n.yuan(row.amount_fen),
            lambda row: row.amount_fen,
            align=RIGHT,
            width=104,
        ),
    )


class CaseRows(RowsView["CaseRow"]):
    """A list of cases; in a narrow window the amount gives way to the customer."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the amount where there is room for it."""
        self.setColumnHidden(_AMOUNT, self.width() < _NARROW)
        super().resizeEvent(event)


def status_words(row: CaseRow) -> str:
    """Name the status; what no longer fits the registration has to be done again."""
    return _("{status}, again").format(status=words.status(row.status)) if row.stale else words.status(row.status)
