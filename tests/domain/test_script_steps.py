"""Where the conversation of a case is, as its entries say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import entries as e
from desktop.domain.script_steps import stands_of, step_of
from desktop.domain.scripts import Stands, Step
from tests.factories import YUAN, a_decision, a_proposal, an_assessment

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.factories import Staffed

SPOKEN = e.CustomerContacted(way="phone", about="progress", reached=True, words="已说明在查。")
TOLD = e.CustomerContacted(way="phone", about="outcome", reached=True, words="已告知结果。", answer="accepts")
DECLINED = e.CustomerContacted(way="phone", about="outcome", reached=True, words="不同意。", answer="declines")
WAITING = e.WaitBegan(reason="evidence", words="等发票。")
FOUND_FOR_US = e.FindingRecorded(stands="no", responsible="sender", account="包装不足。")
TOO_MUCH = e.FindingRecorded(stands="yes", responsible="delivery", account="晚到。", unreasonable="要求十倍。")
ABOUT_HANDLING = e.CaseLinked(other="x", relation="about-handling", reason="不满意上次处理。")
CLOSED = e.CaseClosed(outcome="withdrawn", words="撤回。")
ASKED = e.SatisfactionAsked(score=5, words="满意。")
TURNED_UP = e.GoodsFound(where="分拣中心", wish="open", words="找到了。")


@pytest.mark.parametrize(
    ("bodies", "step"),
    [
        ((), Step.FIRST_REPLY),
        ((SPOKEN,), Step.PROGRESS),
        ((SPOKEN, WAITING), Step.EVIDENCE),
        ((FOUND_FOR_US,), Step.PROGRESS),
        ((TOO_MUCH,), Step.UNREASONABLE),
        ((ABOUT_HANDLING,), Step.SECOND_COMPLAINT),
        ((TURNED_UP,), Step.FOUND),
        ((CLOSED,), Step.SATISFACTION),
        ((CLOSED, ASKED), Step.CLOSING),
    ],
)
def test_before_a_decision_the_step_follows_what_was_done(
    staffed: Staffed, bodies: tuple[e.Body, ...], step: Step
) -> None:
    case = staffed.registered()
    staffed.write("clerk", case.case_id, *bodies)

    assert step_of(staffed.office.case(case.case_id)) is step


def decided(staffed: Staffed, amount: int, asked: int | None, verdict: e.Verdict, *after: e.Body) -> Case:
    case = staffed.registered(asked_amount=asked)
    staffed.write("clerk", case.case_id, an_assessment(case, amount))
    case = staffed.office.case(case.case_id)
    staffed.write("clerk", case.case_id, a_proposal(case, amount))
    case = staffed.office.case(case.case_id)
    staffed.write("supervisor", case.case_id, a_decision(case, verdict))
    staffed.write("clerk", case.case_id, *after)
    return staffed.office.case(case.case_id)


@pytest.mark.parametrize(
    ("amount", "asked", "verdict", "after", "step"),
    [
        (500, 500, e.Verdict.APPROVE, (), Step.OUTCOME),
        (500, None, e.Verdict.APPROVE, (), Step.OUTCOME),
        (500, 900, e.Verdict.APPROVE, (), Step.PARTIAL),
        (0, 900, e.Verdict.APPROVE, (), Step.NO_COMPENSATION),
        (0, None, e.Verdict.APPROVE, (), Step.OUTCOME),
        (500, 500, e.Verdict.REFUSE, (), Step.NO_COMPENSATION),
        (500, 500, e.Verdict.APPROVE, (TOLD,), Step.SATISFACTION),
        (500, 900, e.Verdict.APPROVE, (DECLINED,), Step.PARTIAL),
    ],
)
def test_after_a_decision_the_step_follows_the_outcome(
    staffed: Staffed, amount: int, asked: int | None, verdict: e.Verdict, after: tuple[e.Body, ...], step: Step
) -> None:
    asked_fen = None if asked is None else asked * YUAN

    assert step_of(decided(staffed, amount * YUAN, asked_fen, verdict, *after)) is step


def test_goods_that_turn_up_after_the_payment_are_told_otherwise(staffed: Staffed) -> None:
    case = decided(staffed, 500 * YUAN, 500 * YUAN, e.Verdict.APPROVE)
    assert case.proposal is not None
    paid = e.PaymentMade(case.proposal.digest, 500 * YUAN, "transfer", "𬭊䶮", "", "T1", "2026-03-02")
    staffed.write("clerk", case.case_id, paid, TURNED_UP)

    assert step_of(staffed.office.case(case.case_id)) is Step.FOUND_LATER


def test_a_script_may_admit_a_fault_only_after_a_finding(staffed: Staffed) -> None:
    case = staffed.registered()
    assert stands_of(case) is None
    staffed.write("clerk", case.case_id, TOO_MUCH)

    assert stands_of(staffed.office.case(case.case_id)) is Stands.YES
