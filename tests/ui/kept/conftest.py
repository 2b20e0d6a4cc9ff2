"""An office in English whose cases open in windows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from tests.ui.kept.hands import Office

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from tests.factories import Staffed


@pytest.fixture
def office(staffed: Staffed, desk_of: Callable[[str], Desk], qtbot: QtBot) -> Office:
    i18n.set_language("en")
    return Office(staffed, desk_of, qtbot)
