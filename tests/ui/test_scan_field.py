"""A scanner types fast and ends with Enter; no form may be saved by that."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from desktop.domain.waybill import Force
from desktop.ui import scan_field
from desktop.ui.date_field import DateField
from desktop.ui.fields import MoneyField, PasswordField, PhoneField, TextField
from desktop.ui.scan_catcher import ScanCatcher
from desktop.ui.scan_field import ScanField
from desktop.ui.top_bar import SearchBox
from desktop.waybills import load_waybills
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

CODE = "SF1385620001"
FORMS = load_waybills().forms
PHONE = "13812345678"


class Window(QDialog):
    """A dialog with a default button, as hostile to scans as dialogs are."""

    def __init__(self) -> None:
        super().__init__()
        self.scan = ScanField()
        self.line = QLineEdit()
        self.story = QPlainTextEdit()
        self.password = PasswordField()
        self.save = QPushButton("保存")
        self.save.setDefault(True)
        self.saves = 0
        layout = QVBoxLayout(self)
        for widget in (self.scan, self.line, self.story, self.password, self.save):
            layout.addWidget(widget)
        self.save.clicked.connect(self._count)

    def _count(self) -> None:
        self.saves += 1


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    made = Window()
    qtbot.addWidget(made)
    made.show()
    to_front(made, qtbot)
    return made


def scan_into(widget: QLineEdit | QPlainTextEdit | QPushButton, code: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, code)
    QTest.keyClick(widget, end)


def commit_by_input_method(widget: QLineEdit, text: str) -> None:
    """What an input method sends: no key press at all."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_ends_a_scan_and_never_presses_the_default_button(window: Window, qtbot: QtBot, end: Qt.Key) -> None:
    with qtbot.waitSignal(window.scan.scanned) as heard:
        scan_into(window.scan, CODE, end)

    assert heard.args == [CODE]
    assert window.saves == 0
    assert window.scan.hasFocus()


def test_an_enter_in_an_empty_scan_field_does_nothing(window: Window, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.scan.scanned):
        scan_into(window.scan, "")

    assert window.saves == 0


def test_tab_ends_a_scan_and_moves_on(window: Window, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.scan.scanned) as heard:
        scan_into(window.scan, CODE, Qt.Key.Key_Tab)

    assert heard.args == [CODE]
    assert not window.scan.hasFocus()


def test_a_scanner_without_an_ending_key_is_heard_when_it_falls_silent(window: Window, qtbot: QtBot) -> None:
    window.scan.setFocus()

    with qtbot.waitSignal(window.scan.scanned) as heard:
        QTest.keyClicks(window.scan, CODE)

    assert heard.args == [CODE]


def test_enter_after_a_fast_number_says_nothing_of_a_second_scan(window: Window, qtbot: QtBot) -> None:
    window.scan.setFocus()
    with qtbot.waitSignal(window.scan.scanned):
        QTest.keyClicks(window.scan, CODE)

    with qtbot.assertNotEmitted(window.scan.repeated), qtbot.assertNotEmitted(window.scan.scanned):
        QTest.keyClick(window.scan, Qt.Key.Key_Return)

    assert window.scan.text() == CODE
    assert window.saves == 0


def test_a_number_shown_again_may_be_scanned_at_once(window: Window, qtbot: QtBot) -> None:
    scan_into(window.scan, CODE)
    window.scan.set_value("")

    with qtbot.waitSignal(window.scan.scanned), qtbot.assertNotEmitted(window.scan.repeated):
        scan_into(window.scan, CODE)


def test_slow_typing_waits_for_enter(window: Window, qtbot: QtBot) -> None:
    window.scan.setFocus()

    with qtbot.assertNotEmitted(window.scan.scanned, wait=scan_field.IDLE * 3):
        QTest.keyClicks(window.scan, "SF138562", Qt.KeyboardModifier.NoModifier, 70)


def test_the_same_code_twice_within_two_seconds_is_one_scan(window: Window, qtbot: QtBot) -> None:
    scan_into(window.scan, CODE)
    window.scan.selectAll()

    with qtbot.assertNotEmitted(window.scan.scanned), qtbot.waitSignal(window.scan.repeated):
        scan_into(window.scan, CODE)


def test_full_width_text_from_an_input_method_is_narrowed(window: Window, qtbot: QtBot) -> None:
    commit_by_input_method(window.scan, "ｓｆ１３８５\u3000６２０００１")

    assert window.scan.value() == CODE
    assert window.scan.trouble() == ""


