"""Taking a complaint in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.actions import cases, intake, life
from desktop.actions.intake import Draft
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import Intake
from desktop.errors import Incomplete, NoSuchCase
from desktop.storage.verify import verify
from tests.factories import an_intake

if TYPE_CHECKING:
    from tests.actions.conftest import Desks


def test_a_case_is_registered_numbered_by_the_day_and_found_again(desks: Desks) -> None:
    first = intake.register_case(desks.clerk, an_intake())
    second = intake.register_case(desks.clerk, an_intake(waybill="YT8962646785389", complainant_name="李某"))

    assert (first.number, second.number) == ("260302-001", "260302-002")
    assert first.status is Status.REGISTERED
    assert [row.number for row in intake.same_waybill(desks.clerk, "SF1385628716739")] == ["260302-001"]
    assert [row.number for row in cases.find_cases(desks.clerk, "𬭊䶮")] == ["260302-001"]
    assert verify(desks.manager.office).faults == []


def test_the_promise_that_breaks_first_stands_on_top(desks: Desks) -> None:
    slow = intake.register_case(desks.clerk, an_intake(level=5))
    urgent = intake.register_case(desks.clerk, an_intake(level=1, waybill="YT8962646785389"))
    first = cases.list_cases(desks.clerk)[0]
    # Taken in at 09:00, when the branch opens: 30 minutes of opening time.
    assert (first.due_promise, first.due_at) == ("first-reply", "2026-03-02T01:30:00.000000Z")
    for case in (slow, urgent):
        contact = e.CustomerContacted(way="phone", about="first-reply", reached=True, words="已回电客户")
        life.take_step(desks.clerk, case.case_id, contact)

    rows = cases.list_cases(desks.clerk)

    assert [row.case_id for row in rows] == [urgent.case_id, slow.case_id]
    # Monday 09:00 plus one working day ends on Tuesday at closing time, 18:00 in Beijing.
    assert (rows[0].due_promise, rows[0].due_at) == ("settlement", "2026-03-03T10:00:00.000000Z")


def test_a_draft_may_hold_nothing_at_all_and_is_there_again_for_its_writer_only(desks: Desks) -> None:
    kept = intake.save_draft(desks.clerk, Draft("d1", Intake()))
    intake.save_draft(desks.clerk, Draft("d2", an_intake(), ("/photos/1.jpg",)))

    assert kept.saved_at
    assert {draft.draft_id: draft.evidence_paths for draft in intake.my_drafts(desks.clerk)} == {
        "d1": (),
        "d2": ("/photos/1.jpg",),
    }
    assert intake.my_drafts(desks.supervisor) == []

    intake.register_case(desks.clerk, an_intake(), draft_id="d2")
    intake.discard_draft(desks.clerk, "d1")
    assert intake.my_drafts(desks.clerk) == []


def test_an_incomplete_complaint_is_refused_with_all_its_problems_and_the_draft_stays(desks: Desks) -> None:
    intake.save_draft(desks.clerk, Draft("d1", Intake()))

    with pytest.raises(Incomplete) as refusal:
        intake.register_case(desks.clerk, Intake(), draft_id="d1")

    assert {problem.field for problem in refusal.value.problems} >= {"waybill", "complainant_name", "phone", "types"}
    assert [draft.draft_id for draft in intake.my_drafts(desks.clerk)] == ["d1"]
    assert cases.list_cases(desks.clerk) == []


def test_a_correction_replaces_what_is_shown_and_keeps_what_was(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    corrected = intake.correct_case(desks.clerk, case.case_id, an_intake(complainant_name="𬭊龑"), "名字写错")

    assert corrected.intake.complainant_name == "𬭊龑"
    assert len(corrected.history) == 2
    assert cases.find_cases(desks.clerk, "䶮") == []
    assert len(cases.find_cases(desks.clerk, "龑")) == 1


def test_looking_at_masked_data_is_on_record(desks: Desks) -> None:
    case = intake.register_case(desks.clerk, an_intake())

    cases.reveal(desks.supervisor, case.case_id, "phone")

    last = cases.read_case(desks.clerk, case.case_id).history[-1].entry
    assert (last.header.kind, last.header.actor) == ("revealed", desks.supervisor.signer.person_id)


def test_an_unknown_case_is_refused(desks: Desks) -> None:
    with pytest.raises(NoSuchCase):
        cases.add_note(desks.clerk, "nothing", "备注")
