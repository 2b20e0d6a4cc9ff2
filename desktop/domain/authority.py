"""Who may do what: roles, limits and the reasons for a no."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.people import Role
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.people import Person


class Verb(StrEnum):
    """What a person can want to do."""

    REGISTER = "register"
    CORRECT = "correct"
    ADD_EVIDENCE = "add-evidence"
    RECORD_FINDING = "record-finding"
    ASSESS = "assess"
    PROPOSE = "propose"
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    PASS_UP = "pass-up"
    SETTLE_ALONE = "settle-alone"
    ISSUE_PAPER = "issue-paper"
    NOTE = "note"
    #: Everything around the settlement that any hand at the desk does: talks, waits, orders, carrying out, closing.
    LOOK_AFTER = "look-after"
    #: What only those do who see to the work of others: assign, give notice, answer objections.
    SUPERVISE = "supervise"
    READ = "read"
    REVEAL = "reveal"
    MANAGE = "manage"


_EVERYBODY = frozenset({Verb.READ, Verb.REVEAL})
_AT_THE_DESK = _EVERYBODY | {
    Verb.REGISTER,
    Verb.CORRECT,
    Verb.ADD_EVIDENCE,
    Verb.RECORD_FINDING,
    Verb.ASSESS,
    Verb.PROPOSE,
    Verb.SETTLE_ALONE,
    Verb.ISSUE_PAPER,
    Verb.NOTE,
    Verb.LOOK_AFTER,
}
_DECIDING = _AT_THE_DESK | {Verb.APPROVE, Verb.RETURN, Verb.REFUSE, Verb.PASS_UP, Verb.SUPERVISE}

VERBS_OF: dict[Role, frozenset[Verb]] = {
    Role.AUDITOR: _EVERYBODY,
    Role.CLERK: _AT_THE_DESK,
    Role.SUPERVISOR: _DECIDING,
    Role.MANAGER: _DECIDING | {Verb.MANAGE},
}


class NotAllowed(Refused):
    """This role does not do that."""

    def __init__(self, verb: Verb, role: Role) -> None:
        super().__init__(verb.value, role.value)
        self.verb, self.role = verb, role


class NoLongerHere(Refused):
    """The person's account was closed."""


class FourEyes(Refused):
    """A person does not decide on what they registered, assessed or proposed."""

    def __init__(self, did: Verb) -> None:
        super().__init__(did.value)
        self.did = did


class AboveLimit(Refused):
    """The amount is more than this person may decide; it has to be passed up."""

    def __init__(self, amount_fen: int, limit_fen: int) -> None:
        super().__init__(amount_fen, limit_fen)
        self.amount_fen, self.limit_fen = amount_fen, limit_fen


class AlreadyPassedUp(Refused):
    """This person passed the proposal up; somebody above decides now."""


class JudgedBefore(Refused):
    """Somebody else has judged a proposal of this case; nobody settles it alone any more."""


class NobodyAbove(Refused):
    """A person without a limit has nobody to pass up to."""


class NotYet(Refused):
    """A step that has to come before is missing."""

    def __init__(self, missing: Verb) -> None:
        super().__init__(missing.value)
        self.missing = missing


class Stale(Refused):
    """The proposal no longer fits the case.

    Attributes:
        why: ``assessment-replaced``, ``facts-changed``, ``finding-changed`` or ``proposal-replaced``.

    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class AlreadyDecided(Refused):
    """There is a verdict on this very proposal."""

    def __init__(self, verdict: str) -> None:
        super().__init__(verdict)
        self.verdict = verdict


class PackFrozen(Refused):
    """A rule pack was used by an assessment; it stays as it is, and a new version follows it."""


class NoSuchPack(Refused):
    """A rule pack is not among the branch's own (any more)."""


def refusal_of_role(verb: Verb, person: Person) -> Refused | None:
    """Return why a person of this role may not do this at all, or None."""
    if not person.active:
        return NoLongerHere()
    if verb not in VERBS_OF[person.role]:
        return NotAllowed(verb, person.role)
    return None


def refusal_of_amount(amount_fen: int, limit_fen: int | None) -> Refused | None:
    """Return why an amount is too much for a limit (None: no limit), or None."""
    if limit_fen is not None and amount_fen > limit_fen:
        return AboveLimit(amount_fen, limit_fen)
    return None
