"""A real office folder for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Staffed, a_staffed_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import FrozenClock


@pytest.fixture
def staffed(tmp_path: Path, clock: FrozenClock) -> Iterator[Staffed]:
    """An office with its people."""
    staffed = a_staffed_office(tmp_path / "网点 office", clock.now())
    yield staffed
    staffed.office.close()
