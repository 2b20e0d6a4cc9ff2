"""Windows under test wear the real theme."""

from __future__ import annotations

import gc
import shutil
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.desk import Desk
from desktop.actions.due import owing
from desktop.actions.founding import found_office
from desktop.domain.founding import PersonDraft
from desktop.domain.people import Role
from desktop.storage.keys import KeyFile, Unlocked
from desktop.ui import garbage, panels, theme
from desktop.ui.approval.page import ApprovalPage
from desktop.ui.background import Background
from desktop.ui.cases.page import CasesPage
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from tests.conftest import FrozenClock
from tests.factories import an_office_details
from tests.ui.driving import to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from desktop.actions.desk import Reference
    from desktop.domain.case import Case
    from tests.factories import Staffed

PASSWORD = "parcel-2026"

#: Milliseconds a test waits for something before it gives up.
PATIENCE = 60_000


class Founded(NamedTuple):
    """An office on disk, closed."""

    folder: Path
    recovery_code: str


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return a bot that waits however busy the machine is; only what never comes fails."""
    bot = QtBot(request)
    for name in ("waitUntil", "waitSignal", "waitSignals"):
        setattr(bot, name, partial(getattr(bot, name), timeout=PATIENCE))
    return bot


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
    # The loop of a program would do it: what a test closed is taken apart before the next one begins.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    garbage.collect_due()
    gc.enable()


@pytest.fixture
def background() -> Iterator[Background]:
    """The real pools, drained at the end."""
    made = Background()
    yield made
    assert made.drain(), "work still going on"


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory, reference: Reference) -> Founded:
    """Found an office once; tests take a copy, for locking the slots takes a while."""
    clock = FrozenClock(datetime(2026, 3, 2, 0, 0, tzinfo=UTC))
    folder = tmp_path_factory.mktemp("founded") / "office"
    manager = PersonDraft("01", "李芳", Role.MANAGER, None, 0, PASSWORD, PASSWORD)
    clerk = PersonDraft("02", "王强", Role.CLERK, 0, 0, PASSWORD, PASSWORD)
    made = found_office(folder, an_office_details(), manager, clerk, reference, clock)
    made.desk.office.close()
    return Founded(folder, made.recovery_code)


@pytest.fixture
def office_folder(founded: Founded, tmp_path: Path) -> Path:
    """An office of its own for the test: 李芳 (01, manager) and 王强 (02, clerk), both with ``PASSWORD``."""
    folder = tmp_path / "青石路 office"
    shutil.copytree(founded.folder, folder)
    return folder


@pytest.fixture
def desk_of(staffed: Staffed, clock: FrozenClock, reference: Reference) -> Callable[[str], Desk]:
    """Seat one of the people of the office ``staffed``."""
    return lambda who: Desk(staffed.office, staffed.signers[who], clock, reference)


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    """The clerk's desk."""
    return desk_of("clerk")


@pytest.fixture
def changes() -> Changes:
    """What the pages of a test tell each other with."""
    return Changes()


@pytest.fixture
def counted(staffed: Staffed, reference: Reference) -> None:
    """Let the office know what is owed, as the running program does."""
    staffed.office.owing = owing(reference)


@pytest.fixture
def intake_page(desk: Desk, changes: Changes, qtbot: QtBot) -> Iterator[IntakePage]:
    """A new case of the clerk on the smallest screen, its right panel beside it, the keyboard in its first field."""
    made = IntakePage(desk, InlineBackground(), changes)
    window = QWidget()
    qtbot.addWidget(window)
    assert made.right_panel is not None
    window.setLayout(panels.row(made, made.right_panel))
    made.setFixedSize(974, 648)
    made.right_panel.setFixedWidth(theme.PANEL)
    window.show()
    qtbot.waitExposed(window)
    to_front(window, qtbot)
    made.start("")
    yield made
    made.leave()


@pytest.fixture
def open_case(desk_of: Callable[[str], Desk], changes: Changes, qtbot: QtBot) -> Callable[..., CasesPage]:
    """Open a case at one of its parts for one of the people."""

    def opened(who: str, case: Case, part: str = "story") -> CasesPage:
        page = CasesPage(desk_of(who), InlineBackground(), changes)
        qtbot.addWidget(page)
        page.resize(1294, 716)
        page.show()
        to_front(page, qtbot)
        page.opened()
        page.open_case(case.case_id, part)
        return page

    return opened


@pytest.fixture
def page_for(
    qtbot: QtBot, english: None, staffed: Staffed, desk_of: Callable[[str], Desk]
) -> Callable[[str], ApprovalPage]:
    """Open the page for one of the people, with a password to sign with."""

    def opened(who: str) -> ApprovalPage:
        keys = KeyFile.new(staffed.office.folder, "office")
        keys.put(who, Unlocked(staffed.key, staffed.signers[who]), PASSWORD)
        page = ApprovalPage(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(page)
        assert page.right_panel is not None
        qtbot.addWidget(page.right_panel)
        page.resize(974, 640)
        page.show()
        page.opened()
        return page

    return opened
