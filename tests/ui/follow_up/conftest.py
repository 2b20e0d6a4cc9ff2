"""A case opened at its follow-up, for one of the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from desktop.ui.background import InlineBackground
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case


@pytest.fixture
def open_page(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Callable[..., CasesPage]:
    """Open a case at its follow-up for one of the people."""
    i18n.set_language("en")

    def opened(who: str, case: Case, part: str = "follow-up") -> CasesPage:
        page = CasesPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, qtbot)
        page.opened()
        page.open_case(case.case_id, part)
        return page

    return opened
