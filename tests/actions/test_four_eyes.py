"""A proposal goes to somebody who had no part in it; what was seen is what is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.actions import cases, intake, settlement
from desktop.domain.authority import FourEyes, Stale, Verb
from desktop.domain.case import Status
from desktop.domain.proposal import ProposalDraft, Remedy
from tests.actions.settling import a_proposed_case, decide, keep_example
from tests.factories import YUAN, an_intake

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from tests.actions.conftest import Desks


def count_entries(desks: Desks, case: Case) -> int:
    return len(cases.read_case(desks.clerk, case.case_id).history)


def test_a_supervisor_does_not_approve_what_they_had_a_hand_in(desks: Desks) -> None:
    taken_in = intake.register_case(desks.supervisor, an_intake())
    keep_example(desks.clerk, taken_in.case_id)
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,))
    taken_in = settlement.propose(desks.clerk, taken_in.case_id, draft)

    corrected = intake.register_case(desks.clerk, an_intake())
    intake.correct_case(desks.supervisor, corrected.case_id, an_intake(note="补"), "补记")
    keep_example(desks.clerk, corrected.case_id)
    corrected = settlement.propose(desks.clerk, corrected.case_id, draft)

    assessed = intake.register_case(desks.clerk, an_intake())
    keep_example(desks.supervisor, assessed.case_id)
    assessed = settlement.propose(desks.clerk, assessed.case_id, draft)

    proposed = intake.register_case(desks.clerk, an_intake())
    keep_example(desks.clerk, proposed.case_id)
    proposed = settlement.propose(desks.supervisor, proposed.case_id, draft)

    for case, did in (
        (taken_in, Verb.REGISTER),
        (corrected, Verb.CORRECT),
        (assessed, Verb.ASSESS),
        (proposed, Verb.PROPOSE),
    ):
        with pytest.raises(FourEyes) as refusal:
            decide(desks.supervisor, case)
        assert refusal.value.did is did
        assert cases.read_case(desks.clerk, case.case_id).status is Status.PROPOSED


def test_approving_after_a_correction_is_stale_and_writes_nothing(desks: Desks) -> None:
    case = a_proposed_case(desks.clerk)
    intake.correct_case(
        desks.clerk, case.case_id, msgspec.structs.replace(case.intake, declared_value=2000 * YUAN), "看错"
    )
    entries = count_entries(desks, case)

    with pytest.raises(Stale) as refusal:
        decide(desks.supervisor, case)

    assert refusal.value.why == "facts-changed"
    assert count_entries(desks, case) == entries


def test_a_verdict_on_a_replaced_proposal_is_stale(desks: Desks) -> None:
    seen = a_proposed_case(desks.clerk)
    draft = ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.APOLOGISE,))
    settlement.propose(desks.clerk, seen.case_id, draft)

    with pytest.raises(Stale) as refusal:
        decide(desks.supervisor, seen)

    assert refusal.value.why == "proposal-replaced"
