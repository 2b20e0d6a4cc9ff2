"""Paying and carrying out what was approved, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.money_back import kept_fen, to_come_back
from desktop.domain.payments import left_to_pay
from desktop.ui.cases.next_step import next_step
from tests.factories import YUAN, a_decision, a_proposal
from tests.ui.driving import press, sees, shown, write
from tests.ui.follow_up.hands import AMOUNT, alt, approved, bodies, case_of, choose, save, say, sheet, tell, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
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

    amount = shown(pay, "amount", QLineEdit)
    assert amount.property("invalid"), "the field itself is marked"
    assert "More than was approved. At most ¥3,421.00 may be paid now." in texts(pay)
    assert "Everything needed is filled in." not in texts(pay)
    assert "Please correct what is marked." in texts(pay)
    assert amount.text() == "4,000.00", "what was typed stays"
    assert case_of(staffed, case).life.payments == []


def paid(staffed: Staffed, *, closed: bool = True) -> Case:
    """A lost parcel with everything paid; the customer knows."""
    case = approved(staffed, remedies=("compensate",))
    assert case.proposal is not None
    payment = e.PaymentMade(case.proposal.digest, AMOUNT, "cash", case.intake.complainant_name, "", "", "2026-03-02")
    told = e.CustomerContacted(way="phone", about="outcome", reached=True, words="Told.", answer="accepts")
    staffed.write("clerk", case.case_id, payment, told)
    if closed:
        staffed.write("clerk", case.case_id, e.CaseClosed(outcome="settled", words="Paid."))
    return staffed.office.case(case.case_id)


def test_goods_found_after_payment_ask_for_the_wish_and_then_for_the_money_back(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = paid(staffed)
    page = open_page("clerk", case)
    assert not shown(page, "money-back_button", QPushButton).isEnabled()

    alt(page, Qt.Key.Key_G)
    found = sheet(page, "found")
    assert "¥3,421.00" in texts(found)
    write(found, "where", "Belt 7")
    say(found, "words", "Intact.")
    save(page, "found")
    assert next_step(case_of(staffed, case)).act == "found"
    press(page, "open_found_button")
    choose(sheet(page, "found"), "wish", "wants the goods")
    assert not sees(page, "where"), "where they lay is on record"
    assert "found at Belt 7. Intact." in texts(sheet(page, "found"))
    say(sheet(page, "found"), "words", "Brings the money back tomorrow.")
    save(page, "found")

    after = case_of(staffed, case)
    assert [(body.where, body.wish) for _h, body in after.life.found] == [("Belt 7", "open"), ("Belt 7", "goods")]
    assert "¥3,421.00 that was paid comes back" in texts(page)
    assert next_step(after).act == "money-back"


def test_the_money_comes_back_in_parts_by_keys_alone(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = paid(staffed)
    staffed.write("clerk", case.case_id, e.GoodsFound(where="Belt 7", wish="goods", words="Intact."))
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_B)
    back = sheet(page, "money-back")
    assert shown(back, "amount", QLineEdit).text() == "3,421.00"
    assert shown(back, "payer", QLineEdit).text() == case.intake.complainant_name
    choose(back, "method", "bank transfer")
    write(back, "amount", "421")
    save(page, "money-back")
    assert case_of(staffed, case).life.returned == [], "a transfer has a number"
    write(back, "reference", "BK-7")
    save(page, "money-back")
    assert "¥3,000.00 that was paid comes back" in texts(page)
    assert "¥421.00 came back (bank transfer, 2 Mar 2026) from" in texts(page)

    alt(page, Qt.Key.Key_B)
    choose(sheet(page, "money-back"), "method", "cash")
    write(sheet(page, "money-back"), "amount", "3000.01")
    save(page, "money-back")
    assert "At most ¥3,000.00." in texts(sheet(page, "money-back"))
    write(sheet(page, "money-back"), "amount", "3000")
    save(page, "money-back")

    after = case_of(staffed, case)
    assert [body.amount_fen for _h, body in after.life.returned] == [421 * YUAN, 3000 * YUAN]
    assert kept_fen(after) == 0
    assert after.status is Status.CLOSED
    assert not shown(page, "money-back_button", QPushButton).isEnabled()


def test_a_supervisor_agrees_on_a_part_and_the_rest_stays_with_the_customer(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = paid(staffed)
    page = open_page("supervisor", case)
    alt(page, Qt.Key.Key_G)
    found = sheet(page, "found")
    write(found, "where", "Belt 7")
    choose(found, "wish", "wants the goods")
    press(found, "True")
    write(found, "back", "3500")
    say(found, "words", "One corner is chipped.")
    save(page, "found")
    assert "At most ¥3,421.00." in texts(found)
    write(found, "back", "3000")
    save(page, "found")
    assert case_of(staffed, case).life.found == [], "another amount has a reason"
    write(found, "reason", "The corner costs 421 to mend.")
    save(page, "found")

    after = case_of(staffed, case)
    assert to_come_back(after) == 3000 * YUAN
    assert "¥3,000.00 of it, as agreed" in texts(page)


def test_a_payment_that_was_a_mistake_is_paid_again(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = paid(staffed, closed=False)
    page = open_page("clerk", case)
    assert not shown(page, "pay_button", QPushButton).isEnabled()

    alt(page, Qt.Key.Key_B)
    back = sheet(page, "money-back")
    assert "A payment was a mistake" in shown(back, "cause", QComboBox).currentText()
    assert shown(back, "amount", QLineEdit).text() == "3,421.00"
    choose(back, "method", "bank transfer")
    write(back, "reference", "BK-8")
    save(page, "money-back")
    assert case_of(staffed, case).life.returned == [], "a mistake says what was wrong"
    say(back, "words", "The account was closed; the bank sent it back.")
    save(page, "money-back")

    assert left_to_pay(case_of(staffed, case)) == AMOUNT
    assert next_step(case_of(staffed, case)).act == "pay"
    assert shown(page, "pay_button", QPushButton).isEnabled()


def test_a_case_with_goods_found_closes_only_when_the_money_is_here(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = paid(staffed, closed=False)
    staffed.write("clerk", case.case_id, e.GoodsFound(where="Belt 7", wish="open", words="Intact."))
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_E)
    assert "Still missing: the customer's choice between goods and money" in texts(sheet(page, "close"))
    press(page, "missing_wish_button")
    choose(sheet(page, "found"), "wish", "wants the goods")
    save(page, "found")
    assert case_of(staffed, case).life.found[-1][1].words == "Intact.", "what is on record is not asked again"
    assert "Still missing: the money that is to come back" in texts(sheet(page, "close"))

    press(page, "missing_money-back_button")
    choose(sheet(page, "money-back"), "method", "cash")
    save(page, "money-back")

    assert "Done: the money that is to come back" in texts(sheet(page, "close"))
    assert "Still missing: telling the customer the outcome" in texts(sheet(page, "close")), "they knew another one"
    press(page, "missing_outcome-told_button")
    say(sheet(page, "tell"), "words", "Goods handed over, money received.")
    save(page, "tell")
    assert "Done: telling the customer the outcome" in texts(sheet(page, "close"))
    say(sheet(page, "close"), "words", "Goods handed over, money back.")
    choose(sheet(page, "close"), "outcome", "The goods were found")
    save(page, "close")
    assert case_of(staffed, case).status is Status.CLOSED


def replaced(staffed: Staffed, case: Case, amount: int, remedies: tuple[str, ...], *, decided: bool = True) -> Case:
    """The same case with another proposal in the place of the approved one."""
    proposal = a_proposal(case_of(staffed, case), amount, AMOUNT)
    staffed.write("supervisor", case.case_id, msgspec.structs.replace(proposal, remedies=remedies))
    if decided:
        staffed.write("manager", case.case_id, a_decision(case_of(staffed, case)))
    return case_of(staffed, case)


def test_a_payment_on_a_replaced_proposal_says_what_changed_and_keeps_what_was_typed(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "bank transfer")
    write(sheet(page, "pay"), "reference", "TR-20260302-7")
    now = replaced(staffed, case, 3000 * YUAN, ("compensate", "redeliver"))

    save(page, "pay")

    told = texts(sheet(page, "pay"))
    assert "Amount now ¥3,000.00, before ¥3,421.00." in told
    assert "Remedies now: Compensate, Deliver again; before: Compensate, Apologise." in told
    assert "The new one is approved." in told
    assert case_of(staffed, case).life.payments == []
    press(page, "begin_again_button")
    again = sheet(page, "pay")
    assert shown(again, "reference", QLineEdit).text() == "TR-20260302-7"
    assert shown(again, "method", QComboBox).currentText() == "bank transfer"
    assert shown(again, "amount", QLineEdit).text() == "3,000.00", "the amount nobody typed is the new one"
    save(page, "pay")
    assert now.proposal is not None
    payments = [(body.proposal, body.amount_fen) for _h, body in case_of(staffed, case).life.payments]
    assert payments == [(now.proposal.digest, 3000 * YUAN)]


def test_what_was_typed_waits_until_the_new_proposal_is_approved(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "bank transfer")
    write(sheet(page, "pay"), "reference", "TR-20260302-7")
    replaced(staffed, case, AMOUNT, ("compensate",), decided=False)
    save(page, "pay")
    assert "The new one is not approved yet." in texts(sheet(page, "pay"))
    press(page, "begin_again_button")
    assert not sees(page, "pay_sheet")
    assert sees(page, "go_on_pay_button")

    staffed.write("manager", case.case_id, a_decision(case_of(staffed, case)))
    page.open_case(case.case_id, "follow-up")
    alt(page, Qt.Key.Key_P)

    assert shown(sheet(page, "pay"), "reference", QLineEdit).text() == "TR-20260302-7"


def test_a_remedy_of_a_replaced_proposal_is_refused_though_the_new_one_has_it_too(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_D)
    say(sheet(page, "carry-out"), "words", "Apologised by phone.")
    replaced(staffed, case, 3000 * YUAN, ("compensate", "apologise"))

    save(page, "carry-out")

    assert "Amount now ¥3,000.00, before ¥3,421.00." in texts(sheet(page, "carry-out"))
    assert case_of(staffed, case).life.remedies == []
    press(page, "begin_again_button")
    assert shown(sheet(page, "carry-out"), "words", QPlainTextEdit).toPlainText() == "Apologised by phone."
    save(page, "carry-out")
    assert case_of(staffed, case).life.remedies


def test_an_outcome_that_changed_while_it_was_being_told_is_not_recorded_as_known(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We pay 3421 yuan.")
    replaced(staffed, case, 3000 * YUAN, ("compensate",))

    save(page, "tell")

    assert "the outcome has changed since you looked" in texts(sheet(page, "tell"))
    assert "¥3,000.00 approved" in texts(sheet(page, "tell"))
    assert case_of(staffed, case).life.contacts == []
    press(page, "begin_again_button")
    assert shown(sheet(page, "tell"), "words", QPlainTextEdit).toPlainText() == "We pay 3421 yuan."


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


def test_a_form_nobody_touched_says_which_figures_changed_beneath_it(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    assert "Updated" not in texts(sheet(page, "pay"))
    assert case.proposal is not None
    part = e.PaymentMade(case.proposal.digest, 1000 * YUAN, "cash", case.intake.complainant_name, "", "", "2026-03-02")
    staffed.write("supervisor", case.case_id, part)

    page._changes.case_changed.emit(case.case_id)
    QApplication.processEvents()

    # 3,421 approved, 1,000 of it paid meanwhile by somebody else.
    assert shown(sheet(page, "pay"), "amount", QLineEdit).text() == "2,421.00"
    assert "2,421.00 (before: 3,421.00)" in texts(sheet(page, "pay"))

    staffed.write("supervisor", case.case_id, e.NoteAdded(words="客户来电"))
    page._changes.case_changed.emit(case.case_id)
    QApplication.processEvents()
    assert shown(sheet(page, "pay"), "amount", QLineEdit).text() == "2,421.00"
