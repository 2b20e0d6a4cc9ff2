"""What the customer was told of the outcome and what they say to it: told, accepted, declined.

A telling counts for the outcome it named. Where another one has taken its place since, or none is left, they were not
told; tellings of earlier days name none and count for whatever was in force.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.as_seen import outcome_digest
from desktop.domain.intake import Channel, claim_basis, is_claim, is_complaint
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.case import Case
    from desktop.domain.intake import Intake

#: About what a talk with the authority is; the customer hears nothing in it.
AUTHORITY = "authority"
#: How a case ends whose outcome was explained and is not accepted.
NOT_ACCEPTED = "not-accepted"
#: Endings that say the customer is content.
_CONTENT = ("settled", "at-once")

ACCEPTS, DECLINES = "accepts", "declines"
#: Verdicts that a customer is told of.
FINAL = (e.Verdict.APPROVE, e.Verdict.REFUSE)


class CustomerDeclines(Refused):
    """The customer does not accept the outcome, and nobody said why the money goes out all the same."""

    field = "despite"


@dataclass(slots=True)
class Stand:
    """How a case stands towards whoever waits for its outcome.

    Attributes:
        asked: since when they wait, UTC text: the registration, the last reopening, or later.
        heard: the outcome they were told and have not declined, by its digest; empty where that named none, None where
            they were told nothing.
        declined: the outcome they said no to, in the same way.
        declined_at: when they said that, UTC text.
        renewed: when they last began to wait anew, UTC text: the last reopening, or a no after they had heard it.

    """

    asked: str = ""
    heard: str | None = None
    declined: str | None = None
    declined_at: str = ""
    renewed: str = ""

    def tell(self, time: str, body: e.CustomerContacted) -> None:
        """Take in a talk about the outcome; one without an answer takes back no answer to the same outcome."""
        if body.answer == DECLINES:
            self.asked, self.renewed = (time, time) if self.heard is not None else (self.asked, self.renewed)
            self.heard, self.declined, self.declined_at = None, body.outcome, time
        elif body.answer == ACCEPTS or body.outcome != self.declined:
            self.heard, self.declined = body.outcome, None

    def take(self, time: str, body: e.CustomerContacted | e.CaseLinked) -> None:
        """Take in a talk, or a case that goes on here: who has heard nothing yet has waited since that one began.

        What they said no to, or had closed, began anew for the whole matter; nothing goes back behind that.
        """
        if isinstance(body, e.CaseLinked):
            if self.heard is None and body.since:
                self.asked = min(self.asked, max(body.since, self.renewed))
        elif body.reached and body.about == "outcome":
            self.tell(time, body)

    def ask_again(self, time: str) -> None:
        """Let them wait again where they had heard an outcome; whoever waits already goes on waiting."""
        if self.heard is not None:
            self.asked, self.heard = time, None


def stand_of(case: Case) -> Stand:
    """Return how a case stands towards the customer.

    An outcome they were told, and did not decline there and then, ends their waiting. They wait again from the moment
    they decline it after all, another complaint or a claim comes up, or something takes the place of what they heard.
    On a claim only what was decided is an outcome: what was said before puts nothing off.
    """
    now, stand, intake = outcome_digest(case), Stand(), None
    for line in case.history:
        header, body = line.entry.header, line.entry.body
        if line.stale:
            continue
        if isinstance(body, e.CaseRegistered | e.CaseReopened):
            stand = Stand(header.time, renewed=header.time if isinstance(body, e.CaseReopened) else "")
        elif isinstance(body, e.CustomerContacted | e.CaseLinked):
            stand.take(header.time, body)
        elif stand.heard == "" and intake is not None and is_claim(intake) and _decides(body):
            stand.heard = None  # on a claim nothing can have been told before: they have waited all along
        elif _brings_more(intake, body) or _replaces(case, stand.heard, now, intake, body):
            stand.ask_again(header.time)
        if isinstance(body, e.Decided) and body.verdict in FINAL:
            stand.declined = None  # they have not been told of this one
        if isinstance(body, e.CaseRegistered | e.CaseCorrected):
            intake = body.intake
    # What they heard or declined is gone where it is not the outcome in force.
    stand.heard = stand.heard if stand.heard in ("", now) else None
    stand.declined = stand.declined if stand.declined in ("", now) else None
    return stand


def has_declined(case: Case) -> bool:
    """Tell whether the customer does not accept the outcome in force."""
    return stand_of(case).declined is not None


def missing_answer(case: Case, outcome: str) -> tuple[str, ...]:
    """Return which answers an outcome needs that nobody has.

    ``accepted`` or ``declined`` of the customer, and ``authority``: of us, where it was the authority that asked.
    """
    declined, missing = has_declined(case), []
    if outcome == NOT_ACCEPTED and not declined:
        missing.append("declined")
    if outcome in _CONTENT and declined:
        missing.append("accepted")
    if case.intake.channel is Channel.REGULATOR and not answered_authority(case):
        missing.append(AUTHORITY)
    return tuple(missing)


def answered_authority(case: Case) -> bool:
    """Tell whether the postal authority has had an answer since the case was taken in or taken up again."""
    since = case.life.reopened_since
    return any(body.reached and body.about == AUTHORITY and header.time >= since for header, body in case.life.contacts)


def refusal_despite(case: Case, body: e.PaymentMade) -> Refused | None:
    """Return why nothing is paid to whoever declines, or None.

    What nobody disputes may be paid all the same, and is then the customer's; but nobody does it unawares.
    """
    return CustomerDeclines() if has_declined(case) and not body.despite.strip() else None


def decided_at(case: Case) -> str:
    """Return when the proposal in force was approved or refused (UTC text), or an empty text."""
    final = case.decision is not None and case.decision.body.verdict in FINAL
    return case.decision.header.time if case.decision is not None and final else ""


def agreed_at(case: Case) -> str:
    """Return when the customer agreed to the decision in force (UTC text): the first yes since they last said no."""
    agreed, now, decided = "", outcome_digest(case), decided_at(case)
    for header, body in case.life.contacts:
        told = body.reached and body.about == "outcome" and body.outcome in ("", now) and header.time >= decided
        if told and body.answer == DECLINES:
            agreed = ""
        elif told and body.answer == ACCEPTS:
            agreed = agreed or header.time
    return agreed


def came_up(case: Case, is_so: Callable[[Intake], bool]) -> str:
    """Return when the registration began to say something it still says (UTC text), or an empty text."""
    since = ""
    for line in case.history:
        body = line.entry.body
        if isinstance(body, e.CaseRegistered | e.CaseCorrected) and not line.stale:
            since = (since or line.entry.header.time) if is_so(body.intake) else ""
    return since


def _replaces(case: Case, heard: str | None, now: str, intake: Intake | None, body: e.Body | None) -> bool:
    """Tell whether an entry takes the place of an outcome the customer heard, which is not the one in force."""
    if not heard:
        return _decides(body)
    if heard == now:
        return False
    if isinstance(body, e.Proposed | e.FindingRecorded):
        return True
    if any(heard == line.entry.header.digest and isinstance(line.entry.body, e.Decided) for line in case.history):
        changed = isinstance(body, e.CaseCorrected) and intake and claim_basis(intake) != claim_basis(body.intake)
        return bool(changed) or isinstance(body, e.Assessed)
    return False


def _decides(body: e.Body | None) -> bool:
    """Tell whether an entry makes an outcome where there was none."""
    return isinstance(body, e.Proposed) or (isinstance(body, e.Decided) and body.verdict in FINAL)


def _brings_more(before: Intake | None, body: e.Body | None) -> bool:
    """Tell whether a correction brings a complaint or a claim that nobody knew of before."""
    if before is None or not isinstance(body, e.CaseCorrected):
        return False
    new = set(body.intake.types) - set(before.types)
    return bool(new) or any(is_so(body.intake) and not is_so(before) for is_so in (is_claim, is_complaint))
