"""Hands for what is half typed: an office whose cases open in windows of their own, and what stands in a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit

from desktop.actions import form_drafts
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from tests.ui.driving import to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from tests.factories import Staffed


class Office(NamedTuple):
    """An office with the hands to open its cases."""

    staffed: Staffed
    desk: Callable[[str], Desk]
    qtbot: QtBot

    def page(self, who: str = "clerk", background: Background | None = None) -> CasesPage:
        """A window of its own, as after a start of the program."""
        page = CasesPage(self.desk(who), background or InlineBackground(), Changes())
        self.qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, self.qtbot)
        return page

    def opened(self, case: Case, part: str = "follow-up", who: str = "clerk") -> CasesPage:
        page = self.page(who)
        page.open_case(case.case_id, part)
        return page

    def drafts(self, who: str = "clerk") -> list[form_drafts.FormDraft]:
        return form_drafts.my_forms(self.desk(who))


def typed_into(root: QWidget) -> dict[str, object]:
    """Return what stands in every field of a form in sight."""
    found: dict[str, object] = {}
    for edit in root.findChildren(QPlainTextEdit):
        found[edit.objectName()] = edit.toPlainText()
    for line in root.findChildren(QLineEdit):
        found[line.objectName()] = line.text()
    for box in root.findChildren(QComboBox):
        found[box.objectName()] = box.currentText()
    return found


def throw_away() -> None:
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Delete, Qt.KeyboardModifier.AltModifier)