def test_chinese_that_slipped_in_is_marked_and_explained(window: Window) -> None:
    commit_by_input_method(window.scan, "顺丰123")

    assert window.scan.property("invalid") is True
    assert window.scan.trouble() != ""


def test_lines_and_control_characters_of_a_paste_are_cleaned(window: Window) -> None:
    window.scan.insert("\x02sf138\t5620001\r\n")

    assert window.scan.text() == CODE


def test_typing_in_the_middle_keeps_the_cursor_in_the_middle(window: Window) -> None:
    window.scan.setText("SF0001")
    window.scan.setCursorPosition(2)

    QTest.keyClicks(window.scan, "a")

    assert window.scan.text() == "SFA0001"
    assert window.scan.cursorPosition() == 3


@pytest.mark.parametrize("made", [ScanField, partial(SearchBox, FORMS), PasswordField])
def test_the_input_method_stays_out(qtbot: QtBot, made: Callable[[], QLineEdit]) -> None:
    field = made()
    qtbot.addWidget(field)
    field.setReadOnly(True)
    field.setReadOnly(False)

    # Sent as an event: asking QInputMethod directly takes another path in QLineEdit and says yes.
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(field, query)

    assert query.value(Qt.InputMethodQuery.ImEnabled) is False


def test_a_read_only_scan_field_announces_nothing(window: Window, qtbot: QtBot) -> None:
    window.scan.set_value(CODE)
    window.scan.set_read_only(True)

    with qtbot.assertNotEmitted(window.scan.scanned):
        window.scan.commit()


def test_a_scan_into_another_field_is_caught_and_the_field_put_back(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)
    window.line.setText("王先生")

    with qtbot.waitSignal(catcher.scanned) as heard:
        scan_into(window.line, CODE)

    assert heard.args == [CODE]
    assert window.line.text() == "王先生"
    assert window.saves == 0


def test_a_scan_into_a_story_is_caught_and_the_story_put_back(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)
    window.story.setPlainText("外箱完好")

    with qtbot.waitSignal(catcher.scanned):
        scan_into(window.story, CODE)

    assert window.story.toPlainText() == "外箱完好"


def test_a_scan_onto_a_button_presses_nothing(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)

    with qtbot.waitSignal(catcher.scanned):
        scan_into(window.save, CODE)

    assert window.saves == 0


def test_a_scan_into_a_dialog_of_the_window_strays_without_pressing_anything(window: Window, qtbot: QtBot) -> None:
    main = QPushButton()
    qtbot.addWidget(main)
    catcher = ScanCatcher(main, FORMS)
    main.show()
    window.setParent(main, window.windowFlags() | Qt.WindowType.Dialog)
    window.show()
    to_front(window, qtbot)
    window.line.setFocus()

    with qtbot.waitSignal(catcher.strayed), qtbot.assertNotEmitted(catcher.scanned):
        scan_into(window.line, CODE)

    assert window.saves == 0
    assert window.line.text() == CODE


def test_a_scan_into_another_window_is_left_to_that_window(window: Window, qtbot: QtBot) -> None:
    main = QPushButton()
    qtbot.addWidget(main)
    catcher = ScanCatcher(main, FORMS)

    with qtbot.assertNotEmitted(catcher.strayed, wait=50), qtbot.assertNotEmitted(catcher.scanned):
        scan_into(window.line, CODE)


