"""The pages of the window in the order of the rail, and which page answers to a request; wired by ``app.py``."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.page import PageWidget


@dataclass(frozen=True)
class PageEntry:
    """One page of the window.

    Attributes:
        place: module and class below ``desktop.ui``; imported when the page is first opened.
        with_settings: gets the settings too, and asks for others with ``settings_chosen``.
        oversees: only for those who see to the work of others.
    """

    key: str
    label: str
    icon: str
    place: str
    shortcut: str = ""
    at_end: bool = False
    with_settings: bool = False
    oversees: bool = False

    def load(self) -> Callable[..., PageWidget]:
        """Return the class of the page."""
        module, name = self.place.split(":")
        page: Callable[..., PageWidget] = getattr(importlib.import_module(f"desktop.ui.{module}"), name)
        return page


#: In the order of the rail; the first one opens after sign-in.
PAGES = (
    PageEntry("desk", N_("Desk"), "layout-dashboard", "desk.page:DeskPage"),
    PageEntry("intake", N_("New case"), "file-plus-2", "intake.page:IntakePage", "F2"),
    PageEntry("cases", N_("Cases"), "folder-open", "cases.page:CasesPage"),
    PageEntry("approval", N_("Approvals"), "stamp", "approval.page:ApprovalPage"),
    PageEntry("papers", N_("Papers"), "file-text", "papers.page:PapersPage"),
    PageEntry("quote", N_("Quote"), "calculator", "quote.page:QuotePage", "F8"),
    PageEntry("rules", N_("Rules"), "scale", "rules.page:RulesPage", at_end=True),
    PageEntry("office", N_("Office"), "building-2", "office.page:OfficePage", at_end=True, with_settings=True),
    PageEntry("help", N_("Help"), "circle-help", "help.page:HelpPage", "F1", at_end=True),
    PageEntry("oversight", N_("Oversight"), "flag", "oversight.page:OversightPage", "F12", oversees=True),
)
#: Which page answers to a signal of ``Changes``: it comes to the front, then this method of it is called.
ANSWERS = {
    "new_case_requested": ("intake", "start"),
    "draft_requested": ("intake", "open_draft"),
    "case_of_quote_requested": ("intake", "start_with"),
    "case_requested": ("cases", "open_case"),
    "act_requested": ("cases", "begin_act"),
    "decision_requested": ("approval", "show_case"),
    "paper_requested": ("papers", "show_paper"),
    "days_requested": ("office", "show_days"),
    "branch_requested": ("office", "show_branch"),
}
