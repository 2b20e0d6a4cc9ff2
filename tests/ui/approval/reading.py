"""Reads the page of approvals, and answers what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.ui import ask

if TYPE_CHECKING:
    import pytest


from tests.ui.conftest import PASSWORD


def all_words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def words(page: QWidget, name: str) -> str:
    return cast("QLabel", page.findChild(QLabel, name)).text()


def button(page: QWidget, name: str) -> QPushButton:
    return cast("QPushButton", page.findChild(QPushButton, name))


def answer(monkeypatch: pytest.MonkeyPatch, reason: str | None = "核对无误。", password: str | None = PASSWORD) -> None:
    monkeypatch.setattr(ask, "ask_reason", lambda *_args, **_options: reason)
    monkeypatch.setattr(ask, "ask_password", lambda *_args: password)
