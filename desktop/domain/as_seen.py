"""What a person saw when they began a step that acts on a decision, and what took its place meanwhile.

A payment, a remedy or the word to the customer rests on the proposal, decision or finding on that person's screen.
Where somebody else has put another in its place, the step is refused, and the refusal knows what changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.money_back import result_since
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case


class NotApproved(Refused):
    """Nothing is paid or carried out that nobody has approved, or that no longer holds.

    Attributes:
        why: what it no longer fits, as in ``authority.Stale``; empty where nobody approved it.
    """

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class ProposalReplaced(NotApproved):
    """Another proposal has taken the place of the one the person saw.

    Attributes:
        before: the one they saw; None for one this case never had.
        now: the one in force.
        at: when it was made, UTC text.
        is_approved: whether it is approved already.
    """

    def __init__(self, before: e.Proposed | None, now: e.Proposed, at: str, *, is_approved: bool) -> None:
        super().__init__("proposal-replaced")
        self.before, self.now, self.at, self.is_approved = before, now, at, is_approved


class OutcomeChanged(Refused):
    """There is another outcome than the one the person saw and told the customer.

    Attributes:
        now: the decision or finding in force; None while there is none.
        at: when it was recorded, UTC text; empty without one.
        amount_fen: what is approved now; None where no proposal is approved.
    """

    def __init__(self, now: e.Decided | e.FindingRecorded | None, at: str, amount_fen: int | None) -> None:
        super().__init__(at, amount_fen)
        self.now, self.at, self.amount_fen = now, at, amount_fen


class FindingChanged(Refused):
    """Another finding has taken the place of the one the person saw, and with it who answers for what."""


class AssessmentChanged(Refused):
    """Another assessment has taken the place of the one whose facts the person went on from."""


def refusal_of_proposal(case: Case, seen: str) -> Refused | None:
    """Return why nothing may be done on the proposal of a digest, or None."""
    proposal = case.proposal
    if proposal is None or not seen:
        return NotApproved()
    if seen != proposal.digest:
        return ProposalReplaced(
            _proposal(case, seen), proposal.body, proposal.header.time, is_approved=case.is_approved
        )
    return None if case.is_approved else NotApproved(case.proposal_stale)


def outcome_of(case: Case) -> tuple[e.Header, e.Decided | e.FindingRecorded] | None:
    """Return what the customer is to be told: a verdict that holds, or that the complaint does not stand."""
    if case.decision is not None and case.decision.body.verdict in (e.Verdict.APPROVE, e.Verdict.REFUSE):
        return case.decision.header, case.decision.body
    if case.proposal is None and case.finding is not None and case.finding[1].stands == "no":
        return case.finding
    return None


def outcome_since(case: Case) -> str:
    """Return since when there is an outcome to tell the customer (UTC text), or an empty text while there is none.

    A reopened case owes it anew, and so does one in which goods or money came to light since.
    """
    outcome, changed = outcome_of(case), result_since(case)
    return max(outcome[0].time, case.life.reopened_since, changed) if outcome is not None else changed


def outcome_digest(case: Case) -> str:
    """Return the digest of the outcome; empty while there is none."""
    outcome = outcome_of(case)
    return outcome[0].digest if outcome is not None else ""


def refusal_of_outcome(case: Case, seen: str) -> Refused | None:
    """Return why the customer cannot have been told the outcome of a digest as the one in force, or None."""
    if seen == outcome_digest(case):
        return None
    outcome = outcome_of(case)
    amount = case.proposal.body.amount_fen if case.proposal is not None and case.is_approved else None
    return OutcomeChanged(outcome[1] if outcome else None, outcome[0].time if outcome else "", amount)


def _proposal(case: Case, digest: str) -> e.Proposed | None:
    for line in case.history:
        if line.entry.header.digest == digest and isinstance(line.entry.body, e.Proposed):
            return line.entry.body
    return None
