"""The supervisor's page by clicks and keys: what is late, giving cases away, stand-ins, root causes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTabWidget, QWidget

from desktop import i18n
from desktop.actions import cases, intake, life, oversight, same_again
from desktop.domain import entries as e
from desktop.domain.owed import owner_of
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.main_window import MainWindow
from desktop.ui.oversight.page import ESCALATED, OVERDUE, PATTERNS, PEOPLE, UNUSUAL, OversightPage
from desktop.ui.page import Page
from desktop.waybills import load_waybills
from tests.factories import a_decision, a_proposal, an_assessment, an_intake
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.changes import Changes
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture
def desk(counted: None, desk_of: Callable[[str], Desk]) -> Desk:
    """The supervisor's."""
    return desk_of("supervisor")


@pytest.fixture
def window(desk: Desk, changes: Changes, qtbot: QtBot) -> Iterator[MainWindow]:
    i18n.set_language("en")
    background = InlineBackground()
    entry = Page("oversight", "Oversight", "flag", lambda: OversightPage(desk, background, changes))
    made = MainWindow([entry], background, load_waybills().forms, person="王芳", role="主管")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    to_front(made, qtbot)
    yield made
    background.drain()


def opened(window: MainWindow, tab: int = OVERDUE) -> OversightPage:
    page = window.show_page("oversight")
    assert isinstance(page, OversightPage)
    shown(window, "oversight_tabs", QTabWidget).setCurrentIndex(tab)
    page.focus_first()
    return page


def by(desk: Desk, staffed: Staffed, who: str) -> Desk:
    return desk.seat(staffed.signers[who])


def taken_in(desk: Desk, staffed: Staffed, number: int, **changes: object) -> list[Case]:
    return [
        intake.register_case(by(desk, staffed, "clerk"), an_intake(waybill=f"YT896264678530{one}", **changes))
        for one in range(number)
    ]


def write_long(root: QWidget, name: str, words: str) -> None:
    field = shown(root, name, QPlainTextEdit)
    field.setFocus()
    field.setPlainText(words)


def words_in(widget: QWidget, name: str) -> str:
    return " ".join(label.text() for label in shown(widget, name, QWidget).findChildren(QLabel))


def test_what_is_late_stands_there_at_once_with_whose_it_is(
    window: MainWindow, desk: Desk, staffed: Staffed, changes: Changes, clock: FrozenClock, qtbot: QtBot
) -> None:
    (case,) = taken_in(desk, staffed, 1)
    page = opened(window)
    assert page.overdue.rows_model.rowCount() == 0

    clock.advance(minutes=31)  # the first reply was due after thirty
    changes.case_changed.emit("")

    model = page.overdue.rows_model
    assert [column.text(model.rows[0]) for column in model.columns][:4] == [
        "Overdue 1 min", "某clerk", "First reply", case.number,
    ]  # fmt: skip
    assert page.tabs.tabText(OVERDUE) == "Overdue (1)"
    with qtbot.waitSignal(changes.case_requested) as asked:
        QTest.keyClick(page.overdue, Qt.Key.Key_Return)
    assert asked.args == [case.case_id, "follow-up"]


