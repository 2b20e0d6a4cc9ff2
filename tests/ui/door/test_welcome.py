"""The first run through its own widgets, on a real folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from desktop import i18n
from desktop.actions import sign_in
from desktop.domain.people import Role
from desktop.ui import ask
from desktop.ui.choices import ChoiceField, SegmentedField
from desktop.ui.collapsible import Collapsible
from desktop.ui.door.welcome import WelcomePage
from desktop.ui.forms import Form
from tests.ui.conftest import PASSWORD
from tests.ui.door.hands import AtTheDoor
from tests.ui.driving import fill, press, sees, shown, to_front, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock

BRANCH = {"name": "青石路网点", "address": "江南市青石路 8 号", "phone": "025-80000000", "licence": "苏邮 20260001"}


class FirstRun(AtTheDoor):
    """A door in front of a folder that does not exist."""

    def __init__(self, folder: Path, background: Background, clock: FrozenClock) -> None:
        super().__init__(folder, background, clock, "", expected=False)
        self.was_closed = False
        self.door.closed.connect(self._close)

    def _close(self) -> None:
        self.was_closed = True

    def fill_branch(self) -> None:
        fill(self.window, "branch_form", **BRANCH)
        shown(self.window, "carrier", ChoiceField).set_value("sf")
        press(self.window, "next_button")

    def fill_founder(self) -> None:
        fill(self.window, "founder_form", name="李芳", code="01", password=PASSWORD, password_again=PASSWORD)
        press(self.window, "next_button")

    def fill_second(self) -> None:
        fill(self.window, "second_form", name="王强", code="02", password=PASSWORD, password_again=PASSWORD)
        press(self.window, "next_button")

    def choose_folder(self) -> None:
        shown(self.window, "folder_section", Collapsible).findChildren(QToolButton)[0].click()
        press(self.window, "choose_folder_button")

    def create(self, qtbot: QtBot) -> None:
        press(self.window, "next_button")
        qtbot.waitUntil(lambda: sees(self.window, "recovery_sheet_page"))

    def code_groups(self) -> list[str]:
        card = shown(self.window, "recovery_code_card", QWidget)
        return [label.text() for label in card.findChildren(QLabel)]


@pytest.fixture
def first_run(tmp_path: Path, background: Background, clock: FrozenClock) -> Iterator[FirstRun]:
    run = FirstRun(tmp_path / "新网点", background, clock)
    yield run
    if run.desk is not None:
        run.desk.office.close()
    run.door.close()


def test_the_wizard_makes_an_office_with_two_people_and_a_recovery_sheet(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    assert not first_run.folder.exists(), "nothing is made before the end"
    first_run.create(qtbot)
    groups = first_run.code_groups()
    write(first_run.window, "last_group_field", groups[-1].lower())
    press(first_run.window, "enter_office_button")

    assert first_run.desk is not None
    assert first_run.desk.person.name == "李芳"
    assert first_run.desk.person.role is Role.MANAGER
    assert first_run.desk.person.limit_fen is None
    details = first_run.desk.office.details
    assert (details.name, details.brand, details.terms) == ("青石路网点", "顺丰速运", "sf")
    (second,) = (one for one in first_run.desk.office.people.everyone() if one.code == "02")
    assert (second.name, second.role, second.limit_fen) == ("王强", Role.CLERK, 0)
    assert len(groups) == 8
    assert sign_in.change_places(first_run.desk, "02", PASSWORD).person == second


def test_a_wrong_last_group_lets_nobody_in(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    first_run.create(qtbot)
    last = first_run.code_groups()[-1]
    wrong = last[::-1] if last[::-1] != last else "ZZZZ"

    write(first_run.window, "last_group_field", wrong)
    press(first_run.window, "enter_office_button")

    assert first_run.desk is None
    assert sees(first_run.window, "last_group_problem")
    write(first_run.window, "last_group_field", last)
    assert not sees(first_run.window, "last_group_problem")
    QTest.keyClick(shown(first_run.window, "last_group_field", QLineEdit), Qt.Key.Key_Return)
    assert first_run.desk is not None


def test_the_recovery_sheet_is_kept_as_pdf_where_the_person_says(
    first_run: FirstRun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "sheet.pdf"
    monkeypatch.setattr(ask, "choose_save_path", lambda *_args: target)
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: True)
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    first_run.create(qtbot)

    press(first_run.window, "save_sheet_button")
    qtbot.waitUntil(lambda: sees(first_run.window, "open_sheet_button"))

    from pypdf import PdfReader

    words = "".join(page.extract_text() for page in PdfReader(target).pages)
    assert all(group in words for group in first_run.code_groups())
    assert "青石路网点" in words
    first_run.window.close()


def test_leaving_without_the_sheet_is_asked_about(
    first_run: FirstRun, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: QWidget, title: str, *_words: str, danger: bool) -> bool:
        asked.append(title)
        assert danger
        return len(asked) > 1

    monkeypatch.setattr(ask, "confirm", confirm)
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    first_run.create(qtbot)

    assert not first_run.window.close()
    assert first_run.window.close()
    assert first_run.was_closed


def test_what_is_missing_is_said_at_its_field_and_the_step_stays(first_run: FirstRun) -> None:
    press(first_run.window, "next_button")

    assert sees(first_run.window, "branch_form")
    assert shown(first_run.window, "name", QLineEdit).property("invalid")
    assert not shown(first_run.window, "licence", QLineEdit).property("invalid")


def test_the_summary_of_what_is_missing_stands_in_the_window_itself(first_run: FirstRun) -> None:
    press(first_run.window, "next_button")

    bar = shown(first_run.window, "branch_form", Form).problem_bar
    assert bar.isVisible()
    assert bar.window() is first_run.window
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [first_run.window]
    assert shown(first_run.window, "name", QLineEdit).hasFocus()


def test_enter_in_a_field_goes_on_like_the_button(first_run: FirstRun, qtbot: QtBot) -> None:
    to_front(first_run.window, qtbot)
    fill(first_run.window, "branch_form", **BRANCH)
    shown(first_run.window, "carrier", ChoiceField).set_value("sf")

    QTest.keyClick(shown(first_run.window, "phone", QLineEdit), Qt.Key.Key_Return)

    assert sees(first_run.window, "founder_form")
    QTest.keyClick(shown(first_run.window, "password", QLineEdit), Qt.Key.Key_Return)
    assert sees(first_run.window, "founder_form"), "what is missing keeps the step, as with the button"
    back = shown(first_run.window, "back_button", QWidget)
    back.setFocus()
    QTest.keyClick(back, Qt.Key.Key_Return)
    assert sees(first_run.window, "branch_form"), "a button that has the keyboard is pressed itself"


def test_enter_does_not_make_the_office_unread(first_run: FirstRun) -> None:
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    assert sees(first_run.window, "folder_section")

    QTest.keyClick(first_run.window.focusWidget() or first_run.window, Qt.Key.Key_Return)

    assert sees(first_run.window, "folder_section")
    assert not first_run.folder.exists()


def test_the_first_page_counts_the_steps_of_the_list(first_run: FirstRun) -> None:
    i18n.set_language("en")
    first_run.door.rebuild()

    words = [label.text() for label in first_run.window.findChildren(QLabel)]

    assert len(WelcomePage.step_names()) == 5
    assert any(text.startswith("Five short steps.") for text in words)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"password_again": "parcel-2027"}, "password_again"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "11111111", "password_again": "11111111"}, "password"),
        ({"code": "A-1"}, "code"),
    ],
)
def test_a_bad_manager_is_refused_at_the_field(first_run: FirstRun, words: dict[str, str], field: str) -> None:
    usual = {"name": "李芳", "code": "01", "password": PASSWORD, "password_again": PASSWORD}
    first_run.fill_branch()

    fill(first_run.window, "founder_form", **{**usual, **words})
    press(first_run.window, "next_button")

    assert shown(shown(first_run.window, "founder_form", QWidget), field, QLineEdit).property("invalid")


def test_two_people_cannot_share_a_staff_number(first_run: FirstRun) -> None:
    first_run.fill_branch()
    first_run.fill_founder()

    fill(first_run.window, "second_form", name="王强", code="01", password=PASSWORD, password_again=PASSWORD)
    press(first_run.window, "next_button")

    assert shown(shown(first_run.window, "second_form", QWidget), "code", QLineEdit).property("invalid")


def test_a_supervisor_as_second_person_gets_a_limit(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.fill_branch()
    first_run.fill_founder()
    form = shown(first_run.window, "second_form", QWidget)
    assert not sees(form, "limit"), "a clerk approves nothing"
    shown(form, "role", ChoiceField).set_value(Role.SUPERVISOR)
    write(form, "limit", "2000")
    first_run.fill_second()
    first_run.create(qtbot)
    write(first_run.window, "last_group_field", first_run.code_groups()[-1])
    press(first_run.window, "enter_office_button")

    assert first_run.desk is not None
    (second,) = (one for one in first_run.desk.office.people.everyone() if one.code == "02")
    assert (second.role, second.limit_fen) == (Role.SUPERVISOR, 2000_00)


def test_the_second_person_can_wait(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.fill_branch()
    first_run.fill_founder()
    shown(first_run.window, "second_choice_field", SegmentedField).set_value(value=False)
    press(first_run.window, "next_button")
    first_run.create(qtbot)
    write(first_run.window, "last_group_field", first_run.code_groups()[-1])
    press(first_run.window, "enter_office_button")

    assert first_run.desk is not None
    assert [person.code for person in first_run.desk.office.people.everyone()] == ["01"]


def test_another_language_keeps_what_was_typed(first_run: FirstRun, qtbot: QtBot) -> None:
    first_run.fill_branch()
    fill(first_run.window, "founder_form", name="李芳")
    i18n.set_language("en")

    first_run.door.rebuild()

    assert shown(shown(first_run.window, "founder_form", QWidget), "name", QLineEdit).text() == "李芳"
    press(first_run.window, "back_button")
    assert shown(first_run.window, "name", QLineEdit).text() == "青石路网点"
    assert shown(first_run.window, "carrier", ChoiceField).value() == "sf"
    qtbot.waitUntil(lambda: first_run.window.isVisible())


def test_closing_half_way_asks_once_and_leaves_nothing_behind(
    first_run: FirstRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: next(answers))
    first_run.fill_branch()

    assert not first_run.window.close()
    assert first_run.window.close()
    assert not first_run.folder.exists()
    assert list(first_run.folder.parent.glob(".*office*")) == []


def test_an_untouched_wizard_closes_without_a_question(first_run: FirstRun) -> None:
    assert first_run.window.close()
    assert first_run.was_closed


def test_a_folder_with_other_files_gets_an_office_folder_inside(
    first_run: FirstRun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "照片.jpg").write_bytes(b"x")
    monkeypatch.setattr(ask, "choose_folder", lambda *_args: stick)
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    first_run.choose_folder()
    first_run.create(qtbot)
    write(first_run.window, "last_group_field", first_run.code_groups()[-1])
    press(first_run.window, "enter_office_button")

    assert first_run.desk is not None
    assert first_run.desk.office.folder == stick / "mingpei-office"
    assert (stick / "照片.jpg").read_bytes() == b"x"
    assert not first_run.folder.exists()


def test_a_place_that_cannot_be_written_to_is_said_and_nothing_is_lost(
    first_run: FirstRun, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A file stands where the folder would have to be.
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"")
    monkeypatch.setattr(ask, "choose_folder", lambda *_args: blocked)
    monkeypatch.setattr(ask, "confirm", lambda *_args, **_options: True)
    first_run.fill_branch()
    first_run.fill_founder()
    first_run.fill_second()
    first_run.choose_folder()

    press(first_run.window, "next_button")

    qtbot.waitUntil(lambda: sees(first_run.window, "create_banner"))
    press(first_run.window, "back_button")
    assert shown(shown(first_run.window, "second_form", QWidget), "name", QLineEdit).text() == "王强"
    assert blocked.read_bytes() == b""
