"""A case that waits for a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.actions import intake, settlement
from desktop.domain.proposal import ProposalDraft, Remedy
from tests.factories import YUAN, a_finding, an_intake, example_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case


@pytest.fixture
def proposed(desk_of: Callable[[str], Desk]) -> Callable[..., Case]:
    """Take a case in, assess it and propose, as the clerk."""

    def made(amount: int = 3421 * YUAN, reason: str = "", **changes: object) -> Case:
        desk = desk_of("clerk")
        case = intake.register_case(desk, an_intake(**changes))
        settlement.record_finding(desk, case.case_id, a_finding("装车时受压。", responsible="transport"))
        settlement.keep_assessment(desk, case.case_id, example_facts(), desk.office.case(case.case_id).basis)
        return settlement.propose(
            desk, case.case_id, ProposalDraft(amount, 3421 * YUAN, reason, (Remedy.COMPENSATE,), "请批。")
        )

    return made
