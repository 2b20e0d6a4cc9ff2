"""What each way a case can end rests on: nobody alone ends a claim, and no case ends without a word to the customer.

Who withdraws has said so: that is a talk too, and a claim with approved money in it that ends so is looked at once more
(``actions.oversight``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.answers import AUTHORITY
from desktop.domain.as_seen import outcome_of
from desktop.domain.taking_in import asks_for_money
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case

#: Relation of a complaint about how another case was handled.
ABOUT_HANDLING = "about-handling"


class NoOutcomeYet(Refused):
    """A claim has no outcome that the customer could be told: nobody has decided, and nothing was found."""


def lacking(case: Case, outcome: str) -> tuple[str, ...]:
    """Return what an outcome rests on and is not there: codes as in ``life.NotDone``.

    ``other-outcome``: this one does not fit at all. ``talk``: the customer was never reached, or not since the case was
    reopened; one who withdraws has said so to somebody. ``goods``: no goods were recorded as found. ``refusal``,
    ``approval``: the verdict says something else. ``stands-not``: no finding says that the complaint does not stand.
    ``decision``: nobody has decided on what the customer asks for.
    """
    match outcome:
        case "at-once":
            return _on_the_spot(case)
        case "withdrawn":
            return _untalked(case)
        case "found":
            return () if case.life.found else ("goods",)
        case "refused":
            return () if _settlement(case) == "refused" else ("refusal",)
        case "unfounded":
            stands = case.finding is None or case.finding[1].stands != "no"
            return (*(("stands-not",) if stands else ()), *_undecided(case, "approved", "refused"))
        case "not-accepted":
            return _undecided(case, "approved", "refused")
        case "settled":
            return ("approval",) if _settlement(case) == "refused" else _undecided(case, "approved")
        case _:
            return ()


def refusal_to_tell(case: Case, body: e.LifeBody) -> Refused | None:
    """Return why the customer cannot be told an outcome, or None: a claim has one only once somebody else decided.

    Asked when a talk is written down, and not of one that was: whatever it was about, the customer was spoken to.
    """
    if not isinstance(body, e.CustomerContacted) or body.about != "outcome":
        return None
    known = outcome_of(case) is not None or bool(case.life.found) or not asks_for_money(case.intake)
    return None if known else NoOutcomeYet()


def is_about_handling(case: Case) -> bool:
    """Tell whether a case is a complaint about how another one was handled."""
    return any(body.relation == ABOUT_HANDLING for _header, body in case.life.links)


def _on_the_spot(case: Case) -> tuple[str, ...]:
    lacks = ("other-outcome",) if asks_for_money(case.intake) or is_about_handling(case) else ()
    return (*lacks, *_untalked(case))


def _untalked(case: Case) -> tuple[str, ...]:
    """Ask for a talk in which the customer was reached since the last reopening; the authority is not the customer."""
    since, contacts = case.life.reopened_since, case.life.contacts
    talks = (body.reached and body.about != AUTHORITY and header.time >= since for header, body in contacts)
    return () if any(talks) else ("talk",)


def _undecided(case: Case, *verdicts: str) -> tuple[str, ...]:
    """Ask for a decision where money is asked for or something was proposed; all else ends without one."""
    if _settlement(case) in verdicts or not (asks_for_money(case.intake) or case.proposal is not None):
        return ()
    return ("decision",)


def _settlement(case: Case) -> str:
    return case.settlement.value
