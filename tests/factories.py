"""Things that are valid by default; a test says only what matters to it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from desktop.domain import claim
from desktop.domain import entries as e
from desktop.domain.assessment import Assessment, Line
from desktop.domain.intake import Ask, Capacity, Channel, ComplaintType, DamageExtent, Intake
from desktop.domain.people import RECOVERY, Role
from desktop.storage.keys import OfficeKey, Signer, Unlocked, new_office_key
from desktop.storage.office import Office, make_folder

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from desktop.domain.case import Case
    from desktop.domain.owed import Task
    from desktop.domain.people import People

YUAN = 100


def an_intake(**changes: object) -> Intake:
    """A parcel broken beyond repair, insured for 3,000 yuan: the facts of example CN-V-03."""
    usual = Intake(
        channel=Channel.COUNTER,
        waybill="SF1385628716739",
        waybill_raw="SF1385628716739",
        carrier="sf",
        complainant_name="𬭊䶮",
        capacity=Capacity.SENDER,
        phone="13912345678",
        types=(ComplaintType.DAMAGE,),
        damage_extent=DamageExtent.TOTAL,
        level=5,
        words="瓷瓶全碎了，外箱一角压扁。",
        asks=(Ask.COMPENSATE,),
        posted_on="2026-02-20",
        delivered_on="2026-02-25",
        insured=True,
        declared_value=3000 * YUAN,
        premium=15 * YUAN,
        freight=421 * YUAN,
        contents="瓷瓶",
        quantity=1,
        actual_value=9500 * YUAN,
        value_proof=claim.ValueProof.INVOICE,
        privacy_told=True,
    )
    return msgspec.structs.replace(usual, **changes)


def example_facts(**changes: object) -> claim.ClaimFacts:
    """Example CN-V-03 of the trade: insured for 3,000, worth 9,500, wholly broken, 421 of freight: 3,421 is paid."""
    usual = claim.ClaimFacts(
        event=claim.Event.TOTAL_DAMAGE,
        terms="generic",
        insured=True,
        declared_value=Decimal(3000),
        actual_value=Decimal(9500),
        value_proof=claim.ValueProof.INVOICE,
        freight=Decimal(421),
        accepted_on=date(2026, 2, 20),
        claimed_on=date(2026, 3, 2),
        as_of=date(2026, 3, 2),
    )
    return msgspec.structs.replace(usual, **changes)


def an_office_details(**changes: str) -> e.OfficeDetails:
    """A branch that does not exist."""
    usual = e.OfficeDetails(
        name="青石路网点",
        brand="顺丰速运",
        terms="sf",
        address="江南市青石路 8 号",
        phone="025-80000000",
        licence="苏邮 20260001",
    )
    return msgspec.structs.replace(usual, **changes)


def a_new_person(
    signer: Signer, role: Role, code: str = "", limit_fen: int | None = 0, alone_fen: int = 0
) -> e.NewPerson:
    """Someone who joins, named after their role."""
    return e.NewPerson(
        person_id=signer.person_id,
        code=signer.person_id,
        name=f"某{role.value}",
        role=role.value,
        limit_fen=limit_fen,
        alone_limit_fen=alone_fen,
        public_key=signer.public_key,
    )


@dataclass
class Staffed:
    """An office on disk with one person of each kind, keys at hand."""

    office: Office
    key: OfficeKey
    now: datetime
    signers: dict[str, Signer] = field(default_factory=dict)

    def write(self, who: str, case_id: str, *bodies: e.Body) -> list[e.Header]:
        """Append entries as one of the people, whether or not they may."""
        with self.office.writing(self.now) as writing:
            return writing.append(self.signers[who], case_id, *bodies)

    def registered(self, who: str = "clerk", **changes: object) -> Case:
        """Take a case in."""
        case_id = secrets.token_hex(8)
        number = f"260302-{secrets.token_hex(4)}"
        self.write(who, case_id, e.CaseRegistered(number=number, intake=an_intake(**changes)))
        return self.office.case(case_id)

    def assessed(self, who: str = "clerk", payable: int = 3421 * YUAN) -> Case:
        """Take a case in and assess it."""
        case = self.registered(who)
        self.write(who, case.case_id, an_assessment(case, payable))
        return self.office.case(case.case_id)

    def proposed(self, who: str = "clerk", amount: int = 3421 * YUAN) -> Case:
        """Take a case in, assess it and propose to pay."""
        case = self.assessed(who, amount)
        self.write(who, case.case_id, a_proposal(case, amount))
        return self.office.case(case.case_id)


def an_assessment(case: Case, payable: int = 3421 * YUAN) -> e.Assessed:
    """An assessment of the case as it stands."""
    return e.Assessed(
        basis=case.basis,
        facts=msgspec.Raw(b"{}"),
        assessment=msgspec.Raw(b"{}"),
        payable_fen=payable,
        pack_id="generic",
        pack_version="1",
        pack_sha256="0" * 64,
    )


def a_finding(account: str = "装车时受压。", **changes: object) -> e.FindingRecorded:
    """A complaint that stands, with one party answering for all of it."""
    usual = e.FindingRecorded(stands="yes", responsible="transport", account=account)
    return msgspec.structs.replace(usual, **changes)


def a_proposal(case: Case, amount: int = 3421 * YUAN, computed: int | None = None) -> e.Proposed:
    """A proposal bound to the case as it stands."""
    return e.Proposed(
        assessment=case.assessment.digest if case.assessment else "",
        finding=case.finding[0].digest if case.finding else "",
        basis=case.basis,
        amount_fen=amount,
        computed_fen=amount if computed is None else computed,
        change_reason="",
        remedies=("compensate", "apologise"),
        words="按保价规则赔付。",
    )


def a_decision(case: Case, verdict: e.Verdict = e.Verdict.APPROVE, **changes: object) -> e.Decided:
    """A verdict on the current proposal."""
    assert case.proposal is not None
    return msgspec.structs.replace(
        e.Decided(proposal=case.proposal.digest, verdict=verdict, reason="核对无误。"), **changes
    )


def no_due(_case: Case, _people: People) -> list[Task]:
    """Owe nothing to anybody."""
    return []


def a_staffed_office(folder: Path, now: datetime) -> Staffed:
    """Found an office with a manager, a clerk, two supervisors (limit 2,000 and 5,000 yuan) and an auditor."""
    key = new_office_key()
    manager, recovery = Signer.new("manager"), Signer.new(RECOVERY)
    make_folder(folder)
    founding = e.OfficeFounded(
        office=an_office_details(),
        founder=a_new_person(manager, Role.MANAGER, limit_fen=None),
        recovery_key=recovery.public_key,
    )
    office = Office.found(folder, Unlocked(key, manager), founding, now, no_due)
    staffed = Staffed(office, key, now, {"manager": manager, RECOVERY: recovery})
    for name, role, limit in (
        ("clerk", Role.CLERK, 0),
        ("junior", Role.SUPERVISOR, 2000 * YUAN),
        ("supervisor", Role.SUPERVISOR, 5000 * YUAN),
        ("auditor", Role.AUDITOR, 0),
    ):
        staffed.signers[name] = Signer.new(name)
        person = a_new_person(staffed.signers[name], role, limit_fen=limit)
        staffed.write("manager", "", e.PersonAdded(person=person))
    return staffed


def worked_out(case: Case, treated_as: str = "loss", **fen: int) -> e.Assessed:
    """An assessment of a case with lines, by kind with ``_`` for ``-``: ``worked_out(case, goods=300000)``."""
    made = Assessment(
        payable=Decimal(sum(fen.values())) / YUAN,
        currency="CNY",
        lines=tuple(
            Line(kind=kind.replace("_", "-"), amount=Decimal(amount) / YUAN, formula="", rule="r", citations=())
            for kind, amount in fen.items()
        ),
        treated_as=treated_as,
    )
    return msgspec.structs.replace(
        an_assessment(case, sum(fen.values())),
        facts=msgspec.Raw(msgspec.json.encode(example_facts(event=claim.Event.LOSS))),
        assessment=msgspec.Raw(msgspec.json.encode(made)),
    )
