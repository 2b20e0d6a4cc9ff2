"""Paying and carrying out what was approved, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.ui.cases.next_step import next_step
from tests.factories import a_decision, a_proposal
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import AMOUNT, alt, approved, bodies, case_of, choose, save, say, sheet, tell, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.cases.page import CasesPage
    from tests.factories import Staffed


def test_a_lost_parcel_goes_from_approval_to_the_end_by_keys(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)

    tell(page, "We pay 3421 yuan.", "accepts")
    assert next_step(case_of(staffed, case)).act == "pay"

    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    assert shown(pay, "amount", QLineEdit).text() == "3,421.00"
    assert shown(pay, "payee", QLineEdit).text() == case.intake.complainant_name
    choose(pay, "method", "bank transfer")
    write(pay, "reference", "TR-20260302-7")
    QTest.keyClick(shown(pay, "reference", QLineEdit), Qt.Key.Key_Return)
    paid = case_of(staffed, case)
    assert [body.amount_fen for _header, body in paid.life.payments] == [AMOUNT]
    assert next_step(paid).act == "carry-out"

    alt(page, Qt.Key.Key_D)
    say(sheet(page, "carry-out"), "words", "Apologised by phone.")
    save(page, "carry-out")
    assert case_of(staffed, case).status is Status.DONE

    alt(page, Qt.Key.Key_S)
    press(sheet(page, "satisfaction"), "4")
    save(page, "satisfaction")
    assert shown(page, "close_button", QPushButton).hasFocus(), "the next step has the keyboard"

    QTest.keyClick(shown(page, "close_button", QPushButton), Qt.Key.Key_Return)
    say(sheet(page, "close"), "words", "Paid as approved, customer content.")
    save(page, "close")

    closed = case_of(staffed, case)
    assert closed.status is Status.CLOSED
    assert isinstance(closed.life.ending, tuple)
    assert isinstance(closed.life.ending[1], e.CaseClosed)
    assert closed.life.ending[1].outcome == "settled"
    assert bodies(closed) == [
        "customer-contacted", "payment-made", "remedy-done", "satisfaction-asked", "case-closed",
    ]  # fmt: skip
    assert shown(page, "reopen_button", QPushButton).isEnabled()
    assert not shown(page, "pay_button", QPushButton).isEnabled()


def test_seeing_the_payee_in_full_is_recorded_as_a_look(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)

    press(page, "pay_button")

    looks = [line.entry.body for line in case_of(staffed, case).history if isinstance(line.entry.body, e.Revealed)]
    assert [look.what for look in looks] == ["name"]


def test_money_to_somebody_else_needs_the_reason_at_its_own_field(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    choose(pay, "method", "cash")
    assert not sees(pay, "payee_reason")
    write(pay, "payee", "Wang Xiaoming")

    save(page, "pay")
    assert case_of(staffed, case).life.payments == []
    say(pay, "payee_reason", "Son of the customer, with a letter.")
    save(page, "pay")

    assert [body.payee for _header, body in case_of(staffed, case).life.payments] == ["Wang Xiaoming"]


def test_more_than_was_approved_is_refused_and_says_how_much_is_left(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    choose(pay, "method", "cash")
    write(pay, "amount", "4000")

    save(page, "pay")

    assert "¥3,421.00" in shown(pay, "step_trouble", QWidget).findChildren(QLabel)[-1].text()
    assert shown(pay, "amount", QLineEdit).text() == "4,000.00", "what was typed stays"
    assert case_of(staffed, case).life.payments == []


def test_goods_found_after_payment_ask_for_the_wish_and_then_for_the_money_back(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed, remedies=("compensate",))
    paid = e.PaymentMade(
        proposal=case.proposal.digest if case.proposal else "",
        amount_fen=AMOUNT,
        method="cash",
        payee=case.intake.complainant_name,
        payee_reason="",
        reference="",
        paid_on="2026-03-02",
    )
    staffed.write(
        "clerk",
        case.case_id,
        paid,
        e.CustomerContacted(way="phone", about="outcome", reached=True, words="Told.", answer="accepts"),
        e.CaseClosed(outcome="settled", words="Paid."),
    )
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_G)
    found = sheet(page, "found")
    assert "¥3,421.00" in texts(found)
    write(found, "where", "Belt 7")
    say(found, "words", "Intact.")
    save(page, "found")
    assert next_step(case_of(staffed, case)).act == "found"
    press(page, "open_found_button")
    choose(sheet(page, "found"), "wish", "wants the goods")
    say(sheet(page, "found"), "words", "Brings the money back tomorrow.")
    save(page, "found")

    after = case_of(staffed, case)
    assert [(body.where, body.wish) for _h, body in after.life.found] == [("Belt 7", "open"), ("Belt 7", "goods")]
    assert "¥3,421.00 that was paid comes back" in texts(page)


def test_paying_on_a_proposal_somebody_replaced_meanwhile_is_refused_calmly(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "cash")
    staffed.write("supervisor", case.case_id, a_proposal(case_of(staffed, case), AMOUNT, AMOUNT))
    replaced = case_of(staffed, case)
    staffed.write("manager", case.case_id, a_decision(replaced))

    save(page, "pay")

    after = case_of(staffed, case)
    assert after.is_approved, "the new proposal is approved, and yet nobody has seen it here"
    assert after.life.payments == []
    assert "has changed since" in texts(sheet(page, "pay"))
    press(page, "begin_again_button")
    choose(sheet(page, "pay"), "method", "cash")
    save(page, "pay")
    assert after.proposal is not None
    assert [body.proposal for _header, body in case_of(staffed, case).life.payments] == [after.proposal.digest]


def test_paying_after_the_approval_fell_away_says_so_and_leads_to_the_proposal(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "cash")
    staffed.write("clerk", case.case_id, a_proposal(case_of(staffed, case), AMOUNT, AMOUNT))

    save(page, "pay")
    press(page, "begin_again_button")

    assert case_of(staffed, case).life.payments == []
    assert not sees(page, "pay_sheet")
    assert "Nothing is carried out that has not been approved" in texts(page._view.follow_up)
    assert next_step(case_of(staffed, case)).part == "proposal"
