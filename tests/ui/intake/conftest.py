"""The page for a new case, as the tests here call it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desktop.ui.intake.page import IntakePage


@pytest.fixture
def page(intake_page: IntakePage) -> IntakePage:
    return intake_page
