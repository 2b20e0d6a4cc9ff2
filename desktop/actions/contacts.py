"""The people outside this branch whom work orders go to: other branches, centres, vendors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.actions.oversight import record_for_office
from desktop.domain.check_oversight import check_contact, tidy
from desktop.domain.phones import read_phone
from desktop.errors import Incomplete
from desktop.storage import journal

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain import entries as e


def contacts(desk: Desk) -> list[e.ContactKept]:
    """Return all contacts, those in use first, by group and name."""
    known = desk.office.people.branch.contacts.values()
    return sorted(known, key=lambda contact: (not contact.active, contact.group, contact.name))


def keep_contact(desk: Desk, body: e.ContactKept) -> e.ContactKept:
    """Take a contact in, or change one; a new one, which comes without an id, gets it here. Return it as kept.

    Raises:
        Incomplete: all that is missing or impossible, such as a phone nobody can call.
        NotAllowed: that is for those who see to the work of others.
    """
    tidied = msgspec.structs.replace(
        body, name=tidy(body.name), phone=read_phone(body.phone).text, note=tidy(body.note, long=True)
    )
    problems = check_contact(tidied)
    if problems:
        raise Incomplete(problems)
    kept = msgspec.structs.replace(tidied, contact_id=tidied.contact_id or journal.new_id(desk.clock.now()))
    record_for_office(desk, kept)
    return kept