def test_an_escalated_order_lies_before_the_supervisor(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    (case,) = taken_in(desk, staffed, 1)
    clerk = by(desk, staffed, "clerk")
    order = e.OrderOpened(
        order_id="", task="find", department="sorting", person_id="", contact_id="", urgent=False, due_at="", words="查"
    )
    held = life.open_order(clerk, case.case_id, order, clock.now() + timedelta(hours=3)).life.open_orders[0]
    life.take_step(clerk, case.case_id, e.OrderEscalated(order_id=held.order_id, reason="两次没有回音"))

    page = opened(window, ESCALATED)

    assert [row.ref for row in page.escalated.rows_model.rows] == [held.order_id]
    model = page.escalated.rows_model
    assert [column.text(model.rows[0]) for column in model.columns][1:3] == [
        "某clerk",
        "Work order: Sorting (escalated)",
    ]


def test_several_cases_are_given_away_with_the_keyboard(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    given = taken_in(desk, staffed, 3)
    clock.advance(hours=1)
    page = opened(window)
    page.overdue.choose(0)
    QTest.keyClick(page.overdue, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert "2 cases chosen" in words_in(window, "reassign_card")

    QTest.keyClick(page.overdue, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    field = shown(window, "person_id", ChoiceField)
    assert field.hasFocus()
    field.set_value("junior")
    press(window, "reassign_button")
    assert "fill this in" in words_in(window, "reassign_card"), "nothing changes hands without a reason"
    write_long(window, "reason", "某clerk 今天请假")
    QTest.keyClick(shown(window, "reassign_button", QPushButton), Qt.Key.Key_Return)

    owners = [owner_of(cases.read_case(desk, case.case_id)) for case in given]
    assert sorted(owners) == ["clerk", "junior", "junior"]


def test_nobody_is_offered_who_left_or_only_reads(window: MainWindow, desk: Desk, staffed: Staffed) -> None:
    opened(window)

    offered = shown(window, "person_id", ChoiceField)
    names = [offered.itemText(place) for place in range(offered.count())]

    assert not any("auditor" in name for name in names)
    assert any("clerk" in name for name in names)


def test_by_person_shows_what_each_has_and_sets_a_stand_in(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    (case,) = taken_in(desk, staffed, 1)
    clock.advance(hours=1)
    page = opened(window, PEOPLE)
    first = page.people.people.current_row()
    assert first is not None
    assert (first.person.person_id, first.load.open, first.load.overdue) == ("clerk", 1, 1)
    assert [row.case_id for row in page.people.cases.rows_model.rows] == [case.case_id]

    card = shown(window, "stand_in_card", QWidget)
    shown(card, "stand_in", ChoiceField).set_value("junior")
    write(card, "first", "3-2")
    write(card, "last", "2026-03-01")
    press(window, "stand_in_button")
    assert "before the first" in words_in(window, "stand_in_card")
    write(card, "last", "3-6")
    press(window, "stand_in_button")

    branch = desk.office.people.branch
    assert branch.stand_in_for("clerk", "2026-03-06") == "junior"
    assert branch.stand_in_for("clerk", "2026-03-07") == ""
    model = page.people.people.rows_model
    assert model.columns[6].text(model.rows[0]) == "某supervisor (2 Mar to 6 Mar)"
    press(window, "end_stand_in_button")
    assert desk.office.people.branch.stand_in_for("clerk", "2026-03-06") == ""


def test_a_customer_with_three_claims_is_unusual(window: MainWindow, desk: Desk, staffed: Staffed) -> None:
    taken_in(desk, staffed, 3)

    page = opened(window, UNUSUAL)

    model = page.unusual.rows_model
    assert [model.columns[0].text(row) for row in model.rows] == ["Claims again"]
    assert model.columns[5].text(model.rows[0]) == "3 claims within 90 days"


def test_a_root_cause_card_is_opened_and_its_check_comes_due(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    taken_in(desk, staffed, 3, courier="张三")
    page = opened(window, PATTERNS)
    page.patterns.choose(page.patterns.rows_model.position_of(lambda one: one.group.trace.kind == "courier"))
    assert sees(window, "open_cause_form")
    write_long(window, "cause", "派件前未打电话")
    write_long(window, "countermeasure", "签收前必须电话")
    shown(window, "owner", ChoiceField).set_value("junior")
    write(window, "check_on", "3-9")
    press(window, "open_cause_button")

    (cause,) = desk.office.people.branch.causes.values()
    assert (cause.opened.trace, cause.check_on) == (("courier", "张三"), "2026-03-09")
    assert page.tabs.tabText(PATTERNS) == "Patterns"
    clock.advance(hours=24 * 8)
    page.opened()
    assert page.tabs.tabText(PATTERNS) == "Patterns (1)"
    assert page.patterns.rows_model.rows[0].cause == cause, "what is to be checked comes first"
    page.patterns.choose(0)
    shown(window, "result", SegmentedField).set_value("better")
    write_long(window, "words", "本周没有同类投诉")
    press(window, "check_cause_button")

    (ended,) = desk.office.people.branch.causes.values()
    assert ended.check_on == ""
    assert page.tabs.tabText(PATTERNS) == "Patterns"


def test_a_check_is_shown_although_the_trouble_has_stopped(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    taken_in(desk, staffed, 3, courier="张三")
    pattern = next(one for one in same_again.recurring(desk) if one.group.trace.kind == "courier")
    same_again.open_cause(
        desk,
        e.CauseOpened(
            cause_id="", trace=("courier", "张三"), cases=tuple(row.case_id for row in pattern.cases), cause="未打电话",
            countermeasure="抽查", check_on="2026-05-04", owner="junior",
        ),
    )  # fmt: skip
    clock.advance(hours=24 * 70)  # 11 May: the cases are older than thirty days

    page = opened(window, PATTERNS)

    assert [row.cause is not None for row in page.patterns.rows_model.rows] == [True]
    assert page.tabs.tabText(PATTERNS) == "Patterns (1)"


def settle_alone(staffed: Staffed, waybill: str) -> Case:
    """A case approved with another amount than the rules came to, as somebody else does it meanwhile."""
    case = staffed.registered(waybill=waybill, phone=f"139{waybill[-8:]}")
    staffed.write("clerk", case.case_id, an_assessment(case, 100_00))
    case = staffed.office.case(case.case_id)
    staffed.write("clerk", case.case_id, a_proposal(case, 300_00, 100_00))
    case = staffed.office.case(case.case_id)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return case


def test_what_is_unusual_follows_a_change_in_the_background(
    window: MainWindow, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    page = opened(window, UNUSUAL)
    assert page.unusual.rows_model.rowCount() == 0

    case = settle_alone(staffed, "YT8962646785311")
    for _one in range(5):  # an import, say: one look is enough for all of it
        changes.case_changed.emit(case.case_id)

    assert page.unusual.rows_model.rowCount() == 0, "it waits until things have settled"
    qtbot.waitUntil(lambda: page.unusual.rows_model.rowCount() == 1)
    model = page.unusual.rows_model
    assert model.columns[0].text(model.rows[0]) == "Amount changed"
    assert page.tabs.tabText(UNUSUAL) == "Unusual (1)"


def test_what_recurs_follows_a_change_in_the_background(
    window: MainWindow, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    page = opened(window, PATTERNS)
    assert page.patterns.rows_model.rowCount() == 0

    taken_in(desk, staffed, 3, courier="张三")
    changes.case_changed.emit("")

    qtbot.waitUntil(lambda: page.patterns.rows_model.rowCount() > 0)


def test_many_changes_are_one_look(
    window: MainWindow, staffed: Staffed, changes: Changes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[str] = []
    look = oversight.read_unusual

    def counted(desk: Desk, department: str = "") -> oversight.OddList:
        looks.append(department)
        return look(desk, department)

    page = opened(window, UNUSUAL)
    monkeypatch.setattr(oversight, "read_unusual", counted)
    case = settle_alone(staffed, "YT8962646785311")
    for _one in range(20):
        changes.case_changed.emit(case.case_id)

    qtbot.waitUntil(lambda: page.unusual.rows_model.rowCount() == 1)
    assert looks == [""]


def test_a_list_that_stops_says_of_how_many(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oversight, "LONGEST", 2)
    taken_in(desk, staffed, 4)
    clock.advance(minutes=31)

    page = opened(window)

    assert page.overdue.rows_model.rowCount() == 2
    assert page.tabs.tabText(OVERDUE) == "Overdue (4)"
    assert shown(window, f"list_stops_{OVERDUE}", QLabel).text() == "The first 2 of 4 are shown."
    page.tabs.setCurrentIndex(ESCALATED)
    assert not sees(window, f"list_stops_{ESCALATED}"), "nothing is left out there"
    page.tabs.setCurrentIndex(PEOPLE)
    assert shown(window, "cases_of_person_stop", QLabel).text() == "The first 2 of 4 are shown."


def test_the_lists_of_one_department_are_chosen_by_key(
    window: MainWindow, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    taken_in(desk, staffed, 2)
    moved = e.PersonChanged("clerk", "某clerk", "clerk", 0, 0, active=True, department="delivery")
    staffed.write("manager", "", moved)
    clock.advance(minutes=31)
    page = opened(window)
    assert page.tabs.tabText(OVERDUE) == "Overdue (2)"

    box = shown(window, "department_choice", ChoiceField)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.currentText() == "Counter"
    assert page.tabs.tabText(OVERDUE) == "Overdue"
    QTest.keyClick(box, Qt.Key.Key_Down)

    assert box.currentText() == "Delivery"
    assert page.tabs.tabText(OVERDUE) == "Overdue (2)"
    page.tabs.setCurrentIndex(PEOPLE)
    model = page.people.people.rows_model
    assert [[column.text(row) for column in model.columns[:5]] for row in model.rows] == [
        ["某clerk", "Delivery", "2", "0", "2"]
    ]
    assert shown(window, "work_in_all", QLabel).text() == "1 person · 2 open cases · 2 overdue"
