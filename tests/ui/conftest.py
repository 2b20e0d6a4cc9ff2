"""Windows under test wear the real theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui import theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication) -> None:
    """Dress the program in the light theme once; a test that changes it changes it back."""
    if not qapp.styleSheet():
        theme.apply(qapp, "light")
