"""The page of rule packs by clicks, drops and keys, at a real office on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop import i18n, paths
from desktop.actions import rule_packs, settlement, sign_in
from desktop.actions.desk import load_reference
from desktop.domain import entries as e
from desktop.ui import ask
from desktop.ui.changes import Changes
from desktop.ui.office.branch_tab import BranchTab
from desktop.ui.rules.page import RulesPage
from tests.actions.test_rule_packs import MINE, assessed, lost, source
from tests.conftest import FrozenClock
from tests.ui.conftest import PASSWORD
from tests.ui.driving import press, sees, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.actions.rule_packs import PackRow
    from desktop.ui.background import Background

EXAMPLE = paths.resource("rules", "example", "chenque.toml")
ABOUT, RULES, PREMIUMS, TIMES, SOURCES = range(5)


@pytest.fixture
def desk_of(office_folder: Path, background: Background) -> Iterator[Callable[[str], Desk]]:
    """Sign in as 李芳 (01, manager) or 王强 (02, clerk) on 2 March 2026."""
    desks: list[Desk] = []

    def enter(code: str) -> Desk:
        clock = FrozenClock(datetime(2026, 3, 2, 2, 0, tzinfo=UTC))
        if desks:
            desks.append(sign_in.change_places(desks[0], code, PASSWORD))
        else:
            desks.append(sign_in.sign_in(office_folder, code, PASSWORD, load_reference(), clock))
        return desks[-1]

    yield enter
    background.drain()
    desks[0].office.close()


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("01")


@pytest.fixture
def open_page(background: Background, qtbot: QtBot) -> Callable[[Desk], RulesPage]:
    """Show the page and wait for its list."""

    def show(desk: Desk) -> RulesPage:
        i18n.set_language("en")
        page = RulesPage(desk, background, Changes())
        qtbot.addWidget(page)
        page.resize(1294, 648)
        page.show()
        refresh(page, qtbot)
        return page

    return show


def refresh(page: RulesPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.table.rows_model.modelReset):
        page.opened()


def rows(page: RulesPage) -> tuple[PackRow, ...]:
    return page.table.rows_model.rows


def choose(page: RulesPage, pack_id: str) -> None:
    page.table.choose(page.table.rows_model.position_of(lambda row: row.pack_id == pack_id))


def cells(page: RulesPage, pack_id: str) -> list[str]:
    model = page.table.rows_model
    row = next(row for row in model.rows if row.pack_id == pack_id)
    return [column.text(row) for column in model.columns]


def words(root: QWidget) -> str:
    """Return what can be read; pieces just added come into sight with the next events."""
    QApplication.processEvents()
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def a_file(folder: Path, text: str, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_list_tells_name_version_state_sources_and_use(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    assessed(desk, lost())
    page = open_page(desk)

    assert cells(page, "generic") == ["Plain express agreement", "branch-1", "In force", "3 to confirm", "1 case"]
    assert cells(page, "none")[2:] == ["In force", "all confirmed", "not yet"]
    theirs = next(row for row in rows(page) if row.pack_id == "generic" and row.version == "2026-11")
    assert page.table.rows_model.columns[2].text(theirs) == "Replaced"


def test_a_pack_says_what_it_is_and_what_is_to_be_confirmed(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    page = open_page(desk)
    choose(page, "sf")

    said = words(page.detail)
    pack = next(row.pack for row in rows(page) if row.pack_id == "sf")
    assert pack is not None
    assert pack.sheet.note is not None
    assert pack.sheet.note.en in said
    assert "sf 2026-11" in said
    assert "sources: from a copy" in said


def test_rules_premiums_times_and_sources_are_put_into_words(
    desk: Desk, open_page: Callable[[Desk], RulesPage]
) -> None:
    rule_packs.import_pack(desk, source(EXAMPLE.read_text(encoding="utf-8")))
    page = open_page(desk)
    choose(page, "chenque")

    page.detail.tabs.setCurrentIndex(RULES)
    said = words(page.detail)
    assert "Pays: The loss, at most ¥200.00 a piece" in said
    assert "When: Insured value bought: No; Counts as: any loss or damage" in said
    assert "晨雀快运服务协议(2026年3月版) 第8条 不能证明价值 (not checked)" in said
    assert "The carrier may pay this but need not." in said
    page.detail.tabs.setCurrentIndex(PREMIUMS)
    assert "above ¥500.00, up to ¥2,000.00" in words(page.detail)
    assert "0.4% of the declared value, at least ¥2.00" in words(page.detail)
    page.detail.tabs.setCurrentIndex(TIMES)
    assert "Time limit: 7 days after: Day of the damage; only a reminder" in words(page.detail)
    assert "Same city: after 3 days late" in words(page.detail)
    page.detail.tabs.setCurrentIndex(SOURCES)
    assert words(page.detail).index("(not checked)") < words(page.detail).index("(read in the text)")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_part_of_every_pack_of_the_program_can_be_read(
    desk: Desk, open_page: Callable[[Desk], RulesPage], language: str
) -> None:
    page = open_page(desk)
    i18n.set_language(language)

    for place in range(len(rows(page))):
        page.table.choose(place)
        for part in range(page.detail.tabs.count()):
            page.detail.tabs.setCurrentIndex(part)
            assert words(page.detail.tabs.currentWidget())


def test_a_bad_file_is_put_right_checked_again_and_imported(
    desk: Desk, open_page: Callable[[Desk], RulesPage], tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(desk)
    bad = MINE.replace('freight_multiple = "8"', "freight_multiple = 8.5", 1).replace('"first-loss"', '"first"', 1)
    path = a_file(tmp_path, bad)
    monkeypatch.setattr(ask, "choose_files", lambda *_: [path])

    press(page, "import_button")
    qtbot.waitUntil(lambda: sees(page, "import_faults"))
    faults = {(fault.key.rpartition(".")[2], bool(fault.line)) for fault in page.importing.faults.rows_model.rows}
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
    assert str(settlement.try_facts(desk, lost()).payable) == "180.00"


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


def test_a_clerk_reads_and_compares_but_cannot_import(
    desk_of: Callable[[str], Desk], open_page: Callable[[Desk], RulesPage]
) -> None:
    manager = desk_of("01")
    rule_packs.import_pack(manager, source(MINE))
    page = open_page(desk_of("02"))

    assert cells(page, "generic")[1] == "branch-1"
    for name in ("import_button", "pack_drop", "guide_button", "withdraw_pack_button"):
        assert not sees(page, name)
    assert "A manager imports" in words(page)
    press(page, "compare_button")
    assert sees(page, "differences_table")


def test_a_pack_nobody_used_is_withdrawn_with_a_reason(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: None)
    press(page, "withdraw_pack_button")
    assert desk.office.people.imported_packs, "whoever changes their mind withdraws nothing"

    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: "倍数写错")
    with qtbot.waitSignal(page._changes.rules_changed):
        press(page, "withdraw_pack_button")

    qtbot.waitUntil(lambda: cells(page, "generic")[1] == "2026-11")
    assert desk.office.people.imported_packs == {}


def test_a_used_pack_shows_that_it_is_frozen(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    assessed(desk, lost())
    page = open_page(desk)
    choose(page, "generic")

    assert not sees(page, "withdraw_pack_button")
    assert "stays as it is" in words(page.detail)


def test_a_pack_used_since_the_page_was_read_is_not_withdrawn(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    assessed(desk, lost())
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_more: "不用了")

    press(page, "withdraw_pack_button")

    qtbot.waitUntil(lambda: "has been used" in words(page))
    assert desk.office.people.imported_packs


def test_two_versions_stand_side_by_side_and_change_places(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    press(page, "compare_button")

    table = page.comparing.differences.table
    lines = [(line.label, line.before, line.after) for line in table.rows_model.rows]
    assert ("Limit 1 · Times the postage", "5", "8") in lines
    assert ("Version", "2026-11", "branch-1") in lines
    press(page, "swap_packs_button")
    assert ("Version", "branch-1", "2026-11") in [
        (line.label, line.before, line.after) for line in table.rows_model.rows
    ]


def test_a_long_value_is_read_in_full_below_the_list(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    rule_packs.import_pack(desk, source(MINE))
    page = open_page(desk)
    choose(page, "generic")
    press(page, "compare_button")
    table = page.comparing.differences.table

    table.choose(table.rows_model.position_of(lambda line: "in Chinese" in line.label))

    assert shown(page, "value_before", QLabel).text() == "未保价：按实际损失赔偿，最高不超过运费的5倍"
    assert shown(page, "value_after", QLabel).text() == "未保价：按实际损失赔偿，最高不超过运费的8倍"


def test_everything_can_be_reached_by_keyboard(
    desk: Desk, open_page: Callable[[Desk], RulesPage], qtbot: QtBot
) -> None:
    page = open_page(desk)
    page.focus_first()
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End)
    assert page.table.currentIndex().row() == len(rows(page)) - 1
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.tabs.tabBar().hasFocus()
    QTest.keyClick(page.detail.tabs.tabBar(), Qt.Key.Key_Right)
    assert page.detail.tabs.currentIndex() == RULES
    assert "Grounds for exemption" in words(page.detail)
    QTest.keyClick(page.detail.tabs.tabBar(), Qt.Key.Key_Tab)
    assert page.focusWidget() is not None
    assert page.focusWidget().property("area") == "reading", "the text can be scrolled"

    press(page, "compare_button")
    assert page.comparing.before.hasFocus()
    shown(page, "back_to_packs_button", QWidget).setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: sees(page, "packs_table"))
    assert page.table.hasFocus()


def test_the_page_fits_the_smallest_window(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    page = open_page(desk)
    page.resize(1108, 608)

    for name in ("guide_button", "compare_button", "import_button"):
        button = shown(page, name, QPushButton)
        right = button.mapTo(page, button.rect().bottomRight())
        assert page.rect().contains(right)
        assert button.width() >= button.sizeHint().width()
    assert page.minimumSizeHint().width() <= 1108
    assert page.minimumSizeHint().height() <= 608


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


def test_a_pack_the_program_cannot_use_is_shown_as_such(desk: Desk, open_page: Callable[[Desk], RulesPage]) -> None:
    later = source(MINE.replace('method = "actual-loss"', 'method = "by-weather"'))
    body = e.RulePackImported(
        file="mine.toml", pack_id="generic", version="branch-1", sha256=later.sha256, source=later.raw.decode()
    )
    with desk.office.writing(desk.clock.now()) as writing:
        writing.append(desk.signer, "", body)
    page = open_page(desk)
    choose(page, "generic")

    assert cells(page, "generic")[:3] == ["generic", "branch-1", "Unusable"]
    assert "cannot use this pack" in words(page.detail)
    assert not page.detail.tabs.isTabEnabled(RULES)
    press(page, "compare_button")
    assert sees(page, "differences_table")


def test_the_branch_can_choose_terms_that_just_came_in(desk: Desk, background: Background, qtbot: QtBot) -> None:
    changes = Changes()
    tab = BranchTab(desk, background, changes, may_manage=True)
    qtbot.addWidget(tab)
    field: Any = tab.form.widget("terms")
    before = field.value()
    rule_packs.import_pack(desk, source(EXAMPLE.read_text(encoding="utf-8")))

    changes.rules_changed.emit()

    field.set_value("chenque")
    assert (before, field.value()) == ("sf", "chenque")
