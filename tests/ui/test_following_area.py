"""An area that scrolls after the keyboard, and never under a mouse button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.following_area import FollowingArea
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_button_half_in_sight_takes_the_first_click(qtbot: QtBot) -> None:
    inside = QWidget()
    layout = QVBoxLayout(inside)
    before, button = QPlainTextEdit("before"), QPushButton("save")
    before.setFixedHeight(190)
    for widget in (before, button, QLabel("\n" * 20)):
        layout.addWidget(widget)
    area = FollowingArea()
    area.setWidget(inside)
    area.resize(300, 215)
    qtbot.addWidget(area)
    area.show()
    to_front(area, qtbot)
    before.setFocus()
    clicked: list[bool] = []
    button.clicked.connect(lambda: clicked.append(True))
    # Where the mouse stays, whatever scrolls beneath it.
    spot = button.mapToGlobal(QPoint(20, 4))
    assert not area.viewport().rect().contains(button.mapTo(area.viewport(), QPoint(20, button.height())))

    QTest.mousePress(button, Qt.MouseButton.LeftButton, pos=QPoint(20, 4))
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    qtbot.wait(100)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton, pos=button.mapFromGlobal(spot))

    assert clicked == [True]
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
