"""Rude words at the door, answered at the counter: one step from the complaint to the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.due import promises_of
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.ui.changes import Changes
from desktop.ui.desk.page import DeskPage
from tests.ui.driving import focused, key
from tests.ui.inline import InlineBackground
from tests.ui.lives.hands import begin, history_of, in_order, next_words, only_case, pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.cases.page import CasesPage
    from desktop.ui.intake.page import IntakePage


def test_a_complaint_of_rude_words_answered_on_the_spot_leaves_nothing_to_do(
    intake_page: IntakePage, open_case: Callable[..., CasesPage], desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    desk = desk_of("clerk")
    begin(intake_page, "The courier shouted at my mother.", "attitude", channel="At")
    pick(intake_page, "asks", "apologise")

    key(Qt.Key.Key_F9, modifier=Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: focused().objectName() == "at_once_answer")
    QTest.keyClicks(focused(), "Apologised; the station manager talks to the courier today.")
    key(Qt.Key.Key_Return)

    case = only_case(desk)
    assert case.status is Status.CLOSED
    assert case.intake.types == (ComplaintType.ATTITUDE,)
    assert case.proposal is None
    ((_header, said),) = case.life.contacts
    assert said.words == "Apologised; the station manager talks to the courier today."
    assert promises_of(desk, case) == {}
    board = DeskPage(desk, InlineBackground(), Changes())
    qtbot.addWidget(board)
    board.show()
    board.opened()
    assert board.model.rowCount() == 0, "no task is left on the desk"
    page = open_case("clerk", case)
    assert next_words(page) == "Next: The case is closed. Reopen it if the customer comes back."
    assert in_order(
        history_of(page),
        "Taken in as",
        "Outcome, at the counter: Apologised; the station manager talks to the courier today.",
        "Closed: Answered on the spot.",
    )
