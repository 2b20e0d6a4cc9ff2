"""Work that others give, keep or send back: what a person is told of, sees and may do about it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import approval, intake, life, people, settlement, worklist
from desktop.actions.worklist import Which
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed
from desktop.domain.intake import Channel
from desktop.domain.life import NotDone
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.lateness import load_lateness
from tests.actions.conftest import PASSWORD
from tests.actions.living import TAKEN_BACK, TOLD, order
from tests.factories import YUAN, a_finding, an_intake, example_facts

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

OFFER = ProposalDraft(800 * YUAN, 0, "客户往返三次。", (Remedy.COMPENSATE,), "请批。")
SPOKEN = e.CustomerContacted("phone", "progress", reached=True, words="在查")


def tasks(desk: Desk, which: Which = Which.MINE) -> list[str]:
    return [row.task for row in worklist.read_work(desk, which).rows]


def given(desk: Desk) -> list[tuple[str, str]]:
    return [(row.number, row.ref) for row in worklist.remind(desk, load_lateness()).given]


def asked(desks: Desks, case: Case, hours: int = 4, **changes: object) -> str:
    due = desks.clerk.clock.now() + timedelta(hours=hours)
    return life.open_order(desks.clerk, case.case_id, order(**changes), due).life.open_orders[-1].order_id


@pytest.fixture
def case(desks: Desks) -> Case:
    made = intake.register_case(desks.clerk, an_intake())
    return life.take_step(desks.clerk, made.case_id, SPOKEN)


def test_whoever_looks_after_a_case_sees_an_order_with_somebody_else_two_hours_before_it_is_late(
    desks: Desks, clock: FrozenClock, case: Case
) -> None:
    asked(desks, case, person_id=desks.supervisor.person.person_id)
    assert "order" not in tasks(desks.clerk)

    clock.advance(hours=3)

    assert "order" in tasks(desks.clerk)
    assert worklist.read_work(desks.clerk, Which.MINE).counts.overdue == 0
    clock.advance(hours=2)
    assert worklist.read_work(desks.clerk, Which.MINE).counts.overdue == 1
    assert "order" not in tasks(desks.manager)


def test_an_order_with_somebody_who_left_is_seen_at_once(desks: Desks, case: Case) -> None:
    asked(desks, case, person_id=desks.supervisor.person.person_id)

    people.change_person(desks.manager, msgspec.structs.replace(desks.supervisor.person, active=False))

    assert "order" in tasks(desks.clerk)


def test_an_order_somebody_else_gives_is_told_once_and_ones_own_never(desks: Desks, case: Case) -> None:
    order_id = asked(desks, case, person_id=desks.supervisor.person.person_id)
    asked(desks, case, person_id=desks.clerk.person.person_id)

    assert given(desks.supervisor) == [(case.number, order_id)]
    assert given(desks.supervisor) == []
    assert given(desks.clerk) == []
    assert given(desks.manager) == []


def test_an_order_to_a_department_is_told_to_those_who_work_there(desks: Desks, case: Case) -> None:
    people.change_person(desks.manager, msgspec.structs.replace(desks.manager.person, department="sorting"))
    order_id = asked(desks, case)

    assert given(desks.manager) == [(case.number, order_id)]
    assert given(desks.supervisor) == []


def test_a_case_that_is_given_on_is_told_to_whoever_has_it_now(desks: Desks, case: Case) -> None:
    assert given(desks.supervisor) == []
    body = e.CaseAssigned(person_id=desks.supervisor.person.person_id, reason="交接班。")

    # One's own case, at the end of a shift.
    life.take_step(desks.clerk, case.case_id, body)

    assert given(desks.supervisor) == [(case.number, "")]
    assert given(desks.supervisor) == []
    assert tasks(desks.clerk) == []
    back = msgspec.structs.replace(body, person_id=desks.clerk.person.person_id)
    with pytest.raises(NotAllowed):
        life.take_step(desks.clerk, case.case_id, back)


def test_a_proposal_is_on_the_desk_of_those_who_may_judge_it(desks: Desks, case: Case) -> None:
    settlement.keep_assessment(desks.supervisor, case.case_id, example_facts(), case.basis)
    settlement.record_finding(desks.clerk, case.case_id, a_finding())
    draft = msgspec.structs.replace(OFFER, amount_fen=3421 * YUAN, computed_fen=3421 * YUAN)
    settlement.propose(desks.clerk, case.case_id, draft)

    assert "decide" not in tasks(desks.supervisor), "four eyes: they assessed it"
    assert "decide" in tasks(desks.manager)


def test_whoever_passed_a_proposal_up_has_done_with_it(desks: Desks, case: Case) -> None:
    proposed = settlement.propose(desks.clerk, case.case_id, OFFER)
    assert proposed.proposal is not None
    assert "decide" in tasks(desks.supervisor)

    approval.decide(desks.supervisor, case.case_id, proposed.proposal.digest, e.Verdict.PASS_UP, "上报", PASSWORD)

    assert "decide" not in tasks(desks.supervisor)
    assert "decide" in tasks(desks.manager)


def test_a_proposal_that_came_back_is_a_row_of_its_own_until_another_is_made(desks: Desks, case: Case) -> None:
    proposed = settlement.propose(desks.clerk, case.case_id, OFFER)
    assert proposed.proposal is not None
    approval.decide(desks.supervisor, case.case_id, proposed.proposal.digest, e.Verdict.RETURN, "补材料", PASSWORD)
    assert "amend" in tasks(desks.clerk)

    settlement.propose(desks.clerk, case.case_id, OFFER)

    assert "amend" not in tasks(desks.clerk)


def test_a_case_of_the_authority_ends_only_after_the_authority_was_answered(desks: Desks) -> None:
    asked_by = an_intake(channel=Channel.REGULATOR, external_number="12305-1", waybill="YT8962646785389")
    case = intake.register_case(desks.clerk, asked_by)
    closing = e.CaseClosed(outcome="withdrawn", words="客户撤回。")

    with pytest.raises(NotDone) as raised:
        life.take_step(desks.clerk, case.case_id, closing)
    assert raised.value.missing == ("talk", "authority")
    with pytest.raises(NotDone) as raised:
        life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)
    assert raised.value.missing == ("authority",)
    assert desks.clerk.office.case(case.case_id).life.contacts == [], "nothing was written"

    answer = msgspec.structs.replace(TOLD, way="platform", about="authority", answer="")
    life.take_step(desks.clerk, case.case_id, answer)
    with pytest.raises(NotDone) as raised:
        life.take_step(desks.clerk, case.case_id, closing)
    assert raised.value.missing == ("talk",), "the authority is not the customer"
    assert life.withdraw(desks.clerk, case.case_id, TAKEN_BACK).life.is_closed
