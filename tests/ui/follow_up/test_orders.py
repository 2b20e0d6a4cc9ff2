"""Work orders: whom they go to and by when, handing over, pressing, escalating, answering."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.people import Role
from desktop.ui.follow_up.moment_field import read_moment
from desktop.ui.typed import Unreadable
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import alt, bodies, case_of, choose, lines_of, save, say, sheet, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.ui.cases.page import CasesPage
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Beijing


def test_a_work_order_is_handed_over_twice_pressed_escalated_and_answered(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    choose(order, "task", "Find the parcel")
    assert shown(order, "receiver", QComboBox).currentText() == "Sorting", "where it usually goes"
    press(order, "True")
    # Monday 09:00, open 09:00 to 18:00: two opening hours later.
    assert shown(order, "due", QLineEdit).text() == "2026-03-02 11:00"
    say(order, "words", "Look at last night's video.")
    save(page, "order")

    for receiver, why in (("Transport", "It was loaded."), ("Transfer centre", "It never arrived.")):
        press(page, "hand-over_button")
        choose(sheet(page, "hand-over"), "receiver", receiver)
        say(sheet(page, "hand-over"), "reason", why)
        save(page, "hand-over")
    clock.advance(hours=3)
    # The letter does it while a button of the card has the keyboard.
    answer = shown(page, "answer_button", QPushButton)
    answer.setFocus()
    QTest.keyClick(answer, Qt.Key.Key_P)
    save(page, "press")
    press(page, "escalate_button")
    assert "chased 1 times" in shown(sheet(page, "escalate"), "reason", QPlainTextEdit).toPlainText()
    save(page, "escalate")
    card = texts(shown(page, "order_card", QWidget))
    for sign in ("Transfer centre", "urgent", "chased 1 time", "with the supervisor", "Overdue 60 min"):
        assert sign in card, card
    press(page, "answer_button")
    say(sheet(page, "answer"), "words", "Found behind belt 7.")
    save(page, "answer")

    after = case_of(staffed, case)
    assert not after.life.open_orders
    assert bodies(after) == [
        "order-opened", "order-handed-over", "order-handed-over", "order-reminded", "order-escalated", "order-answered",
    ]  # fmt: skip
    reasons = [b.reason for _h, b in next(iter(after.life.orders.values())).steps if isinstance(b, e.OrderHandedOver)]
    assert reasons == ["It was loaded.", "It never arrived."]
    assert not sees(page, "order_card")
    assert "Found behind belt 7." in texts(page)


def test_an_order_that_is_not_urgent_is_due_at_close_of_the_next_working_day(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    clock.advance(days=4)  # Friday 6 March 2026
    page = open_page("clerk", staffed.registered())
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")

    assert shown(order, "due", QLineEdit).text() == "2026-03-09 18:00"
    write(order, "due", "3-8 12:00")
    press(order, "True")

    assert shown(order, "due", QLineEdit).text() == "2026-03-08 12:00", "what a person wrote stays"


def test_everything_wrong_with_an_order_is_marked_at_once_and_nothing_is_written(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    write(order, "due", "3-2 8:00")

    save(page, "order")

    shown_words = texts(order)
    assert shown_words.count("Please choose.") == 2  # task, who
    assert shown_words.count("Please fill this in.") == 1  # what exactly
    assert "This time has gone by already." in shown_words
    assert bodies(case_of(staffed, case)) == []


def test_an_order_for_somebody_here_stands_under_their_department(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    for who, name, role, department in (
        ("junior", "Liu", Role.SUPERVISOR, "delivery"),
        ("clerk", "Wang", Role.CLERK, ""),
    ):
        moved = e.PersonChanged(who, name, role.value, 0, 0, active=True, department=department)
        staffed.write("manager", "", moved)
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    choose(order, "task", "Ask the courier")
    choose(order, "receiver", "Liu")
    assert shown(order, "receiver", QComboBox).currentText() == "Liu (here, Delivery)"
    say(order, "words", "Ask him.")

    save(page, "order")

    opened = case_of(staffed, case).life.open_orders[0]
    assert (opened.department, opened.person_id) == ("delivery", "junior")
    press(page, "hand-over_button")
    choose(sheet(page, "hand-over"), "receiver", "Wang")
    say(sheet(page, "hand-over"), "reason", "On leave.")
    save(page, "hand-over")
    handed = case_of(staffed, case).life.open_orders[0]
    assert (handed.department, handed.person_id) == ("counter", "clerk")


def test_an_order_for_somebody_who_left_meanwhile_says_so_at_the_field(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    choose(order, "task", "Find the parcel")
    junior = next(
        text for text in lines_of(shown(order, "receiver", QComboBox)) if "junior" in text or "某supervisor" in text
    )
    box = shown(order, "receiver", QComboBox)
    box.setCurrentText(junior)
    say(order, "words", "Please look.")
    person = staffed.office.people.at("junior")
    assert person is not None
    gone = e.PersonChanged(
        person_id="junior",
        name=person.name,
        role=Role.SUPERVISOR.value,
        limit_fen=person.limit_fen,
        alone_limit_fen=person.alone_limit_fen,
        active=False,
    )
    staffed.write("manager", "", gone)

    save(page, "order")

    assert "does not work here any more" in texts(order)
    assert bodies(case_of(staffed, case)) == []


def test_an_order_to_a_contact_outside_names_it(
    staffed: Staffed, open_page: Callable[..., CasesPage], desk_of: Callable[[str], Desk]
) -> None:
    kept = e.ContactKept(contact_id="c1", group="centre", name="North Hub", phone="025-80000001")
    staffed.write("supervisor", "", kept)
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    choose(order, "task", "Find the parcel")
    choose(order, "receiver", "North Hub")
    say(order, "words", "Please search.")
    save(page, "order")

    made = case_of(staffed, case).life.open_orders[0]
    assert (made.department, made.contact_id, made.person_id) == ("centre", "c1", "")
    assert "North Hub" in texts(shown(page, "order_card", QWidget))
    answered = life.take_step(
        desk_of("clerk"), case.case_id, e.OrderWithdrawn(order_id=made.order_id, reason="It turned up.")
    )
    assert not answered.life.open_orders


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("18:00", datetime(2026, 3, 2, 10, 0, tzinfo=UTC)),
        ("１８：３０", datetime(2026, 3, 2, 10, 30, tzinfo=UTC)),
        ("tomorrow 12:00", datetime(2026, 3, 3, 4, 0, tzinfo=UTC)),
        ("明天12:00", datetime(2026, 3, 3, 4, 0, tzinfo=UTC)),
        ("3-4", datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
        ("3月4日9:05", datetime(2026, 3, 4, 1, 5, tzinfo=UTC)),
        ("2026-03-05 08:00", datetime(2026, 3, 5, 0, 0, tzinfo=UTC)),
    ],
)
def test_a_moment_reads_as_people_write_it(text: str, expected: datetime | None) -> None:
    assert read_moment(text, NOW, time(18)) == expected


@pytest.mark.parametrize("text", ["soon", "25:00", "3-4 9", "12:60", "2-30 10:00", "x 10:00"])
def test_what_is_no_moment_is_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable):
        read_moment(text, NOW, time(18))
