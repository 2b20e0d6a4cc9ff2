"""Types into the proposal of a case and reads what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from desktop.wording import case as case_words

if TYPE_CHECKING:
    from desktop.domain.proposal import Remedy
    from desktop.ui.proposal.view import ProposalView


def words(view: QWidget, name: str) -> str:
    return cast("QLabel", view.findChild(QLabel, name)).text()


def banner(view: QWidget) -> str:
    state = cast("QWidget", view.findChild(QWidget, "proposal_state"))
    return "\n".join(label.text() for label in state.findChildren(QLabel)) if state.isVisible() else ""


def press(view: QWidget, name: str) -> None:
    QTest.mouseClick(cast("QPushButton", view.findChild(QPushButton, name)), Qt.MouseButton.LeftButton)


def is_enabled(view: QWidget, name: str) -> bool:
    return cast("QPushButton", view.findChild(QPushButton, name)).isEnabled()


def is_shown(view: QWidget, name: str) -> bool:
    return cast("QWidget", view.findChild(QWidget, name)).isVisible()


def type_amount(view: QWidget, text: str) -> None:
    line = cast("QLineEdit", view.findChild(QLineEdit, "amount"))
    line.selectAll()
    QTest.keyClicks(line, text)


def offer(view: ProposalView, *remedies: Remedy) -> None:
    """Press the chips of some remedies."""
    field = cast("QWidget", view.findChild(QWidget, "remedies"))
    for chip in field.findChildren(QPushButton):
        if chip.text() in {case_words.remedy(remedy.value) for remedy in remedies}:
            QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
