"""The whole program: pages, the door, one window, closing, errors nobody asked about."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from PySide6.QtWidgets import (
    QWidget,
)

from desktop import settings as kept_settings
from desktop.actions import intake, worklist
from desktop.errors import ClockBehind
from desktop.ui import ask
from desktop.ui.page_table import ANSWERS, PAGES, PageEntry
from tests.factories import an_intake
from tests.ui.driving import sees
from tests.ui.program.hands import desk_of, sign_in

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App
    from tests.conftest import FrozenClock


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.key)
def test_every_page_of_the_table_exists_and_answers(entry: PageEntry) -> None:
    page = entry.load()

    for key, method in ANSWERS.values():
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


def test_a_clock_set_back_by_years_is_told_at_sign_in_and_time_goes_on_from_the_last_entry(
    app: App, qtbot: QtBot, clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def confirm(_parent: QWidget, _title: str, words: str, *_rest: object, **_options: object) -> bool:
        asked.append(words)
        return True

    monkeypatch.setattr(ask, "confirm", confirm)
    clock.advance(days=-3000)
    window = sign_in(app, qtbot)
    qtbot.waitUntil(lambda: bool(asked))

    desk = desk_of(app)
    assert desk.clock.now().isoformat()[:10] == "2026-03-02", "nothing happened after the founding"
    # Days are read by that time: a parcel posted in February was not posted in the future.
    case = intake.register_case(desk, an_intake())
    assert [row.task for row in worklist.read_work(desk, worklist.Which.MINE).rows] == ["first-reply"]
    assert case.registered is not None
    assert case.registered.time.startswith("2026-03-02")
    clock.advance(hours=2)
    assert worklist.read_work(desk, worklist.Which.MINE).counts.overdue == 1, "time goes on"
    clock.advance(days=3000)
    assert desk.clock.now() == clock.now(), "set right, the clock is believed again"
    assert len(asked) == 1
    assert window.isVisible()


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
    root = Path(__file__).parents[3]

    seen = subprocess.run([sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True)

    assert seen.stdout.strip() == "[]"


def test_the_oversight_is_ready_before_anybody_goes_there(app: App, qtbot: QtBot) -> None:
    window = sign_in(app, qtbot)

    qtbot.waitUntil(lambda: window.findChild(QWidget, "oversight_page") is not None)

    assert window.current_key == "desk"
    assert not sees(window, "oversight_page")
