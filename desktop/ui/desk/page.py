"""The start screen: what has to be done now, most urgent first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.actions import branch_days, cases
from desktop.actions import intake as drafts
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.case import Status
from desktop.errors import DeskError
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.cases.due import is_due_today, is_overdue
from desktop.ui.cases.summary import CaseSummary
from desktop.ui.cases.table import CaseRows, case_columns
from desktop.ui.choices import SegmentedField
from desktop.ui.desk.counts import Counts
from desktop.ui.intake.draft_list import DraftList
from desktop.ui.page import PageWidget
from desktop.ui.table_model import RowsModel
from desktop.wording.branch_days import reminder
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.intake import Draft
    from desktop.storage.index import CaseRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Milliseconds after which "14 min" has to become "13 min".
_MINUTE = 60_000

_CLERKS = (Status.REGISTERED, Status.ASSESSED, Status.RETURNED)
_WAITING = (Status.PROPOSED, Status.PASSED_UP)
_OPEN = (*_CLERKS, *_WAITING)
#: What an empty list says, by its key.
_EMPTY = {
    "mine": N_("Nothing to do right now. Scan a waybill or press F2 to take in a new case."),
    "waiting": N_("No proposal is waiting for a decision."),
    "approved": N_("No approved case is waiting for its papers."),
}


class _Shown(NamedTuple):
    """What the page reads at once."""

    rows: list[CaseRow]
    drafts: list[Draft]


class DeskPage(PageWidget):
    """Counts, the list of what to do, and the story of the case in focus."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._rows: list[CaseRow] = []
        self._counts = Counts()
        self._lists = SegmentedField(
            (("mine", _("To do")), ("waiting", _("With a supervisor")), ("approved", _("Approved")))
        )
        self._lists.setObjectName("list_choice")
        self._lists.set_value("mine")
        self.model = RowsModel(case_columns(desk.clock))
        self.list = CaseRows(self.model)
        self.list.setObjectName("case_list")
        self.list.setAccessibleName(_("Cases to work on"))
        self.first_focus = self.list
        self._banner = panels.Banner()
        self._reminder = panels.Banner("info")
        self._reminder.setObjectName("calendar_reminder")
        self._drafts = DraftList()
        self._summary = CaseSummary(desk, background, _("Choose a case to see its story."))
        self.right_panel = QWidget()
        self.right_panel.setLayout(panels.column(self._drafts, self._summary, None, spacing=theme.XL))
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._build()
        self._connect()

    def opened(self) -> None:
        """Read what there is to do."""
        self._background.run(self._look, self._show, self._fail)

    def leave(self) -> None:
        """Keep nothing: nothing is typed here."""

    def _build(self) -> None:
        new_case = panels.primary_button(_("New case"), lambda: self._changes.new_case_requested.emit(""), icon="plus")
        new_case.setObjectName("new_case_button")
        new_case.setToolTip(_("New case (F2)"))
        self.body.addWidget(panels.PageHeader(_("Desk"), new_case))
        days = panels.link_button(_("Days and hours"), self._changes.days_requested.emit)
        days.setObjectName("open_days_button")
        self._reminder.add_action(days)
        self.body.addWidget(self._banner)
        self.body.addWidget(self._reminder)
        self.body.addWidget(self._counts)
        self.body.addLayout(panels.row(self._lists, None))
        self.body.addWidget(self.list, 1)

    def _connect(self) -> None:
        self._lists.changed.connect(self._fill)
        self.list.row_chosen.connect(self._summary.show_row)
        self.list.row_opened.connect(self._open)
        self._summary.open_requested.connect(self._changes.case_requested)
        self._drafts.draft_requested.connect(self._changes.draft_requested)
        self._changes.case_changed.connect(self._refresh)
        self._changes.drafts_changed.connect(self._refresh)
        self._tick.timeout.connect(self._pass_time)
        self._tick.start()

    def _look(self) -> _Shown:
        rows = cases.list_cases(self._desk, (*_OPEN, Status.APPROVED))
        return _Shown(rows, drafts.my_drafts(self._desk))

    def _show(self, shown: _Shown) -> None:
        self._banner.clear()
        wanted = branch_days.calendar_wanted(self._desk)
        self._reminder.tell(reminder(wanted) if wanted else "")
        self._rows = shown.rows
        self._drafts.show_drafts(shown.drafts)
        self._fill()
        self._count()

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, DeskError):
            raise error
        self._banner.tell(explain(error), "danger")

    def _refresh(self, _case_id: str = "") -> None:
        if self.isVisible():
            self.opened()

    def _fill(self) -> None:
        """Show the chosen list, keeping the row the person is on."""
        chosen = str(self._lists.value() or "mine")
        here = self.list.current_row()
        wanted = self._statuses(chosen)
        advice = _EMPTY[chosen]
        self.list.set_empty_text(_(advice), "circle-check" if chosen == "mine" else "inbox")
        self.model.set_rows([row for row in self._rows if row.status in wanted])
        if here is not None:
            self.list.choose(self.model.position_of(lambda row: row.case_id == here.case_id))
        elif self.model.rowCount() and self.list.hasFocus():
            self.list.choose(0)

    def _statuses(self, chosen: str) -> tuple[Status, ...]:
        if chosen == "waiting":
            return _WAITING
        if chosen == "approved":
            return (Status.APPROVED,)
        # Who may decide has the proposals of others to do as well.
        return _OPEN if Verb.APPROVE in VERBS_OF[self._desk.person.role] else _CLERKS

    def _count(self) -> None:
        now = self._desk.clock.now()
        still_open = [row for row in self._rows if row.status in _OPEN]
        self._counts.show_counts(
            overdue=sum(is_overdue(row.due_at, now) for row in still_open),
            today=sum(is_due_today(row.due_at, now) for row in still_open),
            still_open=len(still_open),
            waiting=sum(row.status in _WAITING for row in still_open),
        )

    def _pass_time(self) -> None:
        if self.isVisible():
            self.list.viewport().update()
            self._count()

    def _open(self, row: CaseRow) -> None:
        self._changes.case_requested.emit(row.case_id, "story")
