"""The Office page by clicks and keys, at a real office on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabWidget, QWidget

from desktop import i18n
from desktop.actions import sign_in
from desktop.actions.desk import load_reference
from desktop.clock import SystemClock
from desktop.domain.authority import NoLongerHere
from desktop.domain.people import Role
from desktop.errors import WrongPassword
from desktop.settings import Settings
from desktop.ui import ask
from desktop.ui.changes import Changes
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.office.page import OfficePage
from tests.ui.conftest import PASSWORD
from tests.ui.driving import fill, press, sees, shown, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.domain.people import Person
    from desktop.ui.background import Background

PEOPLE, BRANCH, DAYS, LIMITS, CONTACTS, MY_PASSWORD, COMPUTER, FOLDER = range(8)


@pytest.fixture
def open_page(office_folder: Path, background: Background, qtbot: QtBot) -> Iterator[Callable[[str], OfficePage]]:
    """Open the page as somebody of the office."""
    desks: list[Desk] = []

    def open_as(code: str) -> OfficePage:
        desks.append(sign_in.sign_in(office_folder, code, PASSWORD, load_reference(), SystemClock()))
        page = OfficePage(desks[0], background, Changes(), Settings())
        qtbot.addWidget(page)
        page.resize(1294, 648)
        page.opened()
        page.show()
        return page

    yield open_as
    background.drain()
    for desk in desks:
        desk.office.close()


@pytest.fixture
def page(open_page: Callable[[str], OfficePage]) -> OfficePage:
    """李芳 (01), the manager."""
    return open_page("01")


def desk_of(page: OfficePage) -> Desk:
    return page.people._desk


def person(page: OfficePage, code: str) -> Person:
    (found,) = (one for one in desk_of(page).office.people.everyone() if one.code == code)
    return found


def turn_to(page: OfficePage, tab: int) -> None:
    shown(page, "office_tabs", QTabWidget).setCurrentIndex(tab)


def choose(page: OfficePage, code: str) -> None:
    model = page.people.table.rows_model
    page.people.table.choose(model.position_of(lambda person: person.code == code))


def test_everybody_is_listed_with_what_they_may_decide(page: OfficePage) -> None:
    model = page.people.table.rows_model
    lines = [[column.text(row) for column in model.columns] for row in model.rows]

    assert [line[:2] for line in lines] == [["李芳", "01"], ["王强", "02"]]
    assert lines[0][4] != lines[1][4], "one approves without limit, the other not at all"


def test_a_manager_lets_somebody_join_who_can_sign_in_at_once(page: OfficePage, qtbot: QtBot) -> None:
    press(page, "add_person_button")
    form = shown(page, "join_form", QWidget)
    fill(page, "join_form", name="赵敏", code="07", password="counter-2026", password_again="counter-2026")
    shown(form, "role", ChoiceField).set_value(Role.SUPERVISOR)
    shown(form, "unlimited", SegmentedField).set_value(value=False)
    write(form, "limit", "5000")
    shown(form, "alone", SegmentedField).set_value(value=True)
    write(form, "alone_limit", "50")
    press(page, "save_person_button")

    qtbot.waitUntil(lambda: "07" in {one.code for one in desk_of(page).office.people.everyone()})
    joined = person(page, "07")
    assert (joined.name, joined.role, joined.limit_fen, joined.alone_limit_fen) == (
        "赵敏",
        Role.SUPERVISOR,
        5000_00,
        50_00,
    )
    qtbot.waitUntil(lambda: sees(page, "change_editor"))
    assert page.people.table.current_row() == joined
    assert sign_in.change_places(desk_of(page), "07", "counter-2026").person == joined


def test_a_staff_number_somebody_has_is_refused_at_its_field(page: OfficePage, qtbot: QtBot) -> None:
    press(page, "add_person_button")
    fill(page, "join_form", name="赵敏", code="02", password="counter-2026", password_again="counter-2026")

    press(page, "save_person_button")

    line = shown(shown(page, "join_form", QWidget), "code", QLineEdit)
    qtbot.waitUntil(lambda: bool(line.property("invalid")))


def test_a_person_gets_a_department_by_keys(page: OfficePage, qtbot: QtBot) -> None:
    model = page.people.table.rows_model
    place = model.position_of(lambda one: one.code == "02")
    assert model.columns[3].text(model.rows[place]) == i18n._("Counter"), (
        "where everybody sits who has no other department"
    )
    choose(page, "02")
    box = shown(shown(page, "change_form", QWidget), "department", ChoiceField)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == "delivery"
    button = shown(page, "save_person_button", QPushButton)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: person(page, "02").department == "delivery")
    qtbot.waitUntil(lambda: model.columns[3].text(model.rows[place]) == i18n._("Delivery"))
    assert person(page, "02").role is Role.CLERK, "nothing else changed"


def test_somebody_joins_in_a_department(page: OfficePage, qtbot: QtBot) -> None:
    press(page, "add_person_button")
    form = shown(page, "join_form", QWidget)
    fill(page, "join_form", name="赵敏", code="07", password="counter-2026", password_again="counter-2026")
    shown(form, "department", ChoiceField).set_value("claims")

    press(page, "save_person_button")

    qtbot.waitUntil(lambda: bool(desk_of(page).office.people.in_department("claims")))
    assert person(page, "07").department == "claims"


def test_no_limit_and_an_amount_cannot_be_mixed_up(page: OfficePage, qtbot: QtBot) -> None:
    choose(page, "02")
    form = shown(page, "change_form", QWidget)
    assert not sees(form, "unlimited"), "a clerk approves nothing"
    shown(form, "role", ChoiceField).set_value(Role.SUPERVISOR)
    shown(form, "unlimited", SegmentedField).set_value(value=True)
    assert not sees(form, "limit")
    shown(form, "unlimited", SegmentedField).set_value(value=False)
    write(form, "limit", "")
    press(page, "save_person_button")
    assert shown(form, "limit", QLineEdit).property("invalid"), "an empty amount is no limit of zero"
    write(form, "limit", "800")
    press(page, "save_person_button")

    qtbot.waitUntil(lambda: person(page, "02").role is Role.SUPERVISOR)
    assert person(page, "02").limit_fen == 800_00


def test_the_last_manager_stays_manager(page: OfficePage, qtbot: QtBot) -> None:
    choose(page, "01")
    form = shown(page, "change_form", QWidget)
    shown(form, "role", ChoiceField).set_value(Role.CLERK)

    press(page, "save_person_button")

    box = shown(form, "role", ChoiceField)
    qtbot.waitUntil(lambda: bool(box.property("invalid")))
    assert person(page, "01").role is Role.MANAGER


def test_nobody_closes_their_own_account(page: OfficePage) -> None:
    choose(page, "01")

    assert not sees(page, "account_button")


def test_a_closed_account_opens_nothing_until_it_is_opened_again(
    page: OfficePage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: True)
    choose(page, "02")
    press(page, "account_button")
    qtbot.waitUntil(lambda: not person(page, "02").active)
    with pytest.raises(NoLongerHere):
        sign_in.change_places(desk_of(page), "02", PASSWORD)
    qtbot.waitUntil(lambda: page.people.table.current_row() == person(page, "02"))

    press(page, "account_button")

    qtbot.waitUntil(lambda: person(page, "02").active)
    assert sign_in.change_places(desk_of(page), "02", PASSWORD).person.name == "王强"


def test_closing_an_account_is_asked_about(page: OfficePage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: False)
    choose(page, "02")

    press(page, "account_button")

    assert person(page, "02").active


def test_a_manager_gives_a_new_password(page: OfficePage, qtbot: QtBot) -> None:
    choose(page, "02")
    press(page, "new_password_button")
    fill(page, "new_password_form", password="counter-2026", password_again="counter-2026")
    press(page, "save_person_button")
    qtbot.waitUntil(lambda: sees(page, "change_editor"))

    with pytest.raises(WrongPassword):
        sign_in.change_places(desk_of(page), "02", PASSWORD)
    assert sign_in.change_places(desk_of(page), "02", "counter-2026").person.name == "王强"


def test_a_clerk_sees_people_and_branch_but_changes_neither(open_page: Callable[[str], OfficePage]) -> None:
    page = open_page("02")

    assert len(page.people.table.rows_model.rows) == 2
    assert not sees(page, "add_person_button")
    assert not sees(page, "save_person_button")
    turn_to(page, BRANCH)
    assert not sees(page, "save_branch_button")
    assert shown(page, "phone", QLineEdit).isReadOnly()


def test_everybody_changes_their_own_password(open_page: Callable[[str], OfficePage], qtbot: QtBot) -> None:
    page = open_page("02")
    turn_to(page, MY_PASSWORD)
    fill(page, "password_form", old="not-this-one", password="counter-2026", password_again="counter-2026")
    press(page, "change_password_button")
    old = shown(shown(page, "password_form", QWidget), "old", QLineEdit)
    qtbot.waitUntil(lambda: bool(old.property("invalid")))

    write(page, "old", PASSWORD)
    press(page, "change_password_button")

    qtbot.waitUntil(lambda: old.text() == "")
    assert sign_in.change_places(desk_of(page), "02", "counter-2026").person.name == "王强"


def test_a_manager_changes_the_branch(page: OfficePage, qtbot: QtBot) -> None:
    turn_to(page, BRANCH)
    assert not shown(page, "save_branch_button", QPushButton).isEnabled(), "nothing was changed yet"
    shown(page, "carrier", ChoiceField).set_value("ems")
    write(page, "phone", "025-80000001")
    press(page, "save_branch_button")

    qtbot.waitUntil(lambda: desk_of(page).office.details.phone == "025-80000001")
    details = desk_of(page).office.details
    assert (details.brand, details.terms) == ("邮政 EMS", "postal")


def test_a_brand_we_do_not_know_is_written_by_hand(page: OfficePage, qtbot: QtBot) -> None:
    turn_to(page, BRANCH)
    shown(page, "carrier", ChoiceField).set_value("other")
    write(page, "brand", "飞马快递")
    press(page, "save_branch_button")

    qtbot.waitUntil(lambda: desk_of(page).office.details.brand == "飞马快递")
    assert desk_of(page).office.details.terms == "generic"
    assert shown(page, "brand", QLineEdit).text() == "飞马快递"


def test_the_settings_of_the_computer_are_asked_for_as_they_are_chosen(page: OfficePage, qtbot: QtBot) -> None:
    chosen: list[Settings] = []
    page.settings_chosen.connect(chosen.append)
    turn_to(page, COMPUTER)

    shown(page, "theme", SegmentedField).set_value("dark")
    line = write(page, "idle_lock_minutes", "12")
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert [settings.theme for settings in chosen] == ["dark", "dark"]
    assert chosen[-1].idle_lock_minutes == 12
    assert chosen[-1].language == "zh_CN"


@pytest.mark.parametrize("typed", ["0", "241", "abc", ""])
def test_impossible_minutes_are_not_taken(page: OfficePage, typed: str) -> None:
    chosen: list[Settings] = []
    page.settings_chosen.connect(chosen.append)
    turn_to(page, COMPUTER)

    line = write(page, "idle_lock_minutes", typed)
    QTest.keyClick(line, Qt.Key.Key_Backspace if not typed else Qt.Key.Key_Return)

    assert chosen == []


def test_a_sound_office_is_said_to_be_sound_with_its_numbers(page: OfficePage, qtbot: QtBot) -> None:
    turn_to(page, FOLDER)

    press(page, "check_office_button")

    qtbot.waitUntil(lambda: sees(page, "check_banner"))
    words = said(page)
    # Founding wrote the office with its manager and the second person: two entries.
    assert "2" in words
    assert shown(page, "check_banner", QWidget).property("tone") == "good"


def test_a_fault_is_named_before_anything_else(page: OfficePage, qtbot: QtBot) -> None:
    office = desk_of(page).office
    with office.database.writing() as connection:
        for trigger in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {trigger[0]}")
        connection.exec_driver_sql("UPDATE entries SET time = '2026-03-02T00:00:01.000000Z' WHERE number = 2")
    turn_to(page, FOLDER)

    press(page, "check_office_button")

    qtbot.waitUntil(lambda: sees(page, "check_banner"))
    assert "2" in said(page).splitlines()[0]
    assert shown(page, "check_banner", QWidget).property("tone") == "danger"


def said(page: OfficePage) -> str:
    return "".join(label.text() for label in shown(page, "check_banner", QWidget).findChildren(QLabel))


def test_a_contact_is_added_with_a_checked_phone_and_put_out_of_use(page: OfficePage, qtbot: QtBot) -> None:
    turn_to(page, CONTACTS)
    press(page, "new_contact_button")
    write(page, "name", "江南中转场")
    shown(page, "group", ChoiceField).set_value("centre")
    write(page, "phone", "abc")
    press(page, "contact_button")
    phone = shown(page, "phone", QLineEdit)
    qtbot.waitUntil(lambda: bool(phone.property("invalid")))
    write(page, "phone", "025 8000 0001")
    press(page, "contact_button")

    def kept() -> list[tuple[str, str, bool]]:
        found = desk_of(page).office.people.branch.contacts.values()
        return [(contact.name, contact.phone, contact.active) for contact in found]

    qtbot.waitUntil(lambda: kept() == [("江南中转场", "025-80000001", True)])
    qtbot.waitUntil(lambda: page.contacts.table.rows_model.rowCount() == 1)
    page.contacts.table.choose(0)
    press(page, "contact_use_button")
    qtbot.waitUntil(lambda: kept() == [("江南中转场", "025-80000001", False)])


def test_a_stand_in_is_set_in_the_office(page: OfficePage, qtbot: QtBot) -> None:
    turn_to(page, CONTACTS)
    clerk, manager = person(page, "02").person_id, person(page, "01").person_id
    card = shown(page, "stand_in_card", QWidget)
    shown(card, "person_id", ChoiceField).set_value(clerk)
    shown(card, "stand_in", ChoiceField).set_value(manager)
    for name in ("first", "last"):
        write(card, name, "2099-03-02")
    press(page, "stand_in_button")

    qtbot.waitUntil(lambda: desk_of(page).office.people.branch.stand_in_for(clerk, "2099-03-02") == manager)
    qtbot.waitUntil(lambda: page.contacts.stand_ins.rows_model.rowCount() == 1)


def test_both_forms_beside_the_contacts_are_in_sight_on_a_small_screen(page: OfficePage) -> None:
    # 1366 x 768 less the rail, the bar at the top and the taskbar.
    page.resize(1294, 648)
    turn_to(page, CONTACTS)
    QApplication.processEvents()

    for name in ("contact_button", "stand_in_button", "end_stand_in_button"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        if button.isVisible():
            lowest = button.mapTo(page, QPoint(0, button.height())).y()
            assert lowest <= page.height(), f"{name} ends at {lowest}"
            assert button.visibleRegion().boundingRect().height() == button.height(), f"{name} is cut off"


def test_a_clerk_reads_contacts_and_changes_none(open_page: Callable[[str], OfficePage]) -> None:
    page = open_page("02")
    turn_to(page, CONTACTS)

    assert not sees(page, "contact_button")
    assert not sees(page, "stand_in_button")
    assert not sees(page, "new_contact_button")
