"""A page of quotes that knows a made-up carrier."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.ui.changes import Changes
from desktop.ui.quote.page import QuotePage
from tests.quoting import trial_packs
from tests.ui.driving import to_front
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk, Reference


@pytest.fixture
def page(qtbot: QtBot, english: None, desk: Desk, reference: Reference) -> QuotePage:
    at_trial = replace(desk, program=replace(reference, packs=trial_packs()))
    made = QuotePage(at_trial, InlineBackground(), Changes())
    qtbot.addWidget(made)
    made.resize(1294, 640)
    made.show()
    to_front(made, qtbot)
    made.form.change("terms", "trial")
    return made
