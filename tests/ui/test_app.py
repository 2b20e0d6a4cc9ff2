"""The program as a whole: in through the door, the window, lock, change of places, language, the end."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop import app as program
from desktop import i18n
from desktop import settings as kept_settings
from desktop.actions import intake
from desktop.app import App
from desktop.errors import ClockBehind
from desktop.settings import Settings
from desktop.ui import ask
from desktop.ui.choices import SegmentedField
from desktop.ui.table_view import RowsView
from tests.factories import an_intake
from tests.ui.conftest import PASSWORD
from tests.ui.driving import press, sees, shown, to_front, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.main_window import MainWindow
    from tests.conftest import FrozenClock


@pytest.fixture
def app(office_folder: Path, clock: FrozenClock, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    settings = Settings(office=str(office_folder), last_staff_code="01", theme="light", sounds=False)
    made = App(qapp, office_folder, settings, clock)
    made.start()
    yield made
    if made.window is not None:
        made.window.close()
    elif made.sign_in_window is not None:
        made.sign_in_window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if i18n.language() != "zh_CN":
        program.dress(qapp, settings)


def sign_in(app: App, qtbot: QtBot) -> MainWindow:
    """Sign 李芳 in through the door."""
    line = write(app.sign_in_window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window is not None)
    assert app.window is not None
    to_front(app.window, qtbot)
    return app.window


def unlock(app: App, qtbot: QtBot, root: QWidget | None = None) -> None:
    """Type the password into the lock and wait until it opens."""
    line = write(root or app.window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert app.guard is not None
    qtbot.waitUntil(lambda: app.guard is not None and app.guard.cover is None)


def words_of(window: QWidget) -> str:
    """Return everything a window says in labels and buttons."""
    labels = [label.text() for label in window.findChildren(QLabel)]
    buttons = [button.text() for button in window.findChildren(QToolButton)]
    return "\n".join([window.windowTitle(), *labels, *buttons])


def desk_of(app: App) -> Desk:
    assert app.desk is not None
    return app.desk


@pytest.mark.parametrize("entry", program.PAGES, ids=lambda entry: entry.key)
def test_every_page_of_the_table_exists_and_answers(entry: program.PageEntry) -> None:
    page = entry.load()

    for key, method in program.ANSWERS.values():
        if key == entry.key:
            assert callable(getattr(page, method))


def test_signing_in_opens_the_window_and_remembers_office_and_person(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)

    assert app.sign_in_window is None
    assert "青石路网点" in window.windowTitle()
    assert desk_of(app).person.name == "李芳"
    kept = kept_settings.load()
    assert (kept.office, kept.last_staff_code) == (str(desk_of(app).office.folder), "01")


def test_closing_the_window_keeps_drafts_and_lets_go_of_the_office(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    kept: list[str] = []
    page = window.page(window.current_key)
    page.leave = lambda: app.background.run(lambda: kept.append("draft"), writes=True)  # type: ignore[attr-defined]

    window.close()

    assert "draft" in kept
    from desktop.storage.office import check_free

    check_free(desk_of(app).office.folder)


def test_the_lock_covers_the_window_and_opens_for_the_same_person(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    press_lock(window)
    assert window.is_locked
    assert not sees(window, "office_page")

    write(window, "password_field", "not-the-password")
    press(window, "enter_button")
    qtbot.waitUntil(lambda: sees(window, "password_problem"))
    assert window.is_locked
    unlock(app, qtbot)

    assert app.window is window, "what was in hand is still there"
    assert not window.is_locked


def press_lock(window: MainWindow) -> None:
    window.lock_requested.emit()


def test_ctrl_l_locks(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)

    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    qtbot.waitUntil(lambda: window.is_locked)


def test_the_window_locks_when_nobody_touches_it(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    assert app.guard is not None
    timer = app.guard._idle._timer
    assert timer.interval() == 5 * 60_000

    timer.setTimerType(Qt.TimerType.PreciseTimer)
    whole = timer.interval()
    for sign in ("mouse", "key"):
        timer.start()
        qtbot.waitUntil(lambda: timer.remainingTime() < whole - 50)
        before = timer.remainingTime()
        if sign == "mouse":
            QTest.mouseMove(window.windowHandle(), QPoint(20, 20))
        else:
            QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
        qtbot.waitUntil(partial(lambda least: timer.remainingTime() > least, before))
    assert not window.is_locked, "a sign of life starts the count anew"

    timer.start(1)
    qtbot.waitUntil(lambda: window.is_locked)


def test_a_dialog_is_covered_and_keeps_what_was_typed(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    dialog = QDialog(window)
    note = QPlainTextEdit("未写完的理由")
    QVBoxLayout(dialog).addWidget(note)
    dialog.open()
    assert app.guard is not None

    app.guard.lock()

    cover = app.guard.cover
    assert cover is not None
    curtain = shown(dialog, "curtain", QWidget)
    assert curtain.geometry() == dialog.rect()
    QTest.keyClick(cover.window(), Qt.Key.Key_Escape)
    assert app.guard.cover is cover, "Escape opens no lock"
    unlock(app, qtbot, cover)
    assert dialog.isVisible()
    assert note.toPlainText() == "未写完的理由"
    assert not sees(dialog, "curtain")
    dialog.close()


@pytest.mark.parametrize("how", ["by hand", "idle"])
def test_a_locked_window_takes_the_password_at_once(app: App, qtbot: QtBot, how: str) -> None:
    window = sign_in(app, qtbot)
    assert app.guard is not None
    if how == "idle":
        app.guard._idle.idled.emit()
    else:
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: sees(window, "password_field"))
    line = shown(window, "password_field", QLineEdit)
    assert line.hasFocus()

    QTest.keyClicks(line, "not-the-password")
    QTest.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: sees(window, "password_problem"))
    assert shown(window, "password_problem", QLabel).text() == "密码不对。"
    assert line.hasFocus()
    unlock(app, qtbot)


def test_the_seat_changes_with_the_keyboard_alone(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    assert shown(window, "person_01", QPushButton).hasFocus()

    QTest.keyClick(shown(window, "person_01", QPushButton), Qt.Key.Key_Tab)
    second = shown(window, "person_02", QPushButton)
    assert second.hasFocus(), window.focusWidget()
    QTest.keyClick(second, Qt.Key.Key_Return)
    line = shown(window, "password_field", QLineEdit)
    assert line.hasFocus()
    QTest.keyClicks(line, PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")


def test_another_language_leaves_the_same_tab_in_front(app: App, qtbot: QtBot) -> None:
    before = sign_in(app, qtbot)
    before.show_page("office")
    shown(before, "office_tabs", QTabWidget).setCurrentIndex(3)
    shown(before, "language", SegmentedField).set_value("en")

    qtbot.waitUntil(lambda: app.window is not before)

    assert shown(app.window, "office_tabs", QTabWidget).currentIndex() == 3
    assert sees(app.window, "computer_form")


def test_another_person_takes_the_seat_of_a_locked_window(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    press_lock(window)
    press(window, "somebody_else_button")
    assert not sees(window, "cancel_switch_button"), "a locked window has no way back without a password"
    press(window, "person_02")
    line = write(window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")

    assert app.window is not None
    assert app.window is not window
    assert not app.window.is_locked
    assert "王强" in words_of(app.window)
    assert "李芳" not in " ".join(button.text() for button in app.window.findChildren(QToolButton))
    assert kept_settings.load().last_staff_code == "02"


def test_changing_places_keeps_the_page_and_the_drafts_of_the_former_person(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    page = window.show_page("office")
    left: list[str] = []
    page.leave = lambda: left.append(desk_of(app).person.name)  # type: ignore[attr-defined]
    window.switch_requested.emit()
    press(window, "person_02")
    line = write(window, "password_field", PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(app).person.name == "王强")

    assert app.window is not None
    assert app.window.current_key == "office"
    assert left[0] == "李芳"


def test_whoever_wants_to_change_places_may_think_better_of_it(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    assert sees(window, "lock_cover")

    press(window, "cancel_switch_button")

    assert not window.is_locked
    assert app.window is window


def test_a_forgotten_change_of_places_becomes_a_lock(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.switch_requested.emit()
    assert app.guard is not None

    app.guard.lock()

    assert not sees(window, "cancel_switch_button")
    press(window, "somebody_else_button")
    assert not sees(window, "cancel_switch_button")
    press(window, "person_01")
    unlock(app, qtbot)


def test_a_change_of_colours_does_not_open_the_lock(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    app.settings = msgspec.structs.replace(app.settings, theme="system")
    press_lock(window)

    app._on_colour_scheme()

    assert app.window is window
    assert sees(window, "lock_cover")
    unlock(app, qtbot)
    qtbot.waitUntil(lambda: app.window is not window)


def test_a_closed_account_does_not_take_the_seat(app: App, qtbot: QtBot) -> None:
    from desktop.actions import people

    window = sign_in(app, qtbot)
    desk = desk_of(app)
    clerk = desk.office.people.by_code("02")
    assert clerk is not None
    people.change_person(desk, msgspec.structs.replace(clerk, active=False))

    window.switch_requested.emit()

    assert not sees(window, "person_02")
    press(window, "cancel_switch_button")


def test_every_page_speaks_the_language_chosen_while_running(app: App, qtbot: QtBot, qapp: QApplication) -> None:
    sign_in(app, qtbot)
    assert app.window is not None
    app.window.show_page("office")

    app.apply_settings(msgspec.structs.replace(app.settings, language="en"))

    assert app.window is not None
    assert app.window.current_key == "office"
    assert kept_settings.load().language == "en"
    for entry in program.PAGES:
        page = app.window.show_page(entry.key)
        qapp.processEvents()
        assert page.isVisible()
        spoken = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
        chinese = [words for words in spoken if _is_chinese(words) and words not in ("李芳", "王强")]
        # What a person typed stays as it is; everything of ours is English.
        assert not [words for words in chinese if words in catalogue()], entry.key
    assert app.window.show_page("office").isVisible()


def _is_chinese(words: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in words)


def catalogue() -> set[str]:
    """Return every Chinese message of the program."""
    messages = i18n._catalogue("zh_CN")
    return {text for text in getattr(messages, "_catalog", {}).values() if isinstance(text, str)}


def test_the_door_speaks_another_language_at_once(app: App, qtbot: QtBot) -> None:
    assert app.sign_in_window is not None
    before = app.sign_in_window

    before.language_chosen.emit("en")

    qtbot.waitUntil(lambda: app.sign_in_window is not before)
    assert "Staff number" in words_of(app.sign_in_window)
    assert kept_settings.load().language == "en"


def test_a_clock_that_stands_behind_is_asked_about_once(
    app: App, qtbot: QtBot, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.actions import people

    asked: list[str] = []

    def confirm(_parent: QWidget, _title: str, words: str, *_rest: object, **_options: object) -> bool:
        asked.append(words)
        return True

    monkeypatch.setattr(ask, "confirm", confirm)
    sign_in(app, qtbot)
    desk = desk_of(app)
    clock.advance(days=-3000)
    heard: list[Exception] = []
    details = msgspec.structs.replace(desk.office.details, phone="025-80000001")

    app.background.run(lambda: people.change_office(desk, details), failed=heard.append, writes=True)
    qtbot.waitUntil(lambda: bool(heard) and bool(asked))

    assert isinstance(heard[0], ClockBehind)
    assert desk.office.details.phone != "025-80000001"
    app.background.run(lambda: people.change_office(desk, details), failed=heard.append, writes=True)
    qtbot.waitUntil(lambda: desk.office.details.phone == "025-80000001")
    assert len(asked) == 1
    clock.advance(days=3000)


def test_an_error_nobody_asked_to_hear_about_is_shown(app: App, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.errors import DiskFull

    told: list[str] = []
    monkeypatch.setattr(ask, "tell", lambda _parent, _title, words, *_rest: told.append(words))
    sign_in(app, qtbot)

    def fail() -> None:
        raise DiskFull

    app.background.run(fail)

    qtbot.waitUntil(lambda: bool(told))


def test_the_door_stands_before_the_database_library_is_loaded() -> None:
    script = (
        "import sys\n"
        "import desktop.app\n"
        "late = [name for name in ('sqlalchemy', 'sqlcipher3', 'reportlab', 'argon2', 'desktop.storage', "
        "'desktop.actions') if name in sys.modules]\n"
        "print(late)\n"
    )
    root = Path(__file__).parents[2]

    seen = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"


def test_a_scan_of_an_unknown_number_begins_a_new_case(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    assert app.changes is not None
    wanted: list[str] = []
    app.changes.new_case_requested.connect(wanted.append)

    window.scanned.emit("SF1385628716739")

    qtbot.waitUntil(lambda: wanted == ["SF1385628716739"])
    assert app.window is not None
    assert app.window.current_key == "intake"


def test_a_request_is_answered_once_by_a_page_that_was_open_before(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.show_page("intake")
    window.show_page("desk")
    assert app.changes is not None

    app.changes.new_case_requested.emit("SF1385628716739")
    window.show_page("desk")

    qtbot.waitUntil(lambda: len(intake.my_drafts(desk_of(app))) > 0)
    app.background.drain()
    assert len(intake.my_drafts(desk_of(app))) == 1


def test_a_scan_of_a_known_number_opens_its_case(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    case = intake.register_case(desk_of(app), an_intake(), (), "")

    window.scanned.emit(case.intake.waybill)

    qtbot.waitUntil(lambda: window.current_key == "cases")
    qtbot.waitUntil(lambda: case.number in words_of(window.page("cases")))


def test_words_that_several_cases_have_show_their_list(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    numbers = [
        intake.register_case(desk_of(app), an_intake(waybill=f"SF138562871673{last}"), (), "").number for last in "89"
    ]

    window.searched.emit("SF138562871673")

    qtbot.waitUntil(lambda: window.current_key == "cases")
    table = next(found for found in window.page("cases").findChildren(RowsView) if found.isVisible())
    qtbot.waitUntil(lambda: {row.number for row in table.rows_model.rows} == set(numbers))


def test_words_that_nobody_has_are_said_to_be_unknown(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    before = window.current_key

    window.searched.emit("没有这个人")

    qtbot.waitUntil(lambda: "没有这个人" in words_of(window))
    assert window.current_key == before


def test_the_idle_minutes_follow_the_settings(app: App, qtbot: QtBot) -> None:
    sign_in(app, qtbot)

    app.apply_settings(msgspec.structs.replace(app.settings, idle_lock_minutes=12))

    assert app.guard is not None
    assert app.guard._idle._timer.interval() == timedelta(minutes=12).total_seconds() * 1000


def test_a_quote_is_one_key_away_and_has_the_window_to_itself_for_the_customer(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    window.show_page("cases")

    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.current_key == "quote"
    write(window, "actual_value", "500")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    QTest.keyClick(window, Qt.Key.Key_F11)

    assert not sees(window, "quote_page_button")
    assert not sees(window, "search_box")
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert shown(window, "turn_back_button", QPushButton).hasFocus()

    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert window.current_key == "intake"
    assert sees(window, "quote_page_button")
    assert sees(window, "search_box")


def test_a_quote_that_is_turned_to_the_customer_is_still_locked_and_stays_turned(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F8)
    write(window, "actual_value", "500")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    QTest.keyClick(window, Qt.Key.Key_F11)

    window.lock_requested.emit()

    assert window.is_locked
    assert not sees(window, "first_amount")
    unlock(app, qtbot)
    assert sees(window, "first_amount")
    assert not sees(window, "search_box")


def test_a_case_made_of_a_quote_begins_with_its_facts_and_becomes_a_draft(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)
    QTest.keyClick(window, Qt.Key.Key_F8)
    write(window, "declared_value", "3000")
    write(window, "actual_value", "5000")
    write(window, "share_lost", "50")
    write(window, "freight", "20")
    write(window, "premium", "15")

    press(window, "make_case_button")

    assert window.current_key == "intake"
    assert shown(window, "actual_value", QLineEdit).text() == "5,000.00"
    assert shown(window, "declared_value", QLineEdit).text() == "3,000.00"
    assert "¥1,500.00" in shown(window, "note", QPlainTextEdit).toPlainText()
    app.keep_drafts()
    qtbot.waitUntil(lambda: len(intake.my_drafts(desk_of(app))) == 1)
    assert intake.my_drafts(desk_of(app))[0].intake.freight == 2000
