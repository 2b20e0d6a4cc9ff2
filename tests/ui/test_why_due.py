"""The due time on the case page: what it shows, and the panel that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType
from desktop.storage import worklist
from desktop.ui.cases.page import CasesPage
from tests.factories import a_finding
from tests.ui.driving import press, sees, shown, to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.changes import Changes
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture
def page(counted: None, english: None, desk: Desk, changes: Changes, qtbot: QtBot) -> CasesPage:
    made = CasesPage(desk, InlineBackground(), changes)
    qtbot.addWidget(made)
    made.resize(1294, 648)
    made.show()
    to_front(made, qtbot)
    made.opened()
    return made


def words(parent: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def panel(page: CasesPage) -> QDialog:
    return shown(page, "why_due_panel", QDialog)


def test_a_click_on_the_due_time_explains_every_promise(page: CasesPage, staffed: Staffed) -> None:
    page.open_case(staffed.registered().case_id)
    assert "Counted from" in shown(page, "due_chip", QWidget).toolTip()

    QTest.mouseClick(shown(page, "due_chip", QWidget), Qt.MouseButton.LeftButton)

    told = words(panel(page))
    for promise in ("First reply", "Settlement", "Statutory answer", "Answer to the claim form", "Compensation"):
        assert promise in told
    assert "30 minutes of opening time" in told
    assert "5 working days" in told
    assert "art. 29" in told
    press(panel(page), "close_why_due_button")
    assert not sees(page, "why_due_panel")


def test_a_key_opens_the_panel_and_escape_closes_it(page: CasesPage, staffed: Staffed, qtbot: QtBot) -> None:
    page.open_case(staffed.registered().case_id)
    QApplication.processEvents()

    QTest.keyClick(shown(page, "case_tabs", QWidget), Qt.Key.Key_F7)
    opened = panel(page)
    to_front(opened, qtbot)
    QTest.keyClick(opened, Qt.Key.Key_Escape)

    assert not sees(page, "why_due_panel")


def test_what_stands_still_shows_no_time(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered(types=(ComplaintType.INQUIRY,), asks=())
    spoken = e.CustomerContacted("phone", "outcome", reached=True, words="不赔", answer="declines")
    staffed.write("clerk", case.case_id, spoken, e.WaitBegan("decision", "等客户考虑"))

    page.open_case(case.case_id)

    assert words(shown(page, "due_chip", QWidget)) == "Settlement: On hold"
    assert "stands still" in shown(page, "due_chip", QWidget).toolTip()
    page._list.refresh()
    assert page._list.model.index(0, 0).data() == "On hold"


def test_a_case_that_owes_nothing_has_no_due_time(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, e.CaseClosed("withdrawn", "撤回"))

    page.open_case(case.case_id)

    assert not sees(page, "due_chip")


def test_the_panel_tells_when_the_customer_may_appeal_and_why(page: CasesPage, staffed: Staffed) -> None:
    page.open_case(staffed.registered().case_id)
    QApplication.processEvents()
    QTest.keyClick(shown(page, "case_tabs", QWidget), Qt.Key.Key_F7)

    told = words(shown(panel(page), "appeal_window", QWidget))

    assert told.splitlines() == [
        "Appeal of the customer to the postal authority (12305): from 10 Mar 2026 on",
        "Complained on 2 Mar 2026; that day not counted, we have 7 days to answer, up to 9 Mar 2026. "
        "Without an outcome by then the customer may appeal from 10 Mar 2026 on.",
        "Until 20 Feb 2027: 12 months from posting on 20 Feb 2026.",
        "Counted from the dispute, that is from the complaint on 2 Mar 2026: until 2 Mar 2027.",
        "20 Feb 2027 is a rest day. The Civil Code would allow until 22 Feb 2027; the earlier day is kept to be safe.",
        "Source: Postal consumer appeal rules, art. 9 (to be confirmed in the text in force) (seen only in a copy). "
        "It is told for information; nobody here has to act on it.",
    ]


def test_a_closed_case_still_tells_it_and_how_it_stands_today(
    page: CasesPage, staffed: Staffed, clock: FrozenClock, qtbot: QtBot
) -> None:
    case = staffed.registered(asks=())
    outcome = e.CustomerContacted("phone", "outcome", reached=True, words="说明了", answer="declines")
    finding = a_finding(stands="no", responsible="", shares=())
    staffed.write("clerk", case.case_id, finding, outcome, e.CaseClosed("unfounded", "不成立"))
    page.open_case(case.case_id)
    QApplication.processEvents()
    assert not sees(page, "due_chip")

    QTest.keyClick(shown(page, "case_tabs", QWidget), Qt.Key.Key_F7)
    assert "open now" in words(shown(panel(page), "appeal_window", QWidget))
    press(panel(page), "close_why_due_button")

    clock.advance(days=366)  # 3 March 2027
    to_front(page, qtbot)
    QTest.keyClick(shown(page, "case_tabs", QWidget), Qt.Key.Key_F7)
    assert "ended on 20 Feb 2027" in words(shown(panel(page), "appeal_window", QWidget))


def test_it_is_told_in_the_follow_up_but_is_no_task(page: CasesPage, staffed: Staffed) -> None:
    case = staffed.registered()
    page.open_case(case.case_id, "follow-up")

    line = shown(page, "appeal_line", QWidget)
    assert words(line) == "The customer may appeal to the postal authority (12305) from 10 Mar 2026 to 20 Feb 2027."
    assert "12 months from posting" in line.toolTip()
    with staffed.office.reading() as connection:
        ahead = worklist.due_between(connection, None, ("", "9"), 100)
    assert {row.case_id for row in ahead} == {case.case_id}
    assert "appeal" not in {row.task for row in ahead}


def test_an_international_parcel_says_why_it_has_sixty_days(page: CasesPage, staffed: Staffed) -> None:
    page.open_case(staffed.registered(waybill="RB123456785US").case_id)
    QApplication.processEvents()
    QTest.keyClick(shown(page, "case_tabs", QWidget), Qt.Key.Key_F7)

    told = words(panel(page))

    assert "The route of the parcel is, by its number: International." in told
    assert "Limit: 60 calendar days." in told
