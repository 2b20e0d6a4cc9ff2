"""Types into the page of a new case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop.domain.intake import Intake
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.ui.intake.page import IntakePage


WAYBILL = "SF1385628716739"


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key, times: int = 1, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for _time in range(times):
        QTest.keyClick(focused(), key, modifier)


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def write(page: IntakePage, name: str, text: str) -> None:
    page.form.change(name, text)


def fill_in(page: IntakePage, **changes: object) -> None:
    page.form.fill(Intake())
    page.form.fill(an_intake(**changes))
