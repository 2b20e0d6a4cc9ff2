"""Proposals and verdicts, through the verbs a person at the desk has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import approval, intake, people, settlement
from desktop.domain.authority import (
    AboveLimit,
    AlreadyDecided,
    AlreadyPassedUp,
    FourEyes,
    NoLongerHere,
    NotAllowed,
    NotYet,
    Stale,
)
from desktop.domain.case import Case, Status
from desktop.domain.entries import Verdict
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.errors import Incomplete, KeyReplaced, TooManyTries, WrongPassword
from desktop.storage import case_lists
from desktop.storage.verify import verify
from tests.actions.conftest import PASSWORD, Desks
from tests.factories import YUAN, an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from tests.conftest import FrozenClock


def proposed(desk: Desk, amount: int = 3000 * YUAN) -> Case:
    """A case with a proposal somebody wants to pay although no rule was asked."""
    case = intake.register_case(desk, an_intake())
    return settlement.propose(desk, case.case_id, draft(amount))


def draft(amount: int) -> ProposalDraft:
    return ProposalDraft(amount, 0, "双方商定", (Remedy.COMPENSATE,))


def decide(desk: Desk, case: Case, verdict: Verdict = Verdict.APPROVE) -> Case:
    assert case.proposal is not None
    return approval.decide(desk, case.case_id, case.proposal.digest, verdict, "核对无误。", PASSWORD)


def test_a_supervisor_approves_what_a_clerk_proposed(desks: Desks) -> None:
    case = decide(desks.supervisor, proposed(desks.clerk))

    assert case.status is Status.APPROVED
    assert approval.waiting(desks.manager) == []
    with pytest.raises(AlreadyDecided):
        decide(desks.manager, case, Verdict.REFUSE)
    assert verify(desks.manager.office).faults == []


def test_what_is_refused_writes_nothing(desks: Desks) -> None:
    own = proposed(desks.supervisor)
    with pytest.raises(FourEyes):
        decide(desks.supervisor, own)
    with pytest.raises(NotAllowed):
        decide(desks.clerk, own)
    large = proposed(desks.clerk, 5000 * YUAN + 1)
    with pytest.raises(AboveLimit):
        decide(desks.supervisor, large)
    assert large.proposal is not None
    with pytest.raises(Incomplete):
        approval.decide(desks.supervisor, large.case_id, large.proposal.digest, Verdict.RETURN, " ", PASSWORD)

    assert desks.clerk.office.case(own.case_id) == own
    assert desks.clerk.office.case(large.case_id) == large


def test_what_is_above_a_limit_is_passed_up_and_decided_by_somebody_above(desks: Desks) -> None:
    case = decide(desks.supervisor, proposed(desks.clerk, 6000 * YUAN), Verdict.PASS_UP)
    assert case.status is Status.PASSED_UP
    with pytest.raises(AlreadyPassedUp):
        decide(desks.supervisor, case, Verdict.RETURN)

    assert decide(desks.manager, case).status is Status.APPROVED


def test_a_verdict_falls_on_the_proposal_that_was_seen_and_on_no_other(desks: Desks) -> None:
    seen = proposed(desks.clerk)
    settlement.propose(desks.clerk, seen.case_id, draft(4000 * YUAN))

    with pytest.raises(Stale):
        decide(desks.supervisor, seen)
    with pytest.raises(NotYet):
        approval.decide(desks.supervisor, seen.case_id, "", Verdict.APPROVE, "核对无误。", PASSWORD)
    assert desks.clerk.office.case(seen.case_id).status is Status.PROPOSED


def test_a_correction_of_the_facts_voids_an_approval(desks: Desks) -> None:
    case = decide(desks.supervisor, proposed(desks.clerk))

    case = intake.correct_case(desks.clerk, case.case_id, an_intake(declared_value=100 * YUAN), "保价额看错")

    assert case.decision is None
    assert case.proposal_stale == "facts-changed"
    with pytest.raises(Stale):
        decide(desks.manager, case)


def test_one_settles_alone_up_to_a_limit_of_ones_own(desks: Desks) -> None:
    small, large = proposed(desks.clerk, 200 * YUAN), proposed(desks.clerk, 200 * YUAN + 1)

    def settle(case: Case) -> Case:
        assert case.proposal is not None
        return approval.settle_alone(desks.clerk, case.case_id, case.proposal.digest, "小额", PASSWORD)

    with pytest.raises(AboveLimit):
        settle(small)
    people.change_person(desks.manager, msgspec.structs.replace(desks.clerk.person, alone_limit_fen=200 * YUAN))
    settled = settle(small)
    with pytest.raises(AboveLimit):
        settle(large)

    assert settled.decision is not None
    assert settled.decision.body.alone
    with desks.clerk.office.reading() as connection:
        assert [row.alone for row in case_lists.list_cases(connection, ("approved",))] == [True]


def test_without_the_password_nothing_is_decided_and_guessing_slows_down(desks: Desks) -> None:
    case = proposed(desks.clerk)
    assert case.proposal is not None
    for _guess in range(3):
        with pytest.raises(WrongPassword):
            approval.decide(desks.supervisor, case.case_id, case.proposal.digest, Verdict.APPROVE, "好", "guess-0001")
    with pytest.raises(TooManyTries):
        decide(desks.supervisor, case)

    assert desks.clerk.office.case(case.case_id) == case


def test_a_password_replaced_while_its_owner_sits_at_the_desk(desks: Desks) -> None:
    case = proposed(desks.clerk)
    people.give_new_password(desks.manager, desks.supervisor.person, "another-one", "another-one")

    assert desks.supervisor.office.case(case.case_id) == case, "reading goes on"
    with pytest.raises(KeyReplaced):
        intake.register_case(desks.supervisor, an_intake())
    with pytest.raises(WrongPassword):
        decide(desks.supervisor, case)
    assert case.proposal is not None
    done = approval.decide(
        desks.supervisor, case.case_id, case.proposal.digest, Verdict.APPROVE, "核对无误。", "another-one"
    )
    assert done.status is Status.APPROVED
    assert verify(desks.manager.office).faults == []


def test_an_account_closed_while_its_owner_sits_at_the_desk(desks: Desks, clock: FrozenClock) -> None:
    case = proposed(desks.clerk)
    people.change_person(desks.manager, msgspec.structs.replace(desks.supervisor.person, active=False))
    clock.advance(minutes=1)

    with pytest.raises(NoLongerHere):
        decide(desks.supervisor, case)
    assert desks.clerk.office.case(case.case_id).status is Status.PROPOSED
