"""A screen of 1366 x 768 at 150 %: 911 x 512 for the program. Nothing is cut off, the keyboard reaches all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from desktop import i18n
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from desktop.ui.main_window import MainWindow
from desktop.ui.page import Page, PageWidget
from tests.ui.driving import focused, sees, to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk

#: In the order Tab goes: who and which parcel, then what happened.
PRIMARY = (
    "waybill", "carrier", "channel", "complainant_name", "capacity", "phone", "other_contact", "other_party_name",
    "other_party_phone", "note", "privacy_told", "matter", "words", "mood", "types", "asks", "asked_amount", "level",
    "read_back",
)  # fmt: skip


@pytest.fixture(params=["en", "zh_CN"])
def window(request: pytest.FixtureRequest, desk_of: Callable[[str], Desk], qtbot: QtBot) -> MainWindow:
    i18n.set_language(request.param)
    pages = [
        Page(key, key, "inbox", lambda: IntakePage(desk_of("clerk"), InlineBackground(), Changes()))
        for key in ("intake", *"bcdefghij")
    ]
    made = MainWindow(pages, InlineBackground(), desk_of("clerk").reference.waybills.forms, person="王芳", role="前台")
    qtbot.addWidget(made)
    made.setMinimumSize(1, 1)
    made.resize(911, 480)
    made.show()
    to_front(made, qtbot)
    made.show_page("intake")
    QApplication.processEvents()
    return made


def field_of(widget: QWidget) -> str:
    """Return the name of the field something belongs to."""
    at: QWidget | None = widget
    while at is not None and at.objectName() not in PRIMARY:
        at = at.parentWidget()
    return at.objectName() if at is not None else ""


def test_the_window_fits_and_the_right_panel_makes_room(window: MainWindow) -> None:
    assert (window.width(), window.height()) == (911, 480)
    assert not sees(window, "same_again")
    page = window.page("intake")
    assert page.width() > 800, "the page has what the panel would take"
    window.resize(1366, 700)
    QApplication.processEvents()
    assert page.right_panel is not None
    assert page.right_panel.isVisible()


def test_tab_goes_through_all_primary_fields_in_order_and_each_is_in_view(window: MainWindow) -> None:
    area = window.page("intake").findChildren(QScrollArea)[0]
    assert not area.horizontalScrollBar().isVisible(), "nothing is beside the window"
    seen: list[str] = []
    for _step in range(80):
        here = focused()
        name = field_of(here)
        if name:
            place = QRect(here.mapTo(area.viewport(), QPoint(0, 0)), here.size())
            assert area.viewport().rect().contains(place), f"{name} is out of view"
            if name not in seen:
                seen.append(name)
        if name == "read_back":
            break
        QTest.keyClick(here, Qt.Key.Key_Tab)
        QApplication.processEvents()

    assert tuple(seen) == PRIMARY


def test_arrow_keys_bring_the_last_chip_into_view(window: MainWindow) -> None:
    page = window.page("intake")
    assert isinstance(page, IntakePage)
    area = page.findChildren(QScrollArea)[0]
    page.form.focus("types")

    QTest.keyClick(focused(), Qt.Key.Key_End)
    QApplication.processEvents()

    last = focused()
    assert isinstance(last, QPushButton)
    assert area.viewport().rect().contains(QRect(last.mapTo(area.viewport(), QPoint(0, 0)), last.size()))


@pytest.mark.parametrize("size", [(1366, 700), (1180, 660)])
def test_a_new_case_opens_at_its_top(desk_of: Callable[[str], Desk], qtbot: QtBot, size: tuple[int, int]) -> None:
    """What is built before the window has its size must not scroll for want of room that comes."""
    desk = desk_of("clerk")
    pages = [
        Page("desk", "desk", "inbox", PageWidget),
        Page("intake", "intake", "inbox", lambda: IntakePage(desk, InlineBackground(), Changes())),
    ]
    made = MainWindow(pages, InlineBackground(), desk.reference.waybills.forms, person="王芳", role="前台")
    qtbot.addWidget(made)
    made.resize(*size)
    made.show_page("desk")
    made.show()
    to_front(made, qtbot)
    page = made.show_page("intake")
    assert isinstance(page, IntakePage)
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    QApplication.processEvents()
    assert field_of(focused()) == "waybill"
    assert bar.value() == 0

    bar.setValue(bar.maximum())
    page.start_over()

    qtbot.waitUntil(lambda: bar.value() == 0)
