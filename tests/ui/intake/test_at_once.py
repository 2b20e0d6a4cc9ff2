"""Answered on the spot: one line, one step, still recorded; and what scanners and typing slips leave behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.actions import cases, intake
from desktop.domain.case import Status
from desktop.domain.intake import Ask, ComplaintType, Matter
from desktop.domain.problems import Problem
from desktop.wording.intake import problem_text
from tests.factories import an_intake
from tests.ui.driving import focused, key, press, say, sees

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.intake.page import IntakePage

ASKED = an_intake(types=(ComplaintType.INQUIRY,), matter=Matter.INQUIRY, asks=(), words="请问件到哪了？")
SHIFT = Qt.KeyboardModifier.ShiftModifier


def answer(page: IntakePage, qtbot: QtBot) -> None:
    """Press the key for an answer on the spot: a button takes a moment to go down."""
    key(Qt.Key.Key_F9, modifier=SHIFT)
    qtbot.waitUntil(lambda: focused().objectName() == "at_once_answer")
    assert sees(page, "at_once_bar")


def test_an_answer_on_the_spot_is_one_step_and_recorded(
    page: IntakePage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    desk = desk_of("clerk")
    page.form.fill(ASKED)
    page.form.focus("words")

    answer(page, qtbot)
    say("件已到江南转运中心，明天上午派送。")
    key(Qt.Key.Key_Return)

    (row,) = cases.list_cases(desk)
    case = cases.read_case(desk, row.case_id)
    assert case.status is Status.CLOSED
    ((_header, told),) = case.life.contacts
    assert (told.way, told.about, told.words) == ("counter", "outcome", "件已到江南转运中心，明天上午派送。")
    assert case.intake.matter is Matter.INQUIRY
    assert page.form.intake().words == "", "the next customer"
    assert not sees(page, "at_once_bar")


def test_it_is_not_offered_where_money_is_asked_for(page: IntakePage, qtbot: QtBot) -> None:
    page.form.fill(ASKED)
    assert sees(page, "at_once_button")
    answer(page, qtbot)

    press(page, Ask.COMPENSATE)

    qtbot.waitUntil(lambda: not sees(page, "at_once_button"))
    assert not sees(page, "at_once_bar")


def test_without_an_answer_or_with_something_missing_nothing_is_saved(
    page: IntakePage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    answer(page, qtbot)
    key(Qt.Key.Key_Return)
    say("查过了")
    key(Qt.Key.Key_Return)

    assert page.form.problem_bar.isVisible()
    assert sees(page, "at_once_bar"), "the answer stays until it can be saved"
    assert cases.list_cases(desk_of("clerk")) == []


def test_escape_puts_the_line_away(page: IntakePage, qtbot: QtBot) -> None:
    answer(page, qtbot)
    say("查过了")

    key(Qt.Key.Key_Escape)

    assert not sees(page, "at_once_bar")


def test_a_phone_with_letters_is_told_at_its_field_and_kept(
    page: IntakePage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    page.form.fill(an_intake(phone=""))
    page.form.focus("phone")
    QTest.keyClicks(focused(), "1391234O678")  # the letter O for a nought

    key(Qt.Key.Key_F9)

    qtbot.waitUntil(page.form.problem_bar.isVisible)
    problems = [label.text() for label in page.form.findChildren(QLabel) if label.property("role") == "problem"]
    assert problem_text(Problem("phone", "phone-unreadable")) in problems
    assert focused().objectName() == "phone"
    assert page.form.intake().phone == "1391234O678"
    assert cases.list_cases(desk_of("clerk")) == []


def test_control_characters_of_a_scanner_are_tidied_away(
    page: IntakePage, desk_of: Callable[[str], Desk], qtbot: QtBot
) -> None:
    desk = desk_of("clerk")
    page.form.fill(an_intake(waybill="", waybill_raw=""))
    page.form.waybill_field.edit.setText("\x02SF13 8562\u200b8716 739\x1d\r\n")
    page.form.change("complainant_name", "\x1d王\x00五\u202e")
    page.form.change("courier", "\x02007\x03")
    page.form.change("words", "碎\x07了\x1b，\n赔。")

    key(Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: bool(cases.list_cases(desk)))
    (row,) = cases.list_cases(desk)
    kept = cases.read_case(desk, row.case_id).intake
    assert kept.waybill == "SF1385628716739"
    assert (kept.complainant_name, kept.courier, kept.words) == ("王五", "007", "碎了，\n赔。")
    assert intake.my_drafts(desk) == []
