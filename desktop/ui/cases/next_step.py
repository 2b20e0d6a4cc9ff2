"""What has to be done next on a case, as one sentence and the part of the case it is done in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from desktop.actions.papers import issued_papers
from desktop.domain.case import Status
from desktop.domain.intake import claim_type
from desktop.i18n import N_, _
from desktop.wording import case as words

if TYPE_CHECKING:
    from desktop.domain.case import Case

Part = Literal["story", "assessment", "proposal", "papers"]


class Step(NamedTuple):
    """One sentence, and where to go for it."""

    words: str
    part: Part


_AFTER: dict[Status, tuple[str, Part]] = {
    Status.ASSESSED: (N_("Make a proposal."), "proposal"),
    Status.PROPOSED: (N_("A supervisor looks at the proposal and decides."), "proposal"),
    Status.PASSED_UP: (N_("Somebody with a higher limit decides."), "proposal"),
    Status.RETURNED: (N_("The proposal came back. Change it and send it again."), "proposal"),
    Status.REFUSED: (N_("The proposal was refused. Tell the customer why and where to turn next."), "papers"),
    Status.DONE: (N_("Tell the customer what was done, ask whether they are satisfied, and close the case."), "story"),
    Status.CLOSED: (N_("The case is closed. Reopen it if the customer comes back."), "story"),
    Status.WITHDRAWN: (N_("The customer withdrew the matter. Reopen it if they come back."), "story"),
    Status.MERGED: (N_("The case goes on in another one."), "story"),
}


def next_step(case: Case) -> Step:
    """Return what comes next."""
    if case.proposal_stale:
        return Step(words.stale(case.proposal_stale), _place_of(case.proposal_stale))
    if case.assessment_stale:
        return Step(words.stale(case.assessment_stale), "assessment")
    if case.status is Status.APPROVED:
        return Step(_after_approval(case), "papers")
    if case.status is not Status.REGISTERED:
        sentence, part = _AFTER[case.status]
        return Step(_(sentence), part)
    if case.finding is None:
        return Step(_("Find out what happened and save the finding."), "story")
    if claim_type(case.intake.types) is None:
        return Step(_("No money is at stake by the rules. Make a proposal."), "proposal")
    return Step(_("Assess what the rules pay."), "assessment")


def _after_approval(case: Case) -> str:
    issued = issued_papers(case)
    if not {"agreement", "apology"} <= issued:
        return _("Issue the papers and tell the customer.")
    pays = case.proposal is not None and case.proposal.body.amount_fen > 0
    return _("Tell the customer and pay.") if pays else _("Tell the customer.")


def _place_of(stale: str) -> Part:
    return "assessment" if stale == "facts-changed" else "proposal"
