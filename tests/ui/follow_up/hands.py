"""Hands for the follow-up: a case to work on, its forms, its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QWidget

from desktop.domain import entries as e
from desktop.domain.intake import ComplaintType
from tests.factories import YUAN, a_decision, a_proposal, an_assessment
from tests.ui.driving import press, shown

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.ui.cases.page import CasesPage
    from tests.factories import Staffed

AMOUNT = 3421 * YUAN


def approved(staffed: Staffed, *, remedies: tuple[str, ...] = ("compensate", "apologise")) -> Case:
    """A lost parcel with 3,421 yuan approved by the supervisor."""
    case = staffed.registered(types=(ComplaintType.LOSS,), damage_extent="", delivered_on="")
    staffed.write("clerk", case.case_id, an_assessment(case, AMOUNT))
    case = staffed.office.case(case.case_id)
    proposal = a_proposal(case, AMOUNT)
    staffed.write("clerk", case.case_id, msgspec.structs.replace(proposal, remedies=remedies))
    case = staffed.office.case(case.case_id)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def alt(page: CasesPage, key: Qt.Key) -> None:
    QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)


def sheet(page: CasesPage, key: str) -> QWidget:
    return shown(page, f"{key}_sheet", QWidget)


def choose(root: QWidget, name: str, words: str) -> None:
    """Choose from a list by typing the beginning of a line."""
    box = shown(root, name, QComboBox)
    box.setFocus()
    QTest.keyClicks(box, words)
    assert box.currentText().startswith(words), box.currentText()


def say(root: QWidget, name: str, words: str) -> QPlainTextEdit:
    edit = shown(root, name, QPlainTextEdit)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, words)
    return edit


def save(page: CasesPage, key: str) -> None:
    """Press Ctrl+Enter wherever the cursor stands in the form."""
    inside = sheet(page, key)
    here = inside.focusWidget() or inside
    QTest.keyClick(here, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def texts(root: QWidget) -> str:
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def case_of(staffed: Staffed, case: Case) -> Case:
    return staffed.office.case(case.case_id)


def bodies(case: Case) -> list[str]:
    """Return the kinds of entries of a case's life, looks at names apart; nothing stale among them."""
    assert all(not line.stale for line in case.history)
    return [e.kind_of(line.entry.body) for line in case.history if isinstance(line.entry.body, e.LifeBody)]


def tell(page: CasesPage, words: str, answer: str = "") -> None:
    alt(page, Qt.Key.Key_T)
    say(sheet(page, "tell"), "words", words)
    if answer:
        press(sheet(page, "tell"), answer)
    save(page, "tell")


def lines_of(box: QComboBox) -> list[str]:
    return [box.itemText(row) for row in range(box.count())]
