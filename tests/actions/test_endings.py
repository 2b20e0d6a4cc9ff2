"""How cases end: never without a word to the customer, a claim never by one clerk alone, nothing lost by merging."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import approval, intake, life, settlement
from desktop.domain import entries as e
from desktop.domain.as_seen import outcome_digest
from desktop.domain.case import Status
from desktop.domain.closing import missing_to_close
from desktop.domain.ending import NoOutcomeYet
from desktop.domain.intake import ComplaintType
from desktop.domain.life import NotDone, NotToMerge
from desktop.domain.owed import promises_of
from desktop.domain.promises import Promise
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD
from tests.actions.living import TAKEN_BACK, TOLD, approved, open_order, pay
from tests.factories import YUAN, a_finding, an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

ATTITUDE = an_intake(types=(ComplaintType.ATTITUDE,), asks=(), damage_extent="", level=1)
#: What every clerk alone can write about a claim without anybody having decided on it.
TALKED = msgspec.structs.replace(TOLD, about="progress", answer="")


def close(desk: Desk, case: Case, outcome: str) -> Case:
    return life.take_step(desk, case.case_id, e.CaseClosed(outcome=outcome, words="办结。"))


def missing(desk: Desk, case: Case, outcome: str) -> tuple[str, ...]:
    with pytest.raises(NotDone) as refusal:
        close(desk, case, outcome)
    return refusal.value.missing


def proposed(desks: Desks, case: Case, amount: int = 800 * YUAN) -> Case:
    draft = ProposalDraft(amount, 0, "客户往返。", (Remedy.COMPENSATE,), "请批。")
    return settlement.propose(desks.clerk, case.case_id, draft)


def judged(desks: Desks, case: Case, verdict: e.Verdict) -> Case:
    assert case.proposal is not None
    return approval.decide(desks.supervisor, case.case_id, case.proposal.digest, verdict, "已核。", PASSWORD)


def told(desk: Desk, case: Case) -> Case:
    return life.tell(desk, case.case_id, TOLD, outcome_digest(desk.office.case(case.case_id)))


@pytest.mark.parametrize(
    ("outcome", "lacks"),
    [
        ("at-once", ("other-outcome", "talk")),
        ("found", ("goods", "outcome-told")),
        ("settled", ("decision", "outcome-told")),
        ("refused", ("refusal", "outcome-told")),
        ("unfounded", ("stands-not", "decision", "outcome-told")),
    ],
)
def test_a_claim_nobody_touched_ends_in_no_way_but_the_customers_own(
    desks: Desks, outcome: str, lacks: tuple[str, ...]
) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    assert missing(desks.clerk, case, outcome) == lacks
    assert missing(desks.clerk, case, "withdrawn") == ("talk",), "who withdraws has said so"
    withdrawn = life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)
    assert withdrawn.status is Status.WITHDRAWN
    assert [type(line.entry.body) for line in withdrawn.history[1:]] == [e.CustomerContacted, e.CaseClosed]
    assert len({line.entry.header.time for line in withdrawn.history[1:]}) == 1, "one step"


@pytest.mark.parametrize("outcome", ["settled", "refused", "unfounded", "at-once", "found"])
def test_a_talk_alone_ends_no_claim(desks: Desks, outcome: str) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    with pytest.raises(NoOutcomeYet):
        life.tell(desks.clerk, case.case_id, TOLD, "")
    with pytest.raises(NoOutcomeYet):
        life.take_step(desks.clerk, case.case_id, TOLD)
    life.tell(desks.clerk, case.case_id, TALKED, "")

    with pytest.raises(NotDone):
        close(desks.clerk, case, outcome)


def test_a_claim_that_does_not_stand_needs_a_finding_and_somebody_elses_decision(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    settlement.record_finding(desks.clerk, case.case_id, a_finding(stands="no", responsible="", shares=()))
    told(desks.clerk, case)
    assert missing(desks.clerk, case, "unfounded") == ("decision",)

    judged(desks, proposed(desks, case), e.Verdict.REFUSE)
    assert missing(desks.clerk, case, "unfounded") == ("outcome-told",), "what was told was not decided"
    told(desks.clerk, case)

    assert close(desks.clerk, case, "unfounded").status is Status.CLOSED


def test_what_was_refused_is_not_settled_and_what_came_back_is_neither(desks: Desks) -> None:
    case = proposed(desks, intake.register_case(desks.clerk, an_intake()))
    judged(desks, case, e.Verdict.RETURN)
    life.tell(desks.clerk, case.case_id, TALKED, "")
    assert missing(desks.clerk, case, "settled") == ("decision", "outcome-told")
    assert missing(desks.clerk, case, "refused") == ("refusal", "outcome-told")

    judged(desks, proposed(desks, case), e.Verdict.REFUSE)
    told(desks.clerk, case)

    assert missing(desks.clerk, case, "settled") == ("approval",)
    assert close(desks.clerk, case, "refused").status is Status.CLOSED


def test_goods_are_found_where_somebody_recorded_them_and_the_customer_knows(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake(types=(ComplaintType.LOSS,), damage_extent=""))
    found = e.GoodsFound(where="驿站货架", wish="goods", words="盘点时找到。")
    case = life.take_step(desks.clerk, case.case_id, found)
    assert missing(desks.clerk, case, "found") == ("outcome-told",)
    told(desks.clerk, case)

    assert close(desks.clerk, case, "found").status is Status.CLOSED


def test_rude_words_end_lightly(desks: Desks) -> None:
    answered = intake.register_case(desks.clerk, ATTITUDE)
    assert missing(desks.clerk, answered, "at-once") == ("talk",)
    life.tell(desks.clerk, answered.case_id, TALKED, "")
    assert close(desks.clerk, answered, "at-once").status is Status.CLOSED

    explained = intake.register_case(desks.clerk, ATTITUDE)
    told(desks.clerk, explained)
    assert missing(desks.clerk, explained, "unfounded") == ("stands-not",)
    assert close(desks.clerk, explained, "settled").status is Status.CLOSED

    unfounded = intake.register_case(desks.clerk, ATTITUDE)
    settlement.record_finding(desks.clerk, unfounded.case_id, a_finding(stands="no", responsible="", shares=()))
    told(desks.clerk, unfounded)
    assert close(desks.clerk, unfounded, "unfounded").status is Status.CLOSED


def test_no_case_closes_over_an_objection_nobody_has_answered(desks: Desks) -> None:
    case = approved(desks, finding=a_finding(shares=(e.Share("delivery", 100),)))
    assert case.finding is not None
    notice = e.NoticeGiven(
        notice_id="", party="delivery", name="某快递员", percent=100, loss_fen=800 * YUAN, penalty_fen=0,
        reason="未经同意投柜。", object_until="2026-03-09",
    )  # fmt: skip
    case = life.give_notice(desks.supervisor, case.case_id, notice, case.finding[0].digest)
    (notice_id,) = case.life.notices
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice_id, words="不服。"))
    pay(desks.clerk, case, 800 * YUAN)
    told(desks.clerk, case)

    assert missing(desks.clerk, case, "settled") == ("objection",)
    life.take_step(
        desks.manager, case.case_id, e.ObjectionAnswered(notice_id=notice_id, penalty_fen=0, reason="维持警告。")
    )
    assert close(desks.clerk, case, "settled").status is Status.CLOSED


def test_nothing_open_or_paid_is_lost_by_merging(desks: Desks, clock: FrozenClock) -> None:
    case = approved(desks, remedies=(Remedy.COMPENSATE, Remedy.APOLOGISE))
    open_order(desks.clerk, case, clock)
    goal = intake.register_case(desks.clerk, an_intake())

    def lost(one: Case) -> tuple[str, ...]:
        with pytest.raises(NotToMerge) as refusal:
            life.merge(desks.clerk, one.case_id, goal.case_id, "同一运单。")
        return refusal.value.missing

    assert lost(case) == ("paid", "remedies", "orders")
    pay(desks.clerk, case, 800 * YUAN)
    assert lost(case) == ("remedies", "orders", "money-out"), "it would be paid once more there"
    assert lost(proposed(desks, intake.register_case(desks.clerk, an_intake()))) == ("decision",)
    plain = intake.register_case(desks.clerk, ATTITUDE)
    with pytest.raises(NotToMerge) as no_claim:
        life.merge(desks.clerk, goal.case_id, plain.case_id, "同一运单。")
    assert no_claim.value.missing == ("claim",), "what is known of the loss would be gone"
    with pytest.raises(Incomplete):
        life.merge(desks.clerk, goal.case_id, goal.case_id, "同一运单。")
    assert desks.clerk.office.case(goal.case_id).life.links == []


def test_the_case_that_goes_on_owes_what_the_merged_one_did(desks: Desks, clock: FrozenClock) -> None:
    """Taken in on Monday 2 March at 8, again on Wednesday; the customer was reached on Monday at 9."""
    clock.advance(hours=0)
    first = intake.register_case(desks.clerk, an_intake())
    clock.advance(hours=1)
    life.tell(desks.clerk, first.case_id, TALKED, "")
    before = promises_of(desks.clerk.office.case(first.case_id), desks.clerk.timing)
    clock.advance(days=2)
    goal = intake.register_case(desks.clerk, an_intake())
    assert Promise.FIRST_REPLY in promises_of(goal, desks.clerk.timing)

    life.merge(desks.clerk, first.case_id, goal.case_id, "同一运单，客户重复来电。")

    goal = desks.clerk.office.case(goal.case_id)
    after = promises_of(goal, desks.clerk.timing)
    assert {promise: due.at for promise, due in after.items()} == {promise: due.at for promise, due in before.items()}
    assert Promise.FIRST_REPLY not in after, "the customer was answered on Monday"
    ((_header, link),) = goal.life.links
    assert (link.other, link.since) == (first.case_id, first.registered.time if first.registered else "")
    assert verify(desks.manager.office).faults == []


def test_a_case_reopened_after_a_merging_begins_anew(desks: Desks, clock: FrozenClock) -> None:
    first, goal = (intake.register_case(desks.clerk, an_intake()) for _ in range(2))
    clock.advance(minutes=1)
    life.merge(desks.clerk, first.case_id, goal.case_id, "同一运单。")
    life.withdraw(desks.clerk, goal.case_id, TAKEN_BACK)
    clock.advance(days=3)

    again = life.take_step(desks.clerk, goal.case_id, e.CaseReopened(reason="客户改变主意。"))

    due = promises_of(again, desks.clerk.timing)
    assert due[Promise.COMPLAINT_REPLY].at > clock.now() + timedelta(days=6)
    assert missing_to_close(again, "withdrawn") == ("talk",), "what they said before they came back is over"
