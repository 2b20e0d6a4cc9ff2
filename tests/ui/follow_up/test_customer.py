"""Talking to the customer, waiting for them, explaining what does not stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import Channel
from desktop.ui.cases.next_step import next_step
from tests.ui.driving import press, sees, shown
from tests.ui.follow_up.hands import alt, approved, bodies, case_of, choose, lines_of, save, say, sheet, tell, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.cases.page import CasesPage
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


def test_a_wait_begins_and_ends_and_our_own_promises_stand_still_meanwhile(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_W)
    choose(sheet(page, "wait"), "reason", "evidence")
    say(sheet(page, "wait"), "words", "Photos tonight.")
    save(page, "wait")

    seen = texts(page)
    assert "Waiting for the customer since 2 Mar 2026 09:00 (evidence from the customer): Photos tonight." in seen
    assert "Settlement: stands still while we wait" in seen
    # Nobody has been spoken to yet, so nothing was agreed that could stop the first reply.
    assert "stands still" not in texts(shown(page, "promise_first-reply", QWidget))
    statutory = shown(page, "promise_complaint-reply", QWidget)
    assert "stands still" not in texts(statutory)
    assert "7" in statutory.toolTip(), "it explains itself"
    assert next_step(case_of(staffed, case)).act == "end-wait"

    clock.advance(hours=2)
    alt(page, Qt.Key.Key_W)
    say(sheet(page, "end-wait"), "words", "Photos came.")
    save(page, "end-wait")

    assert case_of(staffed, case).life.waiting is None
    assert bodies(case_of(staffed, case)) == ["wait-began", "wait-ended"]
    assert "Waiting no longer: Photos came." in texts(page)


def test_a_customer_who_does_not_accept_gets_another_proposal(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)

    tell(page, "We pay 3421 yuan.", "declines")

    assert next_step(case_of(staffed, case)).part == "proposal"
    assert shown(page, "next_step_button", QPushButton).hasFocus(), "the way there has the keyboard"
    assert sees(page, "another_proposal_button")


def test_who_asks_for_money_and_has_no_ground_gets_a_decision_and_not_a_clerks_word(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_T)
    choose(sheet(page, "tell"), "about", "Outcome")
    say(sheet(page, "tell"), "words", "We pay nothing.")
    save(page, "tell")
    assert case_of(staffed, case).life.contacts == []
    assert "nobody has decided yet" in texts(sheet(page, "tell"))

    finding = e.FindingRecorded(stands="no", responsible="sender", account="Packed without padding.")
    staffed.write("clerk", case.case_id, finding)

    assert next_step(case_of(staffed, case)).part == "proposal"


def test_a_complaint_that_does_not_stand_is_explained_then_closed_as_such(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered(asks=())
    finding = e.FindingRecorded(stands="no", responsible="sender", account="Packed without padding.")
    staffed.write("clerk", case.case_id, finding)
    page = open_page("clerk", case)
    assert next_step(case_of(staffed, case)).act == "tell"

    tell(page, "Explained with photos.")
    alt(page, Qt.Key.Key_S)
    press(sheet(page, "satisfaction"), "0")
    save(page, "satisfaction")
    alt(page, Qt.Key.Key_E)
    assert shown(sheet(page, "close"), "outcome", QComboBox).currentText().startswith("Explained")
    say(sheet(page, "close"), "words", "Explained.")
    save(page, "close")

    closed = case_of(staffed, case)
    assert closed.status is Status.CLOSED
    assert closed.life.satisfaction is not None
    assert closed.life.satisfaction[1].score == 0


def test_what_a_customer_declines_is_paid_with_a_reason_and_ends_as_not_accepted(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed, remedies=("compensate",))
    page = open_page("clerk", case)
    tell(page, "We pay 3421 yuan.", "declines")
    assert "To be paid" not in texts(page)
    assert "is approved; the customer does not accept it" in texts(page)

    press(page, "open_pay_button")
    choose(sheet(page, "pay"), "method", "cash")
    save(page, "pay")
    assert case_of(staffed, case).life.payments == []
    say(sheet(page, "pay"), "despite", "Nobody disputes this part.")
    save(page, "pay")

    assert [body.despite for _header, body in case_of(staffed, case).life.payments] == ["Nobody disputes this part."]
    assert "paid although the customer declines: Nobody disputes this part." in texts(page)
    alt(page, Qt.Key.Key_E)
    closing = sheet(page, "close")
    assert shown(closing, "outcome", QComboBox).currentText() == "Not accepted by the customer"
    choose(closing, "outcome", "Settled")
    assert "the customer's yes to the outcome" in texts(closing)
    QTest.keyClick(shown(closing, "outcome", QComboBox), Qt.Key.Key_Down)
    assert shown(closing, "outcome", QComboBox).currentText() == "Not accepted by the customer"
    say(closing, "words", "Explained twice.")
    save(page, "close")
    assert case_of(staffed, case).status is Status.CLOSED


def test_only_a_matter_of_the_authority_offers_the_answer_to_it(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    page = open_page("clerk", staffed.registered(channel=Channel.REGULATOR))
    alt(page, Qt.Key.Key_T)
    answer = sheet(page, "tell")
    choose(answer, "about", "Answer to the authority (12305)")
    assert not sees(answer, "reached"), "no customer is to be reached"
    say(answer, "words", "Sent on the platform.")
    save(page, "tell")

    assert not sees(page, "promise_appeal")
    assert sees(page, "promise_first-reply"), "the customer still waits"
    other = open_page("clerk", staffed.registered())
    alt(other, Qt.Key.Key_T)
    assert not any("authority" in line for line in lines_of(shown(sheet(other, "tell"), "about", QComboBox)))
