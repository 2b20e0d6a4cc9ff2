"""Days and hours: when the branch is open, when it is closed, which holidays are known; and what a change moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop import i18n
from desktop.actions import branch_days
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.office.calendar_card import CalendarCard
from desktop.ui.office.closing_days_card import ClosingDaysCard
from desktop.ui.office.hours_card import HoursCard
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording import branch_days as words

if TYPE_CHECKING:
    from desktop.actions.branch_days import Moved
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

_COLUMNS: tuple[Column[Moved], ...] = (
    Column(N_("Case"), lambda row: row.number, width=116, strong=True),
    Column(N_("Time limit"), lambda row: words.promise_name(row.promise)),
    Column(N_("Was due"), lambda row: i18n.moment_of_text(row.old), lambda row: row.old, width=168),
    Column(N_("Is due now"), lambda row: i18n.moment_of_text(row.new), lambda row: row.new, width=168),
)
_SIZE = (720, 480)


class MovedList(QDialog):
    """The due times that moved; Enter opens the case, Escape closes the list.

    Signals:
        case_chosen: open the case with this id.
    """

    case_chosen = Signal(str)

    def __init__(self, moved: list[Moved], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("moved_list")
        self.setWindowTitle(_("Due times that moved"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.table = RowsView(RowsModel(_COLUMNS))
        self.table.setObjectName("moved_table")
        self.table.setAccessibleName(_("Due times that moved"))
        self.table.rows_model.set_rows(moved)
        self.table.choose(0)
        close = panels.button(_("Close"), self.reject)
        close.setObjectName("close_moved_button")
        layout = panels.column(panels.section_title(_("Due times that moved")), self.table, panels.footer(None, close))
        layout.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        self.setLayout(layout)
        self.table.row_opened.connect(self._choose)

    def _choose(self, row: Moved) -> None:
        self.accept()
        self.case_chosen.emit(row.case_id)


class DaysTab(QWidget):
    """Three cards side by side, and what the last change moved; a manager changes, others read.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, may_manage: bool) -> None:
        super().__init__()
        self._desk, self._changes = desk, changes
        self._reminder = panels.Banner("info")
        self._reminder.setObjectName("calendar_reminder")
        self.hours = HoursCard(desk, background, may_manage=may_manage)
        self.closing = ClosingDaysCard(desk, background, may_manage=may_manage)
        self.calendar = CalendarCard(desk, background, may_manage=may_manage)
        self._told = panels.Banner("good")
        self._told.setObjectName("moved_banner")
        self._list = panels.link_button(_("Show them"), self._list_moved)
        self._list.setObjectName("show_moved_button")
        self._told.add_action(self._list)
        self._moved: list[Moved] = []
        inside = QWidget()
        cards = panels.columns(self.hours, self.closing, self.calendar, spacing=theme.M)
        layout = panels.column(self._reminder, self._told, cards, spacing=theme.M)
        layout.setStretch(2, 1)
        inside.setLayout(layout)
        # Where something is wrong its sentences need room that a small screen does not have.
        self.setLayout(panels.column(panels.scrolling(inside)))
        for card in (self.hours, self.closing, self.calendar):
            card.saved.connect(self._on_saved)
        self.refresh()

    def refresh(self) -> None:
        """Show days and hours as they stand, and remind the manager of a year that is not known."""
        for card in (self.closing, self.calendar):
            card.refresh()
        wanted = branch_days.calendar_wanted(self._desk)
        self._reminder.tell(words.reminder(wanted) if wanted else "")

    def _on_saved(self, moved: list[Moved]) -> None:
        self.refresh()
        said = words.moved_text(len(moved))
        self._told.tell(said, "good")
        self._moved = moved
        self._list.setVisible(bool(moved))
        self.said.emit(said)
        self._changes.office_changed.emit()

    def _list_moved(self) -> None:
        shown = MovedList(self._moved, self)
        shown.case_chosen.connect(lambda case_id: self._changes.case_requested.emit(case_id, "story"))
        shown.open()
