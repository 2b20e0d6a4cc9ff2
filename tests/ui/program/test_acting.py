"""From the desk to the form of a step with one key, in the whole program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions import intake
from desktop.ui.table_view import RowsView
from tests.factories import an_intake
from tests.ui.driving import sees, shown
from tests.ui.program.hands import desk_of, sign_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App


def test_a_key_on_the_desk_opens_the_form_to_tell_the_customer(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    case = intake.register_case(desk_of(app), an_intake())
    assert app.changes is not None
    app.changes.case_changed.emit(case.case_id)
    table: RowsView[object] = shown(window, "task_list", RowsView)
    qtbot.waitUntil(lambda: table.rows_model.rowCount() == 1)
    table.setFocus()
    table.choose(0)

    QTest.keyClick(table, Qt.Key.Key_T)

    qtbot.waitUntil(lambda: sees(window, "tell_sheet"))
    assert window.current_key == "cases"


def test_a_supervisor_has_the_oversight_page_at_a_key(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)

    QTest.keyClick(window, Qt.Key.Key_F12)

    assert window.current_key == "oversight"
    assert sees(window, "overdue_table")
