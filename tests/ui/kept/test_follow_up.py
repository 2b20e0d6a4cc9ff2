"""What is typed into the forms of the follow-up and not recorded is there again, wherever the person has been."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from desktop.actions import life
from desktop.domain import entries as e
from desktop.ui.follow_up.view import FORMS
from tests.ui.driving import press, sees, shown
from tests.ui.follow_up.hands import alt, approved, bodies, case_of, choose, save, say, sheet, texts
from tests.ui.kept.hands import Office, throw_away, typed_into

if TYPE_CHECKING:
    from datetime import datetime

    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock


def with_an_order(office: Office, now: datetime) -> str:
    """Put a work order on an approved case; return the id of the case."""
    case = approved(office.staffed)
    order = e.OrderOpened("", "find", "sorting", "", "", False, "", "Please look.")
    return life.open_order(office.desk("clerk"), case.case_id, order, now + timedelta(hours=2)).case_id


ABOUT_ORDERS = {"hand-over", "press", "escalate", "answer", "withdraw-order"}


@pytest.mark.parametrize("form", sorted(FORMS))
def test_every_form_of_the_follow_up_is_there_again_after_another_case_and_a_new_start(
    form: str, office: Office, clock: FrozenClock
) -> None:
    case = office.staffed.office.case(with_an_order(office, clock.now()))
    if form == "end-wait":
        office.staffed.write("clerk", case.case_id, e.WaitBegan(reason="evidence", words="等照片。"))
    if form == "money-back":
        assert case.proposal is not None
        name, digest = case.intake.complainant_name, case.proposal.digest
        payment = e.PaymentMade(digest, 100, "cash", name, "", "", "2026-03-02")
        office.staffed.write(
            "clerk", case.case_id, payment, e.GoodsFound(where="传送带下", wish="goods", words="完好。")
        )
    if form == "reopen":
        taken_back = e.OrderWithdrawn(case.life.open_orders[0].order_id, "找到了。")
        office.staffed.write("clerk", case.case_id, taken_back, e.CaseClosed(outcome="withdrawn", words="完。"))
    other = office.staffed.registered(waybill="YT8962646785389")
    who = "supervisor" if form in ("assign", "reopen") else "clerk"
    page = office.opened(case, who=who)
    order_id = case.life.open_orders[0].order_id if form in ABOUT_ORDERS else ""
    page._view.begin_act(form, order_id)
    inside = sheet(page, form)
    for edit in inside.findChildren(QPlainTextEdit):
        if edit.isVisible():
            edit.setPlainText("写到一半 half a sent")
    for line in inside.findChildren(QLineEdit):
        if line.isVisible():
            line.setText("12,5")  # cannot be read as an amount, a day or a moment; stays as it is typed
    before = typed_into(inside)
    assert any("half" in str(text) or text == "12,5" for text in before.values())

    page.open_case(other.case_id, "follow-up")
    assert not sees(page, f"{form}_sheet")
    page.open_case(case.case_id, "follow-up")
    assert typed_into(sheet(page, form)) == before
    again = office.opened(case, who=who)

    assert typed_into(sheet(again, form)) == before
    assert "Here again" in texts(sheet(again, form))
    assert bodies(case_of(office.staffed, case)) == bodies(office.staffed.office.case(case.case_id))


def test_choices_come_back_with_the_words(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_N)
    choose(sheet(page, "order"), "task", "Look at the video")
    choose(sheet(page, "order"), "receiver", "Delivery")
    press(sheet(page, "order"), "True")
    page.leave()

    again = office.opened(case)

    inside = sheet(again, "order")
    assert shown(inside, "task", QComboBox).currentText() == "Look at the video"
    assert shown(inside, "receiver", QComboBox).currentText().startswith("Delivery")
    say(inside, "words", "Tape of the evening.")
    save(again, "order")
    (order,) = case_of(office.staffed, case).life.open_orders
    assert (order.opened[1].task, order.opened[1].urgent) == ("video", True)


def test_what_is_recorded_does_not_come_back(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We look into it.")
    page.leave()
    assert len(office.drafts()) == 1

    save(page, "tell")

    assert office.drafts() == []
    assert not sees(office.opened(case), "tell_sheet")


def test_one_key_throws_away_and_the_same_key_brings_back(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half a sente")
    page.leave()
    page = office.opened(case)
    edit = shown(sheet(page, "tell"), "words", QPlainTextEdit)
    edit.setFocus()

    throw_away()
    assert edit.toPlainText() == ""
    assert office.drafts() == []
    assert "thrown away" in texts(sheet(page, "tell"))

    throw_away()
    assert edit.toPlainText() == "Half a sente"
    assert [draft.typed["words"] for draft in office.drafts()] == ["Half a sente"]
    throw_away()
    page.leave()
    assert not sees(office.opened(case), "tell_sheet")


def test_typing_over_what_was_thrown_away_does_not_bring_it_back(office: Office) -> None:
    page = office.opened(office.staffed.registered())
    alt(page, Qt.Key.Key_T)
    edit = say(sheet(page, "tell"), "words", "one")
    throw_away()
    QTest.keyClicks(edit, "two")
    throw_away()
    throw_away()

    assert edit.toPlainText() == "two"


def test_several_forms_begun_are_named_and_the_last_one_is_open(office: Office, clock: FrozenClock) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_N)
    say(sheet(page, "order"), "words", "Search belt 7.")
    page.leave()
    clock.advance(minutes=1)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "We look")
    page.leave()

    again = office.opened(case)
    assert shown(sheet(again, "tell"), "words", QPlainTextEdit).toPlainText() == "We look"
    shown(sheet(again, "tell"), "words", QPlainTextEdit).setFocus()
    QTest.keyClick(again.focusWidget() or again, Qt.Key.Key_Escape)

    assert "Begun, not saved: New work order" in texts(again)
    press(again, "go_on_order_button")
    assert shown(sheet(again, "order"), "words", QPlainTextEdit).toPlainText() == "Search belt 7."


def test_a_case_that_changed_meanwhile_is_said_beside_what_was_typed(office: Office) -> None:
    case = office.staffed.registered()
    page = office.opened(case)
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half")
    page.open_case(office.staffed.registered(waybill="YT8962646785389").case_id)
    office.staffed.write("supervisor", case.case_id, e.NoteAdded(words="客户来电"))

    page.open_case(case.case_id, "follow-up")

    assert "The case has changed since" in texts(sheet(page, "tell"))


def test_an_amount_nobody_touched_follows_the_case(office: Office) -> None:
    case = approved(office.staffed)
    page = office.opened(case)
    alt(page, Qt.Key.Key_P)
    choose(sheet(page, "pay"), "method", "cash")
    page.leave()
    digest = case.proposal.digest if case.proposal is not None else ""
    part = e.PaymentMade(
        proposal=digest, amount_fen=100_000, method="cash", payee=case.intake.complainant_name, payee_reason="",
        reference="", paid_on="2026-03-02",
    )  # fmt: skip
    life.pay(office.desk("supervisor"), case.case_id, part, digest)

    again = office.opened(case)

    # 3,421.00 approved, 1,000.00 of it paid meanwhile.
    assert shown(sheet(again, "pay"), "amount", QLineEdit).text() == "2,421.00"
    assert "Paid so far: ¥1,000.00" in texts(sheet(again, "pay"))
    assert "The case has changed since" in texts(sheet(again, "pay"))


def test_what_is_typed_is_kept_by_itself_and_says_when(office: Office, background: Background, qtbot: QtBot) -> None:
    case = office.staffed.registered()
    page = office.page(background=background)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "tell_button"))
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", "Half a sente")

    qtbot.waitUntil(lambda: "Draft saved 09:00:00" in texts(sheet(page, "tell")))

    assert [draft.typed["words"] for draft in office.drafts()] == ["Half a sente"]


def test_a_case_chosen_to_link_to_is_chosen_again(office: Office, background: Background, qtbot: QtBot) -> None:
    first, second = office.staffed.registered(), office.staffed.registered()
    case = office.staffed.registered()
    page = office.page(background=background)
    page.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(page, "link_button"))
    alt(page, Qt.Key.Key_M)
    other = shown(sheet(page, "link"), "other", QComboBox)
    qtbot.waitUntil(lambda: other.count() == 3)
    beside = next(earlier for earlier in (first, second) if not other.currentText().startswith(earlier.number))
    choose(sheet(page, "link"), "other", beside.number)
    page.leave()
    qtbot.waitUntil(lambda: bool(office.drafts()))

    again = office.page(background=background)
    again.open_case(case.case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(again, "link_sheet"))

    other = shown(sheet(again, "link"), "other", QComboBox)
    qtbot.waitUntil(lambda: other.currentText().startswith(beside.number))
