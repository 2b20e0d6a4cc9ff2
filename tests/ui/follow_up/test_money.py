"""Money at the desk: what comes back and what stays, days that cannot be, the same payment twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QToolButton, QWidget

from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType
from desktop.domain.money_back import kept_fen, to_come_back
from tests.factories import YUAN, a_decision, a_proposal, worked_out
from tests.ui.driving import focused, press, sees, shown, write
from tests.ui.follow_up.hands import alt, case_of, choose, save, say, sheet, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.domain.case import Case
    from desktop.ui.cases.page import CasesPage
    from tests.factories import Staffed

    Pages = Callable[..., CasesPage]

GOODS, POSTAGE = 3000 * YUAN, 42 * YUAN


def lost(staffed: Staffed) -> Case:
    """A lost parcel taken in today: 3,000 yuan for the goods and 42 yuan of postage approved."""
    case = staffed.registered(types=(ComplaintType.LOSS,), damage_extent="", delivered_on="")
    staffed.write("clerk", case.case_id, worked_out(case, goods=GOODS, freight_refund=POSTAGE))
    proposal = a_proposal(case_of(staffed, case), GOODS + POSTAGE)
    staffed.write("clerk", case.case_id, msgspec.structs.replace(proposal, remedies=("compensate",)))
    staffed.write("supervisor", case.case_id, a_decision(case_of(staffed, case)))
    return case_of(staffed, case)


def payment(case: Case, fen: int = GOODS + POSTAGE, **changes: str) -> e.PaymentMade:
    assert case.proposal is not None
    usual = e.PaymentMade(case.proposal.digest, fen, "transfer", case.intake.complainant_name, "", "T1", "2026-03-02")
    return msgspec.structs.replace(usual, **changes)


def paid(staffed: Staffed) -> Case:
    """The same, paid, with the agreement out that says what happens if the parcel is found."""
    case = lost(staffed)
    assert case.proposal is not None
    paper = e.PaperIssued("agreement", "XY-1", "en", False, case.proposal.digest, GOODS + POSTAGE, "0" * 64, "x", "")
    told = e.CustomerContacted(way="phone", about="outcome", reached=True, words="Told.", answer="accepts")
    staffed.write("clerk", case.case_id, paper, payment(case), told)
    return case_of(staffed, case)


def found(staffed: Staffed, case: Case, wish: str = "open") -> None:
    staffed.write("clerk", case.case_id, e.GoodsFound(where="Belt 7", wish=wish, words="Intact."))


def test_what_comes_back_is_what_the_agreement_says_with_its_make_up(staffed: Staffed, open_page: Pages) -> None:
    case = paid(staffed)
    found(staffed, case)
    page = open_page("clerk", case)
    press(page, "open_found_button")
    form = sheet(page, "found")
    assert (
        "Of ¥3,042.00 paid, ¥3,000.00 was for the goods; postage ¥42.00 stays with the customer "
        "(agreement, article 6, paragraph 2)."
    ) in texts(form)
    choose(form, "wish", "wants the goods")
    assert not sees(form, "where")
    save(page, "found")

    assert to_come_back(case_of(staffed, case)) == GOODS
    alt(page, Qt.Key.Key_B)
    back = sheet(page, "money-back")
    assert shown(back, "amount", QLineEdit).text() == "3,000.00"
    choose(back, "method", "cash")
    write(back, "amount", "3042")
    save(page, "money-back")
    assert shown(back, "amount", QLineEdit).property("invalid")
    assert "At most ¥3,000.00." in texts(back)
    write(back, "amount", "1000")
    save(page, "money-back")
    assert (
        "To come back ¥3,000.00, here already ¥1,000.00, still to come ¥2,000.00; the customer has ¥2,042.00 now."
    ) in texts(page)


def test_a_clerk_asks_for_a_part_and_a_supervisor_agrees_by_one_key(staffed: Staffed, open_page: Pages) -> None:
    case = paid(staffed)
    found(staffed, case)
    page = open_page("clerk", case)
    press(page, "open_found_button")
    form = sheet(page, "found")
    choose(form, "wish", "wants the goods")
    press(form, "True")
    write(form, "back", "2000")
    save(page, "found")
    assert case_of(staffed, case).life.found[-1][1].wish == "open", "another amount has a reason"
    write(form, "reason", "One of two boxes")
    save(page, "found")
    asked = case_of(staffed, case).life.found[-1][1]
    assert (asked.back_fen, asked.asked_fen, asked.reason) == (None, 2000 * YUAN, "One of two boxes")
    assert to_come_back(case_of(staffed, case)) == GOODS, "nobody has agreed yet"
    assert "A supervisor decides whether only ¥2,000.00 comes back, because: One of two boxes" in texts(page)

    above = open_page("supervisor", case_of(staffed, case))
    alt(above, Qt.Key.Key_G)
    assert "Asked: only ¥2,000.00 is to come back." in texts(sheet(above, "found"))
    assert shown(sheet(above, "found"), "back", QLineEdit).text() == "2,000.00"
    save(above, "found")

    assert to_come_back(case_of(staffed, case)) == 2000 * YUAN
    assert "¥2,000.00 of it, as agreed), because: One of two boxes" in texts(above)


def agreed(staffed: Staffed) -> Case:
    """The same, paid; one of two boxes turned up, and the supervisor agreed that 2,000 comes back."""
    case = paid(staffed)
    part = e.GoodsFound("Belt 7", "goods", "Intact.", back_fen=2000 * YUAN, reason="One of two boxes", reckoned=1)
    staffed.write("supervisor", case.case_id, part)
    return case_of(staffed, case)


def test_a_word_added_to_goods_found_leaves_what_was_agreed(staffed: Staffed, open_page: Pages) -> None:
    case = agreed(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_G)
    form = sheet(page, "found")
    assert "Agreed: ¥2,000.00 comes back." in texts(form)
    assert shown(form, "back", QLineEdit).text() == "2,000.00"
    say(form, "words", "The customer rings: collects on Friday.")
    save(page, "found")

    now = case_of(staffed, case)
    assert not now.history[-1].stale
    assert len(now.life.found) == 2, "it is saved at once"
    assert now.life.found[-1][1].agreed == case.life.found[-1][0].digest
    assert to_come_back(now) == 2000 * YUAN
    assert "¥2,000.00 of it, as agreed" in texts(page)


def test_who_changes_what_was_agreed_is_told_that_the_agreement_falls(staffed: Staffed, open_page: Pages) -> None:
    case = agreed(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_G)
    form = sheet(page, "found")
    say(form, "words", "Wants to give back less.")
    write(form, "back", "1500")
    save(page, "found")
    assert len(case_of(staffed, case).life.found) == 1
    assert (
        "It was agreed that ¥2,000.00 comes back. That falls: ¥3,000.00 comes back until another amount is agreed."
    ) in texts(form)

    save(page, "found")

    now = case_of(staffed, case)
    assert now.life.found[-1][1].asked_fen == 1500 * YUAN
    assert to_come_back(now) == GOODS


def test_a_day_without_a_year_before_the_case_is_refused_as_soon_as_the_field_is_left(
    staffed: Staffed, open_page: Pages
) -> None:
    """Taken in on 2 March 2026: the last 1 December is one of 2025."""
    case = lost(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    choose(pay, "method", "cash")
    day = write(pay, "paid_on", "12-1")
    QTest.keyClick(day, Qt.Key.Key_Tab)

    assert day.text() == "2025-12-01"
    assert day.property("invalid")
    assert not day.hasFocus(), "the keyboard goes on"
    assert "1 Dec 2025 is before the case was taken in (2 Mar 2026)." in texts(pay)
    assert "Everything needed is filled in." not in texts(pay)
    save(page, "pay")
    assert case_of(staffed, case).life.payments == []

    write(pay, "paid_on", "3-2")
    save(page, "pay")
    assert [body.paid_on for _header, body in case_of(staffed, case).life.payments] == ["2026-03-02"]
    assert "Paid ¥3,042.00 (cash, 2 Mar 2026)" in texts(page)


def test_a_day_that_is_none_is_marked_on_leaving(staffed: Staffed, open_page: Pages) -> None:
    case = lost(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    day = write(pay, "paid_on", "2-30")
    assert not day.property("invalid"), "while it is typed nobody interrupts"

    QTest.keyClick(day, Qt.Key.Key_Tab)

    assert day.property("invalid")
    assert "There is no such day." in texts(pay)


def test_the_same_payment_once_more_is_pointed_out_and_goes_in_when_it_is_meant(
    staffed: Staffed, open_page: Pages
) -> None:
    case = lost(staffed)
    staffed.write("clerk", case.case_id, payment(case, 1000 * YUAN, reference=""))
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_P)
    pay = sheet(page, "pay")
    assert "Paid so far: ¥1,000.00 (¥1,000.00 · 2 Mar 2026). Still to be paid: ¥2,042.00." in texts(pay)
    choose(pay, "method", "bank transfer")
    write(pay, "amount", "1000")
    write(pay, "reference", "T1")

    save(page, "pay")
    assert "A payment of ¥1,000.00 (bank transfer, 2 Mar 2026) is on record already" in texts(pay)
    assert "Everything needed is filled in." not in texts(pay)
    assert len(case_of(staffed, case).life.payments) == 1
    save(page, "pay")

    assert [body.amount_fen for _header, body in case_of(staffed, case).life.payments] == [1000 * YUAN, 1000 * YUAN]


def test_the_end_names_payments_with_their_days_and_what_looks_wrong_without_keeping_it_back(
    staffed: Staffed, open_page: Pages
) -> None:
    case = lost(staffed)
    staffed.write("clerk", case.case_id, payment(case, 1000 * YUAN, reference="A", paid_on="2025-12-01"))
    staffed.write("clerk", case.case_id, payment(case, 2042 * YUAN, reference="B"))
    told = e.CustomerContacted(way="phone", about="outcome", reached=True, words="Told.", answer="accepts")
    staffed.write("clerk", case.case_id, told)
    page = open_page("clerk", case_of(staffed, case))
    alt(page, Qt.Key.Key_E)
    end = sheet(page, "close")

    assert "Done: the payment (¥1,000.00 · 1 Dec 2025, ¥2,042.00 · 2 Mar 2026)" in texts(end)
    assert "A payment of ¥1,000.00 is dated 1 Dec 2025, before the case was taken in (2 Mar 2026)." in texts(end)
    say(end, "words", "Paid; the day was a slip.")
    save(page, "close")
    assert case_of(staffed, case).life.is_closed


def test_who_keeps_the_money_is_told_again_before_the_end(staffed: Staffed, open_page: Pages) -> None:
    case = paid(staffed)
    found(staffed, case, "money")
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_E)
    say(sheet(page, "close"), "words", "Keeps the money.")
    save(page, "close")
    assert not case_of(staffed, case).life.is_closed
    press(page, "missing_outcome-told_button")
    assert shown(sheet(page, "tell"), "about", QComboBox).currentText() == "Outcome"
    say(sheet(page, "tell"), "words", "The goods stay with us, the money with you.")
    save(page, "tell")
    save(page, "close")

    assert case_of(staffed, case).life.is_closed
    assert kept_fen(case_of(staffed, case)) == GOODS + POSTAGE


def test_the_due_time_of_an_order_takes_its_day_from_the_calendar(
    staffed: Staffed, open_page: Pages, qtbot: QtBot
) -> None:
    page = open_page("clerk", staffed.registered())
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    due = write(order, "due", "3-3 14:30")

    QTest.keyClick(due, Qt.Key.Key_F4)
    calendar = due.findChildren(QCalendarWidget)[0]
    qtbot.waitUntil(lambda: calendar.isAncestorOf(focused()))
    assert calendar.selectedDate() == QDate(2026, 3, 3)
    QTest.keyClick(focused(), Qt.Key.Key_Right)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    assert due.text() == "2026-03-04 14:30", "the time of day stays"
    assert not calendar.isVisible()

    (button,) = due.findChildren(QToolButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: calendar.isAncestorOf(focused()))
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not calendar.isVisible())
    assert due.text() == "2026-03-04 14:30"

    write(order, "due", "2-30")
    shown(order, "words", QWidget).setFocus()
    assert due.property("invalid")
    assert "There is no such day." in texts(order)
