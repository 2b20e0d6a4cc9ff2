"""A case opened at its follow-up, for one of the people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
    from desktop.ui.cases.page import CasesPage


@pytest.fixture
def open_page(english: None, open_case: Callable[..., CasesPage]) -> Callable[..., CasesPage]:
    """Open a case at its follow-up for one of the people."""

    def opened(who: str, case: Case, part: str = "follow-up") -> CasesPage:
        return open_case(who, case, part)

    return opened
