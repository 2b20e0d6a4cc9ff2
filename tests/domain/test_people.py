"""The office's own entries: who is obeyed, and that nothing hostile among them keeps the office shut."""

from __future__ import annotations

import hashlib

import pytest

from desktop.domain import entries as e
from desktop.domain.people import RECOVERY, Role
from desktop.storage.keys import Signer
from desktop.storage.office import Office
from desktop.storage.verify import verify
from tests.factories import Staffed, a_new_person, an_office_details, no_due


def not_obeyed(staffed: Staffed, who: str, body: e.Body) -> str:
    """Write an entry of the office and return why nobody obeys it, the same now and after opening again."""
    entry_id = staffed.write(who, "", body)[0].entry_id
    now = staffed.office.people.not_obeyed.get(entry_id, "")
    staffed.office.close()
    staffed.office = Office.open(staffed.office.folder, staffed.key, no_due)
    assert staffed.office.people.not_obeyed.get(entry_id, "") == now
    assert [fault.code for fault in verify(staffed.office).faults] == (["not-obeyed"] if now else [])
    return now


def test_a_role_nobody_knows_is_not_given(staffed: Staffed) -> None:
    person = e.NewPerson("x", "x", "某人", "emperor", None, 0, Signer.new("x").public_key)

    assert not_obeyed(staffed, "manager", e.PersonAdded(person=person)) == "unknown-role"
    assert staffed.office.people.at("x") is None


def test_a_person_changed_to_a_role_nobody_knows_stays_what_they_were(staffed: Staffed) -> None:
    body = e.PersonChanged(person_id="clerk", name="某人", role="", limit_fen=0, alone_limit_fen=0, active=True)

    assert not_obeyed(staffed, "manager", body) == "unknown-role"
    clerk = staffed.office.people.at("clerk")
    assert clerk is not None
    assert clerk.role is Role.CLERK


@pytest.mark.parametrize("person_id", [RECOVERY, "clerk"])
def test_nobody_joins_as_the_recovery_sheet_or_as_somebody_who_is_here(staffed: Staffed, person_id: str) -> None:
    body = e.PersonAdded(person=a_new_person(Signer.new(person_id), Role.MANAGER, limit_fen=None))

    assert not_obeyed(staffed, "manager", body) == "known-person"
    assert staffed.office.people.key_at(person_id, "9") == staffed.signers[person_id].public_key


def test_a_second_founding_is_not_obeyed(staffed: Staffed) -> None:
    founder = a_new_person(staffed.signers["clerk"], Role.MANAGER, limit_fen=None)
    body = e.OfficeFounded(office=an_office_details(name="别处"), founder=founder, recovery_key="")

    assert not_obeyed(staffed, "clerk", body) == "founded-twice"
    assert staffed.office.details.name != "别处"


def test_a_kept_rule_pack_reads_as_its_hash_says(staffed: Staffed) -> None:
    sha256 = hashlib.sha256("赔付三倍".encode()).hexdigest()

    forged = e.PackKept(pack_id="sf", version="1", sha256=sha256, source="不赔")
    assert not_obeyed(staffed, "clerk", forged) == "not-allowed"
    assert sha256 not in staffed.office.people.kept_packs


def test_only_a_manager_erases(staffed: Staffed) -> None:
    case = staffed.registered()
    assert case.registered is not None

    erasure = e.BodyErased(entry_id=case.registered.entry_id, reason="删了吧")
    assert not_obeyed(staffed, "clerk", erasure) == "not-allowed"
    assert staffed.office.case(case.case_id).intake == case.intake


def test_later_limits_do_not_reach_back(staffed: Staffed) -> None:
    before = staffed.office.people
    body = e.PersonChanged(person_id="clerk", name="某人", role="clerk", limit_fen=9, alone_limit_fen=0, active=True)
    header = staffed.write("manager", "", body)[0]

    assert [staffed.office.people.at("clerk", time) for time in ("2000", header.time)] == [
        None,
        staffed.office.people.at("clerk"),
    ]
    assert before.at("clerk") != staffed.office.people.at("clerk"), "a reader's people do not change under them"
