"""Brings a case as far as a test of papers or approvals needs it, through the verbs of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions import approval, intake, settlement
from desktop.domain import entries as e
from desktop.domain.proposal import ProposalDraft, Remedy
from tests.actions.conftest import PASSWORD
from tests.factories import YUAN, a_finding, an_intake, example_facts

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


def keep_example(desk: Desk, case_id: str) -> Case:
    return settlement.keep_assessment(desk, case_id, example_facts(), desk.office.case(case_id).basis)


def a_proposed_case(desk: Desk, amount_fen: int = 3421 * YUAN, reason: str = "") -> Case:
    case = intake.register_case(desk, an_intake())
    settlement.record_finding(desk, case.case_id, a_finding("分拨中心装车时受压，瓷瓶碎裂。", responsible="transport"))
    keep_example(desk, case.case_id)
    draft = ProposalDraft(amount_fen, 3421 * YUAN, reason, (Remedy.COMPENSATE, Remedy.APOLOGISE))
    return settlement.propose(desk, case.case_id, draft)


def decide(desk: Desk, case: Case, verdict: e.Verdict = e.Verdict.APPROVE) -> Case:
    """Judge the proposal the case was read with."""
    assert case.proposal is not None
    return approval.decide(desk, case.case_id, case.proposal.digest, verdict, "核对无误。", PASSWORD)


def approved(desks: Desks, case: Case) -> Case:
    return decide(desks.supervisor, case)
