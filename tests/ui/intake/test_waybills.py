"""The waybill of a new case: scanned, doubled, known already, or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from desktop.actions import cases
from desktop.domain.waybill import grouped
from desktop.ui.scan_catcher import ScanCatcher
from desktop.waybills import load_waybills
from tests.ui.driving import shown
from tests.ui.intake.keyboard import WAYBILL, button, fill_in, focused, press, write

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.changes import Changes
    from desktop.ui.intake.page import IntakePage
    from tests.factories import Staffed


def test_the_case_of_the_same_waybill_is_offered_before_saving(
    page: IntakePage, staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered(waybill=WAYBILL)

    QTest.keyClicks(focused(), WAYBILL)
    press(Qt.Key.Key_Return)
    with qtbot.waitSignal(changes.case_requested) as asked:
        button(page.panel, "open_same_button").click()

    assert asked.args == [case.case_id, "story"]


def test_the_same_waybill_is_seen_when_the_field_is_left_by_a_click(page: IntakePage, staffed: Staffed) -> None:
    staffed.registered(waybill=WAYBILL)

    QTest.keyClicks(focused(), WAYBILL)
    page.form.focus("words")

    assert page.panel.findChild(QPushButton, "open_same_button") is not None


def test_the_carrier_a_clerk_chose_stays_when_the_number_changes(page: IntakePage) -> None:
    page.form.waybill_field.edit.setText(WAYBILL)
    assert page.form.intake().carrier == "sf"

    page.form.waybill_field.edit.setText("YT8962646785389")
    assert page.form.intake().carrier == "yto"

    page.form.choose_carrier("ems")
    page.form.waybill_field.edit.setText(WAYBILL)
    assert page.form.intake().carrier == "ems"


def test_a_number_no_carrier_uses_is_taken_all_the_same(page: IntakePage, desk: Desk) -> None:
    fill_in(page, waybill="Q7", waybill_raw="Q7", carrier="")

    button(page, "save_button").click()

    assert [row.waybill for row in cases.list_cases(desk)] == ["Q7"]


def test_a_box_number_is_taken_off_and_kept_in_the_raw_text(page: IntakePage) -> None:
    QTest.keyClicks(focused(), "JDX024407261700-1-1-")
    press(Qt.Key.Key_Return)

    assert page.form.intake().waybill == "JDX024407261700"
    assert page.form.intake().waybill_raw == "JDX024407261700-1-1-"


def test_two_scans_that_ran_together_are_offered_apart(page: IntakePage) -> None:
    QTest.keyClicks(focused(), WAYBILL + "YT8962646785389")
    press(Qt.Key.Key_Return)

    offered = [one for one in page.form.waybill_field.findChildren(QPushButton) if one.property("kind") == "link"]
    assert [one.isVisible() for one in offered] == [True, True]
    offered[1].click()

    assert page.form.intake().waybill == "YT8962646785389"


def test_without_a_waybill_a_reason_is_enough(page: IntakePage, desk: Desk) -> None:
    fill_in(page)

    button(page, "no_waybill_button").click()
    write(page, "no_waybill_reason", "面单已丢失")
    button(page, "save_button").click()

    (row,) = cases.list_cases(desk)
    assert row.waybill == ""


def test_enter_behind_a_number_keyed_fast_says_what_was_understood(page: IntakePage, qtbot: QtBot) -> None:
    """It was taken when the keys fell silent; the Enter that follows is no second scan."""
    settled: list[str] = []
    page.form.waybill_field.settled.connect(settled.append)
    QTest.keyClicks(focused(), WAYBILL)
    qtbot.waitUntil(lambda: settled == [WAYBILL])

    press(Qt.Key.Key_Return)

    assert shown(page, "waybill_advice", QLabel).text() == grouped(WAYBILL)


def test_a_phone_keyed_fast_stays_the_phone(page: IntakePage, qtbot: QtBot) -> None:
    ScanCatcher(page.window(), load_waybills().forms)
    fill_in(page)
    page.form.focus("phone")
    QApplication.processEvents()
    line = focused()
    assert isinstance(line, QLineEdit)
    line.selectAll()

    QTest.keyClicks(line, "13812345678")
    press(Qt.Key.Key_Tab)

    assert page.form.intake().phone == "13812345678"
    assert page.form.intake().waybill == WAYBILL
