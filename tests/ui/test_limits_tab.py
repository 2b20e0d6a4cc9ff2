"""Time limits by clicks and keys: what is published, what the branch promises itself, and what that moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget

from desktop import i18n
from desktop.actions.desk import Desk, Reference, load_reference
from desktop.actions.due import owing, promises_of
from desktop.domain.limits import Promise
from desktop.settings import Settings
from desktop.ui.changes import Changes
from desktop.ui.office.moved import MovedList
from desktop.ui.office.page import OfficePage
from desktop.wording.promises import explain
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def open_limits(
    staffed: Staffed, clock: FrozenClock, reference: Reference, changes: Changes, qtbot: QtBot
) -> Callable[[str], OfficePage]:
    i18n.set_language("en")
    staffed.office.owing = owing(reference)

    def open_as(who: str) -> OfficePage:
        desk = Desk(staffed.office, staffed.signers[who], clock, reference)
        page = OfficePage(desk, InlineBackground(), changes, Settings())
        qtbot.addWidget(page)
        page.resize(1294, 648)
        page.opened()
        page.show()
        to_front(page, qtbot)
        tabs = shown(page, "office_tabs", QTabWidget)
        (place,) = [number for number in range(tabs.count()) if tabs.tabText(number) == "Time limits"]
        tabs.setCurrentIndex(place)
        return page

    return open_as


def walk_to(page: OfficePage, name: str) -> None:
    """Go down the list with the arrow keys."""
    table = page.limits.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Home)
    for _row in range(table.rows_model.rowCount()):
        if texts(shown(page, "limit_card", QWidget)).startswith(name + "\n"):
            return
        QTest.keyClick(table, Qt.Key.Key_Down)
    raise AssertionError(f"no limit named {name}")


def texts(widget: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


def line_of(page: OfficePage) -> list[str]:
    row = page.limits.table.current_row()
    assert row is not None
    return [column.text(row) for column in page.limits.table.rows_model.columns]


def save_by_key(page: OfficePage) -> None:
    button = shown(page, "save_limit_button", QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_a_stricter_answer_is_set_by_keys_and_what_moved_is_listed(
    open_limits: Callable[[str], OfficePage], staffed: Staffed, changes: Changes, qtbot: QtBot
) -> None:
    case = staffed.registered()
    page = open_limits("manager")
    walk_to(page, "Statutory answer to the complaint")
    assert "art. 29" in texts(shown(page, "limit_card", QWidget))
    write(page, "length", "5")

    save_by_key(page)

    assert line_of(page)[1:3] == ["7 calendar days", "5 calendar days"]
    assert "1 due time of open cases moved" in texts(shown(page, "moved_banner", QWidget))
    assert "From 2 Mar 2026: 5 calendar days" in texts(shown(page, "limits_so_far", QLabel).parentWidget() or page)
    press(page, "show_moved_button")
    listed = shown(page, "moved_list", MovedList)
    model = listed.table.rows_model
    assert [column.text(model.rows[0]) for column in model.columns] == [
        case.number, "Statutory answer to the complaint", "9 Mar 2026 18:00", "7 Mar 2026 18:00",
    ]  # fmt: skip
    with qtbot.waitSignal(changes.case_requested) as asked:
        QTest.keyClick(listed.table, Qt.Key.Key_Return)
    assert asked.args == [case.case_id, "story"]


def test_the_case_explains_itself_by_the_new_limit_and_names_the_law(
    open_limits: Callable[[str], OfficePage], staffed: Staffed
) -> None:
    case = staffed.registered()
    page = open_limits("manager")
    walk_to(page, "Statutory answer to the complaint")
    write(page, "length", "5")
    press(page, "save_limit_button")

    due = promises_of(page.limits._desk, staffed.office.case(case.case_id))[Promise.COMPLAINT_REPLY]

    assert explain(due)[1:3] == [
        "Limit: 5 calendar days. The branch itself promises this for what begins on 2 Mar 2026 or later.",
        "Law or standard allow 7 calendar days, until 9 Mar 2026 18:00. "
        "Source: Interim Regulations on Express Delivery (2025), art. 29 (seen only in a copy).",
    ]


def test_what_is_looser_than_the_law_is_marked_with_the_law(
    open_limits: Callable[[str], OfficePage], staffed: Staffed
) -> None:
    page = open_limits("manager")
    walk_to(page, "Payment of compensation")
    write(page, "length", "8")

    press(page, "save_limit_button")

    assert shown(page, "length", QLineEdit).property("invalid")
    assert "At most 7 calendar days: law or standard allow no more. Source: GB/T 27917" in texts(
        shown(page, "limit_card", QWidget)
    )
    assert staffed.office.people.branch.limits == ()
    write(page, "length", "7 days")
    press(page, "save_limit_button")
    assert shown(page, "length", QLineEdit).property("invalid"), "that is no number"


def test_a_day_gone_by_is_refused_at_its_field(open_limits: Callable[[str], OfficePage], staffed: Staffed) -> None:
    page = open_limits("manager")
    walk_to(page, "First reply")
    write(page, "length", "20")
    write(page, "first", "2026-02-27")

    press(page, "save_limit_button")

    assert shown(page, "first", QLineEdit).property("invalid")
    assert staffed.office.people.branch.limits == ()


def test_a_limit_for_a_day_to_come_moves_nothing_now_and_can_be_taken_back(
    open_limits: Callable[[str], OfficePage], staffed: Staffed
) -> None:
    staffed.registered()
    page = open_limits("manager")
    walk_to(page, "Settlement (★★★★★)")
    assert not sees(page, "drop_limit_button")
    write(page, "length", "3")
    write(page, "first", "2026-04-01")
    press(page, "save_limit_button")

    assert line_of(page)[2:] == ["", "3 working days from 1 Apr 2026 on"]
    assert "No due time" in texts(shown(page, "moved_banner", QWidget))
    press(page, "drop_limit_button")
    assert line_of(page)[2:] == ["", ""]
    assert "From 1 Apr 2026: as published" in texts(shown(page, "limit_card", QWidget))


def test_others_see_the_limits_but_change_nothing(open_limits: Callable[[str], OfficePage]) -> None:
    page = open_limits("supervisor")
    walk_to(page, "Statutory answer to the complaint")

    assert shown(page, "length", QLineEdit).isReadOnly()
    assert not sees(page, "save_limit_button")
    assert not sees(page, "drop_limit_button")
