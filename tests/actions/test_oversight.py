"""Seeing to the work of others: giving cases away, stand-ins, what is unusual, contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop import i18n
from desktop.actions import approval, contacts, intake, life, oversight, people, settlement, worklist
from desktop.actions.oversight import Odd
from desktop.actions.people import add_person
from desktop.domain import entries as e
from desktop.domain.authority import NotAllowed
from desktop.domain.life import CaseIsClosed
from desktop.domain.owed import owner_of
from desktop.domain.people import Role
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete
from desktop.storage import journal
from desktop.storage.verify import verify
from desktop.wording.oversight import days_away
from tests.actions.conftest import PASSWORD, a_person
from tests.actions.living import TAKEN_BACK, open_order
from tests.factories import YUAN, an_intake, example_facts

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks
    from tests.conftest import FrozenClock


def owner(desk: Desk, case: Case) -> str:
    return owner_of(desk.office.case(case.case_id))


def problems(error: pytest.ExceptionInfo[Incomplete]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in error.value.problems}


def test_several_cases_change_hands_at_once_and_the_reason_stays_in_each(desks: Desks) -> None:
    cases = [intake.register_case(desks.clerk, an_intake()) for _case in range(3)]
    to = desks.supervisor.person.person_id

    oversight.reassign(desks.manager, [case.case_id for case in cases[:2]], to, "  王某休假。  ")

    assert [owner(desks.clerk, case) for case in cases] == [to, to, desks.clerk.person.person_id]
    body = desks.clerk.office.case(cases[0].case_id).history[-1].entry.body
    assert isinstance(body, e.CaseAssigned)
    assert (body.person_id, body.reason) == (to, "王某休假。")
    loads = {one.person.person_id: one.load for one in oversight.read_people(desks.manager)}
    assert (loads[to].open, loads[desks.clerk.person.person_id].open) == (2, 1)
    assert [row.case_id for row in oversight.read_cases_of(desks.manager, to).rows] == [
        case.case_id for case in cases[:2]
    ]
    assert verify(desks.manager.office).faults == []


def test_where_one_case_cannot_change_hands_none_does(desks: Desks) -> None:
    open_case, closed = (intake.register_case(desks.clerk, an_intake()) for _case in range(2))
    life.withdraw(desks.clerk, closed.case_id, TAKEN_BACK)
    to = desks.supervisor.person.person_id

    with pytest.raises(CaseIsClosed):
        oversight.reassign(desks.manager, [open_case.case_id, closed.case_id], to, "休假。")
    with pytest.raises(NotAllowed):
        oversight.reassign(desks.clerk, [open_case.case_id], to, "休假。")

    assert owner(desks.clerk, open_case) == desks.clerk.person.person_id


def test_nobody_gets_cases_who_left_or_only_reads(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())
    left = add_person(desks.manager, a_person("07", Role.CLERK))
    people.change_person(desks.manager, msgspec.structs.replace(left, active=False))
    auditor = add_person(desks.manager, a_person("08", Role.AUDITOR))

    for person_id, code in ((left.person_id, "no-longer-here"), (auditor.person_id, "only-reads"), ("", "required")):
        with pytest.raises(Incomplete) as refused:
            oversight.reassign(desks.manager, [case.case_id], person_id, "休假。")
        assert problems(refused) == {("person_id", code)}
    with pytest.raises(Incomplete) as refused:
        oversight.reassign(desks.manager, [], desks.manager.person.person_id, " ")
    assert problems(refused) == {("reason", "required"), ("cases", "required")}


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"stand_in": "clerk"}, {("stand_in", "same-person")}),
        ({"first": "3 月", "last": ""}, {("first", "not-a-date"), ("last", "required")}),
        ({"first": "2026-03-09", "last": "2026-03-08"}, {("last", "before-first")}),
        ({"first": "2026-02-01", "last": "2026-03-01"}, {("last", "in-the-past")}),
        ({"last": "2027-03-01"}, {("last", "too-many-days")}),
        ({"person_id": "supervisor", "stand_in": "clerk"}, {("person_id", "stands-in")}),
        ({"stand_in": "manager"}, {("stand_in", "away-too")}),
        ({"person_id": ""}, {("person_id", "required")}),
    ],
)
def test_a_stand_in_that_would_not_see_the_work_is_refused(
    desks: Desks, changes: dict[str, str], found: set[tuple[str, str]]
) -> None:
    ids = {name: getattr(desks, name).person.person_id for name in ("clerk", "supervisor", "manager")}
    away = e.StandInSet(person_id=ids["manager"], stand_in=ids["supervisor"], first="2026-03-05", last="2026-03-06")
    oversight.set_stand_in(desks.supervisor, away)
    usual = e.StandInSet(person_id=ids["clerk"], stand_in=ids["supervisor"], first="2026-03-02", last="2026-03-05")

    typed = {name: ids.get(value, value) for name, value in changes.items()}
    with pytest.raises(Incomplete) as refused:
        oversight.set_stand_in(desks.supervisor, msgspec.structs.replace(usual, **typed))

    assert problems(refused) == found


def test_a_stand_in_can_be_ended_and_a_clerk_sets_none(desks: Desks) -> None:
    clerk, supervisor = desks.clerk.person.person_id, desks.supervisor.person.person_id
    body = e.StandInSet(person_id=clerk, stand_in=supervisor, first="2026-03-02", last="2026-03-05")
    with pytest.raises(NotAllowed):
        oversight.set_stand_in(desks.clerk, body)
    oversight.set_stand_in(desks.manager, body)
    work = {one.person.person_id: one.leaves for one in oversight.read_people(desks.manager)}
    (set_now,) = work[clerk]
    assert (set_now.stand_in, set_now.first, set_now.last) == (supervisor, "2026-03-02", "2026-03-05")

    oversight.set_stand_in(desks.manager, msgspec.structs.replace(body, stand_in=""))

    assert all(one.leaves == () for one in oversight.read_people(desks.manager))
    assert desks.manager.office.people.branch.stand_in_for(clerk, "2026-03-03") == ""


def test_a_leave_to_come_leaves_the_one_that_lasts_as_it_is(desks: Desks) -> None:
    clerk, supervisor, manager = (desk.person.person_id for desk in (desks.clerk, desks.supervisor, desks.manager))
    first = e.StandInSet(person_id=clerk, stand_in=supervisor, first="2026-03-02", last="2026-03-05")
    later = e.StandInSet(person_id=clerk, stand_in=manager, first="2026-03-20", last="2026-03-21")
    for body in (first, later):
        oversight.set_stand_in(desks.manager, body)

    branch = desks.manager.office.people.branch
    assert [branch.stand_in_for(clerk, day) for day in ("2026-03-03", "2026-03-20")] == [supervisor, manager]
    assert worklist.stands_in_for(desks.supervisor) == {clerk}
    lasting, _to_come = oversight.leaves_of(desks.manager, clerk)
    oversight.set_stand_in(desks.manager, msgspec.structs.replace(lasting, stand_in=""))
    branch = desks.manager.office.people.branch
    assert [branch.stand_in_for(clerk, day) for day in ("2026-03-03", "2026-03-20")] == ["", manager]


def test_who_left_stands_in_for_nobody(desks: Desks) -> None:
    clerk, supervisor = desks.clerk.person.person_id, desks.supervisor.person.person_id
    away = e.StandInSet(person_id=clerk, stand_in=supervisor, first="2026-03-02", last="2026-03-05")
    oversight.set_stand_in(desks.manager, away)

    people.change_person(desks.manager, msgspec.structs.replace(desks.supervisor.person, active=False))

    assert desks.manager.office.people.stand_in_for(clerk, "2026-03-03") == ""
    (leave,) = oversight.leaves_of(desks.manager, clerk)
    with i18n.use("en"):
        assert days_away(leave, desks.manager.office.people) == "某supervisor, account closed (2 Mar to 5 Mar)"


def test_the_orders_of_who_left_are_seen_and_given_away_with_their_cases(desks: Desks, clock: FrozenClock) -> None:
    left = add_person(desks.manager, a_person("07", Role.CLERK))
    case, order_id = open_order(
        desks.clerk, intake.register_case(desks.clerk, an_intake()), clock,
        department="counter", person_id=left.person_id,
    )  # fmt: skip
    life.take_step(desks.clerk, case.case_id, e.OrderEscalated(order_id=order_id, reason="无人处理。"))
    people.change_person(desks.manager, msgspec.structs.replace(left, active=False))

    work = {one.person.person_id: one.load for one in oversight.read_people(desks.supervisor)}
    assert (work[left.person_id].open, work[left.person_id].orders, work[left.person_id].overdue) == (0, 1, 0)
    assert [row.case_id for row in oversight.read_cases_of(desks.supervisor, left.person_id).rows] == [case.case_id]
    clock.advance(hours=6)
    to = desks.supervisor.person.person_id
    oversight.reassign(desks.supervisor, [case.case_id], to, "已离职。", of=left.person_id)

    now = desks.clerk.office.case(case.case_id)
    (order,) = now.life.open_orders
    assert (order.person_id, order.is_escalated) == (to, False)
    assert order.due_at > journal.stamp(clock.now()), "one gone by gives nobody a chance"
    assert owner(desks.clerk, now) == desks.clerk.person.person_id, "the case itself was somebody else's"
    assert left.person_id not in {one.person.person_id for one in oversight.read_people(desks.supervisor)}


def approved(desks: Desks, amount: int, waybill: str, *, assess: bool = False, reason: str = "客户往返三次。") -> Case:
    case = intake.register_case(desks.clerk, an_intake(waybill=waybill))
    if assess:
        settlement.keep_assessment(desks.clerk, case.case_id, example_facts(), case.basis)
    computed = 3421 * YUAN if assess else 0
    draft = ProposalDraft(amount, computed, reason, (Remedy.COMPENSATE,), "请批。")
    proposed = settlement.propose(desks.clerk, case.case_id, draft)
    assert proposed.proposal is not None
    verdict = e.Verdict.APPROVE
    return approval.decide(desks.manager, case.case_id, proposed.proposal.digest, verdict, "同意。", PASSWORD)


def test_an_amount_above_the_usual_and_one_changed_against_the_rules_are_unusual(desks: Desks) -> None:
    # Five alike cases at 100 yuan: the quartiles are 100, and 300 is more than one and a half times the median.
    usual = [approved(desks, 100 * YUAN, f"YT896264678530{number}") for number in range(5)]
    above = approved(desks, 300 * YUAN, "YT8962646785310")
    changed = approved(desks, 4000 * YUAN, "YT8962646785311", assess=True)
    as_computed = approved(desks, 3421 * YUAN, "YT8962646785312", assess=True, reason="")

    found = [(odd.why, odd.row.case_id) for odd in oversight.read_unusual(desks.supervisor).rows]

    assert (Odd.ABOVE_USUAL, above.case_id) in found
    assert (Odd.CHANGED_AMOUNT, changed.case_id) in found
    assert (Odd.CHANGED_AMOUNT, as_computed.case_id) not in found
    assert not {case.case_id for case in usual} & {case_id for why, case_id in found if why is not Odd.CLAIMS_AGAIN}
    again = [odd for odd in oversight.read_unusual(desks.supervisor).rows if odd.why is Odd.CLAIMS_AGAIN]
    assert [odd.claims for odd in again] == [8], "all eight came from one phone"


def test_money_that_is_to_come_back_stays_before_the_supervisor_until_it_is_here(
    desks: Desks, clock: FrozenClock
) -> None:
    case = approved(desks, 300 * YUAN, "YT8962646785310")
    assert case.proposal is not None
    paid = e.PaymentMade(case.proposal.digest, 300 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-02")
    life.take_step(desks.clerk, case.case_id, paid)
    assert money_back(desks) == []
    life.take_step(desks.clerk, case.case_id, e.GoodsFound(where="驿站", wish="open", words="盘点时找到。"))
    assert money_back(desks) == [(case.case_id, 300 * YUAN)], "nobody has asked the customer yet"
    case = life.take_step(desks.clerk, case.case_id, e.GoodsFound(where="驿站", wish="goods", words="要货。"))
    wish = case.life.found[-1][0].digest
    part = e.MoneyReturned("goods-found", "", 100 * YUAN, "cash", "𬭊䶮", "", "2026-03-02", "")
    life.take_back(desks.clerk, case.case_id, part, wish)
    clock.advance(days=200)
    assert money_back(desks) == [(case.case_id, 200 * YUAN)], "however long ago"

    life.take_back(desks.clerk, case.case_id, msgspec.structs.replace(part, amount_fen=200 * YUAN), wish)

    assert money_back(desks) == []
    assert verify(desks.manager.office).faults == []


def money_back(desks: Desks) -> list[tuple[str, int]]:
    found = oversight.read_unusual(desks.supervisor).rows
    return [(odd.row.case_id, odd.row.open_back_fen) for odd in found if odd.why is Odd.MONEY_BACK]


def test_money_that_went_to_somebody_else_or_despite_a_no_is_unusual_for_three_months(
    desks: Desks, clock: FrozenClock
) -> None:
    usual, other, declined = (approved(desks, 300 * YUAN, f"YT896264678531{number}") for number in range(3))
    no = e.CustomerContacted(way="phone", about="outcome", reached=True, words="嫌少。", answer="declines")
    life.take_step(desks.clerk, declined.case_id, no)
    for case, payee, why, despite in (
        (usual, "𬭊䶮", "", ""),
        (other, "周小满", "客户书面委托女儿代收。", ""),
        (declined, "𬭊䶮", "", "无争议部分先付，客户知悉。"),
    ):
        assert case.proposal is not None
        body = e.PaymentMade(case.proposal.digest, 300 * YUAN, "cash", payee, why, "", "2026-03-02", despite)
        life.take_step(desks.clerk, case.case_id, body)

    assert explained(desks) == {(Odd.OTHER_PAYEE, other.case_id), (Odd.PAID_DESPITE, declined.case_id)}

    clock.advance(days=91)
    assert explained(desks) == set()


def test_a_withdrawal_that_leaves_approved_money_unpaid_is_unusual(desks: Desks, clock: FrozenClock) -> None:
    unpaid, part, paid, nothing = (approved(desks, 300 * YUAN, f"YT896264678532{number}") for number in range(4))
    for case, fen in ((part, 100 * YUAN), (paid, 300 * YUAN)):
        assert case.proposal is not None
        body = e.PaymentMade(case.proposal.digest, fen, "cash", "𬭊䶮", "", "", "2026-03-02")
        life.take_step(desks.clerk, case.case_id, body)
    plain = intake.register_case(desks.clerk, an_intake(asks=()))
    for case in (unpaid, part, paid, plain):
        life.withdraw(desks.clerk, case.case_id, TAKEN_BACK)

    def found() -> set[str]:
        rows = oversight.read_unusual(desks.supervisor).rows
        return {odd.row.case_id for odd in rows if odd.why is Odd.WITHDRAWN_UNPAID}

    assert nothing.life.ending is None
    assert found() == {unpaid.case_id, part.case_id}
    clock.advance(days=91)
    assert found() == set()


def explained(desks: Desks) -> set[tuple[Odd, str]]:
    rows = oversight.read_unusual(desks.supervisor).rows
    return {(odd.why, odd.row.case_id) for odd in rows if odd.why in (Odd.OTHER_PAYEE, Odd.PAID_DESPITE)}


def paid_out(desks: Desks, waybill: str, **changes: str) -> Case:
    case = approved(desks, 300 * YUAN, waybill)
    assert case.proposal is not None
    usual = e.PaymentMade(case.proposal.digest, 300 * YUAN, "cash", "𬭊䶮", "", "", "2026-03-02")
    return life.take_step(desks.clerk, case.case_id, msgspec.structs.replace(usual, **changes))


def given_away(desks: Desks) -> list[tuple[str, int]]:
    rows = oversight.read_unusual(desks.supervisor).rows
    return [(odd.row.case_id, odd.fen) for odd in rows if odd.why is Odd.LET_GO]


def test_money_let_go_for_found_goods_by_one_person_is_unusual(desks: Desks, clock: FrozenClock) -> None:
    """300 yuan paid as one sum all come back with the goods: where 180 do, 120 were let go."""
    clerk = desks.clerk.person
    record = e.PersonChanged(clerk.person_id, clerk.name, clerk.role, clerk.limit_fen, 200 * YUAN, True)
    with desks.manager.office.writing(clock.now()) as writing:
        writing.append(desks.manager.signer, "", record)
    alone, agreed, nothing = (paid_out(desks, f"YT896264678531{number}") for number in range(3))
    part = e.GoodsFound("驿站", "goods", "少一件。", back_fen=180 * YUAN, reason="少一件。")
    life.take_step(desks.clerk, alone.case_id, part)
    life.take_step(desks.supervisor, agreed.case_id, part)
    life.take_step(desks.clerk, nothing.case_id, msgspec.structs.replace(part, back_fen=300 * YUAN))

    assert given_away(desks) == [(alone.case_id, 120 * YUAN)]

    for case in (alone, agreed):
        now = desks.clerk.office.case(case.case_id)
        word = msgspec.structs.replace(part, agreed=now.life.found[-1][0].digest, words="周五来取。")
        life.take_step(desks.clerk, case.case_id, word)
    assert given_away(desks) == [(alone.case_id, 120 * YUAN)], "a word added changes nobody's doing"
    life.take_step(desks.supervisor, alone.case_id, part)
    assert given_away(desks) == [], "a supervisor agreed to it now"


def test_one_damaged_case_does_not_take_the_list_away(desks: Desks) -> None:
    """Bodies that were changed behind the program's back, one of them no JSON any more."""
    whole, changed, garbled = (
        paid_out(desks, f"YT896264678531{number}", payee="周小满", payee_reason="书面委托女儿代收。")
        for number in range(3)
    )
    assert {case_id for _odd, case_id in explained(desks)} == {whole.case_id, changed.case_id, garbled.case_id}
    with desks.manager.office.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER bodies_stay_as_they_are")
        for case, body in ((changed, "replace(CAST(body AS TEXT), '女儿', '儿子')"), (garbled, "'{'")):
            changes = connection.exec_driver_sql(
                f"UPDATE bodies SET body = CAST({body} AS BLOB) WHERE entry_id = ?",
                (case.history[-1].entry.header.entry_id,),
            )
            assert changes.rowcount == 1

    assert explained(desks) == {(Odd.OTHER_PAYEE, whole.case_id)}


