"""The office's own entries: who is obeyed, and that nothing hostile among them keeps the office shut."""

from __future__ import annotations

import hashlib

import msgspec
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


def an_import(text: str = "赔付三倍", version: str = "1") -> e.RulePackImported:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return e.RulePackImported(file="own.toml", pack_id="own", version=version, sha256=sha256, source=text)


def test_only_a_manager_brings_a_rule_pack_into_use(staffed: Staffed) -> None:
    assert not_obeyed(staffed, "supervisor", an_import()) == "not-allowed"
    assert staffed.office.people.imported_packs == {}


def test_a_rule_pack_reads_as_its_hash_says(staffed: Staffed) -> None:
    assert not_obeyed(staffed, "manager", msgspec.structs.replace(an_import(), source="不赔")) == "not-allowed"
    assert staffed.office.people.imported_packs == {}


def test_a_version_of_a_rule_pack_means_one_text(staffed: Staffed) -> None:
    staffed.write("manager", "", an_import())

    assert not_obeyed(staffed, "manager", an_import("赔付九倍")) == "version-taken"
    assert [pack.body.source for pack in staffed.office.people.imported_packs.values()] == ["赔付三倍"]


def test_a_version_that_was_used_means_its_text_also_after_it_went(staffed: Staffed) -> None:
    pack = an_import()
    kept = e.PackKept(pack_id="own", version="1", sha256=pack.sha256, source=pack.source)
    staffed.write("clerk", "", kept)

    assert not_obeyed(staffed, "manager", an_import("赔付九倍")) == "version-taken"


def test_a_rule_pack_is_taken_back_only_while_nobody_used_it(staffed: Staffed) -> None:
    pack = an_import()
    withdrawn = e.RulePackWithdrawn(sha256=pack.sha256, reason="写错")
    assert not_obeyed(staffed, "manager", withdrawn) == "unknown-pack"


def test_a_used_rule_pack_stays(staffed: Staffed) -> None:
    pack = an_import()
    staffed.write("manager", "", pack)
    staffed.write("clerk", "", e.PackKept(pack_id="own", version="1", sha256=pack.sha256, source=pack.source))
    withdrawn = e.RulePackWithdrawn(sha256=pack.sha256, reason="写错")

    assert not_obeyed(staffed, "manager", withdrawn) == "pack-used"
    assert pack.sha256 in staffed.office.people.imported_packs


def test_an_unused_rule_pack_goes_and_its_version_is_free_again(staffed: Staffed) -> None:
    pack = an_import()
    staffed.write("manager", "", pack, e.RulePackWithdrawn(sha256=pack.sha256, reason="写错"))

    assert staffed.office.people.imported_packs == {}
    assert not_obeyed(staffed, "manager", an_import("赔付九倍")) == ""


@pytest.mark.parametrize(
    "body",
    [
        e.HoursSet(spans=(("09:00", "08:00"),), every_day=False),
        e.HoursSet(spans=(("09:00", "12:00"), ("11:00", "18:00")), every_day=False),
        e.HoursSet(spans=(("nine", "18:00"),), every_day=False),
        e.HoursSet(spans=(("09:00+08:00", "18:00+08:00"),), every_day=False),
        e.HoursSet(spans=(), every_day=False),
        e.ClosingDaysSet(days=(("2026-02-30", "盘点"),)),
    ],
)
def test_days_and_hours_nobody_can_work_by_are_not_obeyed(staffed: Staffed, body: e.Body) -> None:
    assert not_obeyed(staffed, "manager", body) == "unreadable"
    assert (staffed.office.people.branch.hours, staffed.office.people.branch.closing_days) == (None, {})


def department(staffed: Staffed, person_id: str) -> str:
    person = staffed.office.people.at(person_id)
    assert person is not None
    return person.department


def test_entries_written_before_there_were_departments_read_as_ever(staffed: Staffed) -> None:
    # As an office of that time has them on disk: no word of a department.
    joins = (
        b'{"kind":"person-added","salt":"","person":{"person_id":"old","code":"9","name":"Wang","role":"clerk",'
        b'"limit_fen":0,"alone_limit_fen":0,"public_key":"00"}}'
    )
    changes = (
        b'{"kind":"person-changed","salt":"","person_id":"old","name":"Wang","role":"supervisor","limit_fen":5,'
        b'"alone_limit_fen":0,"active":true}'
    )
    moves = e.PersonChanged("old", "Wang", "supervisor", 5, 0, active=True, department="delivery")

    staffed.write("manager", "", msgspec.json.decode(joins, type=e.PersonAdded))
    assert department(staffed, "old") == "counter"
    staffed.write("manager", "", moves)
    staffed.write("manager", "", msgspec.json.decode(changes, type=e.PersonChanged))

    assert department(staffed, "old") == "delivery", "who says nothing of a department changes none"
    assert staffed.office.people.in_department("delivery") == {"old"}
