"""A case is the fold of its entries: who may decide, what binds to what, and what becomes stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain import authority as a
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.case import Case, Status
from desktop.domain.entries import Verdict
from desktop.storage.keys import Signer
from tests.factories import YUAN, Staffed, a_decision, a_proposal, an_assessment, an_intake, an_office_details

if TYPE_CHECKING:
    from desktop.errors import Refused


def refusal(staffed: Staffed, case: Case, verb: Verb, who: str) -> Refused | None:
    person = staffed.office.people.at(who)
    assert person is not None
    return case.may(verb, person)


def after(staffed: Staffed, case: Case, who: str, *bodies: e.Body) -> Case:
    staffed.write(who, case.case_id, *bodies)
    return staffed.office.case(case.case_id)


def test_the_way_from_registration_to_approval(staffed: Staffed) -> None:
    assert staffed.registered().status is Status.REGISTERED
    assert staffed.assessed().status is Status.ASSESSED
    case = staffed.proposed()
    assert case.status is Status.PROPOSED

    case = after(staffed, case, "supervisor", a_decision(case))

    assert case.status is Status.APPROVED
    assert case.decision is not None
    assert [happened.stale for happened in case.history] == ["", "", "", ""]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_clerk_decides_nothing(staffed: Staffed, verdict: Verdict) -> None:
    case = staffed.proposed()
    verb = Verb(verdict.value)
    assert isinstance(refusal(staffed, case, verb, "clerk"), a.NotAllowed)

    case = after(staffed, case, "clerk", a_decision(case, verdict))

    assert case.status is Status.PROPOSED
    assert case.history[-1].stale == "not-allowed"


@pytest.mark.parametrize("did", [Verb.REGISTER, Verb.CORRECT, Verb.ASSESS, Verb.PROPOSE])
def test_nobody_decides_on_what_they_registered_corrected_assessed_or_proposed(staffed: Staffed, did: Verb) -> None:
    who = {verb: "supervisor" if verb is did else "clerk" for verb in Verb}
    case = staffed.registered(who[Verb.REGISTER])
    case = after(staffed, case, who[Verb.CORRECT], e.CaseCorrected(intake=an_intake(quantity=2), reason="数量"))
    case = after(staffed, case, who[Verb.ASSESS], an_assessment(case))
    case = after(staffed, case, who[Verb.PROPOSE], a_proposal(case))
    for verb in (Verb.APPROVE, Verb.RETURN, Verb.REFUSE, Verb.PASS_UP):
        no = refusal(staffed, case, verb, "supervisor")
        assert isinstance(no, a.FourEyes)
        assert no.did is did

    case = after(staffed, case, "supervisor", a_decision(case))

    assert case.status is Status.PROPOSED
    assert case.history[-1].stale == "four-eyes"
    assert refusal(staffed, case, Verb.APPROVE, "manager") is None


def test_an_amount_above_the_limit_is_passed_up_and_decided_above(staffed: Staffed) -> None:
    case = staffed.proposed(amount=6000 * YUAN)
    no = refusal(staffed, case, Verb.APPROVE, "supervisor")
    assert isinstance(no, a.AboveLimit)
    assert (no.amount_fen, no.limit_fen) == (6000 * YUAN, 5000 * YUAN)

    case = after(staffed, case, "supervisor", a_decision(case, Verdict.PASS_UP))

    assert case.status is Status.PASSED_UP
    assert isinstance(refusal(staffed, case, Verb.REFUSE, "supervisor"), a.AlreadyPassedUp)
    assert isinstance(refusal(staffed, case, Verb.RETURN, "junior"), a.AboveLimit)
    assert isinstance(refusal(staffed, case, Verb.PASS_UP, "manager"), a.NobodyAbove)
    case = after(staffed, case, "manager", a_decision(case))
    assert case.status is Status.APPROVED


@pytest.mark.parametrize(("amount", "allowed"), [(5000 * YUAN, True), (5000 * YUAN + 1, False)])
def test_the_limit_itself_is_within_the_limit(staffed: Staffed, amount: int, *, allowed: bool) -> None:
    case = staffed.proposed(amount=amount)

    assert (refusal(staffed, case, Verb.APPROVE, "supervisor") is None) is allowed


def test_a_decision_on_a_replaced_proposal_is_kept_stale_and_not_obeyed(staffed: Staffed) -> None:
    seen = staffed.proposed()
    decision = a_decision(seen)
    case = after(staffed, seen, "clerk", a_proposal(seen, 9000 * YUAN, computed=3421 * YUAN))

    case = after(staffed, case, "supervisor", decision)

    assert case.status is Status.PROPOSED
    assert case.history[-1].stale == "proposal-replaced"


def test_everything_a_settlement_rests_on_makes_an_approval_stale_when_it_changes(staffed: Staffed) -> None:
    for change, why in (
        (lambda case: an_assessment(case, 100), "assessment-replaced"),
        (lambda _case: e.CaseCorrected(intake=an_intake(declared_value=1), reason="保价额"), "facts-changed"),
        (lambda _case: e.FindingRecorded(stands="no", responsible="sender", account="包装不足"), "finding-changed"),
    ):
        case = staffed.proposed()
        case = after(staffed, case, "supervisor", a_decision(case))
        assert case.status is Status.APPROVED

        case = after(staffed, case, "clerk", change(case))

        assert case.proposal_stale == why
        assert case.status in (Status.ASSESSED, Status.REGISTERED)
        assert case.decision is None
        assert isinstance(refusal(staffed, case, Verb.APPROVE, "manager"), a.Stale)


def test_a_corrected_phone_number_leaves_an_approval_in_force(staffed: Staffed) -> None:
    case = staffed.proposed()
    case = after(staffed, case, "supervisor", a_decision(case))

    case = after(staffed, case, "clerk", e.CaseCorrected(intake=an_intake(phone="13900000000"), reason="电话"))

    assert case.status is Status.APPROVED


def test_a_second_verdict_on_the_same_proposal_is_refused(staffed: Staffed) -> None:
    case = staffed.proposed()
    case = after(staffed, case, "supervisor", a_decision(case, Verdict.REFUSE))
    assert isinstance(refusal(staffed, case, Verb.APPROVE, "manager"), a.AlreadyDecided)

    case = after(staffed, case, "manager", a_decision(case))

    assert case.status is Status.REFUSED
    assert case.history[-1].stale == "already-decided"


def test_a_returned_proposal_is_replaced_by_a_better_one(staffed: Staffed) -> None:
    case = staffed.proposed()
    case = after(staffed, case, "supervisor", a_decision(case, Verdict.RETURN))
    assert case.status is Status.RETURNED

    case = after(staffed, case, "clerk", a_proposal(case))

    assert case.status is Status.PROPOSED
    assert refusal(staffed, case, Verb.APPROVE, "supervisor") is None


def test_a_proposal_bound_to_an_old_assessment_is_not_obeyed(staffed: Staffed) -> None:
    case = staffed.assessed()
    late = a_proposal(case)
    case = after(staffed, case, "clerk", an_assessment(case, 1))

    case = after(staffed, case, "clerk", late)

    assert case.proposal is None
    assert case.history[-1].stale == "assessment-replaced"


def test_settling_alone_needs_a_limit_of_ones_own_and_marks_the_case(staffed: Staffed) -> None:
    case = staffed.proposed(amount=200 * YUAN)
    assert isinstance(refusal(staffed, case, Verb.SETTLE_ALONE, "clerk"), a.AboveLimit)
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    body = e.PersonChanged(
        person_id="clerk", name=clerk.name, role="clerk", limit_fen=0, alone_limit_fen=200 * YUAN, active=True
    )
    staffed.write("manager", "", body)

    case = after(staffed, case, "clerk", a_decision(case, alone=True))

    assert case.status is Status.APPROVED
    assert case.decision is not None
    assert case.decision.body.alone


def test_a_case_somebody_judged_is_not_settled_alone_afterwards(staffed: Staffed) -> None:
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    body = e.PersonChanged(
        person_id="clerk", name=clerk.name, role="clerk", limit_fen=0, alone_limit_fen=200 * YUAN, active=True
    )
    staffed.write("manager", "", body)
    case = staffed.proposed(amount=200 * YUAN)
    case = after(staffed, case, "supervisor", a_decision(case, Verdict.REFUSE))
    case = after(staffed, case, "clerk", a_proposal(case, 200 * YUAN))

    assert isinstance(refusal(staffed, case, Verb.SETTLE_ALONE, "clerk"), a.JudgedBefore)
    case = after(staffed, case, "clerk", a_decision(case, alone=True))
    assert case.status is Status.PROPOSED


def test_a_closed_account_decides_nothing_any_more_but_its_past_stands(staffed: Staffed) -> None:
    case = staffed.proposed()
    done = after(staffed, case, "supervisor", a_decision(case))
    person = staffed.office.people.at("supervisor")
    assert person is not None
    body = e.PersonChanged(
        person_id="supervisor", name=person.name, role="supervisor", limit_fen=0, alone_limit_fen=0, active=False
    )
    staffed.write("manager", "", body)

    assert staffed.office.case(done.case_id).status is Status.APPROVED
    other = staffed.proposed()
    assert isinstance(refusal(staffed, other, Verb.APPROVE, "supervisor"), a.NoLongerHere)


def test_an_auditor_only_looks(staffed: Staffed) -> None:
    case = staffed.proposed()

    allowed = {verb for verb in Verb if refusal(staffed, case, verb, "auditor") is None}

    assert allowed == {Verb.READ, Verb.REVEAL}


def test_erased_registration_leaves_a_case_that_can_still_be_read(staffed: Staffed) -> None:
    case = staffed.registered()
    assert case.registered is not None
    staffed.write("manager", "", e.BodyErased(entry_id=case.registered.entry_id, reason="保存期满"))

    case = staffed.office.case(case.case_id)

    assert case.history[0].entry.body is None
    assert case.registered is None


def test_a_person_rekeyed_by_the_recovery_sheet_signs_with_the_new_key(staffed: Staffed) -> None:
    old = staffed.signers["manager"]
    fresh = Signer.new("manager")
    staffed.write("recovery", "", e.PersonRekeyed(person_id="manager", public_key=fresh.public_key))

    people = staffed.office.people
    assert people.key_at("manager", "9999") == fresh.public_key != old.public_key


def test_the_fold_does_not_depend_on_the_order_entries_come_in(staffed: Staffed) -> None:
    case = staffed.proposed()
    case = after(staffed, case, "supervisor", a_decision(case))
    entries = [happened.entry for happened in case.history]

    again = Case.from_entries(entries[::-1], staffed.office.people)

    assert [h.entry.header.entry_id for h in again.history] == [h.entry.header.entry_id for h in case.history]
    assert again.status is Status.APPROVED


def test_a_body_survives_writing_and_reading(staffed: Staffed) -> None:
    case = staffed.proposed()
    for happened in case.history:
        body = happened.entry.body
        assert body is not None
        assert e.decode_body(e.encode_body(body)) == body
        assert len(body.salt) >= 20
        with pytest.raises(msgspec.ValidationError):
            e.decode_body(b'{"kind":"case-registered","surprise":1}')


def test_a_verdict_that_names_no_proposal_decides_nothing(staffed: Staffed) -> None:
    case = staffed.proposed()

    case = after(staffed, case, "supervisor", a_decision(case, proposal=""))

    assert case.status is Status.PROPOSED
    assert case.history[-1].stale == "proposal-replaced"


def test_on_ones_own_one_may_pay_but_not_refuse_return_or_pass_up(staffed: Staffed) -> None:
    let_settle_alone(staffed, 200 * YUAN)
    for verdict in (Verdict.REFUSE, Verdict.RETURN, Verdict.PASS_UP):
        case = staffed.proposed(amount=200 * YUAN)

        case = after(staffed, case, "clerk", a_decision(case, verdict, alone=True))

        assert case.status is Status.PROPOSED
        assert case.history[-1].stale == "not-allowed"


def test_what_was_passed_up_is_not_settled_alone_any_more(staffed: Staffed) -> None:
    let_settle_alone(staffed, 200 * YUAN)
    case = staffed.proposed(amount=200 * YUAN)
    case = after(staffed, case, "supervisor", a_decision(case, Verdict.PASS_UP))

    assert isinstance(refusal(staffed, case, Verb.SETTLE_ALONE, "clerk"), a.JudgedBefore)


def test_a_proposal_that_misstates_what_the_rules_gave_is_not_obeyed(staffed: Staffed) -> None:
    case = staffed.assessed(payable=100 * YUAN)

    case = after(staffed, case, "clerk", a_proposal(case, 9000 * YUAN, computed=9000 * YUAN))

    assert case.proposal is None
    assert case.history[-1].stale == "assessment-replaced"


@pytest.mark.parametrize("amount", [-1, 10**14, 10**30])
def test_an_impossible_amount_is_no_content_of_an_entry(staffed: Staffed, amount: int) -> None:
    body = e.encode_body(a_proposal(staffed.assessed(), amount))

    with pytest.raises(msgspec.ValidationError):
        e.decode_body(body)


def test_erasing_ones_own_correction_does_not_lift_four_eyes(staffed: Staffed) -> None:
    case = staffed.registered()
    case = after(staffed, case, "supervisor", e.CaseCorrected(intake=an_intake(phone="13900000000"), reason="电话"))
    correction = case.history[-1].entry.header.entry_id
    case = after(staffed, case, "clerk", an_assessment(case))
    case = after(staffed, case, "clerk", a_proposal(case))

    staffed.write("manager", "", e.BodyErased(entry_id=correction, reason="保存期满"))

    assert isinstance(refusal(staffed, staffed.office.case(case.case_id), Verb.APPROVE, "supervisor"), a.FourEyes)


def test_an_entry_of_the_office_written_into_a_case_is_not_obeyed(staffed: Staffed) -> None:
    case = staffed.registered()

    case = after(staffed, case, "manager", e.OfficeChanged(office=an_office_details(name="别处")))

    assert case.history[-1].stale == "not-allowed"
    assert staffed.office.details.name != "别处"


def let_settle_alone(staffed: Staffed, limit_fen: int) -> None:
    body = e.PersonChanged(
        person_id="clerk", name="某clerk", role="clerk", limit_fen=0, alone_limit_fen=limit_fen, active=True
    )
    staffed.write("manager", "", body)
