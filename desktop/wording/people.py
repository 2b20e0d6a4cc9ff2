"""Words about people of the office: what they may decide, what their roles are for, their standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.authority import VERBS_OF, Verb
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.domain.people import Person, Role

_DUTIES = {
    "clerk": N_("Takes cases in, assesses and proposes. Somebody else approves."),
    "supervisor": N_("Does what a clerk does, and approves the cases of others up to a limit."),
    "manager": N_("Does what a supervisor does, and looks after people, limits and the office."),
    "auditor": N_("Reads everything and changes nothing."),
}


def duties(role: Role) -> str:
    """Say in one line what a role is for."""
    return _(_DUTIES[role.value])


def decides(role: Role) -> bool:
    """Say whether a role decides on the cases of others at all."""
    return Verb.APPROVE in VERBS_OF[role]


def settles_alone(role: Role) -> bool:
    """Say whether a role may settle its own cases at all."""
    return Verb.SETTLE_ALONE in VERBS_OF[role]


def limit(person: Person) -> str:
    """Say up to which amount a person decides on the cases of others."""
    if not decides(person.role):
        return _("Does not approve")
    return _("No limit") if person.limit_fen is None else _up_to(person.limit_fen)


def alone_limit(person: Person) -> str:
    """Say up to which amount a person settles their own cases without a second person."""
    if not settles_alone(person.role) or not person.alone_limit_fen:
        return _("Never")
    return _up_to(person.alone_limit_fen)


def standing(person: Person) -> str:
    """Say whether a person can sign in."""
    return _("In use") if person.active else _("Account closed")


def _up_to(fen: int) -> str:
    return _("Up to {amount}").format(amount=i18n.yuan(fen))
