"""Days and hours: when the branch is open, when it is closed, which holidays are known; and what a change moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.actions import branch_days
from desktop.ui import panels, theme
from desktop.ui.office.calendar_card import CalendarCard
from desktop.ui.office.closing_days_card import ClosingDaysCard
from desktop.ui.office.hours_card import HoursCard
from desktop.ui.office.moved import MovedBanner
from desktop.wording import branch_days as words

if TYPE_CHECKING:
    from desktop.actions.branch_days import Moved
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes


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
        self._told = MovedBanner()
        self._told.case_chosen.connect(lambda case_id: changes.case_requested.emit(case_id, "story"))
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
        self.said.emit(self._told.show_moved(moved))
        self._changes.office_changed.emit()
