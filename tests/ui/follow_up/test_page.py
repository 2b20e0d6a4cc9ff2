"""The page itself: what is typed stays, why a button is shut, long histories, the way here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QTabWidget, QWidget

from desktop import i18n
from desktop.actions import life
from desktop.domain import entries as e
from desktop.storage import journal
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from tests.ui.driving import press, sees, shown, to_front
from tests.ui.follow_up.hands import alt, approved, bodies, case_of, choose, save, say, sheet, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


def test_what_is_typed_stays_while_looking_at_another_part_and_after_esc(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half a sente")

    page._view.show_part("assessment")
    page._view.show_part("follow-up")
    edit = shown(sheet(page, "tell"), "words", QPlainTextEdit)
    assert edit.toPlainText() == "Half a sente"
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not sees(page, "tell_sheet")
    assert shown(page, "tell_button", QPushButton).hasFocus()
    alt(page, Qt.Key.Key_N)
    alt(page, Qt.Key.Key_T)

    assert shown(sheet(page, "tell"), "words", QPlainTextEdit).toPlainText() == "Half a sente"


def test_an_auditor_sees_why_nothing_can_be_done(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = approved(staffed)
    page = open_page("auditor", case)

    for key in ("tell", "order", "pay", "close", "assign"):
        button = shown(page, f"{key}_button", QPushButton)
        assert not button.isEnabled(), key
        assert "auditor" in button.toolTip().lower(), key
    alt(page, Qt.Key.Key_T)

    assert not sees(page, "tell_sheet")
    assert "auditor" in texts(page._view.follow_up).lower(), "the key says why too"


def test_go_there_opens_the_form_of_the_next_step(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = approved(staffed)
    staffed.write(
        "clerk",
        case.case_id,
        e.CustomerContacted(way="phone", about="outcome", reached=True, words="Told.", answer="accepts"),
    )
    page = open_page("clerk", case, "story")

    press(page, "next_step_button")

    tabs = page.findChild(QTabWidget, "case_tabs")
    assert isinstance(tabs, QTabWidget)
    assert tabs.currentWidget().isAncestorOf(page._view.follow_up)
    assert sees(page, "pay_sheet")


def test_a_case_with_two_hundred_entries_shows_the_newest_fifteen(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    calls = [e.CustomerContacted("phone", "progress", True, f"call {number}") for number in range(200)]
    staffed.write("clerk", case.case_id, *calls)

    page = open_page("clerk", case)

    seen = texts(page._view.follow_up)
    assert "call 199" in seen
    assert "call 185" in seen
    assert "call 184" not in seen
    assert "185 earlier ones" in seen


def test_a_step_saved_off_the_main_thread_leaves_alone_what_is_begun_meanwhile(
    staffed: Staffed, desk_of: Callable[[str], Desk], background: Background, qtbot: QtBot
) -> None:
    i18n.set_language("en")
    case = staffed.registered()
    page = CasesPage(desk_of("clerk"), background, Changes())
    qtbot.addWidget(page)
    page.resize(1294, 716)
    page.show()
    to_front(page, qtbot)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "tell_button"))
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We look into it.")

    save(page, "tell")
    alt(page, Qt.Key.Key_N)
    say(sheet(page, "order"), "words", "Search belt 7.")

    qtbot.waitUntil(lambda: "We look into it." in texts(page._view.follow_up))
    assert bodies(case_of(staffed, case)) == ["customer-contacted"]
    assert shown(sheet(page, "order"), "words", QPlainTextEdit).toPlainText() == "Search belt 7."
    alt(page, Qt.Key.Key_T)
    assert shown(sheet(page, "tell"), "words", QPlainTextEdit).toPlainText() == "", (
        "what was saved is not offered again"
    )


def test_an_order_answered_by_somebody_else_meanwhile_is_said_and_let_go(
    staffed: Staffed, open_page: Callable[..., CasesPage], desk_of: Callable[[str], Desk], clock: FrozenClock
) -> None:
    case = staffed.registered()
    order = e.OrderOpened("", "find", "sorting", "", "", False, "", "Please look.")
    made = life.open_order(desk_of("clerk"), case.case_id, order, clock.now() + timedelta(hours=2))
    order_id = made.life.open_orders[0].order_id
    page = open_page("clerk", case)
    press(page, "hand-over_button")
    choose(sheet(page, "hand-over"), "receiver", "Transport")
    say(sheet(page, "hand-over"), "reason", "It was loaded.")
    life.take_step(desk_of("supervisor"), case.case_id, e.OrderAnswered(order_id, "Found.", done=True))

    save(page, "hand-over")

    assert "done or withdrawn already" in texts(sheet(page, "hand-over"))
    assert bodies(case_of(staffed, case)) == ["order-opened", "order-answered"]
    press(page, "leave_step_button")
    assert not sees(page, "hand-over_sheet")
    assert not sees(page, "order_card")
    press(page, "go_on_hand-over_button")
    assert shown(sheet(page, "hand-over"), "reason", QPlainTextEdit).toPlainText() == "It was loaded.", (
        "words that can go nowhere are not lost"
    )
    assert "done or withdrawn already" in texts(page)


def test_of_many_work_orders_those_due_first_are_in_sight_and_the_others_a_key_away(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    case = staffed.registered()
    due = [clock.now() + timedelta(hours=number) for number in range(30, 0, -1)]
    orders = [
        e.OrderOpened(f"o{number}", "find", "sorting", "", "", False, journal.stamp(at), f"belt {number}.")
        for number, at in enumerate(due)
    ]
    staffed.write("clerk", case.case_id, *orders)
    page = open_page("clerk", case)

    assert len([card for card in page.findChildren(QWidget, "order_card") if card.isVisible()]) == 8
    assert "belt 29." in texts(page)  # due in an hour
    assert "belt 0." not in texts(page)
    more = shown(page, "more_orders_button", QPushButton)
    assert more.text() == "22 more work orders, due later"
    more.setFocus()
    QTest.keyClick(more, Qt.Key.Key_Space)

    assert "belt 0." in texts(page)
    assert not sees(page, "more_orders_button")
