"""Cases are lived in English here, in an office whose tasks are counted."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def as_in_the_program(counted: None, english: None) -> None:
    pass