def test_a_payment_nobody_obeys_is_not_listed(desks: Desks) -> None:
    """Written on another machine for more than was approved: it stands in the history as not obeyed."""
    case = approved(desks, 300 * YUAN, "YT8962646785310")
    assert case.proposal is not None
    stale = e.PaymentMade(case.proposal.digest, 301 * YUAN, "cash", "周小满", "书面委托。", "", "2026-03-02", "先付。")
    with desks.clerk.office.writing(desks.clerk.clock.now()) as writing:
        writing.append(desks.clerk.signer, case.case_id, stale)
    assert desks.clerk.office.case(case.case_id).history[-1].stale

    assert explained(desks) == set()


def test_a_contact_is_kept_changed_and_put_aside(desks: Desks) -> None:
    typed = e.ContactKept(contact_id="", group="centre", name=" 江南中转场 ", phone="025 8000 0001", note="")
    with pytest.raises(NotAllowed):
        contacts.keep_contact(desks.clerk, typed)

    kept = contacts.keep_contact(desks.supervisor, typed)

    assert (kept.name, kept.phone) == ("江南中转场", "025-80000001")
    assert [one.contact_id for one in contacts.contacts(desks.clerk)] == [kept.contact_id]
    contacts.keep_contact(desks.manager, msgspec.structs.replace(kept, active=False, note="已撤并"))
    assert [(one.contact_id, one.active, one.note) for one in contacts.contacts(desks.clerk)] == [
        (kept.contact_id, False, "已撤并")
    ]


def test_everything_wrong_with_a_contact_is_said_at_once(desks: Desks) -> None:
    with pytest.raises(Incomplete) as refused:
        contacts.keep_contact(
            desks.manager, e.ContactKept(contact_id="", group="pub", name="", phone="abc", note="x" * 301)
        )

    assert problems(refused) == {
        ("group", "unknown-choice"), ("name", "required"), ("phone", "phone-unreadable"), ("note", "too-long"),
    }  # fmt: skip
