"""The life of a case: talks, waits, work orders, paying and carrying out, closing, reopening, merging."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import intake, life, people, settlement
from desktop.domain import entries as e
from desktop.domain.as_seen import NotApproved
from desktop.domain.authority import NotAllowed
from desktop.domain.case import Status
from desktop.domain.life import (
    CaseIsClosed,
    CaseIsOpen,
    MoreThanApproved,
    NotDone,
    NotProposed,
    PayeeDiffers,
)
from desktop.domain.notice_steps import InTime, NoSuchNotice, PenaltyTooHigh, WrittenTwice
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.domain.taking_in import MoneyIsAsked
from desktop.domain.work_orders import NoSuchOrder, OrderIsClosed
from desktop.errors import Incomplete
from desktop.storage.verify import verify
from tests.actions.living import (
    TAKEN_BACK,
    TOLD,
    approved,
    carry_out,
    give_notice,
    open_order,
    order,
    pay,
    payment,
    tasks,
)
from tests.factories import YUAN, a_finding, an_intake
from tests.storage.lists import tasks_of_case

if TYPE_CHECKING:
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


#: Delivery answers for 30 % of the loss, the sender's packing for the rest.
AT_DELIVERY = a_finding(shares=(e.Share("delivery", 30), e.Share("sender", 70)))


def test_money_goes_out_only_as_approved_and_to_the_complainant(desks: Desks) -> None:
    open_case = intake.register_case(desks.clerk, an_intake(waybill="YT8962646785389"))
    with pytest.raises(NotApproved):
        life.pay(desks.clerk, open_case.case_id, payment(1 * YUAN), "0" * 64)
    case = approved(desks)

    with pytest.raises(MoreThanApproved) as refusal:
        pay(desks.clerk, case, 801 * YUAN)
    assert refusal.value.left_fen == 800 * YUAN
    with pytest.raises(PayeeDiffers):
        pay(desks.clerk, case, 800 * YUAN, payee="王小明")
    with pytest.raises(Incomplete) as problems:
        pay(desks.clerk, case, 0, method="transfer", payee=" ", paid_on="2026-03-03")
    assert {(problem.field, problem.code) for problem in problems.value.problems} == {
        ("amount_fen", "required"), ("reference", "required"), ("payee", "required"), ("paid_on", "in-the-future"),
    }  # fmt: skip
    assert desks.clerk.office.case(case.case_id) == case, "nothing was written"

    part = pay(desks.clerk, case, 300 * YUAN)
    assert part.status is Status.APPROVED
    assert "claim-payment" in tasks(desks.clerk, case)
    done = pay(desks.clerk, part, 500 * YUAN, payee="王小明", payee_reason="客户委托其子代收，已留委托书。")

    assert done.status is Status.DONE
    assert "claim-payment" not in tasks(desks.clerk, case)
    with pytest.raises(MoreThanApproved) as nothing_left:
        pay(desks.clerk, done, 1)
    assert nothing_left.value.left_fen == 0
    assert verify(desks.manager.office).faults == []


def test_remedies_are_carried_out_once_and_only_as_approved(desks: Desks) -> None:
    case = approved(desks, 0, (Remedy.REDELIVER, Remedy.APOLOGISE))

    with pytest.raises(NotProposed):
        carry_out(desks.clerk, case, e.RemedyDone(proposal="", remedy="resend", words="补寄"))
    one = carry_out(desks.clerk, case, e.RemedyDone(proposal="", remedy="redeliver", words="已重派"))
    with pytest.raises(NotProposed):
        carry_out(desks.clerk, case, e.RemedyDone(proposal="", remedy="redeliver", words="已重派"))
    assert one.status is Status.APPROVED
    both = carry_out(desks.clerk, case, e.RemedyDone(proposal="", remedy="apologise", words="上门致歉"))

    assert both.status is Status.DONE


def test_a_case_closes_when_everything_is_done_and_the_customer_knows(desks: Desks, clock: FrozenClock) -> None:
    case = approved(desks)
    _case, order_id = open_order(desks.clerk, case, clock)
    closing = e.CaseClosed(outcome="settled", words="客户认可。")

    with pytest.raises(NotDone) as refusal:
        life.take_step(desks.clerk, case.case_id, closing)
    assert refusal.value.missing == ("paid", "orders", "outcome-told")
    pay(desks.clerk, case, 800 * YUAN)
    life.take_step(desks.clerk, case.case_id, e.OrderAnswered(order_id=order_id, words="已找到录像", done=True))
    not_reached = msgspec.structs.replace(TOLD, reached=False, answer="")
    life.take_step(desks.clerk, case.case_id, not_reached)
    with pytest.raises(NotDone) as untold:
        life.take_step(desks.clerk, case.case_id, closing)
    assert untold.value.missing == ("outcome-told",), "a call nobody took tells nobody anything"
    life.take_step(desks.clerk, case.case_id, TOLD)
    closed = life.take_step(desks.clerk, case.case_id, closing)

    assert closed.status is Status.CLOSED
    assert closed.is_approved, "what was settled stays settled"
    assert tasks(desks.clerk, case) == []
    assert verify(desks.manager.office).faults == []


def test_money_is_not_dated_before_the_case_was_taken_in(desks: Desks) -> None:
    """Taken in on 2 March 2026. Cash that went out that very day, before anybody wrote it down, is as it should be."""
    case = approved(desks)

    with pytest.raises(Incomplete) as wrong:
        pay(desks.clerk, case, 800 * YUAN, paid_on="2026-03-01")
    (problem,) = wrong.value.problems
    assert (problem.field, problem.code) == ("paid_on", "before-case")
    assert dict(problem.facts) == {"day": "2026-03-01", "first": "2026-03-02"}
    assert pay(desks.clerk, case, 800 * YUAN, paid_on="2026-03-02").life.payments


def test_a_closed_case_takes_no_more_work_until_it_is_reopened(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    with pytest.raises(CaseIsOpen):
        life.take_step(desks.clerk, case.case_id, e.CaseReopened(reason="客户又来电"))
    closed = life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)
    assert closed.status is Status.WITHDRAWN

    with pytest.raises(CaseIsClosed):
        open_order(desks.clerk, closed, clock)
    with pytest.raises(CaseIsClosed):
        settlement.record_finding(desks.clerk, case.case_id, a_finding("派送时损坏。", responsible="delivery"))
    with pytest.raises(CaseIsClosed):
        settlement.propose(desks.clerk, case.case_id, ProposalDraft(0, 0, "", (Remedy.APOLOGISE,), ""))
    found = e.GoodsFound(where="驿站货架", wish="open", words="盘点时找到。")
    assert life.take_step(desks.clerk, case.case_id, found).life.found, "goods turn up whenever they do"

    clock.advance(days=2)
    again = life.take_step(desks.clerk, case.case_id, e.CaseReopened(reason="客户改变主意"))

    assert again.status is Status.REGISTERED
    # Wednesday 4 March, 09:00: the promises begin anew; 30 minutes of opening time for the first reply.
    assert tasks(desks.clerk, case)[0] == "first-reply"
    with desks.clerk.office.reading() as connection:
        first = tasks_of_case(connection, case.case_id)[0]
    assert first.due_at == "2026-03-04T01:30:00.000000Z"


def test_a_work_order_keeps_its_way_through_the_departments(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    first, order_id = open_order(desks.clerk, case, clock)
    second, other_id = open_order(desks.clerk, case, clock, department="delivery", task="ask-courier", urgent=True)
    assert len(second.life.open_orders) == 2
    assert first.case_id == second.case_id

    handed = e.OrderHandedOver(
        order_id=order_id, department="transport", person_id="", contact_id="", reason="分拣无异常，转运输核查。"
    )
    life.take_step(desks.clerk, case.case_id, handed)
    life.take_step(desks.clerk, case.case_id, e.OrderReminded(order_id=order_id, words="催一次"))
    life.take_step(desks.clerk, case.case_id, e.OrderEscalated(order_id=order_id, reason="两次未回复"))
    life.take_step(desks.clerk, case.case_id, e.OrderAnswered(order_id=order_id, words="司机称已卸车", done=False))
    now = life.take_step(desks.clerk, case.case_id, e.OrderWithdrawn(order_id=other_id, reason="客户已收到"))

    (left,) = now.life.open_orders
    assert (left.department, left.times_pressed, left.is_escalated) == ("transport", 1, True)
    assert [step.reason for _header, step in left.steps if isinstance(step, e.OrderHandedOver)] == [handed.reason]
    with pytest.raises(OrderIsClosed):
        life.take_step(desks.clerk, case.case_id, e.OrderReminded(order_id=other_id, words="催"))
    with pytest.raises(NoSuchOrder):
        life.take_step(desks.clerk, case.case_id, e.OrderReminded(order_id="x", words="催"))


def test_nobody_gets_a_work_order_who_left_and_none_is_due_in_the_past(desks: Desks, clock: FrozenClock) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    people.change_person(desks.manager, msgspec.structs.replace(desks.supervisor.person, active=False))
    asked = order(person_id=desks.supervisor.person.person_id, words="  ", task="fly", contact_id="")

    with pytest.raises(Incomplete) as problems:
        life.open_order(desks.clerk, case.case_id, asked, clock.now() - timedelta(minutes=1))

    assert {(problem.field, problem.code) for problem in problems.value.problems} == {
        ("words", "required"), ("task", "unknown-choice"), ("person_id", "no-longer-here"), ("due_at", "in-the-past"),
    }  # fmt: skip


def test_what_was_answered_on_the_spot_is_one_step_and_still_a_case(desks: Desks) -> None:
    answer = e.CustomerContacted(way="counter", about="first-reply", reached=True, words="告知包裹已到驿站。")

    case = life.settle_at_once(desks.clerk, an_intake(asks=()), answer)

    assert case.status is Status.CLOSED
    assert [type(line.entry.body) for line in case.history] == [e.CaseRegistered, e.CustomerContacted, e.CaseClosed]
    assert len({line.entry.header.time for line in case.history}) == 1, "one transaction"
    with pytest.raises(Incomplete):
        life.settle_at_once(desks.clerk, an_intake(asks=()), msgspec.structs.replace(answer, words=" "))
    with pytest.raises(MoneyIsAsked):
        life.settle_at_once(desks.clerk, an_intake(), answer)


def test_two_cases_of_one_matter_become_one(desks: Desks) -> None:
    first = intake.register_case(desks.clerk, an_intake())
    second = intake.register_case(desks.clerk, an_intake())

    merged = life.merge(desks.clerk, second.case_id, first.case_id, "同一运单，客户重复来电。")

    assert merged.status is Status.MERGED
    goal = desks.clerk.office.case(first.case_id)
    assert [body.other for _header, body in goal.life.links] == [second.case_id]
    with pytest.raises(CaseIsClosed):
        life.merge(desks.clerk, first.case_id, second.case_id, "反过来")
    assert verify(desks.manager.office).faults == []


def test_a_notice_is_in_proportion_to_the_loss_and_its_objection_is_answered_once(desks: Desks) -> None:
    case = approved(desks, finding=AT_DELIVERY)
    notice = e.NoticeGiven(
        notice_id="", party="delivery", name="某快递员", percent=30, loss_fen=800 * YUAN, penalty_fen=240 * YUAN,
        reason="未经同意投柜。", object_until="2026-03-09",
    )  # fmt: skip
    with pytest.raises(NotAllowed):
        give_notice(desks.clerk, case, notice)
    with pytest.raises(PenaltyTooHigh) as refusal:
        give_notice(desks.supervisor, case, msgspec.structs.replace(notice, penalty_fen=240 * YUAN + 1))
    assert refusal.value.most_fen == 240 * YUAN, "30 % of 800"

    given = give_notice(desks.supervisor, case, notice)
    (notice_id,) = given.life.notices
    answer = e.ObjectionAnswered(notice_id=notice_id, penalty_fen=100 * YUAN, reason="有通话记录，减轻。")
    with pytest.raises(NoSuchNotice):
        life.take_step(desks.manager, case.case_id, answer)
    life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice_id, words="已电话征得同意。"))
    higher = msgspec.structs.replace(answer, penalty_fen=240 * YUAN + 1)
    with pytest.raises(PenaltyTooHigh):
        life.take_step(desks.manager, case.case_id, higher)
    with pytest.raises(WrittenTwice):
        life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice_id, words="再说一次。"))
    with pytest.raises(InTime):
        life.take_step(desks.manager, case.case_id, msgspec.structs.replace(answer, heard=False))
    done = life.take_step(desks.manager, case.case_id, answer)

    assert done.life.notices[notice_id].penalty_fen == 100 * YUAN
    with pytest.raises(NoSuchNotice):
        life.take_step(desks.manager, case.case_id, answer)


@pytest.mark.parametrize(("days", "late"), [(3, False), (4, True)])
@pytest.mark.parametrize("heard", [True, False])
def test_an_objection_after_the_last_day_is_recorded_as_late_and_the_supervisor_says_whether_it_is_heard(
    desks: Desks, clock: FrozenClock, days: int, *, late: bool, heard: bool
) -> None:
    # Given on Monday 2 March with Thursday 5 March as the last day; objected to on the 5th or the 6th.
    case = approved(desks, finding=AT_DELIVERY)
    notice = e.NoticeGiven(
        notice_id="", party="delivery", name="某快递员", percent=30, loss_fen=800 * YUAN, penalty_fen=240 * YUAN,
        reason="未经同意投柜。", object_until="2026-03-05",
    )  # fmt: skip
    given = give_notice(desks.supervisor, case, notice)
    (notice_id,) = given.life.notices
    clock.advance(days=days)
    objected = life.take_step(desks.clerk, case.case_id, e.NoticeObjected(notice_id=notice_id, words="出差了。"))
    assert objected.life.notices[notice_id].is_late is late
    answer = e.ObjectionAnswered(notice_id=notice_id, penalty_fen=100 * YUAN, reason="有通话记录。", heard=heard)

    if not late and not heard:
        with pytest.raises(InTime):
            life.take_step(desks.manager, case.case_id, answer)
        return
    done = life.take_step(desks.manager, case.case_id, answer)

    assert done.life.notices[notice_id].penalty_fen == (100 * YUAN if heard else 240 * YUAN)
