"""The life of a case through the real widgets: talking, waiting, work orders, paying, telling, closing, reopening."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTabWidget, QWidget

from desktop import i18n
from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import ComplaintType
from desktop.domain.people import Role
from desktop.ui import ask
from desktop.ui.background import InlineBackground
from desktop.ui.cases.next_step import next_step
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from desktop.ui.follow_up.moment_field import read_moment
from desktop.ui.typed import Unreadable
from tests.factories import YUAN, a_decision, a_proposal, an_assessment
from tests.ui.driving import press, sees, shown, to_front, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.conftest import FrozenClock
    from tests.factories import Staffed

AMOUNT = 3421 * YUAN


@pytest.fixture
def open_page(qtbot: QtBot, desk_of: Callable[[str], Desk]) -> Callable[..., CasesPage]:
    """Open a case at its follow-up for one of the people."""
    i18n.set_language("en")

    def opened(who: str, case: Case, part: str = "follow-up") -> CasesPage:
        page = CasesPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, qtbot)
        page.opened()
        page.open_case(case.case_id, part)
        return page

    return opened


def approved(staffed: Staffed, *, remedies: tuple[str, ...] = ("compensate", "apologise")) -> Case:
    """A lost parcel with 3,421 yuan approved by the supervisor."""
    case = staffed.registered(types=(ComplaintType.LOSS,), damage_extent="", delivered_on="")
    staffed.write("clerk", case.case_id, an_assessment(case, AMOUNT))
    case = staffed.office.case(case.case_id)
    proposal = a_proposal(case, AMOUNT)
    staffed.write("clerk", case.case_id, msgspec.structs.replace(proposal, remedies=remedies))
    case = staffed.office.case(case.case_id)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def alt(page: CasesPage, key: Qt.Key) -> None:
    QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)


def sheet(page: CasesPage, key: str) -> QWidget:
    return shown(page, f"{key}_sheet", QWidget)


def choose(root: QWidget, name: str, words: str) -> None:
    """Choose from a list by typing the beginning of a line."""
    box = shown(root, name, QComboBox)
    box.setFocus()
    QTest.keyClicks(box, words)
    assert box.currentText().startswith(words), box.currentText()


def say(root: QWidget, name: str, words: str) -> QPlainTextEdit:
    edit = shown(root, name, QPlainTextEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)
    return edit


def save(page: CasesPage, key: str) -> None:
    """Press Ctrl+Enter wherever the cursor stands in the form."""
    inside = sheet(page, key)
    here = inside.focusWidget() or inside
    QTest.keyClick(here, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def case_of(staffed: Staffed, case: Case) -> Case:
    return staffed.office.case(case.case_id)


def bodies(case: Case) -> list[str]:
    """Return the kinds of entries of a case's life, looks at names apart; nothing stale among them."""
    assert all(not line.stale for line in case.history)
    return [e.kind_of(line.entry.body) for line in case.history if isinstance(line.entry.body, e.LifeBody)]


def tell(page: CasesPage, words: str, answer: str = "") -> None:
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", words)
    if answer:
        press(sheet(page, "tell"), answer)
    save(page, "tell")


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
    assert "pressed 1 times" in shown(sheet(page, "escalate"), "reason", QPlainTextEdit).toPlainText()
    save(page, "escalate")
    card = texts(shown(page, "order_card", QWidget))
    for sign in ("Transfer centre", "urgent", "pressed 1 time", "with the supervisor", "Overdue 1 h"):
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
    assert shown_words.count("Please fill this in.") == 3  # task, who, what exactly
    assert "This time has gone by already." in shown_words
    assert bodies(case_of(staffed, case)) == []


def test_an_order_for_somebody_who_left_meanwhile_says_so_at_the_field(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_N)
    order = sheet(page, "order")
    choose(order, "task", "Find the parcel")
    junior = next(
        text for text in _lines(shown(order, "receiver", QComboBox)) if "junior" in text or "某supervisor" in text
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


def _lines(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]


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


def test_closing_lists_what_is_missing_leads_there_and_comes_back(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_E)
    close = sheet(page, "close")
    say(close, "words", "All done.")
    save(page, "close")

    assert case_of(staffed, case).status is Status.APPROVED, "refused: nothing written"
    assert shown(close, "missing_paid_button", QWidget).hasFocus(), "the first thing to do has the keyboard"
    press(close, "missing_paid_button")
    choose(sheet(page, "pay"), "method", "cash")
    save(page, "pay")
    close = sheet(page, "close")
    assert not sees(close, "missing_paid_button")
    press(close, "missing_remedies_button")
    say(sheet(page, "carry-out"), "words", "Letter sent.")
    save(page, "carry-out")
    press(sheet(page, "close"), "missing_outcome-told_button")
    say(sheet(page, "tell"), "words", "Paid and apologised.")
    save(page, "tell")
    close = sheet(page, "close")
    assert shown(close, "words", QPlainTextEdit).toPlainText() == "All done.", "the form waited"
    save(page, "close")

    assert case_of(staffed, case).status is Status.CLOSED


def test_a_withdrawn_complaint_needs_no_settlement(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = staffed.proposed()
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_X)
    say(sheet(page, "close"), "words", "The parcel arrived after all.")
    save(page, "close")

    assert case_of(staffed, case).status is Status.WITHDRAWN


def test_a_closed_case_is_reopened_and_asks_to_be_answered_anew(
    staffed: Staffed, open_page: Callable[..., CasesPage], clock: FrozenClock
) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, e.CaseClosed(outcome="at-once", words="Answered."))
    page = open_page("clerk", case)
    assert not sees(page, "close_button")

    clock.advance(hours=1)
    staffed.now = clock.now()
    alt(page, Qt.Key.Key_E)
    say(sheet(page, "reopen"), "reason", "The customer called again.")
    save(page, "reopen")

    again = case_of(staffed, case)
    assert again.status is Status.REGISTERED
    assert next_step(again).act == "tell"
    clock.advance(minutes=5)
    tell(page, "We look into it.")
    assert next_step(case_of(staffed, case)).part == "story"


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