def test_words_typed_fast_are_no_scan(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        scan_into(window.line, "compensation")

    assert window.line.text() == "compensation"
    assert window.saves == 1


def test_slow_figures_are_no_scan(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)
    window.line.setFocus()

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        QTest.keyClicks(window.line, "13800138000", Qt.KeyboardModifier.NoModifier, 70)
        QTest.keyClick(window.line, Qt.Key.Key_Tab)

    assert window.line.text() == "13800138000"


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
@pytest.mark.parametrize(
    ("made", "typed"),
    [
        (QLineEdit, PHONE),
        (PhoneField, PHONE),
        (PhoneField, "8613812345678"),
        (PhoneField, "057188001234"),
        (partial(TextField, least_scan=Force.MEDIUM), PHONE),
        (partial(TextField, least_scan=Force.STRONG), "6222021234567890123"),
        (partial(TextField, least_scan=Force.STRONG), "310066661234567"),
        (MoneyField, "1234567890"),
        (DateField, "20260302"),
        (TextField, "ORDER2026"),
        (TextField, "sent SF1385628716739"),
    ],
)
def test_numbers_of_its_own_stay_in_a_field_however_fast(
    window: Window, qtbot: QtBot, made: Callable[[], QLineEdit], typed: str, end: Qt.Key
) -> None:
    catcher = ScanCatcher(window, FORMS)
    field = made()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        scan_into(field, typed, end)

    assert field.text().replace(",", "").replace(".00", "") in (typed, "2026-03-02")


@pytest.mark.parametrize(
    ("made", "number"),
    [
        (PhoneField, "SF1385628716739"),
        (PhoneField, "75312345678901"),
        (MoneyField, "75312345678901"),
        (partial(TextField, least_scan=Force.STRONG), "YT8962646785389"),
        (TextField, "312345678901"),
    ],
)
def test_a_waybill_scanned_into_a_field_for_numbers_is_caught(
    window: Window, qtbot: QtBot, made: Callable[[], QLineEdit], number: str
) -> None:
    catcher = ScanCatcher(window, FORMS)
    field = made()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(field)
    field.show()

    with qtbot.waitSignal(catcher.scanned) as heard:
        scan_into(field, number)

    assert heard.args == [number]
    assert field.text() == ""


def test_a_key_held_down_is_no_scan(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)
    window.line.setFocus()

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        for number in range(12):
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", autorep=number > 0
            )
            QCoreApplication.sendEvent(window.line, event)
        QTest.keyClick(window.line, Qt.Key.Key_Tab)

    assert window.line.text() == "1" * 12


def test_keys_that_waited_while_the_program_was_busy_are_no_scan(window: Window, qtbot: QtBot) -> None:
    """They arrive at once, but the system says when each was pressed: 90 ms apart."""
    catcher = ScanCatcher(window, FORMS)
    window.line.setFocus()

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        for number, letter in enumerate("SF1385628716739", start=1):
            event = QKeyEvent(QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter)
            event.setTimestamp(1000 + 90 * number)
            QCoreApplication.sendEvent(window.line, event)
        QTest.keyClick(window.line, Qt.Key.Key_Tab)

    assert window.line.text() == "SF1385628716739"


def test_passwords_are_never_watched(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)

    with qtbot.assertNotEmitted(catcher.scanned, wait=50):
        scan_into(window.password, "correct1horse2battery3")

    assert window.password.value() == "correct1horse2battery3"


def test_a_watched_field_may_go_away(window: Window, qtbot: QtBot) -> None:
    catcher = ScanCatcher(window, FORMS)
    window.line.setFocus()
    window.line.deleteLater()
    qtbot.wait(10)

    with qtbot.waitSignal(catcher.scanned):
        scan_into(window.story, CODE)


def test_the_search_box_tells_a_scan_from_words(qtbot: QtBot) -> None:
    box = SearchBox(FORMS)
    qtbot.addWidget(box)
    box.show()

    with qtbot.waitSignal(box.scanned) as scanned, qtbot.assertNotEmitted(box.searched):
        scan_into(box, CODE.lower())
    box.setText("王芳")
    with qtbot.waitSignal(box.searched) as searched:
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert scanned.args == [CODE]
    assert searched.args == ["王芳"]


def test_a_phone_number_in_the_search_box_is_looked_for_and_is_no_waybill(qtbot: QtBot) -> None:
    box = SearchBox(FORMS)
    qtbot.addWidget(box)
    box.show()

    with qtbot.waitSignal(box.searched) as searched, qtbot.assertNotEmitted(box.scanned):
        scan_into(box, PHONE)

    assert searched.args == [PHONE]


def test_half_a_number_stays_in_the_search_box_while_somebody_looks_up(qtbot: QtBot) -> None:
    box = SearchBox(FORMS)
    qtbot.addWidget(box)
    box.show()
    box.setFocus()

    with qtbot.assertNotEmitted(box.scanned, wait=scan_field.IDLE * 3):
        QTest.keyClicks(box, "7531234567")

    assert box.text() == "7531234567"


def test_letters_typed_fast_into_the_search_box_are_words(qtbot: QtBot) -> None:
    box = SearchBox(FORMS)
    qtbot.addWidget(box)
    box.show()

    with qtbot.waitSignal(box.searched) as searched, qtbot.assertNotEmitted(box.scanned):
        scan_into(box, "wangjianguo")

    assert searched.args == ["wangjianguo"]
