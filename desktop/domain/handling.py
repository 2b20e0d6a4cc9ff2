"""A complaint about how another case was handled: whoever handled that one neither looks after it nor closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain import entries as e
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.ending import ABOUT_HANDLING
from desktop.domain.owed import owner_of
from desktop.domain.people import Role
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.people import People, Person


class OwnHandling(Refused):
    """The complaint is about how this person handled a case, and somebody else here can see to it."""


class NotOnTheSpot(Refused):
    """A complaint about how a case was handled is looked into; it is not answered on the spot."""


def entrusted(link: e.CaseLinked, other: Case, owner: str, people: People) -> e.CaseLinked:
    """Return a link with who handled the other case and who looks after the complaint about that.

    Somebody who sees to the work of others comes first, then anybody else at the desk; in an office of one it stays.

    Args:
        link: as typed.
        other: the case it leads to.
        owner: who looks after the complaint now; they keep it if they supervise and did not handle the other one.
        people: as they stand.
    """
    if link.relation != ABOUT_HANDLING:
        return link
    handlers = {owner_of(other), other.registered.actor if other.registered else ""} - {""}
    here = [one for one in people.everyone() if one.active and Verb.LOOK_AFTER in VERBS_OF[one.role]]
    # One who took the other case in and gave it away may have to do, for want of anybody else.
    others = [one for one in here if one.person_id not in handlers] or [
        one for one in here if one.person_id != owner_of(other)
    ]
    others.sort(key=lambda one: (one.role not in _FIRST or one.person_id != owner, _place(one.role)))
    to = others[0].person_id if others else ""
    return msgspec.structs.replace(link, handled_by=owner_of(other), handed_to="" if to == owner else to)


#: Who is asked first to look into a complaint about others.
_FIRST = (Role.SUPERVISOR, Role.MANAGER)


def _place(role: Role) -> int:
    return _FIRST.index(role) if role in _FIRST else len(_FIRST)


def refusal_of_handler(case: Case, body: e.Body, person: Person, people: People) -> Refused | None:
    """Return why a step is not for who handled the case complained about, or None: their own case, or closing it."""
    handlers = {link.handled_by for _header, link in case.life.links if link.handled_by}
    match body:
        case e.CaseAssigned():
            who = body.person_id
        case e.CaseClosed():
            who = person.person_id
        case _:
            return None
    if who not in handlers:
        return None
    somebody_else = any(
        one.active and one.person_id not in handlers and Verb.LOOK_AFTER in VERBS_OF[one.role]
        for one in people.everyone()
    )
    return OwnHandling() if somebody_else else None