def test_another_case_is_not_opened_over_something_typed_without_asking(
    staffed: Staffed, open_page: Callable[..., CasesPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = staffed.registered(), staffed.registered(waybill="YT8962646785389")
    page = open_page("clerk", first)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    answers = [False, True]
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: answers.pop(0))

    page.open_case(second.case_id, "follow-up")
    assert sees(page, "tell_sheet")
    page.open_case(second.case_id, "follow-up")

    assert not sees(page, "tell_sheet")


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


def test_a_case_is_merged_into_one_found_by_its_number(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    goal = staffed.registered(waybill="YT8962646785389", phone="18800001111", complainant_name="Zhang San")
    case = staffed.registered()
    page = open_page("clerk", case)
    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    choose(link, "relation", "This case goes on")
    say(link, "reason", "Same parcel, second call.")
    for number, trouble in (("999999-999", "no case of this number"), (case.number, "the case itself")):
        write(link, "number", number)
        save(page, "link")
        assert trouble in texts(link)
    write(link, "number", goal.number)
    save(page, "link")

    assert case_of(staffed, case).status is Status.MERGED
    assert [body.other for _h, body in case_of(staffed, goal).life.links] == [case.case_id]
    asked: list[str] = []
    page._changes.case_requested.connect(lambda case_id, _part: asked.append(case_id))
    press(page, "other_case_0_button")
    assert asked == [goal.case_id]


def test_an_earlier_case_of_the_waybill_is_offered_for_linking(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    earlier, case = staffed.registered(), staffed.registered()
    page = open_page("clerk", case)

    alt(page, Qt.Key.Key_M)
    link = sheet(page, "link")
    assert shown(link, "other", QComboBox).currentText().startswith(earlier.number)
    choose(link, "relation", "About how")
    say(link, "reason", "Complains about the first answer.")
    save(page, "link")

    assert [(b.other, b.relation) for _h, b in case_of(staffed, case).life.links] == [
        (earlier.case_id, "about-handling")
    ]


def test_only_a_supervisor_gives_a_case_to_somebody(staffed: Staffed, open_page: Callable[..., CasesPage]) -> None:
    case = staffed.registered()
    assert not shown(open_page("clerk", case), "assign_button", QPushButton).isEnabled()
    page = open_page("supervisor", case)

    alt(page, Qt.Key.Key_A)
    box = shown(sheet(page, "assign"), "person_id", QComboBox)
    assert "某auditor" not in _lines(box)
    box.setCurrentText("某manager")
    say(sheet(page, "assign"), "reason", "The clerk is on leave.")
    save(page, "assign")

    assigned = case_of(staffed, case).life.assigned
    assert assigned is not None
    assert assigned[1].person_id == "manager"
    assert "Looked after by 某manager" in texts(page)


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
    assert tabs.currentWidget() is page._view.follow_up
    assert sees(page, "pay_sheet")


def test_a_customer_who_does_not_accept_gets_another_proposal(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = approved(staffed)
    page = open_page("clerk", case)

    tell(page, "We pay 3421 yuan.", "declines")

    assert next_step(case_of(staffed, case)).part == "proposal"
    assert shown(page, "next_step_button", QPushButton).hasFocus(), "the way there has the keyboard"
    assert sees(page, "another_proposal_button")


def test_a_complaint_that_does_not_stand_is_explained_then_closed_as_such(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
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


def test_a_case_with_two_hundred_entries_shows_the_newest_thirty(
    staffed: Staffed, open_page: Callable[..., CasesPage]
) -> None:
    case = staffed.registered()
    calls = [e.CustomerContacted("phone", "progress", True, f"call {number}") for number in range(200)]
    staffed.write("clerk", case.case_id, *calls)

    page = open_page("clerk", case)

    seen = texts(page._view.follow_up)
    assert "call 199" in seen
    assert "call 170" in seen
    assert "call 169" not in seen
    assert "170 earlier ones" in seen


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


NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # Monday 09:00 in Beijing


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
