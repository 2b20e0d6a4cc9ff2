"""The start screen: what I must do now, what breaks first on top, with one key to act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop.actions import branch_days, life, same_again, worklist
from desktop.actions import intake as drafts
from desktop.actions.form_drafts import FormDraft, my_forms
from desktop.actions.worklist import Which
from desktop.domain import entries as e
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.work_rows import DECIDE
from desktop.i18n import N_, _
from desktop.lateness import load_lateness
from desktop.ui import ask, panels, theme
from desktop.ui.cases.summary import CaseSummary
from desktop.ui.choices import SegmentedField
from desktop.ui.desk.acts import acts_of, part_of
from desktop.ui.desk.check_today import CheckToday
from desktop.ui.desk.counts import Counts
from desktop.ui.desk.rows import TaskRows, task_columns
from desktop.ui.desk.task_card import TaskCard
from desktop.ui.intake.draft_list import DraftList
from desktop.ui.page import PageWidget
from desktop.ui.table_model import RowsModel
from desktop.wording.branch_days import reminder
from desktop.wording.errors import explain_ours
from desktop.wording.oversight import first_of

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.actions.intake import Draft
    from desktop.actions.worklist import Work
    from desktop.domain.case import Case
    from desktop.domain.work_rows import TaskRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Milliseconds after which "14 min" has to become "13 min".
_MINUTE = 60_000

#: What an empty list says, by its key.
_EMPTY = {
    Which.MINE: N_("Nothing to do right now. Scan a waybill or press F2 to take in a new case."),
    Which.EVERYBODY: N_("Nobody has anything to do right now."),
    Which.WAITING: N_("No case is waiting for a customer."),
    Which.TO_CLOSE: N_("No case is ready to be closed."),
}


class _Shown(NamedTuple):
    """What the page reads at once."""

    which: Which
    work: Work
    drafts: list[Draft]
    forms: list[FormDraft]


class DeskPage(PageWidget):
    """Counts, the list of what to do, and the row in focus with the story of its case."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        lateness = load_lateness()
        self._counts = Counts()
        self._lists = SegmentedField(
            (
                (Which.MINE, _("To do")),
                (Which.EVERYBODY, _("Everybody's")),
                (Which.WAITING, _("Waiting for customers")),
                (Which.TO_CLOSE, _("To close")),
            )
        )
        self._lists.setObjectName("list_choice")
        self._lists.setAccessibleName(_("Which list"))
        may_work = Verb.LOOK_AFTER in VERBS_OF[desk.person.role]
        self._lists.set_value(Which.MINE if may_work else Which.EVERYBODY)
        self._note = panels.text("", "secondary", wrap=False)
        self._keys = panels.text(
            _("Enter: open · T: tell the customer · P: chase · A: do the next step"), "secondary", wrap=False
        )
        self._keys.setVisible(may_work)
        self.model = RowsModel(task_columns(desk, lateness))
        self.list = TaskRows(self.model)
        self.list.setObjectName("task_list")
        self.list.setAccessibleName(_("Things to do"))
        self.first_focus = self.list
        self._banner = panels.Banner()
        self._reminder = panels.Banner("info")
        self._reminder.setObjectName("calendar_reminder")
        self._checks = CheckToday(desk, background)
        self._drafts = DraftList()
        self._card = TaskCard(desk, lateness)
        self._summary = CaseSummary(desk, background, _("Choose a row to see its case."))
        self.right_panel = QWidget()
        self.right_panel.setLayout(
            panels.column(self._checks.card, self._drafts, self._card, self._summary, None, spacing=theme.L)
        )
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._build()
        self._connect()

    def opened(self) -> None:
        """Read what there is to do."""
        self._background.run(partial(_read, self._desk, self._which()), self._show, self._fail)

    def leave(self) -> None:
        """Keep nothing: nothing is typed here."""

    def _which(self) -> Which:
        return Which(str(self._lists.value() or Which.MINE))

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
        self.body.addWidget(self._checks)
        self.body.addWidget(self._counts)
        self.body.addLayout(panels.row(self._lists, self._note, None, self._keys))
        self.body.addWidget(self.list, 1)

    def _connect(self) -> None:
        self._lists.changed.connect(self.opened)
        self.list.row_chosen.connect(self._follow)
        self.list.row_opened.connect(self._open)
        self.list.key_pressed.connect(self._on_key)
        self._card.act_requested.connect(self._act)
        self._checks.card.saved.connect(self._on_checked)
        self._summary.open_requested.connect(self._changes.case_requested)
        self._drafts.draft_requested.connect(self._changes.draft_requested)
        self._drafts.form_requested.connect(self._go_on)
        self._changes.case_changed.connect(self._refresh)
        self._changes.drafts_changed.connect(self._refresh)
        self._changes.office_changed.connect(self._refresh)
        self._tick.timeout.connect(self._refresh)
        self._tick.start()

    def _follow(self, row: TaskRow | None) -> None:
        self._card.show_row(row)
        self._summary.follow(row.case_id if row is not None else "")

    def _show(self, shown: _Shown) -> None:
        self._banner.clear()
        wanted = branch_days.calendar_wanted(self._desk)
        self._reminder.tell(reminder(wanted) if wanted else "")
        self._checks.show_causes(same_again.checks_due(self._desk, shown.work.away))
        self._drafts.show_drafts(shown.drafts, shown.forms)
        if shown.which is not self._which():
            return  # another list was chosen meanwhile; it is on its way
        counts = shown.work.counts
        self._counts.show_counts(
            overdue=counts.overdue, today=counts.today, still_open=counts.still_open, waiting=counts.to_decide
        )
        self._tell_note(shown.work)
        self._fill(shown.which, shown.work.rows)

    def _tell_note(self, work: Work) -> None:
        people = self._desk.office.people
        names = sorted(person.name for person in map(people.at, work.away) if person is not None)
        said = []
        if names:
            said.append(_("You stand in for {names} today.").format(names=_(", ").join(names)))
        said.append(first_of(len(work.rows), work.total))
        self._note.setText(" ".join(filter(None, said)))

    def _fill(self, which: Which, rows: tuple[TaskRow, ...]) -> None:
        """Show the rows of the chosen list, keeping the one the person is on."""
        here = self.list.current_row()
        self.list.set_empty_text(_(_EMPTY[which]), "circle-check" if which is Which.MINE else "inbox")
        self.model.set_rows(rows)
        if here is not None:
            place = self.model.position_of(lambda row: _key(row) == _key(here))
            # A row that is done gives its place to the next one of the same case, else to the first.
            self.list.choose(place if place >= 0 else max(0, self._beside(here)))
        elif self.model.rowCount() and self.list.hasFocus():
            self.list.choose(0)

    def _beside(self, gone: TaskRow) -> int:
        return self.model.position_of(lambda row: row.case_id == gone.case_id)

    def _fail(self, error: Exception) -> None:
        self._banner.tell(explain_ours(error), "danger")

    def _refresh(self, _case_id: str = "") -> None:
        if self.isVisible():
            self.opened()

    def _open(self, row: TaskRow) -> None:
        if row.task == DECIDE:
            self._changes.decision_requested.emit(row.case_id)
        else:
            self._changes.case_requested.emit(row.case_id, part_of(row))

    def _go_on(self, case_id: str, part: str) -> None:
        """Lead to a form of a case that somebody began."""
        if part == "approval":
            self._changes.decision_requested.emit(case_id)
        else:
            self._changes.case_requested.emit(case_id, part)

    def _on_key(self, row: TaskRow, letter: str) -> None:
        acts = acts_of(row, self._desk.person.person_id)
        wanted = next((act for act in acts if act.key == letter), None)
        if wanted is not None and Verb.LOOK_AFTER in VERBS_OF[self._desk.person.role]:
            self._act(row, wanted.code)

    def _act(self, row: TaskRow, code: str) -> None:
        """Do what a key or a button says: press here, anything else where its form is."""
        self._banner.clear()
        if code in ("decide", "propose", "answer-objection"):
            self._open(row)
        elif code == "press":
            self._press(row)
        else:
            order_id = row.ref if code == "answer" else ""
            self._changes.act_requested.emit(row.case_id, code, order_id)

    def _on_checked(self, words: str) -> None:
        self.said.emit(words)
        self._changes.office_changed.emit()

    def _press(self, row: TaskRow) -> None:
        title = _("Chase the work order of {number}").format(number=row.number)
        said = ask.ask_reason(self, title, _("Whom did you chase, and what did they say?"), _("Record"))
        if said is None:
            return
        body = e.OrderReminded(order_id=row.ref, words=said)
        work = partial(life.take_step, self._desk, row.case_id, body)
        self._background.run(work, self._on_pressed, self._fail, writes=True)

    def _on_pressed(self, case: Case) -> None:
        self.said.emit(_("Chased: {number}").format(number=case.number))
        self._changes.case_changed.emit(case.case_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys unsaid where there is no room beside the lists; the manual says them too."""
        super().resizeEvent(event)
        needed = self._lists.sizeHint().width() + self._keys.sizeHint().width() + 2 * theme.XL + theme.L
        self._keys.setVisible(self.width() >= needed)


def _read(desk: Desk, which: Which) -> _Shown:
    return _Shown(which, worklist.read_work(desk, which), drafts.my_drafts(desk), my_forms(desk))


def _key(row: TaskRow) -> tuple[str, str, str]:
    return row.case_id, row.task, row.ref
