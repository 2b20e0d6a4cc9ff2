"""Work that changes hands: orders handed over, cases linked, complaints about how a case was handled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import contacts, intake, life, people
from desktop.domain import entries as e
from desktop.domain.handling import NotOnTheSpot, OwnHandling
from desktop.domain.intake import ComplaintType
from desktop.domain.life import NotDone
from desktop.domain.notice_steps import WrittenTwice
from desktop.domain.owed import owner_of
from desktop.domain.work_orders import SameHolder
from desktop.errors import Incomplete
from desktop.storage import journal
from tests.actions.living import TAKEN_BACK, TOLD, open_order
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock

ATTITUDE = an_intake(types=(ComplaintType.ATTITUDE,), asks=(), damage_extent="", level=1)
ANSWER = e.CustomerContacted(way="phone", about="progress", reached=True, words="已说明。")


def handed(order_id: str, **changes: object) -> e.OrderHandedOver:
    usual = e.OrderHandedOver(
        order_id=order_id, department="transport", person_id="", contact_id="", reason="分拣无异常，转运输核查。"
    )
    return msgspec.structs.replace(usual, **changes)


def problems_of(desks: Desks, case: Case, body: e.LifeBody) -> set[tuple[str, str]]:
    with pytest.raises(Incomplete) as refusal:
        life.take_step(desks.clerk, case.case_id, body)
    return {(problem.field, problem.code) for problem in refusal.value.problems}


def test_an_order_keeps_its_time_while_that_is_to_come_and_gets_another_once_it_is_over(
    desks: Desks, clock: FrozenClock
) -> None:
    case, order_id = open_order(desks.clerk, intake.register_case(desks.clerk, an_intake()), clock)
    before = case.life.orders[order_id].due_at
    case = life.take_step(desks.clerk, case.case_id, handed(order_id))
    assert case.life.orders[order_id].due_at == before

    clock.advance(hours=6)
    late = handed(order_id, department="delivery")
    assert problems_of(desks, case, late) == {("due_at", "required")}
    gone_by = msgspec.structs.replace(late, due_at=before)
    assert problems_of(desks, case, gone_by) == {("due_at", "in-the-past")}
    due = journal.stamp(clock.now() + timedelta(hours=2))
    case = life.take_step(desks.clerk, case.case_id, msgspec.structs.replace(late, due_at=due))

    assert case.life.orders[order_id].due_at == due


def test_only_a_supervisors_hand_over_ends_that_an_order_lies_before_them(desks: Desks, clock: FrozenClock) -> None:
    case, order_id = open_order(desks.clerk, intake.register_case(desks.clerk, an_intake()), clock)
    escalated = e.OrderEscalated(order_id=order_id, reason="两次未回复")
    life.take_step(desks.clerk, case.case_id, escalated)

    # A clerk cannot say that it is settled: the entry is asked again who wrote it.
    case = life.take_step(desks.clerk, case.case_id, handed(order_id, settles=True))
    assert case.life.orders[order_id].is_escalated
    case = life.take_step(desks.supervisor, case.case_id, handed(order_id, department="delivery"))
    assert not case.life.orders[order_id].is_escalated
    case = life.take_step(desks.clerk, case.case_id, escalated)
    assert case.life.orders[order_id].is_escalated, "and again"


def test_an_order_is_not_handed_to_who_has_it_nor_to_a_contact_no_longer_kept(desks: Desks, clock: FrozenClock) -> None:
    case, order_id = open_order(desks.clerk, intake.register_case(desks.clerk, an_intake()), clock)
    with pytest.raises(SameHolder):
        life.take_step(desks.clerk, case.case_id, handed(order_id, department="sorting"))
    contact = e.ContactKept(contact_id="", group="centre", name="某转运中心", phone="025-80000000")
    contacts.keep_contact(desks.supervisor, contact)
    (kept,) = desks.clerk.office.people.branch.contacts.values()
    contacts.keep_contact(desks.supervisor, msgspec.structs.replace(kept, active=False))

    to_contact = handed(order_id, department="centre", contact_id=kept.contact_id)
    assert problems_of(desks, case, to_contact) == {("contact_id", "unknown-contact")}


def test_a_link_is_written_in_both_cases_and_once(desks: Desks) -> None:
    first, second = (intake.register_case(desks.clerk, an_intake()) for _ in range(2))
    link = e.CaseLinked(other=first.case_id, relation="related", reason="同一寄件人。")

    life.take_step(desks.clerk, second.case_id, link)

    ((_header, back),) = desks.clerk.office.case(first.case_id).life.links
    assert (back.other, back.relation, back.reason) == (second.case_id, "related", "同一寄件人。")
    with pytest.raises(WrittenTwice):
        life.take_step(desks.clerk, second.case_id, link)
    for other, code in ((second.case_id, "same-case"), ("no-such-case", "unknown-case")):
        assert problems_of(desks, second, msgspec.structs.replace(link, other=other)) == {("other", code)}


def test_a_complaint_about_how_a_case_was_handled_goes_to_a_supervisor(desks: Desks) -> None:
    first = intake.register_case(desks.clerk, an_intake())
    link = e.CaseLinked(other=first.case_id, relation="about-handling", reason="客户投诉处理拖延。")
    with pytest.raises(NotOnTheSpot):
        life.settle_at_once(desks.clerk, ATTITUDE, ANSWER, beside=intake.Beside(links=(link,)))

    case = intake.register_case(desks.clerk, ATTITUDE, links=(link,))

    supervisor, clerk = desks.supervisor.person.person_id, desks.clerk.person.person_id
    assert owner_of(case) == supervisor
    life.take_step(desks.clerk, case.case_id, ANSWER)
    life.take_step(desks.clerk, case.case_id, TOLD)
    for outcome in ("at-once", "settled"):
        with pytest.raises(NotDone if outcome == "at-once" else OwnHandling):
            life.take_step(desks.clerk, case.case_id, e.CaseClosed(outcome=outcome, words="已解释。"))
    with pytest.raises(OwnHandling):
        life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)
    with pytest.raises(OwnHandling):
        life.take_step(desks.supervisor, case.case_id, e.CaseAssigned(person_id=clerk, reason="你来办。"))
    closing = e.CaseClosed(outcome="settled", words="已向客户道歉。")
    assert life.take_step(desks.supervisor, case.case_id, closing).life.is_closed


def test_who_handled_a_case_as_a_supervisor_is_complained_about_to_another(desks: Desks) -> None:
    first = intake.register_case(desks.supervisor, an_intake())
    second = intake.register_case(desks.clerk, ATTITUDE)
    link = e.CaseLinked(other=first.case_id, relation="about-handling", reason="客户投诉处理拖延。")

    case = life.take_step(desks.clerk, second.case_id, link)

    assert owner_of(case) == desks.manager.person.person_id


def test_in_an_office_of_one_it_stays_with_that_one(desks: Desks) -> None:
    for desk in (desks.clerk, desks.supervisor):
        people.change_person(desks.manager, msgspec.structs.replace(desk.person, active=False))
    first = intake.register_case(desks.manager, an_intake())
    link = e.CaseLinked(other=first.case_id, relation="about-handling", reason="客户投诉处理拖延。")

    case = intake.register_case(desks.manager, ATTITUDE, links=(link,))

    assert owner_of(case) == desks.manager.person.person_id
    life.take_step(desks.manager, case.case_id, TOLD)
    closing = e.CaseClosed(outcome="settled", words="已向客户道歉。")
    assert life.take_step(desks.manager, case.case_id, closing).life.is_closed
