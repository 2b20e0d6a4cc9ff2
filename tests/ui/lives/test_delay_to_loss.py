"""A parcel that is late, is looked for, is lost, and is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop.actions.due import promises_of
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.domain.promises import Promise
from tests.factories import YUAN
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import alt, choose, save, say, sheet, tell
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
    """Take in a parcel that is two days late: worth 9,500 yuan, insured for 3,000, postage 421."""
    begin(page, "It should have come on Saturday and nobody knows where it is.", "delay")
    pick(page, "asks", "find")
    write(page, "posted_on", "2026-02-20")
    write(page, "promised_by", "2026-02-28")
    pick(page, "insured", "True")
    for name, amount in (("declared_value", "3000"), ("premium", "15"), ("freight", "421"), ("actual_value", "9500")):
        write(page, name, amount)
    choose(page, "value_proof", "Invoice")

    return save_new(desk, qtbot)


def look_for_it(page: CasesPage, clock: FrozenClock) -> None:
    """Tell the customer that it is looked for, and hear from the sorting hall that it is not there."""
    assert sees(page, "promise_first-reply")
    tell(page, "We look for it and call back by noon.")
    alt(page, Qt.Key.Key_N)
    choose(sheet(page, "order"), "task", "Find")
    press(sheet(page, "order"), "True")
    say(sheet(page, "order"), "words", "Last scanned here on Friday night.")
    save(page, "order")
    clock.advance(hours=1)
    press(page, "answer_button")
    say(sheet(page, "answer"), "words", "Not found: neither on the belts nor on the video.")
    save(page, "answer")


def turn_into_a_loss(page: CasesPage) -> None:
    go_to(page, "story")
    press(page, "correct_button")
    pick(page, "types", "delay", "loss")
    pick(page, "asks", "find", "compensate")
    write(page, "reason_edit", "Not found anywhere: lost, not late.")
    press(page, "save_correction_button")


def find_and_assess(page: CasesPage) -> None:
    pick(page, "stands", "yes")
    choose(page, "responsible", "Sorting")
    say(page, "account", "Fell off the belt on Friday night and was never seen again.")
    press(page, "record_finding_button")
    go_to(page, "assessment")
    choose(page, "terms", "Plain")
    press(page, "keep_button")


def settle(page: CasesPage) -> None:
    """Tell the customer, pay, apologise, ask how content they are, close."""
    tell(page, "We are sorry and pay 3421 yuan.", "accepts")
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "bank")
    write(sheet(page, "pay"), "reference", "TR-20260302-7")
    save(page, "pay")
    alt(page, Qt.Key.Key_D)
    say(sheet(page, "carry-out"), "words", "Apologised by phone.")
    save(page, "carry-out")
    alt(page, Qt.Key.Key_S)
    press(sheet(page, "satisfaction"), "4")
    save(page, "satisfaction")
    alt(page, Qt.Key.Key_E)
    say(sheet(page, "close"), "words", "Lost, paid, customer content.")
    save(page, "close")


def test_a_delay_that_turns_into_a_loss_is_paid_and_closed(
    intake_page: IntakePage,
    open_case: Callable[..., CasesPage],
    page_for: Callable[[str], ApprovalPage],
    desk_of: Callable[[str], Desk],
    clock: FrozenClock,
    qtbot: QtBot,
) -> None:
    desk = desk_of("clerk")
    case = take_in(intake_page, desk, qtbot)
    assert case.intake.types == (ComplaintType.DELAY,)
    assert Promise.FIRST_REPLY in promises_of(desk, case)
    page = open_case("clerk", case, "follow-up")

    look_for_it(page, clock)
    assert not sees(page, "promise_first-reply"), "the customer was spoken to"
    turn_into_a_loss(page)
    assert only_case(desk).intake.types == (ComplaintType.LOSS,)
    find_and_assess(page)
    # Goods: the lower of 9,500 and 3,000; beside it the fee of 421, waived for every loss by GB/T 27917.3.
    assert shown(page, "payable_amount", QLabel).text() == "¥3,421.00"
    send(page, "Lost in our hall.", "compensate", "apologise")
    assert only_case(desk).status is Status.PROPOSED
    clock.advance(hours=1)
    decide(page_for("supervisor"), "approve_button", "Nobody disputes it.")
    page = open_case("clerk", case, "follow-up")
    assert sees(page, "promise_claim-payment")
    assert not sees(page, "promise_settlement"), "a solution is decided"
    settle(page)

    closed = only_case(desk)
    assert closed.status is Status.CLOSED
    assert [body.amount_fen for _header, body in closed.life.payments] == [3421 * YUAN]
    assert promises_of(desk, closed) == {}
    assert next_words(page).startswith("Next: The case is closed.")
    assert in_order(
        history_of(page),
        "Taken in as",
        "We look for it and call back by noon.",
        "Last scanned here on Friday night.",
        "Not found: neither on the belts nor on the video.",
        "Not found anywhere: lost, not late.",
        "Fell off the belt",
        "¥3,421.00",
        "Proposed: ¥3,421.00",
        "Approved: Nobody disputes it.",
        "The customer accepts.",
        "¥3,421.00",
        "Carried out: Apologise.",
        "Asked whether satisfied: 4 of 5.",
        "Closed: Settled. Lost, paid, customer content.",
    )
