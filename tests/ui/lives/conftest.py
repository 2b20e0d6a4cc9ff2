"""An office whose tasks are counted, with the pages its people work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions.desk import load_reference
from desktop.actions.due import owing
from desktop.ui import panels, theme
from desktop.ui.background import InlineBackground
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.factories import Staffed


@pytest.fixture(autouse=True)
def counted(staffed: Staffed) -> None:
    """Let the office know what is owed, as the running program does; its people speak English here."""
    staffed.office.owing = owing(load_reference())
    i18n.set_language("en")


@pytest.fixture
def intake_page(desk_of: Callable[[str], Desk], qtbot: QtBot) -> Iterator[IntakePage]:
    """A new case of the clerk, the keyboard in its first field."""
    made = IntakePage(desk_of("clerk"), InlineBackground(), Changes())
    window = QWidget()
    qtbot.addWidget(window)
    assert made.right_panel is not None
    window.setLayout(panels.row(made, made.right_panel))
    made.setFixedSize(974, 648)
    made.right_panel.setFixedWidth(theme.PANEL)
    window.show()
    qtbot.waitExposed(window)
    to_front(window, qtbot)
    made.start("")
    yield made
    made.leave()


@pytest.fixture
def open_case(desk_of: Callable[[str], Desk], qtbot: QtBot) -> Callable[..., CasesPage]:
    """Open a case at one of its parts for one of the people."""

    def opened(who: str, case: Case, part: str = "story") -> CasesPage:
        page = CasesPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, qtbot)
        page.opened()
        page.open_case(case.case_id, part)
        return page

    return opened
