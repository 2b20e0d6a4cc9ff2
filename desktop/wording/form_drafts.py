"""What the forms of a case are called where only their keys are known."""

from __future__ import annotations

from desktop.i18n import N_, _

_NAMES = {
    "tell": N_("Tell the customer"),
    "wait": N_("Wait for the customer"),
    "end-wait": N_("End waiting"),
    "satisfaction": N_("Satisfaction"),
    "order": N_("New work order"),
    "hand-over": N_("Hand over"),
    "press": N_("Chase"),
    "escalate": N_("Put before the supervisor"),
    "answer": N_("Answer to a work order"),
    "withdraw-order": N_("Take a work order back"),
    "pay": N_("Record a payment"),
    "carry-out": N_("Carried out"),
    "found": N_("Goods found"),
    "money-back": N_("Money came back"),
    "close": N_("Close the case"),
    "reopen": N_("Reopen the case"),
    "link": N_("Link or merge"),
    "assign": N_("Give to somebody"),
    "finding": N_("Finding"),
    "note": N_("Note"),
    "notice-give": N_("Give notice"),
    "notice-object": N_("They object"),
    "notice-answer": N_("Answer the objection"),
    "notice-answer-late": N_("Answer the objection"),
    "correction": N_("Correction of the registration"),
    "assessment": N_("Assessment"),
    "proposal": N_("Proposal"),
    "paper-receipt": N_("Acceptance receipt"),
    "paper-agreement": N_("Settlement agreement"),
    "paper-apology": N_("Apology letter"),
    "paper-notice": N_("Responsibility notice"),
    "alone": N_("Settle on my own"),
    "verdict": N_("Decision on the proposal"),
}


def name_of(form: str) -> str:
    """Return what a form is called."""
    return _(_NAMES[form]) if form in _NAMES else ""
