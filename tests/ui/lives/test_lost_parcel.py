"""A lost parcel: looked for, found to be lost, paid for, closed; taken up again once it turned up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from desktop.actions.due import promises_of
from desktop.domain.case import Status
from desktop.domain.promises import Promise
from tests.factories import YUAN
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import alt, choose, save, say, sheet, tell, texts
from tests.ui.lives.hands import begin, decide, go_to, history_of, in_order, next_words, only_case, pick, save_new, send

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
    from desktop.ui.cases.page import CasesPage
    from desktop.ui.intake.page import IntakePage
    from tests.conftest import FrozenClock


def take_in(page: IntakePage, desk: Desk, qtbot: QtBot) -> Case:
    """Take in a parcel that never came: worth 9,500 yuan, insured for 3,000, postage 421; read back to the customer."""
    begin(page, "It never came. I want it found or paid.", "loss")
    pick(page, "asks", "find", "compensate")
    press(page, "read_back")
    write(page, "posted_on", "2026-02-20")
    write(page, "promised_by", "2026-02-23")
    pick(page, "insured", "True")
    for name, amount in (("declared_value", "3000"), ("premium", "15"), ("freight", "421"), ("actual_value", "9500")):
        write(page, name, amount)
    choose(page, "value_proof", "Invoice")
    return save_new(desk, qtbot)


def look_for_it(page: CasesPage, clock: FrozenClock) -> None:
    """Reply, ask two departments at once, hand one order on with its reason, and hear from both."""
    tell(page, "We look for it today and call back.")
    for task, words in (("Find", "Last scan in the hall on 20 Feb."), ("Look at the video", "Night of 20 Feb.")):
        alt(page, Qt.Key.Key_N)
        choose(sheet(page, "order"), "task", task)
        say(sheet(page, "order"), "words", words)
        save(page, "order")
        clock.advance(minutes=10)
    press_first(page, "hand-over_button")
    choose(sheet(page, "hand-over"), "receiver", "Transport")
    say(sheet(page, "hand-over"), "reason", "Left the hall; look in the vans.")
    save(page, "hand-over")
    for words in ("Not in the vans.", "Nobody took it off the belt."):
        clock.advance(minutes=10)
        press_first(page, "answer_button")
        say(sheet(page, "answer"), "words", words)
        save(page, "answer")


def press_first(page: CasesPage, name: str) -> None:
    """Click a button of the first order that is open."""
    first = next(button for button in page.findChildren(QPushButton, name) if button.isVisible())
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)


def find_and_assess(page: CasesPage) -> None:
    go_to(page, "story")
    pick(page, "stands", "yes")
    choose(page, "responsible", "Transport")
    say(page, "account", "Left in a van on 20 Feb and was never seen again.")
    press(page, "record_finding_button")
    go_to(page, "assessment")
    choose(page, "terms", "Plain")
    press(page, "keep_button")


def settle(page: CasesPage) -> None:
    """Tell the customer, pay, apologise, ask how content they are, close."""
    tell(page, "We are sorry and pay 3421 yuan.", "accepts")
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "cash")
    save(page, "pay")
    alt(page, Qt.Key.Key_D)
    say(sheet(page, "carry-out"), "words", "Apologised at the counter.")
    save(page, "carry-out")
    alt(page, Qt.Key.Key_S)
    press(sheet(page, "satisfaction"), "4")
    save(page, "satisfaction")
    close(page, "Settled", "Lost and paid.")


def close(page: CasesPage, outcome: str, words: str) -> None:
    alt(page, Qt.Key.Key_E)
    choose(sheet(page, "close"), "outcome", outcome)
    say(sheet(page, "close"), "words", words)
    save(page, "close")


def take_up_again(page: CasesPage) -> None:
    """Reopen the case for the parcel that turned up; the customer keeps the money."""
    alt(page, Qt.Key.Key_E)
    say(sheet(page, "reopen"), "reason", "The parcel lay behind a seat in van 3.")
    save(page, "reopen")
    alt(page, Qt.Key.Key_G)
    write(sheet(page, "found"), "where", "Van 3")
    choose(sheet(page, "found"), "wish", "keeps the money")
    say(sheet(page, "found"), "words", "Intact; bought another one meanwhile.")
    save(page, "found")


def test_a_lost_parcel_is_looked_for_paid_closed_and_taken_up_again_when_it_turns_up(
    intake_page: IntakePage,
    open_case: Callable[..., CasesPage],
    page_for: Callable[[str], ApprovalPage],
    desk_of: Callable[[str], Desk],
    clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    desk = desk_of("clerk")
    case = take_in(intake_page, desk, qtbot)
    assert case.intake.read_back
    page = open_case("clerk", case, "follow-up")

    look_for_it(page, clock)
    assert Promise.FIRST_REPLY not in promises_of(desk, only_case(desk))
    close(page, "Answered on the spot", "Nothing found.")
    assert "Still missing: another outcome" in texts(sheet(page, "close")), "money is asked for"
    assert only_case(desk).status is Status.REGISTERED
    find_and_assess(page)
    # The value of the goods is 9,500, the insured value 3,000: the lower one, and the fee of 421 for a lost parcel.
    assert shown(page, "payable_amount", QLabel).text() == "¥3,421.00"
    send(page, "Lost in our van.", "compensate", "apologise")
    clock.advance(hours=1)
    decide(page_for("supervisor"), "approve_button", "Nobody disputes it.")
    page = open_case("clerk", case, "follow-up")
    settle(page)
    closed = only_case(desk)
    assert (closed.status, promises_of(desk, closed)) == (Status.CLOSED, {})

    clock.advance(days=3)
    take_up_again(page)
    clock.advance(minutes=5)
    assert only_case(desk).status is not Status.CLOSED
    close(page, "The goods were found", "Customer keeps the money.")
    assert "Still missing: telling the customer the outcome" in texts(sheet(page, "close")), "they knew another one"
    press(page, "missing_outcome-told_button")
    say(sheet(page, "tell"), "words", "You keep the money; the parcel stays with us.")
    save(page, "tell")
    assert shown(sheet(page, "close"), "outcome", QComboBox).currentText() == "The goods were found", "the form waited"
    save(page, "close")

    again = only_case(desk)
    assert (again.status, promises_of(desk, again)) == (Status.CLOSED, {})
    assert [body.amount_fen for _header, body in again.life.payments] == [3421 * YUAN]
    assert not sees(page, "close_sheet")
    assert next_words(page).startswith("Next: The case is closed.")
    assert in_order(
        history_of(page),
        "read back to the customer, who confirmed it",
        "We look for it today and call back.",
        "Last scan in the hall on 20 Feb.",
        "Night of 20 Feb.",
        "Left the hall; look in the vans.",
        "Not in the vans.",
        "Nobody took it off the belt.",
        "Left in a van on 20 Feb",
        "¥3,421.00",
        "Proposed: ¥3,421.00",
        "Approved: Nobody disputes it.",
        "The customer accepts.",
        "Paid ¥3,421.00",
        "Carried out: Apologise.",
        "Asked whether satisfied: 4 of 5.",
        "Closed: Settled. Lost and paid.",
        "The parcel lay behind a seat in van 3.",
        "Goods found at Van 3",
        "You keep the money; the parcel stays with us.",
        "Closed: The goods were found. Customer keeps the money.",
    )
