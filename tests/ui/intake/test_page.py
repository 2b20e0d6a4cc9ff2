"""Taking a matter in: by keyboard alone, all problems at once, saved once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import i18n
from desktop.actions import cases, papers
from desktop.actions.due import promises_of
from desktop.domain import entries as e
from desktop.domain.claim import Scope
from desktop.domain.intake import Capacity, Channel, ComplaintType
from desktop.ui.background import Background
from desktop.ui.intake.page import IntakePage
from tests.factories import an_intake
from tests.ui.intake.keyboard import WAYBILL, button, fill_in, focused, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.changes import Changes


def say(text: str) -> None:
    """Enter Chinese as an input method does: no key is pressed."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focused(), event)


def test_a_phone_complaint_of_loss_is_taken_in_by_keyboard_alone(
    page: IntakePage, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    QTest.keyClicks(focused(), WAYBILL)
    press(Qt.Key.Key_Tab)  # past the number, which counts as complete now
    press(Qt.Key.Key_Tab, 2)  # past "no number" and the carrier found by the number
    QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Down)  # the second way: by phone
    press(Qt.Key.Key_Tab)
    say("𬭊䶮")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)  # from sender to recipient
    press(Qt.Key.Key_Tab)
    QTest.keyClicks(focused(), "13912345678")
    press(Qt.Key.Key_Tab, 7)  # other contact, other party and phone, record, notice, matter
    say("十天没有收到")
    press(Qt.Key.Key_Tab, 2)  # past the mood
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)  # loss
    with qtbot.waitSignal(changes.case_changed):
        press(Qt.Key.Key_F9)

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert case.intake.waybill == WAYBILL
    assert case.intake.carrier == "sf"
    assert case.intake.channel is Channel.PHONE
    assert case.intake.complainant_name == "𬭊䶮"
    assert case.intake.capacity is Capacity.RECIPIENT
    assert case.intake.phone == "13912345678"
    assert case.intake.types == (ComplaintType.LOSS,)
    assert case.intake.level == 5
    assert case.intake.words == "十天没有收到"


def test_all_problems_are_told_at_once_and_nothing_is_written(page: IntakePage, desk: Desk) -> None:
    button(page, "save_button").click()

    texts = [label.text() for label in page.form.findChildren(QLabel) if label.property("role") == "problem"]
    assert len([text for text in texts if text]) == 7  # channel, waybill, who, as what, phone, type, words
    assert page.form.problem_bar.isVisible()
    assert focused() is page.form.waybill_field.edit
    assert cases.list_cases(desk) == []


def test_enter_of_a_scanner_saves_nothing(page: IntakePage, desk: Desk) -> None:
    fill_in(page)

    page.form.focus("waybill")
    press(Qt.Key.Key_Return)
    page.form.focus("complainant_name")
    press(Qt.Key.Key_Return)

    assert cases.list_cases(desk) == []


def test_a_saved_case_opens_and_the_form_is_empty_again(page: IntakePage, changes: Changes, qtbot: QtBot) -> None:
    fill_in(page)

    with qtbot.waitSignal(changes.case_requested) as asked:
        button(page, "save_button").click()

    assert asked.args is not None
    assert asked.args[1] == "story"
    assert page.form.intake().complainant_name == ""
    assert page.form.intake().channel is Channel.COUNTER


def test_saving_with_a_receipt_issues_it_and_shows_it(
    page: IntakePage, desk: Desk, changes: Changes, qtbot: QtBot
) -> None:
    fill_in(page)

    with qtbot.waitSignal(changes.paper_requested) as asked:
        button(page, "save_and_print_button").click()

    (row,) = cases.list_cases(desk)
    (paper,) = papers.list_papers(desk, row.case_id)
    assert asked.args == [paper.number]
    assert paper.paper == "receipt"


def test_the_same_keys_choose_the_same_type_in_the_next_case(page: IntakePage) -> None:
    page.form.focus("types")
    press(Qt.Key.Key_Right, 3)
    press(Qt.Key.Key_Space)
    assert page.form.intake().types != ()

    page.start("")
    page.form.focus("types")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Space)

    assert page.form.intake().types == (ComplaintType.LOSS,)


def test_a_second_press_while_saving_makes_no_second_case(desk: Desk, changes: Changes, qtbot: QtBot) -> None:
    background = Background()
    page = IntakePage(desk, background, changes)
    qtbot.addWidget(page)
    qtbot.addWidget(page.panel)
    page.form.fill(an_intake())

    page.save()
    page.save()
    assert background.drain()
    QApplication.processEvents()

    assert len(cases.list_cases(desk)) == 1


def test_a_virtual_number_is_asked_about(page: IntakePage) -> None:
    page.form.change("phone", "18412345678-1234")

    page._show_needs()

    assert i18n._("A virtual number may stop working in a few days. Ask for the real one.") in [
        label.text() for label in page.panel.findChildren(QLabel)
    ]


def test_the_level_follows_the_types_until_a_person_changes_it(page: IntakePage) -> None:
    chips = page.form.change

    chips("types", (ComplaintType.ATTITUDE,))
    assert page.form.intake().level == 1
    chips("types", (ComplaintType.ATTITUDE, ComplaintType.DAMAGE))
    assert page.form.intake().level == 5
    chips("level", 3)
    chips("types", (ComplaintType.ATTITUDE,))
    assert page.form.intake().level == 3


def test_the_claim_group_is_shown_only_for_types_with_a_parcel_to_pay_for(page: IntakePage) -> None:
    claim = page.form.findChild(QWidget, "claim_card")
    assert isinstance(claim, QWidget)

    page.form.change("types", (ComplaintType.ATTITUDE,))
    assert not claim.isVisible()
    page.form.change("types", (ComplaintType.LOSS,))
    assert claim.isVisible()


def test_a_lost_promise_may_lie_ahead_but_a_posting_may_not(page: IntakePage) -> None:
    page.form.change("types", (ComplaintType.DELAY,))
    promised = page.form.findChild(QWidget, "promised_by")
    posted = page.form.findChild(QWidget, "posted_on")
    promised.setText("3-5")  # type: ignore[union-attr]  # today is 2 March 2026
    posted.setText("3-5")  # type: ignore[union-attr]

    assert page.form.intake().promised_by == "2026-03-05"
    assert page.form.intake().posted_on == "2025-03-05"


def test_the_primary_fields_fit_a_small_screen_without_scrolling(page: IntakePage) -> None:
    QApplication.processEvents()

    for key in ("privacy_told", "asked_amount", "level"):
        field = page.form.findChild(QWidget, key)
        assert isinstance(field, QWidget)
        bottom = field.mapTo(page, field.rect().bottomLeft()).y()
        assert bottom < button(page, "save_button").geometry().top(), key


def test_where_the_parcel_goes_is_chosen_by_key_and_gives_sixty_days(page: IntakePage, desk: Desk) -> None:
    fill_in(page)
    page.form.focus("scope")
    assert focused().isVisible(), "the folded part opens"
    press(Qt.Key.Key_End)
    button(page, "save_button").click()

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert case.intake.scope is Scope.INTERNATIONAL
    (settlement,) = [due for promise, due in promises_of(desk, case).items() if promise == "claim-settlement"]
    assert (settlement.at - e.moment(row.registered_at)).days >= 59
