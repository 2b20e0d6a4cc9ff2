"""The proposal of a case, for one of the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from desktop.actions.desk import Desk, load_reference
from desktop.ui.background import InlineBackground
from desktop.ui.changes import Changes
from desktop.ui.proposal.view import ProposalView

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FrozenClock
    from tests.factories import Staffed


@pytest.fixture
def view_for(qtbot: QtBot, staffed: Staffed, clock: FrozenClock) -> Callable[[str], ProposalView]:
    """Open the view for one of the people."""
    i18n.set_language("en")

    def opened(who: str) -> ProposalView:
        desk = Desk(staffed.office, staffed.signers[who], clock, load_reference())
        view = ProposalView(desk, InlineBackground(), Changes())
        qtbot.addWidget(view)
        view.resize(926, 560)
        view.show()
        return view

    return opened
