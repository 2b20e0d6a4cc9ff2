"""The start screen: what it counts, lists and opens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from desktop import i18n
from desktop.actions import cases, intake, life
from desktop.domain import entries as e
from desktop.domain.intake import Intake
from desktop.ui import ask
from desktop.ui.cases.due import due_words, is_overdue
from desktop.ui.choices import SegmentedField
from desktop.ui.desk.page import DeskPage
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page
from desktop.ui.table_model import TONE
from desktop.waybills import load_waybills
from tests.factories import a_decision
from tests.ui.driving import press, sees
from tests.ui.driving import shown as found
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.changes import Changes
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

Shown: TypeAlias = "Callable[[Desk], DeskPage]"
LEFT, TASK, CASE, WAYBILL, CUSTOMER, TYPE, WHOSE, COST = range(8)
NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Beijing


pytestmark = pytest.mark.usefixtures("counted")


@pytest.fixture
def shown(changes: Changes, qtbot: QtBot) -> Iterator[Shown]:
    """Show the page in the window it has in the program, for whoever is at the desk."""
    i18n.set_language("en")
    windows: list[MainWindow] = []

    def show(desk: Desk) -> DeskPage:
        page, background = DeskPage(desk, InlineBackground(), changes), InlineBackground()
        pages = [Page("desk", "Desk", "layout-dashboard", lambda: page)]
        windows.append(MainWindow(pages, background, load_waybills().forms, person="王芳", role="前台"))
        qtbot.addWidget(windows[-1])
        windows[-1].show()
        qtbot.waitExposed(windows[-1])
        windows[-1].show_page("desk")
        return page

    yield show
    windows.clear()


def column(page: DeskPage, place: int) -> list[str]:
    model = page.model
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def choose_list(page: DeskPage, which: str) -> None:
    field = page.findChild(QWidget, "list_choice")
    assert isinstance(field, SegmentedField)
    field.set_value(which)


def test_what_breaks_first_stands_on_top_with_the_time_left_in_words(
    shown: Shown, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    slow = staffed.registered(level=5)
    quick = staffed.registered(level=1)  # one working day: 3 March, 18:00
    answered = e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电客户")
    for case in (slow, quick):
        staffed.write("clerk", case.case_id, answered)
    new = staffed.registered()  # half an hour from 09:00
    clock.advance(minutes=16)

    page = shown(desk)

    assert column(page, CASE) == [new.number, quick.number, slow.number]
    assert column(page, LEFT)[:2] == ["14 min left", "32 h left"]
    assert column(page, TASK)[0] == "First reply"
    clock.advance(minutes=15)
    page.opened()
    assert column(page, LEFT)[0] == "Overdue 1 min"
    assert page.model.index(0, LEFT).data(TONE) == "danger"
    assert page.model.index(0, LEFT).data(Qt.ItemDataRole.DecorationRole) is not None, "not by colour alone"


def test_what_lateness_costs_is_told_with_its_source(shown: Shown, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    answered = e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电客户")
    staffed.write("clerk", case.case_id, answered)

    page = shown(desk)
    page.list.choose(0)

    assert column(page, TASK) == ["Statutory answer to the complaint (by law)"]
    assert "12305" in column(page, COST)[0]
    assert page.right_panel is not None
    card = page.right_panel.findChild(QWidget, "task_card")
    assert card is not None
    assert any("12305" in line and "art. 9" in line for line in texts(card))


def test_a_case_that_waits_for_the_customer_stands_still(shown: Shown, desk: Desk, staffed: Staffed) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, e.WaitBegan(reason="evidence", words="等发票"))

    page = shown(desk)
    choose_list(page, "waiting")

    assert column(page, LEFT) == ["Waits for the customer"]
    assert page.model.index(0, LEFT).data(TONE) == "secondary"


def test_names_are_masked(shown: Shown, desk: Desk, staffed: Staffed) -> None:
    staffed.registered(complainant_name="𬭊䶮")

    page = shown(desk)

    assert column(page, CUSTOMER) == ["𬭊*"]


@pytest.mark.parametrize(
    ("answered", "part"),
    [(False, "follow-up"), (True, "story")],
    ids=["first reply", "settlement"],
)
def test_enter_opens_the_case_where_the_row_is_seen_to(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot, answered: bool, part: str
) -> None:
    case = staffed.registered(level=1)  # one working day is over before the law's seven
    if answered:
        contact = e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电客户")
        staffed.write("clerk", case.case_id, contact)
    page = shown(desk)
    page.list.choose(0)

    with qtbot.waitSignal(changes.case_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert asked.args == [case.case_id, part]


def test_one_key_begins_to_tell_the_customer(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered()
    page = shown(desk)
    page.list.choose(0)

    with qtbot.waitSignal(changes.act_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_T)

    assert asked.args == [case.case_id, "tell", ""]


def test_one_key_presses_a_work_order_and_the_words_stay_in_its_history(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    case = staffed.registered()
    order = e.OrderOpened(
        order_id="", task="find", department="sorting", person_id="", contact_id="", urgent=False, due_at="", words="查"
    )
    life.open_order(desk, case.case_id, order, NOW + timedelta(minutes=10))
    page = shown(desk)
    page.list.choose(0)
    assert column(page, TASK)[0] == "Work order: Sorting"
    monkeypatch.setattr(ask, "ask_reason", lambda *_about: "催了分拣主管，答应一小时内回。")

    with qtbot.waitSignal(changes.case_changed):
        QTest.keyClick(page.list, Qt.Key.Key_P)

    (kept,) = cases.read_case(desk, case.case_id).life.orders.values()
    assert [body.words for _header, body in kept.steps if isinstance(body, e.OrderReminded)] == [
        "催了分拣主管，答应一小时内回。"
    ]


def test_whoever_looks_after_a_case_chases_an_order_that_lies_with_somebody_else(
    shown: Shown, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, e.CustomerContacted("phone", "progress", reached=True, words="在查"))
    order = e.OrderOpened("", "find", "sorting", "junior", "", urgent=False, due_at="", words="查")
    life.open_order(desk, case.case_id, order, NOW + timedelta(hours=4))
    page = shown(desk)
    assert "Work order: Sorting" not in column(page, TASK)

    clock.advance(hours=5)
    page.opened()

    assert column(page, TASK)[0] == "Work order: Sorting"
    assert (column(page, LEFT)[0], column(page, WHOSE)[0]) == ("Overdue 60 min", "某supervisor")
    page.list.choose(0)
    assert page.right_panel is not None
    card = page.right_panel.findChild(QWidget, "task_card")
    assert card is not None
    assert next(button.text() for button in card.findChildren(QPushButton)).startswith("Chase")


def test_a_customer_who_declines_leaves_a_row_that_leads_to_the_proposal(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.proposed()
    staffed.write("supervisor", case.case_id, a_decision(case))
    declined = e.CustomerContacted("phone", "outcome", reached=True, words="嫌少", answer="declines")
    staffed.write("clerk", case.case_id, declined)

    page = shown(desk)
    assert column(page, TASK) == ["Offer another remedy"]
    page.list.choose(0)

    with qtbot.waitSignal(changes.case_requested) as asked:
        QTest.keyClick(page.list, Qt.Key.Key_A)
    assert asked.args == [case.case_id, "proposal"]


def test_the_waybill_is_grouped_and_gives_way_last_of_the_lesser_columns(
    shown: Shown, desk: Desk, staffed: Staffed
) -> None:
    staffed.registered(waybill="SF1385628716739")
    page = shown(desk)

    assert column(page, WAYBILL) == ["SF13 8562 8716 739"]
    # What lateness costs stands in the card beside the list as well.
    for width, hidden in ((1200, []), (926, [COST]), (700, [TYPE, WHOSE, COST]), (600, [WAYBILL, TYPE, WHOSE, COST])):
        page.list.resize(width, 400)
        assert [place for place in range(8) if page.list.isColumnHidden(place)] == hidden


def test_a_proposal_waits_in_the_supervisors_list_and_opens_the_approvals(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    mine = staffed.registered()
    proposed = staffed.proposed()
    page = shown(desk)
    assert "Decide on the proposal" not in column(page, TASK)

    above = shown(desk.seat(staffed.signers["supervisor"]))
    assert column(above, CASE) == [proposed.number]
    assert column(above, TASK) == ["Decide on the proposal"]
    choose_list(above, "everybody")
    assert {mine.number, proposed.number} == set(column(above, CASE))
    choose_list(above, "mine")
    above.list.choose(0)
    with qtbot.waitSignal(changes.decision_requested) as asked:
        QTest.keyClick(above.list, Qt.Key.Key_Return)
    assert asked.args == [proposed.case_id]


def test_an_auditor_sees_everything_and_no_key_acts(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes
) -> None:
    case = staffed.registered()
    acted: list[str] = []
    changes.act_requested.connect(lambda *_what: acted.append("acted"))

    page = shown(desk.seat(staffed.signers["auditor"]))
    page.list.choose(0)
    QTest.keyClick(page.list, Qt.Key.Key_T)

    assert column(page, CASE) == [case.number]
    assert acted == []


def test_a_thing_done_goes_from_the_list_and_the_next_one_is_in_focus(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes
) -> None:
    first, second = staffed.registered(), staffed.registered()
    page = shown(desk)
    page.list.choose(page.model.position_of(lambda row: row.case_id == first.case_id))
    staffed.write("clerk", first.case_id, e.CaseMerged(into=second.case_id, reason="同一件"))

    changes.case_changed.emit(first.case_id)

    assert column(page, CASE) == [second.number]
    here = page.list.current_row()
    assert here is not None
    assert here.case_id == second.case_id


def test_an_empty_desk_says_what_to_do(shown: Shown, desk: Desk, changes: Changes, qtbot: QtBot) -> None:
    page = shown(desk)

    assert page.model.rowCount() == 0
    assert page.grab().toImage().isNull() is False


def test_drafts_lie_beside_the_list_and_go_on_at_a_click(
    shown: Shown, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    intake.save_draft(desk, intake.Draft("d1", Intake(complainant_name="张三")))
    page = shown(desk)
    assert page.right_panel is not None
    go_on = page.right_panel.findChild(QPushButton, "draft_button")
    assert isinstance(go_on, QPushButton)
    assert go_on.accessibleName().startswith("张*")

    with qtbot.waitSignal(changes.draft_requested) as asked:
        go_on.click()

    assert asked.args == ["d1"]


@pytest.mark.parametrize(
    ("known", "lines"),
    [
        ({"complainant_name": "张三", "waybill": "SF1385628716739", "words": "还没到"}, ("张*", "SF13 8562 8716 739")),
        ({"complainant_name": "张三", "words": "还没到，\n很急"}, ("张*", "还没到， 很急")),
        ({"waybill": "SF1385628716739"}, ("Without a name yet", "SF13 8562 8716 739")),
    ],
)
def test_a_draft_tells_its_waybill_or_the_words_and_all_of_its_card_goes_on(
    shown: Shown, desk: Desk, changes: Changes, qtbot: QtBot, known: dict[str, str], lines: tuple[str, ...]
) -> None:
    intake.save_draft(desk, intake.Draft("d1", Intake(**known)))  # type: ignore[arg-type]  # texts all of them
    page = shown(desk)
    assert page.right_panel is not None
    card = page.right_panel.findChild(QPushButton, "draft_button")
    assert isinstance(card, QPushButton)
    assert tuple(label.text() for label in card.findChildren(QLabel))[:2] == lines

    inside = card.rect().adjusted(4, 4, -4, -4)
    assert all(
        label.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents) for label in card.findChildren(QLabel)
    )
    for place in (inside.topLeft(), inside.center(), inside.bottomRight()):
        with qtbot.waitSignal(changes.draft_requested):
            QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=place)
    for pressed in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(changes.draft_requested):
            QTest.keyClick(card, pressed)


def test_holding_the_eye_shows_the_phone_and_records_the_look(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered(phone="13912345678")
    page = shown(desk)
    page.list.choose(0)
    panel = page.right_panel
    assert panel is not None
    qtbot.waitUntil(lambda: "139******78" in texts(panel))
    QApplication.processEvents()  # what was just added becomes visible

    eyes = [eye for eye in panel.findChildren(QWidget) if eye.property("kind") == "eye" and eye.isVisible()]
    QTest.mousePress(eyes[1], Qt.MouseButton.LeftButton)
    assert "13912345678" in texts(panel)
    QTest.mouseRelease(eyes[1], Qt.MouseButton.LeftButton)

    assert "13912345678" not in texts(panel)
    looks = [h.entry.body for h in cases.read_case(desk, case.case_id).history if isinstance(h.entry.body, e.Revealed)]
    assert [look.what for look in looks] == ["phone"]


def test_the_list_keeps_the_rules_of_a_model(
    shown: Shown, desk: Desk, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    staffed.registered()
    page = shown(desk)

    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.opened()

    assert tester.model() is page.model


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


@pytest.mark.parametrize(
    ("left", "tone", "icon"),
    [
        (timedelta(minutes=-1), "danger", "octagon-alert"),
        (timedelta(minutes=14), "warning", "triangle-alert"),
        (timedelta(hours=2), "warning", "triangle-alert"),
        (timedelta(hours=2, minutes=1), "", ""),
        (timedelta(days=3), "", ""),
    ],
)
def test_what_is_near_or_over_has_an_icon_beside_its_words(left: timedelta, tone: str, icon: str) -> None:
    said = due_words((NOW + left).isoformat(), NOW)

    assert (said.tone, said.icon) == (tone, icon)
    assert said.words


def test_what_has_no_time_is_never_overdue() -> None:
    assert is_overdue((NOW - timedelta(seconds=1)).isoformat(), NOW)
    assert not is_overdue("", NOW)


def test_who_sees_to_a_root_cause_records_the_check_from_the_desk_on_its_day(
    shown: Shown, desk: Desk, staffed: Staffed, clock: FrozenClock
) -> None:
    card = e.CauseOpened(
        cause_id="c1", trace=("courier", "007"), cases=(), cause="Signed first.", countermeasure="Ring before signing.",
        check_on="2026-03-03", owner="clerk",
    )  # fmt: skip
    staffed.write("supervisor", "", card)
    page = shown(desk)
    assert not sees(page, "check_today")
    clock.advance(days=1)
    page.opened()
    assert sees(page, "check_today")
    banner = found(page, "check_today", QWidget)
    assert any("Courier: 007: Ring before signing." in label.text() for label in banner.findChildren(QLabel))

    press(page, "check_today_button")
    press(page.right_panel, "better")
    found(page.right_panel, "words", QPlainTextEdit).setPlainText("None this month.")
    press(page.right_panel, "check_cause_button")

    cause = staffed.office.people.branch.causes["c1"]
    assert [(check.result, check.words) for _time, check in cause.checks] == [("better", "None this month.")]
    assert not sees(page, "check_today")
