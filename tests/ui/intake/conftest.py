"""A page for a new case, at an office on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from desktop.actions.desk import Desk, Reference, load_reference
from desktop.ui import panels, theme
from desktop.ui.background import InlineBackground
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from tests.ui.driving import to_front

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference()


@pytest.fixture
def desk(staffed: Staffed, clock: FrozenClock, reference: Reference) -> Desk:
    return Desk(staffed.office, staffed.signers["clerk"], clock, reference)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def page(desk: Desk, changes: Changes, qtbot: QtBot) -> Iterator[IntakePage]:
    """A new case on the smallest screen, with its right panel beside it, the keyboard in its first field."""
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
