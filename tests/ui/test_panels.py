"""The pieces screens are put together from: rows that go when they are cleared, buttons that Enter presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui import panels

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_clearing_takes_rows_within_rows_away(qtbot: QtBot) -> None:
    place = QWidget()
    qtbot.addWidget(place)
    labels = [QLabel("one"), QLabel("two")]
    column = panels.column(labels[0], panels.row(labels[1]))
    place.setLayout(column)
    place.show()

    panels.clear(column)

    assert column.count() == 0
    assert [label.isVisible() for label in labels] == [False, False]


@pytest.mark.parametrize(
    ("key", "modifier", "pressed"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, 1),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, 0),
        (Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, 1),
    ],
)
def test_enter_presses_the_button_in_focus(
    qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, pressed: int
) -> None:
    times: list[int] = []
    button = panels.button("Import", lambda: times.append(1))
    qtbot.addWidget(button)

    QTest.keyClick(button, key, modifier)

    assert len(times) == pressed
