"""What the box at the top finds: cases, lists, numbers nobody knows yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import intake
from desktop.ui.table_view import RowsView
from tests.factories import an_intake
from tests.ui.program.hands import desk_of, sign_in, words_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.app import App


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
