"""The proposal of a case, for one of the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.changes import Changes
from desktop.ui.proposal.view import ProposalView
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk


@pytest.fixture
def view_for(qtbot: QtBot, english: None, desk_of: Callable[[str], Desk]) -> Callable[[str], ProposalView]:
    """Open the view for one of the people."""

    def opened(who: str) -> ProposalView:
        view = ProposalView(desk_of(who), InlineBackground(), Changes())
        qtbot.addWidget(view)
        view.resize(926, 560)
        view.show()
        return view

    return opened
