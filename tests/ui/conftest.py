"""Windows under test wear the real theme."""

from __future__ import annotations

import gc
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

import pytest

from desktop.actions.desk import load_reference
from desktop.actions.founding import found_office
from desktop.domain.founding import PersonDraft
from desktop.domain.people import Role
from desktop.ui import garbage, theme
from desktop.ui.background import Background
from tests.conftest import FrozenClock
from tests.factories import an_office_details

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

PASSWORD = "parcel-2026"


class Founded(NamedTuple):
    """An office on disk, closed."""

    folder: Path
    recovery_code: str


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Dress the program in the light theme once; a test that changes it changes it back."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def garbage_on_main() -> Iterator[None]:
    """Collect as the running program does: on the main thread, never while a pool happens to allocate."""
    gc.disable()
    yield
    garbage.collect_due()
    gc.enable()


@pytest.fixture
def background() -> Iterator[Background]:
    """The real pools, drained at the end."""
    made = Background()
    yield made
    assert made.drain(), "work still going on"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """Found an office once; tests take a copy, for locking the slots takes a while."""
    clock = FrozenClock(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("founded") / "office"
    manager = PersonDraft("01", "李芳", Role.MANAGER, None, 0, PASSWORD, PASSWORD)
    clerk = PersonDraft("02", "王强", Role.CLERK, 0, 0, PASSWORD, PASSWORD)
    made = found_office(folder, an_office_details(), manager, clerk, load_reference(), clock)
    made.desk.office.close()
    return Founded(folder, made.recovery_code)


@pytest.fixture
def office_folder(founded: Founded, tmp_path: Path) -> Path:
    """An office of its own for the test: 李芳 (01, manager) and 王强 (02, clerk), both with ``PASSWORD``."""
    folder = tmp_path / "青石路 office"
    shutil.copytree(founded.folder, folder)
    return folder
