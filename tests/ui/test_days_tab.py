"""Days and hours by clicks and keys: a manager changes them, and what moved is said and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget, QWidget

from desktop.settings import Settings
from desktop.ui import ask
from desktop.ui.changes import Changes
from desktop.ui.choices import SegmentedField
from desktop.ui.desk.page import DeskPage
from desktop.ui.office.moved import MovedList
from desktop.ui.office.page import OfficePage
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from tests.conftest import FrozenClock
    from tests.factories import Staffed


pytestmark = pytest.mark.usefixtures("counted")


@pytest.fixture
def open_days(desk_of: Callable[[str], Desk], qtbot: QtBot) -> Callable[[str], OfficePage]:
    def open_as(who: str) -> OfficePage:
        page = OfficePage(desk_of(who), InlineBackground(), Changes(), Settings())
        qtbot.addWidget(page)
        page.resize(1294, 648)
        page.opened()
        page.show()
        to_front(page, qtbot)
        page.show_days()
        return page

    return open_as


def said(page: QWidget, banner: str) -> str:
    return " ".join(label.text() for label in shown(page, banner, QWidget).findChildren(QLabel))


def moved(page: OfficePage) -> list[list[str]]:
    """Open the list of what moved, read it and close it."""
    press(page, "show_moved_button")
    model = shown(page, "moved_list", MovedList).table.rows_model
    lines = [[column.text(row) for column in model.columns] for row in model.rows]
    press(page, "close_moved_button")
    return lines


def test_a_lunch_break_is_set_by_keys_and_what_moved_is_listed(
    open_days: Callable[[str], OfficePage], staffed: Staffed
) -> None:
    case = staffed.registered(types=(), asks=())
    page = open_days("manager")
    for name, words in (("opens-0", "8点半"), ("closes-0", "1200"), ("opens-1", "14"), ("closes-1", "17:30")):
        write(page, name, words)
    shown(page, "every_day", SegmentedField).set_value(value=True)
    button = shown(page, "save_hours_button", QWidget)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)

    hours = staffed.office.people.branch.hours
    assert hours is not None
    assert (hours.spans, hours.every_day) == ((("08:30", "12:00"), ("14:00", "17:30")), True)
    # Settlement (five working days) and the statutory answer (seven days) end at half past five now.
    lines = moved(page)
    assert [line[0] for line in lines] == [case.number] * 2
    assert {(line[2][-5:], line[3][-5:]) for line in lines} == {("18:00", "17:30")}
    assert "2" in said(page, "moved_banner")
    assert not button.isEnabled(), "nothing is left to save"


def test_hours_that_do_not_follow_each_other_are_marked_at_their_field(
    open_days: Callable[[str], OfficePage], staffed: Staffed
) -> None:
    page = open_days("manager")
    write(page, "opens-2", "17:00")
    write(page, "closes-2", "20:00")
    press(page, "save_hours_button")

    # The second stretch is empty: the third is the one that begins before the first ends.
    assert shown(page, "opens-2", QLineEdit).property("invalid")
    assert not shown(page, "opens-1", QLineEdit).property("invalid")
    write(page, "opens-2", "25")
    press(page, "save_hours_button")
    assert shown(page, "opens-2", QLineEdit).property("invalid")
    assert staffed.office.people.branch.hours is None


def test_closing_days_come_and_go(open_days: Callable[[str], OfficePage], staffed: Staffed) -> None:
    staffed.registered(types=(), asks=())
    page = open_days("manager")
    write(page, "day", "3-4")
    press(page, "add_closing_day_button")
    assert shown(page, "reason", QLineEdit).property("invalid"), "a closing day has a reason"
    write(page, "reason", "盘点")
    press(page, "add_closing_day_button")

    assert staffed.office.people.branch.closing_days == {"2026-03-04": "盘点"}
    # Only the settlement counts working days.
    assert len(moved(page)) == 1
    write(page, "day", "3-4")
    write(page, "reason", "再盘")
    press(page, "add_closing_day_button")
    assert shown(page, "day", QLineEdit).property("invalid"), "it is there already"

    page.days.closing.table.choose(0)
    press(page, "remove_closing_day_button")
    assert staffed.office.people.branch.closing_days == {}
    assert len(moved(page)) == 1


def test_the_next_year_is_asked_for_in_november_and_imported(
    open_days: Callable[[str], OfficePage],
    desk_of: Callable[[str], Desk],
    staffed: Staffed,
    clock: FrozenClock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    assert not sees(open_days("manager"), "calendar_reminder")
    clock.advance(days=245)  # November 2026
    page = open_days("manager")
    assert "2027" in said(page, "calendar_reminder")
    assert not sees(open_days("clerk"), "calendar_reminder")
    file = tmp_path / "2027.toml"
    monkeypatch.setattr(ask, "choose_files", lambda *_: [file])

    file.write_text('year = 2027\nsource = "x"\nrest = [2027-01-02]\n')
    press(page, "import_calendar_button")
    assert "2027-01-02" in said(page, "calendar_problems")
    assert "2027-10-01" in said(page, "calendar_problems")
    assert staffed.office.people.branch.calendars == {}

    # Of the days that are off in every year, 2 May and 2 and 3 October 2027 are at a weekend, and 1 May too.
    file.write_text('year = 2027\nsource = "x"\nrest = [2027-01-01, 2027-10-01]\n')
    press(page, "import_calendar_button")
    assert set(staffed.office.people.branch.calendars) == {2027}
    assert not sees(page, "calendar_reminder")
    assert not sees(page, "calendar_problems")


def test_the_desk_reminds_the_manager_calmly_and_leads_there(
    desk_of: Callable[[str], Desk], clock: FrozenClock, qtbot: QtBot
) -> None:
    clock.advance(days=245)
    changes = Changes()
    page = DeskPage(desk_of("manager"), InlineBackground(), changes)
    qtbot.addWidget(page)
    page.show()
    page.opened()

    assert "2027" in said(page, "calendar_reminder")
    with qtbot.waitSignal(changes.days_requested):
        press(page, "open_days_button")
    clerks = DeskPage(desk_of("clerk"), InlineBackground(), changes)
    qtbot.addWidget(clerks)
    clerks.show()
    clerks.opened()
    assert not sees(clerks, "calendar_reminder")


def test_others_read_and_change_nothing(open_days: Callable[[str], OfficePage]) -> None:
    page = open_days("clerk")

    assert shown(page, "office_tabs", QTabWidget).currentIndex() == 2
    assert shown(page, "opens-0", QLineEdit).isReadOnly()
    for name in ("save_hours_button", "add_closing_day_button", "import_calendar_button", "closing_day_form"):
        assert not sees(page, name)
