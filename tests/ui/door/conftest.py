"""A door in front of a founded office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.ui.door.hands import AtTheDoor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock


@pytest.fixture
def at_the_door(office_folder: Path, background: Background, clock: FrozenClock) -> Iterator[AtTheDoor]:
    door = AtTheDoor(office_folder, background, clock)
    yield door
    door.close()
