"""Oversight: what is late, escalated or unusual, everybody's work, and what keeps coming up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop import i18n
from desktop.actions import oversight
from desktop.domain.people import DEPARTMENTS_HERE
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.summary import CaseSummary
from desktop.ui.choices import ChoiceField
from desktop.ui.desk.acts import part_of
from desktop.ui.oversight.cause_cards import PatternPanel
from desktop.ui.oversight.lists import odd_columns, pattern_columns, work_columns
from desktop.ui.oversight.people_view import PeopleView
from desktop.ui.oversight.reassign_card import ReassignCard
from desktop.ui.oversight.stand_in_card import StandInCard
from desktop.ui.page import PageWidget
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import life_words as w
from desktop.wording import oversight as wording
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.actions.desk import Desk
    from desktop.actions.oversight import Listed, OddCase, OddList, PersonsWork
    from desktop.actions.same_again import Recurring
    from desktop.domain.work_rows import TaskRow
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

Row = TypeVar("Row")
_MINUTE = 60_000
_DEPARTMENT_WIDTH = 160
OVERDUE, ESCALATED, UNUSUAL, PEOPLE, PATTERNS = range(5)


#: Milliseconds after a change until what takes longer to find is looked for again: several changes are one look.
_SETTLED = 1500


class _Pressing(NamedTuple):
    """What changes by the minute, of one department or (empty) of all."""

    department: str
    overdue: Listed[TaskRow]
    escalated: Listed[TaskRow]
    people: list[PersonsWork]


class _Slow(NamedTuple):
    """What changes with the days and with what is decided."""

    department: str
    unusual: OddList
    patterns: list[Recurring]


class OversightPage(PageWidget):
    """Five lists at the left; at the right what can be done about the row in focus."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self.setObjectName("oversight_page")
        self._banner = panels.Banner()
        self.overdue = _table(RowsModel(work_columns(desk)), "overdue_table", _("Overdue"), _("Nothing is late."))
        self.escalated = _table(
            RowsModel(work_columns(desk)),
            "escalated_table",
            _("Escalated"),
            _("No work order and no objection lies before you."),
        )
        self.unusual = _table(
            RowsModel(odd_columns(desk.office.people)), "unusual_table", _("Unusual"), _("Nothing unusual lately.")
        )
        self.people = PeopleView(desk, background)
        today = i18n.today(desk.clock.now()).isoformat()
        self.patterns = RowsView(RowsModel(pattern_columns(today)), empty_text=_("Nothing keeps coming up."))
        self.patterns.setObjectName("patterns_table")
        self.patterns.setAccessibleName(_("Patterns"))
        self.tabs = QTabWidget()
        self.tabs.setObjectName("oversight_tabs")
        self._reassign = ReassignCard(desk, background)
        self._stand_in = StandInCard(desk, background)
        self._pattern = PatternPanel(desk, background)
        self._summary = CaseSummary(desk, background, _("Choose a row to see its case."))
        self.right_panel = QWidget()
        every: list[tuple[object, str]] = [("", _("Every department"))]
        self._departments = ChoiceField([*every, *((code, w.name(w.DEPARTMENTS, code)) for code in DEPARTMENTS_HERE)])
        self._departments.setObjectName("department_choice")
        self._departments.setAccessibleName(_("Department"))
        self._departments.setMinimumWidth(_DEPARTMENT_WIDTH)
        self._departments.set_value("")
        self._stops = {number: panels.text("", "secondary") for number in (OVERDUE, ESCALATED, UNUSUAL)}
        # One look at a time for what takes longer; a change meanwhile asks for another one after it.
        self._looking, self._look_again, self._seen_on = False, False, ""
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLED)
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._build()
        self._connect()
        self._turn(OVERDUE)

    def opened(self) -> None:
        """Read everything."""
        self._look()
        self._look_for_unusual()

    def part_in_front(self) -> int:
        """Return the number of the tab in front."""
        return self.tabs.currentIndex()

    def show_part(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self.focus_first()

    def _build(self) -> None:
        tabs: tuple[tuple[QWidget, str], ...] = (
            (self.overdue, _("Overdue")),
            (self.escalated, _("Escalated")),
            (self.unusual, _("Unusual")),
            (self.people, _("By person")),
            (self.patterns, _("Patterns")),
        )
        for number, (widget, name) in enumerate(tabs):
            place = QWidget()
            stops = self._stops.get(number)
            inside = panels.column(widget) if stops is None else panels.column(widget, stops)
            if stops is not None:
                stops.setObjectName(f"list_stops_{number}")
                stops.hide()
            inside.setContentsMargins(0, theme.M, 0, 0)
            place.setLayout(inside)
            self.tabs.addTab(place, name)
        self._names = [self.tabs.tabText(number) for number in range(self.tabs.count())]
        hint = panels.text(_("Enter opens · Alt+G gives the chosen cases away"), "secondary", wrap=False)
        self.body.addWidget(panels.PageHeader(_("Oversight"), hint, self._departments))
        self.body.addWidget(self._banner)
        self.body.addWidget(self.tabs, 1)
        assert self.right_panel is not None, "made in the constructor"
        parts = (self._stand_in, self._reassign, self._pattern, self._summary, None)
        self.right_panel.setLayout(panels.column(*parts, spacing=theme.L))

    def _connect(self) -> None:
        for table in (self.overdue, self.escalated, self.unusual):
            table.selectionModel().selectionChanged.connect(lambda *_what: self._follow())
            table.rows_model.modelReset.connect(self._follow)
            table.row_opened.connect(self._open)
        self.people.person_chosen.connect(self._stand_in.show_person)
        self.people.cases_chosen.connect(lambda _rows: self._follow())
        self.people.case_opened.connect(lambda row: self._changes.case_requested.emit(row.case_id, "story"))
        self.patterns.row_chosen.connect(self._pattern.show_pattern)
        self.tabs.currentChanged.connect(self._turn)
        for card in (self._reassign, self._stand_in, self._pattern):
            card.saved.connect(self._on_saved)
        self._pattern.case_requested.connect(lambda case_id: self._changes.case_requested.emit(case_id, "story"))
        self._summary.open_requested.connect(self._changes.case_requested)
        self._changes.case_changed.connect(self._refresh)
        self._changes.office_changed.connect(self._on_office_changed)
        self._tick.timeout.connect(self._on_minute)
        self._settle.timeout.connect(self._look_for_unusual)
        self._departments.changed.connect(self.opened)
        self._tick.start()
        give = QShortcut(QKeySequence("Alt+G"), self)
        give.activated.connect(self._to_reassign)

    def _turn(self, number: int) -> None:
        """Show at the right what belongs to the tab in front."""
        self._stand_in.setVisible(number == PEOPLE)
        self._reassign.setVisible(number != PATTERNS)
        self._pattern.setVisible(number == PATTERNS)
        self._summary.setVisible(number != PATTERNS)
        tables = (self.overdue, self.escalated, self.unusual, self.people.people, self.patterns)
        self.first_focus = tables[number]
        self._follow()

    def _follow(self) -> None:
        """Follow what is chosen in the list in front."""
        rows = self._chosen()
        here = self.people.people.current_row() if self.tabs.currentIndex() == PEOPLE else None
        self._reassign.show_cases(rows, here.person.person_id if here is not None else "")
        self._summary.follow(rows[0] if rows else "")

    def _chosen(self) -> list[str]:
        number = self.tabs.currentIndex()
        if number == PEOPLE:
            return [row.case_id for row in self.people.chosen_cases()]
        if number == UNUSUAL:
            return [odd.row.case_id for odd in self.unusual.selected_rows()]
        if number == PATTERNS:
            return []
        return [row.case_id for row in (self.overdue, self.escalated)[number].selected_rows()]

    def _department(self) -> str:
        return str(self._departments.value() or "")

    def _look(self) -> None:
        self._background.run(partial(_read_pressing, self._desk, self._department()), self._show_pressing, self._fail)

    def _look_for_unusual(self) -> None:
        """Look for what is unusual or recurs, unless a look is under way: then once more after it."""
        self._settle.stop()
        self._look_again = self._looking
        if not self._looking:
            self._looking = True
            read = partial(_read_slow, self._desk, self._department())
            self._background.run(read, self._show_slow, self._fail_slow)

    def _look_soon(self) -> None:
        """Look once what changes has settled; the first change of several sets the time."""
        if not self._settle.isActive():
            self._settle.start()

    def _show_pressing(self, found: _Pressing) -> None:
        if found.department != self._department():
            return  # another one was chosen meanwhile; it is on its way
        self._banner.clear()
        for number, table, listed in (
            (OVERDUE, self.overdue, found.overdue),
            (ESCALATED, self.escalated, found.escalated),
        ):
            _fill(table, listed.rows, lambda row: (row.case_id, row.task, row.ref))
            self._count(number, listed.total)
            self._tell_stop(number, wording.first_of(len(listed.rows), listed.total))
        self.people.show_people(found.people)

    def _show_slow(self, found: _Slow) -> None:
        self._done_looking()
        if found.department != self._department():
            return
        _fill(self.unusual, found.unusual.rows, lambda odd: (odd.row.case_id, odd.why))
        _fill(self.patterns, found.patterns, lambda pattern: pattern.group[:2])
        self._count(UNUSUAL, len(found.unusual.rows))
        approvals, amounts, back = found.unusual.approvals, found.unusual.amounts, found.unusual.money_back
        looked_at = wording.looked_at(
            (min(approvals, oversight.LONGEST), approvals),
            (min(amounts, oversight.COMPARED), amounts),
            (min(back, oversight.LONGEST), back),
        )
        self._tell_stop(UNUSUAL, looked_at)
        self._seen_on = self._today()
        self._count(PATTERNS, sum(oversight.is_due(pattern, self._seen_on) for pattern in found.patterns))

    def _fail_slow(self, error: Exception) -> None:
        self._done_looking()
        self._fail(error)

    def _done_looking(self) -> None:
        self._looking = False
        if self._look_again:
            self._look_for_unusual()

    def _today(self) -> str:
        return i18n.today(self._desk.clock.now()).isoformat()

    def _tell_stop(self, number: int, words: str) -> None:
        self._stops[number].setText(words)
        self._stops[number].setVisible(bool(words))

    def _count(self, tab: int, count: int) -> None:
        name = self._names[tab]
        words = _("{name} ({count})").format(name=name, count=i18n.number(count)) if count else name
        self.tabs.setTabText(tab, words)

    def _fail(self, error: Exception) -> None:
        self._banner.tell(explain_ours(error), "danger")

    def _refresh(self, _case_id: str = "") -> None:
        """Follow what others did: what presses at once, what takes longer to find a moment later."""
        if self.isVisible():
            self._look()
            self._look_soon()

    def _on_minute(self) -> None:
        if self.isVisible():
            self._look()
            if self._seen_on != self._today():
                self._look_soon()

    def _on_office_changed(self) -> None:
        self._reassign.offer_people()
        self._stand_in.offer_people()
        if self.isVisible():
            self.opened()

    def _on_saved(self, words: str) -> None:
        self.said.emit(words)
        # Others show whose a case is, or who stands in.
        self._changes.office_changed.emit()
        self._changes.case_changed.emit("")

    def _open(self, row: TaskRow | OddCase) -> None:
        if isinstance(row, oversight.OddCase):
            self._changes.case_requested.emit(row.row.case_id, "proposal")
        else:
            self._changes.case_requested.emit(row.case_id, part_of(row))

    def _to_reassign(self) -> None:
        if self._reassign.isVisible():
            self._reassign.form.widget("person_id").setFocus(Qt.FocusReason.ShortcutFocusReason)


def _table(model: RowsModel[Row], name: str, words: str, empty: str) -> RowsView[Row]:
    table: RowsView[Row] = RowsView(model, empty_text=empty, empty_icon="circle-check")
    table.setObjectName(name)
    table.setAccessibleName(words)
    table.allow_many()
    return table


def _fill(table: RowsView[Row], rows: Sequence[Row], key: Callable[[Row], object]) -> None:
    """Show rows, on the one that was current."""
    here = table.current_row()
    table.rows_model.set_rows(rows)
    place = table.rows_model.position_of(lambda row: key(row) == key(here)) if here is not None else 0
    table.choose(max(0, place))


def _read_pressing(desk: Desk, department: str) -> _Pressing:
    return _Pressing(
        department,
        oversight.read_overdue(desk, department),
        oversight.read_escalated(desk, department),
        oversight.read_people(desk, department),
    )


def _read_slow(desk: Desk, department: str) -> _Slow:
    return _Slow(department, oversight.read_unusual(desk, department), oversight.read_patterns(desk))
