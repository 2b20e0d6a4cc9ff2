"""Where file dialogs begin."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desktop.ui import ask

if TYPE_CHECKING:
    import pytest


def test_file_dialogs_begin_among_the_documents_and_then_where_the_last_one_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, chosen = tmp_path / "文档", tmp_path / "售后"
    documents.mkdir()
    chosen.mkdir()
    begun: list[str] = []

    def save(_parent: None, _title: str, start: str, _patterns: str) -> tuple[str, str]:
        begun.append(start)
        return str(chosen / "SL1.pdf"), ""

    monkeypatch.setattr(ask, "_last_folders", {})
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)

    ask.choose_save_path(None, "Save", "SL1.pdf")
    ask.choose_save_path(None, "Save", "HS1.pdf")

    assert [Path(start) for start in begun] == [documents / "SL1.pdf", chosen / "HS1.pdf"]


def test_choosing_photos_begins_at_home_where_there_are_no_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []

    def choose(_parent: None, _title: str, start: str, _patterns: str) -> tuple[list[str], str]:
        begun.append(start)
        return [], ""

    monkeypatch.setattr(ask, "_last_folders", {})
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path / "missing"))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", choose)

    assert ask.choose_files(None, "Choose") == []
    assert [Path(start) for start in begun] == [Path.home()]
