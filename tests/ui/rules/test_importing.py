"""A rule file on its way in: what is wrong with it, what it changes, and the yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent

from desktop.actions import rule_packs
from desktop.ui import ask
from tests.rules.own_version import MINE, result, source
from tests.ui.driving import press, sees
from tests.ui.rules.reading import EXAMPLE, a_file, cells, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.rules.page import RulesPage


def test_a_bad_file_is_put_right_checked_again_and_imported(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk)
    bad = MINE.replace('freight_multiple = "8"', "freight_multiple = 8.5", 1).replace('"first-loss"', '"first"', 1)
    path = a_file(tmp_path, bad)
    monkeypatch.setattr(ask, "choose_files", lambda *_: [path])

    press(page, "import_button")
    qtbot.waitUntil(lambda: sees(page, "import_faults"))
    faults = {(fault.key.rpartition(", ")[2], bool(fault.line)) for fault in page.importing.faults.rows_model.rows}
    assert faults == {("method", True), ("freight_multiple", True)}
    assert "2 things" in words(page.importing)

    a_file(tmp_path, MINE)
    press(page, "check_again_button")
    qtbot.waitUntil(lambda: sees(page, "confirm_import_button"))
    assert "takes the place of version 2026-11, which came with the program" in words(page.importing)
    assert "3 sources are not confirmed yet" in words(page.importing)

    with qtbot.waitSignals([page.said, page._changes.rules_changed]):
        press(page, "confirm_import_button")
    qtbot.waitUntil(lambda: sees(page, "packs_table"))
    qtbot.waitUntil(lambda: cells(page, "generic")[1] == "branch-1")
    chosen = page.table.current_row()
    assert chosen is not None
    assert (chosen.version, chosen.file) == ("branch-1", "mine.toml")
    assert str(result(desk).payable) == "180.00"


def test_a_file_dropped_on_the_page_is_looked_at_and_nothing_is_taken_in_without_a_yes(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page(desk)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path, MINE)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    page.drop.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))

    qtbot.waitUntil(lambda: sees(page, "confirm_import_button"))
    press(page, "cancel_import_button")
    assert sees(page, "packs_table")
    assert desk.office.people.imported_packs == {}
    assert page.drop.value() == (), "the next file may be the same one"


def test_a_pack_with_nothing_before_it_is_read_through_before_it_is_imported(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot
) -> None:
    page = open_page(desk)
    page.look_at(EXAMPLE)
    qtbot.waitUntil(lambda: sees(page, "confirm_import_button"))

    said = words(page.importing)
    assert "New: from 1 Mar 2026 on" in said
    assert "Pays: The loss, at most ¥200.00 a piece" in said
    assert not sees(page, "differences_table")


def test_only_files_of_rules_are_looked_at(desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path) -> None:
    page = open_page(desk)
    page.drop.add([a_file(tmp_path, "hello", "notes.txt")])

    assert sees(page, "packs_table")
    assert "ends in .toml" in words(page.drop)


def test_what_comes_in_between_is_told_and_not_lost(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot
) -> None:
    page = open_page(desk)
    page.look_at(a_file(tmp_path, MINE))
    qtbot.waitUntil(lambda: sees(page, "confirm_import_button"))
    rule_packs.import_pack(desk, source(MINE.replace('freight_multiple = "8"', 'freight_multiple = "9"')))

    press(page, "confirm_import_button")

    qtbot.waitUntil(lambda: sees(page, "import_faults"))
    assert "version" in {fault.key for fault in page.importing.faults.rows_model.rows}


def test_the_guide_is_copied_where_the_manager_wants_it(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk)
    monkeypatch.setattr(ask, "choose_folder", lambda *_: tmp_path)

    for place in ("mingpei-rules", "mingpei-rules-2"):
        press(page, "guide_button")
        qtbot.waitUntil(lambda place=place: (tmp_path / place / "README.md").is_file())  # type: ignore[misc]
    copied = sorted(
        path.relative_to(tmp_path / "mingpei-rules").as_posix() for path in tmp_path.glob("mingpei-rules/**/*")
    )
    assert copied == ["README.en.md", "README.md", "example", "example/chenque.toml"]


def test_what_to_look_at_stands_in_the_preview_and_keeps_nothing_out(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk)
    path = a_file(tmp_path, MINE.replace('freight_multiple = "8"', 'freight_multiple = "3"', 1))
    monkeypatch.setattr(ask, "choose_files", lambda *_: [path])

    press(page, "import_button")
    qtbot.waitUntil(lambda: sees(page, "import_warnings"))

    assert "rule generic.uninsured, title" in words(page.importing)
    assert "but the figures of this rule are: 3." in words(page.importing)
    assert page.importing.import_button.isEnabled()
