"""What is half typed on a case outlives the lock, another person in the seat, quitting, and a killed program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop import i18n
from desktop.actions import form_drafts, intake
from desktop.app import App
from desktop.settings import Settings
from tests.factories import an_intake
from tests.ui.conftest import PASSWORD
from tests.ui.driving import press, sees, shown, to_front, write
from tests.ui.follow_up.hands import texts
from tests.ui.program.hands import desk_of, sign_in, unlock
from tests.ui.program.typing_process import SECRET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from tests.conftest import FrozenClock

HALF = "Half a sente"


def words_of_talk(window: QWidget | None) -> QPlainTextEdit:
    return shown(shown(window, "tell_sheet", QWidget), "words", QPlainTextEdit)


def half_typed(app: App, window: MainWindow, qtbot: QtBot) -> str:
    """Begin to tell a customer something; return the id of the case."""
    case = intake.register_case(desk_of(app), an_intake())
    assert app.changes is not None
    app.changes.act_requested.emit(case.case_id, "tell", "")
    qtbot.waitUntil(lambda: sees(window, "tell_sheet"))
    edit = words_of_talk(window)
    edit.setFocus()
    QTest.keyClicks(edit, HALF)
    return case.case_id


def go_to(app: App, case_id: str, qtbot: QtBot) -> None:
    assert app.changes is not None
    app.changes.case_requested.emit(case_id, "follow-up")
    qtbot.waitUntil(lambda: sees(app.window, "tell_sheet"))


def test_the_lock_leaves_a_form_as_it_is(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    half_typed(app, window, qtbot)

    QTest.keyClick(words_of_talk(window), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.is_locked)
    assert not sees(window, "tell_sheet")
    unlock(app, qtbot)

    assert words_of_talk(window).toPlainText() == HALF


def test_another_page_and_another_person_in_the_seat_lose_nothing(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    case_id = half_typed(app, window, qtbot)
    window.show_page("desk")
    assert app.guard is not None

    for code, sees_it in (("02", False), ("01", True)):
        before = app.window
        app.guard.change_places()
        press(app.window, f"person_{code}")
        line = write(app.window, "password_field", PASSWORD)
        QTest.keyClick(line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda before=before: app.window is not before and app.window is not None)  # type: ignore[misc]
        assert app.window is not None
        to_front(app.window, qtbot)
        assert app.changes is not None
        app.changes.case_requested.emit(case_id, "follow-up")
        qtbot.waitUntil(lambda: sees(app.window, "tell_button") or sees(app.window, "tell_sheet"))
        assert sees(app.window, "tell_sheet") is sees_it

    assert words_of_talk(app.window).toPlainText() == HALF
    said = i18n._("Here again, not saved yet: what you typed {time}.").partition("{time}")[0]
    assert said in texts(shown(app.window, "tell_sheet", QWidget))


def test_quitting_loses_nothing(
    app: App, qtbot: QtBot, office_folder: Path, qapp: QApplication, clock: FrozenClock
) -> None:
    window = sign_in(app, qtbot)
    case_id = half_typed(app, window, qtbot)
    window.close()

    again = App(qapp, office_folder, Settings(office=str(office_folder), last_staff_code="01", sounds=False), clock)
    again.start()
    sign_in(again, qtbot)
    go_to(again, case_id, qtbot)

    assert words_of_talk(again.window).toPlainText() == HALF
    assert again.window is not None
    again.window.close()


def typed_and_killed(office_folder: Path, form: str) -> str:
    """Let another program be typed into and kill it; return the case, once nothing of it is readable on the disk."""
    command = [sys.executable, "-m", "tests.ui.program.typing_process", str(office_folder), form]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=surroundings) as other:
        assert other.stdout is not None
        kept, case_id = other.stdout.readline().split()
        other.send_signal(signal.SIGKILL)
        assert other.wait() == -signal.SIGKILL
    assert kept == "kept"
    for file in office_folder.rglob("*"):
        content = file.read_bytes() if file.is_file() else b""
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
            assert SECRET[:12].encode(encoding) not in content, file
            assert "找不到的话".encode(encoding) not in content, file
    return case_id


@pytest.fixture
def started(office_folder: Path, qapp: QApplication, clock: FrozenClock, qtbot: QtBot) -> Iterator[Callable[[], App]]:
    """Start the program and sign in; close it in the end."""
    programs: list[App] = []

    def start() -> App:
        settings = Settings(office=str(office_folder), last_staff_code="01", sounds=False)
        programs.append(App(qapp, office_folder, settings, clock))
        programs[-1].start()
        sign_in(programs[-1], qtbot)
        return programs[-1]

    yield start
    for program in programs:
        assert program.window is not None
        program.window.close()


needs_sigkill = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="a process is killed in another way there")


@needs_sigkill
def test_a_killed_program_loses_nothing_and_leaves_nothing_readable(
    office_folder: Path, started: Callable[[], App], qtbot: QtBot
) -> None:
    case_id = typed_and_killed(office_folder, "tell")
    app = started()
    go_to(app, case_id, qtbot)

    edit = words_of_talk(app.window)
    assert edit.toPlainText() == SECRET
    shown(app.window, "save_step_button", QPushButton).click()
    qtbot.waitUntil(lambda: not sees(app.window, "tell_sheet"))
    desk = desk_of(app)
    assert [body.words for _header, body in desk.office.case(case_id).life.contacts] == [SECRET]
    assert form_drafts.my_forms(desk) == []


@needs_sigkill
def test_a_killed_program_loses_no_correction(office_folder: Path, started: Callable[[], App], qtbot: QtBot) -> None:
    case_id = typed_and_killed(office_folder, "correction")
    app = started()
    assert app.changes is not None
    app.changes.case_requested.emit(case_id, "story")
    qtbot.waitUntil(lambda: sees(app.window, "go_on_correction_button"))

    press(app.window, "go_on_correction_button")
    qtbot.waitUntil(lambda: sees(app.window, "reason_edit"))

    assert shown(app.window, "reason_edit", QLineEdit).text() == SECRET


@needs_sigkill
def test_a_killed_program_loses_no_facts_of_an_assessment(
    office_folder: Path, started: Callable[[], App], qtbot: QtBot
) -> None:
    case_id = typed_and_killed(office_folder, "assessment")
    app = started()
    assert app.changes is not None
    app.changes.case_requested.emit(case_id, "assessment")
    qtbot.waitUntil(lambda: sees(app.window, "assessment_discard_button"))

    assert shown(app.window, "actual_value", QLineEdit).text() == SECRET


@needs_sigkill
def test_a_killed_program_loses_no_reason_of_a_decision(
    office_folder: Path, started: Callable[[], App], qtbot: QtBot
) -> None:
    case_id = typed_and_killed(office_folder, "verdict")
    app = started()
    assert app.changes is not None
    app.changes.decision_requested.emit(case_id)
    qtbot.waitUntil(
        lambda: sees(app.window, "return_button") and shown(app.window, "return_button", QWidget).isEnabled()
    )
    told: list[str] = []

    def read() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, QDialog)
        told.append(shown(window, "asked_reason_edit", QPlainTextEdit).toPlainText())
        window.reject()

    QTimer.singleShot(0, read)
    press(app.window, "return_button")

    assert told == [SECRET]
