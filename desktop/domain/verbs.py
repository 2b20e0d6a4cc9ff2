"""What somebody does who writes an entry, for the rights that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.money_back import lets_go_alone, stays_agreed

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.people import Person

_VERB_OF_VERDICT = {
    e.Verdict.APPROVE: Verb.APPROVE,
    e.Verdict.RETURN: Verb.RETURN,
    e.Verdict.REFUSE: Verb.REFUSE,
    e.Verdict.PASS_UP: Verb.PASS_UP,
}

#: What is done by each kind of entry, whatever it says.
VERB_OF_KIND: dict[type, Verb] = {
    e.CaseRegistered: Verb.REGISTER,
    e.CaseCorrected: Verb.CORRECT,
    e.EvidenceAdded: Verb.ADD_EVIDENCE,
    e.FindingRecorded: Verb.RECORD_FINDING,
    e.Assessed: Verb.ASSESS,
    e.Proposed: Verb.PROPOSE,
    e.PaperIssued: Verb.ISSUE_PAPER,
    e.NoteAdded: Verb.NOTE,
    e.Revealed: Verb.REVEAL,
}


def verb_of(body: e.Body, case: Case | None = None, person: Person | None = None) -> Verb:
    """Return what somebody does who writes a body; the case and the person matter where money or a case is let go.

    What was recorded takes the rights it took then: letting money or a case go without a supervisor is for entries that
    say so, with a reason or as one's own, which none said while it was for supervisors alone.
    """
    match body:
        case e.Decided():
            return Verb.SETTLE_ALONE if body.alone else _VERB_OF_VERDICT[body.verdict]
        case e.CaseAssigned(own=True) if case is not None and person is not None and case.owner == person.person_id:
            return Verb.LOOK_AFTER  # one's own case, at the end of a shift
        case e.NoticeGiven() if body.direct_fen:
            return Verb.MANAGE
        case e.CaseAssigned() | e.NoticeGiven() | e.ObjectionAnswered() | e.NoticeWithdrawn():
            return Verb.SUPERVISE
        case e.OrderHandedOver(settles=True):
            return Verb.SUPERVISE
        case e.GoodsFound(back_fen=int()):
            theirs = stays_agreed(case, body) or lets_go_alone(case, body, person)
            return Verb.LOOK_AFTER if theirs else Verb.SUPERVISE
        case _:
            return VERB_OF_KIND.get(type(body), Verb.LOOK_AFTER if isinstance(body, e.LifeBody) else Verb.MANAGE)
