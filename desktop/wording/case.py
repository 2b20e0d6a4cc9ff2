"""Names for what a case consists of: statuses, verbs, roles, verdicts, remedies, findings, papers."""

from __future__ import annotations

from desktop.i18n import N_, _

STATUSES = {
    "registered": N_("Taken in"),
    "assessed": N_("Assessed"),
    "proposed": N_("Proposed"),
    "passed-up": N_("Passed up"),
    "returned": N_("Returned"),
    "refused": N_("Refused"),
    "approved": N_("Approved"),
    "done": N_("Carried out"),
    "closed": N_("Closed"),
    "withdrawn": N_("Withdrawn"),
    "merged": N_("Merged"),
}

ROLES = {
    "clerk": N_("Clerk"),
    "supervisor": N_("Supervisor"),
    "manager": N_("Manager"),
    "auditor": N_("Auditor"),
}

VERBS = {
    "register": N_("take in a case"),
    "correct": N_("correct a registration"),
    "add-evidence": N_("add evidence"),
    "record-finding": N_("record a finding"),
    "assess": N_("assess"),
    "propose": N_("make a proposal"),
    "approve": N_("approve"),
    "return": N_("return a proposal"),
    "refuse": N_("refuse a proposal"),
    "pass-up": N_("pass a proposal up"),
    "settle-alone": N_("settle on one's own"),
    "issue-paper": N_("issue a paper"),
    "note": N_("write a note"),
    "look-after": N_("look after a case"),
    "supervise": N_("see to the work of others"),
    "read": N_("look at cases"),
    "reveal": N_("see masked data"),
    "manage": N_("manage office and people"),
}

VERDICTS = {
    "approve": N_("Approved"),
    "return": N_("Returned"),
    "refuse": N_("Refused"),
    "pass-up": N_("Passed up"),
}

REMEDIES = {
    "compensate": N_("Compensate"),
    "refund": N_("Refund the postage"),
    "redeliver": N_("Deliver again"),
    "resend": N_("Send again"),
    "find": N_("Find the parcel"),
    "apologise": N_("Apologise"),
}

STANDS = {
    "yes": N_("The complaint stands"),
    "partly": N_("It stands in part"),
    "no": N_("It does not stand"),
}

RESPONSIBLE = {
    "sorting": N_("Sorting"),
    "transport": N_("Transport"),
    "delivery": N_("Delivery"),
    "station": N_("Pickup point"),
    "counter": N_("Counter"),
    "sender": N_("Sender's packing"),
    "customer": N_("Customer"),
    "vendor": N_("Outside vendor"),
    "unknown": N_("Not known"),
}

PAPERS = {
    "receipt": N_("Acceptance receipt"),
    "calculation": N_("Calculation sheet"),
    "agreement": N_("Settlement agreement"),
    "apology": N_("Apology letter"),
    "notice": N_("Responsibility notice"),
    "history": N_("Case history"),
}

STALE = {
    "facts-changed": N_("The registration was corrected since. Assess the case again."),
    "assessment-replaced": N_("The case was assessed again since. Make a new proposal."),
    "finding-changed": N_("The finding was changed since. Make a new proposal."),
    "proposal-replaced": N_("A newer proposal has taken its place."),
    "four-eyes": N_("Whoever decides must not have worked on the case."),
    "above-limit": N_("The amount is above this person's limit."),
    "not-allowed": N_("This person had no right to do that."),
    "no-longer-here": N_("This account was closed at that time."),
    "unknown-person": N_("Nobody of this office is known under that signature."),
    "already-decided": N_("There was a decision already."),
    "registered-twice": N_("The case was registered already."),
    "closed": N_("The case was closed at that time."),
    "too-early": N_("A step that comes before was missing."),
}


def status(code: str) -> str:
    """Name a status of a case."""
    return _(STATUSES[code])


def role(code: str) -> str:
    """Name a role."""
    return _(ROLES[code])


def verb(code: str) -> str:
    """Name what somebody does, as in a list of duties."""
    return _(VERBS[code])


def verdict(code: str) -> str:
    """Name a verdict."""
    return _(VERDICTS[code])


def remedy(code: str) -> str:
    """Name a remedy; a code we do not know (from a newer version) stands for itself."""
    return _(REMEDIES.get(code, code))


def stands(code: str) -> str:
    """Say whether a complaint is founded."""
    return _(STANDS.get(code, code))


def responsible(code: str) -> str:
    """Name who answers for what happened."""
    return _(RESPONSIBLE.get(code, code))


def paper(code: str) -> str:
    """Name a kind of paper."""
    return _(PAPERS.get(code, code))


def stale(code: str) -> str:
    """Say why an entry is not obeyed, and what to do."""
    return _(STALE.get(code, code))
