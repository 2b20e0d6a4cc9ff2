"""Hands for a whole life: take in, find out, assess, propose, decide, and read what the case says of itself."""

from __future__ import annotations

from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTabWidget, QWidget

from desktop.actions import cases
from tests.ui.conftest import PASSWORD
from tests.ui.driving import key, press, sees, shown, write
from tests.ui.follow_up.hands import choose, say

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.approval.page import ApprovalPage
    from desktop.ui.cases.page import CasesPage
    from desktop.ui.intake.page import IntakePage

WAYBILL = "SF1385628716739"


def pick(root: QWidget, field: str, *codes: str) -> None:
    """Click some choices of one field."""
    inside = shown(root, field, QWidget)
    for code in codes:
        press(inside, code)


def begin(page: IntakePage, words: str, *types: str, channel: str = "By") -> None:
    """Type who complains about which parcel and of what."""
    write(page, "waybill_edit", WAYBILL)
    choose(page, "channel", channel)
    write(page, "complainant_name", "Li Ming")
    pick(page, "capacity", "recipient")
    write(page, "phone", "13912345678")
    say(page, "words", words)
    pick(page, "types", *types)


def save_new(desk: Desk, qtbot: QtBot) -> Case:
    """Press F9 where the cursor stands: a button takes a moment to go down."""
    key(Qt.Key.Key_F9)
    qtbot.waitUntil(lambda: bool(cases.list_cases(desk)))
    return only_case(desk)


def only_case(desk: Desk) -> Case:
    (row,) = cases.list_cases(desk)
    return cases.read_case(desk, row.case_id)


def go_to(page: CasesPage, part: str) -> None:
    """Go to a part of the case by the arrow keys on its tabs."""
    order = ("story", "assessment", "proposal", "papers", "follow-up")
    tabs = shown(page, "case_tabs", QTabWidget)
    bar = tabs.tabBar()
    bar.setFocus()
    steps = order.index(part) - tabs.currentIndex()
    for _step in range(abs(steps)):
        QTest.keyClick(bar, Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left)
    assert tabs.currentIndex() == order.index(part)


def next_words(page: CasesPage) -> str:
    return shown(page, "next_step_label", QLabel).text()


def history_of(page: CasesPage) -> list[str]:
    """Return the lines of the history as they are read aloud, the oldest first."""
    go_to(page, "story")
    model = shown(page, "history_list", QWidget).model()  # type: ignore[attr-defined]  # a list
    told = [str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())]
    return told[::-1]


def in_order(told: list[str], *expected: str) -> bool:
    """Say whether the lines tell exactly this, looks at personal data apart."""
    lines = [line for line in told if "Looked at" not in line]
    missing = [
        (line, words) for line, words in zip_longest(lines, expected, fillvalue="") if not words or words not in line
    ]
    assert not missing, missing
    return True


def send(page: CasesPage, note: str, *remedies: str) -> None:
    """Send a proposal of what the rules give to the supervisor."""
    go_to(page, "proposal")
    pick(page, "remedies", *remedies)
    say(page, "words", note)
    press(page, "send_button")


def decide(page: ApprovalPage, button: str, reason: str) -> None:
    """Press a verdict, give the reason and sign with the password, in the dialogs that really open."""
    asked: list[str] = []
    timer = QTimer()
    timer.timeout.connect(partial(_answer, asked, reason))
    timer.start(0)
    press(page, button)
    timer.stop()
    assert asked == ["reason", "password"]


def _answer(asked: list[str], reason: str) -> None:
    dialog = QApplication.activeModalWidget()
    if dialog is None or not dialog.isVisible():
        return
    if sees(dialog, "asked_reason_edit") and "reason" not in asked:
        asked.append("reason")
        QTest.keyClicks(shown(dialog, "asked_reason_edit", QPlainTextEdit), reason)
        press(dialog, "asked_verb_button")
    elif sees(dialog, "asked_password_field") and "password" not in asked:
        asked.append("password")
        QTest.keyClicks(shown(dialog, "asked_password_field", QLineEdit), PASSWORD)
        press(dialog, "asked_verb_button")
