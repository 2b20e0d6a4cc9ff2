"""The program at a founded office, with its door in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from desktop import app as program
from desktop import i18n
from desktop.app import App
from desktop.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

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
