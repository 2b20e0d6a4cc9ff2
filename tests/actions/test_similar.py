"""Alike cases and second claims in a real office, through the verbs of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import approval, intake, papers, people, settlement
from desktop.actions.examining import examine
from desktop.actions.sign_in import sign_in
from desktop.actions.similar import look_beside
from desktop.domain.case import Case, Status
from desktop.domain.entries import Verdict
from desktop.domain.intake import ComplaintType
from desktop.domain.other_claims import SecondClaim, Stage
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.domain.similar import Unusual
from desktop.storage import tables as t
from desktop.storage.verify import verify
from desktop.wording.history import sentence
from tests.actions.conftest import PASSWORD, Desks
from tests.actions.settling import approved
from tests.factories import YUAN, an_intake, example_facts

if TYPE_CHECKING:
    from desktop.actions.desk import Reference
    from tests.conftest import FrozenClock

_WAYBILLS = (f"SF138562871{number:04}" for number in range(10_000))


def proposed(desks: Desks, amount: int, **changes: object) -> Case:
    """A proposal for a parcel of its own, for which the rules give 3,421 yuan."""
    changes = {"waybill": next(_WAYBILLS)} | changes
    case = intake.register_case(desks.clerk, an_intake(**changes))
    settlement.keep_assessment(desks.clerk, case.case_id, example_facts(), case.basis)
    reason = "" if amount == 3421 * YUAN else "双方商定"
    return settlement.propose(
        desks.clerk, case.case_id, ProposalDraft(amount, 3421 * YUAN, reason, (Remedy.COMPENSATE,))
    )


def test_what_the_office_approved_in_alike_cases_stands_beside_a_case(desks: Desks, clock: FrozenClock) -> None:
    cases = []
    for yuan in (3000, 3200, 3421, 3500, 4000):
        clock.advance(days=1)
        cases.append(approved(desks, proposed(desks, yuan * YUAN)))
    approved(desks, proposed(desks, 100 * YUAN, types=(ComplaintType.LOSS,), damage_extent=""))
    this = proposed(desks, 4900 * YUAN)

    beside = look_beside(desks.supervisor, this)

    found = beside.comparison
    assert found is not None
    # The same facts were kept for the parcel said to be lost, and what was assessed is what counts: six cases, of
    # which 100, 3,000, 3,200, 3,421, 3,500, 4,000. Places 1.25, 2.5 and 3.75: 3,050, 3,310.50 and 3,480.25.
    assert (found.count, found.same_terms) == (6, True)
    assert found.median_fen == 331050
    assert found.middle_fen == (305000, 348025)
    # All have the same value; those decided last come first.
    assert [case.number for case in found.nearest][1:] == [cases[4].number, cases[3].number]
    assert found.judge(4900 * YUAN) is Unusual.ABOVE
    # One and a half times 3,310.50 is 4,965.75.
    assert found.judge(496575) is Unusual.ABOVE
    assert found.judge(496576) is Unusual.FAR_ABOVE
    assert beside.others == ()


def test_a_matter_without_a_claim_is_compared_with_nothing(desks: Desks) -> None:
    rude = intake.register_case(desks.clerk, an_intake(types=(ComplaintType.ATTITUDE,)))

    assert look_beside(desks.clerk, rude).comparison is None


def test_a_second_claim_of_a_waybill_is_approved_only_knowingly(desks: Desks) -> None:
    waybill = next(_WAYBILLS)
    first = proposed(desks, 3421 * YUAN, waybill=waybill)
    second = proposed(desks, 500 * YUAN, waybill=waybill)
    approved(desks, first)

    with pytest.raises(SecondClaim) as refusal:
        approved(desks, second)
    (claim,) = refusal.value.others
    assert (claim.number, claim.stage, claim.amount_fen) == (first.number, Stage.APPROVED, 3421 * YUAN)
    assert desks.clerk.office.case(second.case_id) == second
    assert second.proposal is not None

    done = approval.approve_second(
        desks.supervisor, second.case_id, second.proposal.digest, [claim], "派送延误另计。", PASSWORD
    )

    assert done.status is Status.APPROVED
    assert done.decision is not None
    assert done.decision.body.beside == (first.case_id,)
    said = sentence(done.history[-1], desks.clerk.reference.packs)
    assert said.endswith("派送延误另计。")
    assert verify(desks.manager.office).faults == []


def test_a_claim_that_was_not_seen_keeps_even_a_second_one_back(desks: Desks) -> None:
    waybill = next(_WAYBILLS)
    first, second, third = (proposed(desks, 3421 * YUAN, waybill=waybill) for _case in range(3))
    approved(desks, first)
    (seen,) = [claim for claim in look_beside(desks.supervisor, third).others if claim.in_force]
    assert second.proposal is not None
    assert third.proposal is not None
    approval.approve_second(desks.supervisor, second.case_id, second.proposal.digest, [seen], "另一件内件", PASSWORD)

    with pytest.raises(SecondClaim) as refusal:
        approval.approve_second(desks.supervisor, third.case_id, third.proposal.digest, [seen], "又一件", PASSWORD)

    assert [claim.case_id for claim in refusal.value.others] == [second.case_id]
    assert desks.clerk.office.case(third.case_id).status is Status.PROPOSED


def test_refusing_returning_and_paying_nothing_need_no_such_reason(desks: Desks) -> None:
    waybill = next(_WAYBILLS)
    first, nothing, refused = (proposed(desks, amount, waybill=waybill) for amount in (3421 * YUAN, 0, 100))
    approved(desks, first)

    assert approved(desks, nothing).is_approved
    assert refused.proposal is not None
    case = approval.decide(
        desks.supervisor, refused.case_id, refused.proposal.digest, Verdict.REFUSE, "已赔付", PASSWORD
    )
    assert case.status is Status.REFUSED


def test_nobody_settles_a_second_claim_alone(desks: Desks) -> None:
    waybill = next(_WAYBILLS)
    people.change_person(desks.manager, msgspec.structs.replace(desks.clerk.person, alone_limit_fen=200 * YUAN))
    approved(desks, proposed(desks, 3421 * YUAN, waybill=waybill))
    second = proposed(desks, 100 * YUAN, waybill=waybill)
    assert second.proposal is not None

    with pytest.raises(SecondClaim):
        approval.settle_alone(desks.clerk, second.case_id, second.proposal.digest, "小额", PASSWORD)

    assert desks.clerk.office.case(second.case_id).status is Status.PROPOSED


def test_an_issued_paper_stands_in_the_way_even_after_its_approval_fell(desks: Desks) -> None:
    waybill = next(_WAYBILLS)
    first = approved(desks, proposed(desks, 3421 * YUAN, waybill=waybill))
    papers.issue_paper(desks.clerk, first.case_id, "agreement", "zh_CN")
    corrected = msgspec.structs.replace(first.intake, freight=400 * YUAN)
    intake.correct_case(desks.clerk, first.case_id, corrected, "运费看错")

    with pytest.raises(SecondClaim) as refusal:
        approved(desks, proposed(desks, 500 * YUAN, waybill=waybill))

    (claim,) = refusal.value.others
    assert (claim.stage, claim.amount_fen) == (Stage.ISSUED, 3421 * YUAN)


def test_an_office_of_an_older_version_is_filled_in_at_sign_in_and_before_a_check(
    desks: Desks, reference: Reference, clock: FrozenClock
) -> None:
    approved(desks, proposed(desks, 3421 * YUAN))
    this = proposed(desks, 3421 * YUAN)

    def make_older() -> None:
        with desks.manager.office.database.writing() as connection:
            for statement in ("DROP TABLE settled", "DROP TABLE tasks", "DROP TABLE traces", "PRAGMA user_version = 1"):
                connection.exec_driver_sql(statement)
        desks.manager.office.close()

    make_older()
    assert examine(desks.folder, "01", PASSWORD, reference, clock).faults == []
    make_older()
    desk = sign_in(desks.folder, "02", PASSWORD, reference, clock)

    found = look_beside(desk, this).comparison
    assert found is not None
    assert found.count == 1
    with desk.office.reading() as connection:
        assert connection.execute(t.settled.select()).one().amount_fen == 3421 * YUAN
    desk.office.close()
