"""Reads the page of rule packs, and writes files for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.rule_packs import PackRow
    from desktop.ui.rules.page import RulesPage


EXAMPLE = paths.resource("rules", "example", "chenque.toml")
ABOUT, RULES, PREMIUMS, TIMES, SOURCES = range(5)


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
