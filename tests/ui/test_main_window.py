"""The shell: pages, scans from anywhere, the panel, the lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from desktop.ui.background import Cancelled, Progress
from desktop.ui.collapsible import Collapsible
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageWidget
from desktop.waybills import load_waybills
from tests.ui.driving import to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CODE = "SF1385620001"


class DeskPage(PageWidget):
    def __init__(self) -> None:
        super().__init__()
        self.name_edit = QLineEdit()
        self.first_focus = self.name_edit
        self.right_panel = QLabel("说明")
        self.body.addWidget(self.name_edit)
        self.openings = 0
        self.stays = False
        self.uses_scans = False
        self.scans: list[str] = []

    def opened(self) -> None:
        self.openings += 1

    def may_leave(self) -> bool:
        return not self.stays

    def take_scan(self, code: str) -> bool:
        self.scans.append(code)
        return self.uses_scans


class CasesPage(PageWidget):
    pass


PAGES = (
    Page("desk", "前台", "layout-dashboard", DeskPage),
    Page("cases", "个案", "folder-open", CasesPage, shortcut="F3"),
)


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    made = MainWindow(PAGES, InlineBackground(), load_waybills().forms, person="王芳", role="前台")
    qtbot.addWidget(made)
    made.show_page("desk")
    made.show()
    to_front(made, qtbot)
    return made


def desk(window: MainWindow) -> DeskPage:
    page = window.page("desk")
    assert isinstance(page, DeskPage)
    return page


def child(window: MainWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def panel_is_open(window: MainWindow) -> bool:
    panel = desk(window).right_panel
    assert panel is not None
    return panel.isVisible()


def test_a_page_is_built_once_and_refreshed_each_time_it_comes_to_the_front(window: MainWindow) -> None:
    first = desk(window)
    window.show_page("cases")
    window.show_page("desk")

    assert desk(window) is first
    assert first.openings == 2
    assert first.name_edit.hasFocus()


def test_a_page_without_a_first_field_gives_the_keyboard_to_what_takes_it(window: MainWindow) -> None:
    button = QPushButton("查看")
    window.page("cases").body.addWidget(QLabel("没有个案"))
    window.page("cases").body.addWidget(button)

    window.show_page("cases")

    assert button.hasFocus()


def test_keys_and_the_rail_change_pages(window: MainWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "cases"
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "desk"
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.current_key == "cases"
    QTest.mouseClick(child(window, "desk_page_button"), Qt.MouseButton.LeftButton)
    assert window.current_key == "desk"


def test_a_page_with_a_draft_may_stay(window: MainWindow) -> None:
    desk(window).stays = True

    window.show_page("cases")

    assert window.current_key == "desk"
    button = child(window, "desk_page_button")
    assert isinstance(button, QToolButton)
    assert button.isChecked()
    assert not window.close()
    desk(window).stays = False


def test_ctrl_k_goes_to_the_search_box_and_words_are_searched(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = child(window, "search_box")
    assert box.hasFocus()

    QTest.keyClicks(box, "wang", Qt.KeyboardModifier.NoModifier, 60)
    with qtbot.waitSignal(window.searched) as heard:
        QTest.keyClick(box, Qt.Key.Key_Return)

    assert heard.args == ["wang"]


def test_a_scan_anywhere_reaches_the_window(window: MainWindow, qtbot: QtBot) -> None:
    edit = desk(window).name_edit

    with qtbot.waitSignal(window.scanned) as heard:
        QTest.keyClicks(edit, CODE)
        QTest.keyClick(edit, Qt.Key.Key_Return)

    assert heard.args == [CODE]
    assert edit.text() == ""


def test_a_phone_dialled_into_a_button_is_looked_for(window: MainWindow, qtbot: QtBot) -> None:
    button = child(window, "lock_button")
    button.setFocus()

    with qtbot.waitSignal(window.searched) as heard, qtbot.assertNotEmitted(window.scanned):
        QTest.keyClicks(button, "13812345678")
        QTest.keyClick(button, Qt.Key.Key_Return)

    assert heard.args == ["13812345678"]
    assert desk(window).scans == []


def test_the_page_in_front_may_use_the_scan_itself(window: MainWindow, qtbot: QtBot) -> None:
    desk(window).uses_scans = True

    with qtbot.assertNotEmitted(window.scanned, wait=50):
        QTest.keyClicks(desk(window).name_edit, CODE)
        QTest.keyClick(desk(window).name_edit, Qt.Key.Key_Return)

    assert desk(window).scans == [CODE]


def test_the_right_panel_folds_and_is_away_on_pages_without_one(window: MainWindow) -> None:
    assert panel_is_open(window)

    QTest.mouseClick(child(window, "panel_button"), Qt.MouseButton.LeftButton)
    assert not panel_is_open(window)
    QTest.mouseClick(child(window, "panel_button"), Qt.MouseButton.LeftButton)
    window.show_page("cases")

    assert not panel_is_open(window)
    assert not child(window, "panel_button").isEnabled()


def test_the_lock_covers_everything_and_stops_the_keys(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.lock_requested):
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    cover = QLineEdit()
    window.lock(cover)

    assert window.is_locked
    assert cover.hasFocus()
    assert not desk(window).isVisible()
    assert not child(window, "search_box").isVisible()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "desk"
    with qtbot.assertNotEmitted(window.scanned, wait=50):
        QTest.keyClicks(cover, CODE)
        QTest.keyClick(cover, Qt.Key.Key_Return)

    window.unlock()
    assert desk(window).isVisible()


def test_long_work_shows_words_and_can_be_stopped(qtbot: QtBot) -> None:
    background = InlineBackground()
    window = MainWindow(PAGES, background, load_waybills().forms, person="王芳", role="前台")
    qtbot.addWidget(window)
    window.show()
    progress = Progress("正在导出", window)

    background.progress_started.emit(progress)
    progress.moved.emit(0.5)
    words = {label.text() for label in window.findChildren(QLabel) if label.isVisible()}
    assert "正在导出" in words
    stop = next(button for button in window.findChildren(QPushButton) if button.isVisible())
    stop.click()
    with pytest.raises(Cancelled):
        progress.step(1, 2)
    background.progress_ended.emit(progress)

    assert not stop.isVisible()


def test_messages_come_without_taking_the_focus(window: MainWindow) -> None:
    before = desk(window).name_edit.hasFocus()

    desk(window).said.emit("已保存 14:32:05")

    assert "已保存 14:32:05" in {label.text() for label in window.findChildren(QLabel)}
    assert desk(window).name_edit.hasFocus() == before


def test_a_badge_is_spoken_too(window: MainWindow) -> None:
    window.set_badge("cases", 3)

    assert "3" in child(window, "cases_page_button").accessibleName()


def test_the_smallest_window_fits_a_screen_of_1280_by_720(window: MainWindow) -> None:
    assert window.minimumSizeHint().width() <= 1180
    assert window.minimumSize().width() <= 1280
    assert window.minimumSize().height() <= 680


def test_a_folding_section_opens_by_key(qtbot: QtBot) -> None:
    inside = QLabel("其他算法")
    section = Collapsible("其他", inside)
    qtbot.addWidget(section)
    section.show()
    assert not inside.isVisible()

    QTest.keyClick(section.findChildren(QToolButton)[0], Qt.Key.Key_Space)

    assert inside.isVisible()
