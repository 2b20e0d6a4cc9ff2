"""Founding an office: the first run."""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from desktop.actions.desk import Desk, Reference
from desktop.actions.due import owing
from desktop.actions.people import add_person, joining
from desktop.actions.sign_in import sign_in
from desktop.domain import entries as e
from desktop.domain.founding import PersonDraft, check_details, check_person, tidy_code
from desktop.domain.people import RECOVERY, Role
from desktop.domain.problems import Problem
from desktop.errors import Incomplete
from desktop.storage import keys, office

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.clock import Clock


@dataclass(frozen=True)
class Founded:
    """A new office.

    Attributes:
        desk: with the founder at it.
        recovery_code: for the printed sheet; kept nowhere else.
    """

    desk: Desk
    recovery_code: str


def check_founding(details: e.OfficeDetails, founder: PersonDraft, second: PersonDraft | None) -> list[Problem]:
    """Return everything that keeps the office from being founded; fields are ``founder.name`` and the like."""
    problems = [Problem(f"office.{p.field}", p.code, p.facts) for p in check_details(details)]
    problems += [Problem(f"founder.{p.field}", p.code, p.facts) for p in check_person(founder, ())]
    if second is not None:
        problems += [
            Problem(f"second.{p.field}", p.code, p.facts) for p in check_person(second, {tidy_code(founder.code)})
        ]
    return problems


def found_office(
    folder: Path,
    details: e.OfficeDetails,
    founder: PersonDraft,
    second: PersonDraft | None,
    reference: Reference,
    clock: Clock,
) -> Founded:
    """Make the office folder, its keys, its first manager and, where there is one, a second person.

    Everything is made in a folder beside it that takes the final name as the last step: should the power fail before,
    there is no office yet and nothing in the way of the next try.

    Raises:
        Incomplete: something that was typed cannot be taken; nothing was made.
        OfficeExists, FolderNotEmpty, NotWritable, DiskFull: nothing was made.
    """
    problems = check_founding(details, founder, second)
    if problems:
        raise Incomplete(problems)
    office.check_place(folder)
    unfinished = folder.absolute().with_name(f".{folder.name}-{secrets.token_hex(4)}")
    try:
        recovery_code = _make(unfinished, details, founder, second, reference, clock)
        office.move_into_place(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return Founded(sign_in(folder, founder.code, founder.password, reference, clock), recovery_code)


def _make(
    folder: Path,
    details: e.OfficeDetails,
    founder: PersonDraft,
    second: PersonDraft | None,
    reference: Reference,
    clock: Clock,
) -> str:
    """Make a whole office in a folder and close it again; return its recovery code."""
    office.make_folder(folder)
    office_key, recovery_code = keys.new_office_key(), keys.new_recovery_code()
    me, recovery = keys.Signer.new(secrets.token_hex(16)), keys.Signer.new(RECOVERY)
    key_file = keys.KeyFile.new(folder, secrets.token_hex(16))
    key_file.put("", keys.Unlocked(office_key, recovery), recovery_code)
    key_file.put(founder.code, keys.Unlocked(office_key, me), founder.password)
    joined = msgspec.structs.replace(joining(founder, me), role=Role.MANAGER.value)
    body = e.OfficeFounded(office=details, founder=joined, recovery_key=recovery.public_key)
    made = office.Office.found(folder, keys.Unlocked(office_key, me), body, clock.now(), owing(reference))
    try:
        if second is not None:
            add_person(Desk(made, me, clock, reference), second)
    finally:
        made.close()
    return recovery_code
