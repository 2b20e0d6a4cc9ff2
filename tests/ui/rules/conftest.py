"""A page of rule packs at a real office on disk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from desktop.actions import sign_in
from desktop.actions.desk import load_reference
from desktop.ui.changes import Changes
from desktop.ui.rules.page import RulesPage
from tests.conftest import FrozenClock
from tests.ui.conftest import PASSWORD
from tests.ui.rules.reading import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.actions.desk import Desk
    from desktop.ui.background import Background


@pytest.fixture
def desk_of(office_folder: Path, background: Background) -> Iterator[Callable[[str], Desk]]:
    """Sign in as 李芳 (01, manager) or 王强 (02, clerk) on 2 March 2026."""
    desks: list[Desk] = []

    def enter(code: str) -> Desk:
        clock = FrozenClock(datetime(2026, 3, 2, 2, 0, tzinfo=UTC))
        if desks:
            desks.append(sign_in.change_places(desks[0], code, PASSWORD))
        else:
            desks.append(sign_in.sign_in(office_folder, code, PASSWORD, load_reference(), clock))
        return desks[-1]

    yield enter
    background.drain()
    desks[0].office.close()


@pytest.fixture
def desk(desk_of: Callable[[str], Desk]) -> Desk:
    return desk_of("01")


@pytest.fixture
def open_page(background: Background, qtbot: QtBot) -> Callable[[Desk], RulesPage]:
    """Show the page and wait for its list."""

    def show(desk: Desk) -> RulesPage:
        i18n.set_language("en")
        page = RulesPage(desk, background, Changes())
        qtbot.addWidget(page)
        page.resize(1294, 648)
        page.show()
        refresh(page, qtbot)
        return page

    return show
