"""The Office page: people, branch, days and hours, time limits, contacts, own password, computer, office folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget, QWidget

from desktop.domain.authority import Verb, refusal_of_role
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.office.branch_tab import BranchTab
from desktop.ui.office.check_tab import CheckTab
from desktop.ui.office.computer_tab import ComputerTab
from desktop.ui.office.contacts_tab import ContactsTab
from desktop.ui.office.days_tab import DaysTab
from desktop.ui.office.limits_tab import LimitsTab
from desktop.ui.office.password_tab import PasswordTab
from desktop.ui.office.people_tab import PeopleTab
from desktop.ui.office.scripts_tab import ScriptsTab
from desktop.ui.page import PageWidget

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.settings import Settings
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes


#: Places of the tabs with the branch, and with days and hours.
_BRANCH, _DAYS = 1, 2


class OfficePage(PageWidget):
    """One tab for each; a manager changes everything, others see it and change what is their own.

    Signals:
        settings_chosen: other settings for this computer; carries them.
    """

    settings_chosen = Signal(object)

    def __init__(self, desk: Desk, background: Background, changes: Changes, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("office_page")
        may_manage = refusal_of_role(Verb.MANAGE, desk.person) is None
        self.people = PeopleTab(desk, background, changes, may_manage=may_manage)
        may_supervise = refusal_of_role(Verb.SUPERVISE, desk.person) is None
        self.contacts = ContactsTab(desk, background, changes, may_change=may_supervise)
        self.branch = BranchTab(desk, background, changes, may_manage=may_manage)
        self.days = DaysTab(desk, background, changes, may_manage=may_manage)
        self.limits = LimitsTab(desk, background, changes, may_manage=may_manage)
        self.password = PasswordTab(desk, background)
        self.scripts = ScriptsTab(desk, background, changes)
        self.computer = ComputerTab(settings)
        self.check = CheckTab(desk, background)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("office_tabs")
        for tab, name in (
            (self.people, _("People")),
            (self.branch, _("Branch")),
            (self.days, _("Days and hours")),
            (self.limits, _("Time limits")),
            (self.contacts, _("Contacts")),
            (self.password, _("My password")),
            (self.computer, _("This computer")),
            (self.check, _("Office folder")),
            (self.scripts, _("Scripts")),
        ):
            self.tabs.addTab(_padded(tab), name)
        advice = "" if may_manage else _("A manager changes people and branch.")
        self.body.addWidget(panels.PageHeader(_("Office"), summary=advice))
        self.body.addWidget(self.tabs, 1)
        self.first_focus = self.people.table
        self.tabs.currentChanged.connect(self._on_tab)
        self.computer.settings_chosen.connect(self.settings_chosen)
        for tab in (self.people, self.branch, self.days, self.limits, self.contacts, self.scripts, self.password):
            tab.said.connect(self.said)

    def opened(self) -> None:
        """Show people and contacts as they stand, and what is known of the days."""
        self.people.refresh()
        self.days.refresh()
        self.limits.refresh()
        self.contacts.refresh()

    def show_days(self) -> None:
        """Bring days and hours to the front."""
        self.show_part(_DAYS)

    def show_branch(self, field: str, case_id: str) -> None:
        """Bring the branch to the front to fill in a field a paper of a case wants."""
        self.show_part(_BRANCH)
        self.branch.fill_in(field, case_id)

    def part_in_front(self) -> int:
        """Return the number of the tab in front."""
        return self.tabs.currentIndex()

    def show_part(self, number: int) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(number)
        self.focus_first()

    def _on_tab(self, number: int) -> None:
        # A table behind another tab would take the keyboard where nobody sees it.
        self.first_focus = self.tabs.tabBar() if number else self.people.table


def _padded(tab: QWidget) -> QWidget:
    place = QWidget()
    inside = panels.column(tab)
    inside.setContentsMargins(0, theme.L, 0, 0)
    place.setLayout(inside)
    return place
