"""Which promise of a case breaks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.promises import Due, NoLimitInForceError, Promise, due_time
from desktop.storage import journal

if TYPE_CHECKING:
    from desktop.actions.desk import Reference
    from desktop.domain.case import Case
    from desktop.domain.promises import Timing
    from desktop.storage.index import NextDue


#: Work on a case that shows the customer was spoken to or is being looked after.
_ANSWERS = (e.NoteAdded, e.FindingRecorded, e.Assessed, e.Proposed)


def promises_of(case: Case, timing: Timing) -> dict[Promise, Due]:
    """Return what a case owes by when: a first reply, then an answer while it is open, payment once it is approved."""
    if case.registered is None:
        return {}
    started = journal.moment(case.registered.time)
    owed = {Promise.SETTLEMENT: started, Promise.COMPLAINT_REPLY: started}
    if case.status is Status.REFUSED:
        return {}
    if not any(isinstance(line.entry.body, _ANSWERS) for line in case.history):
        owed[Promise.FIRST_REPLY] = started
    if case.status is Status.APPROVED:
        assert case.decision is not None, "approved by a decision"
        owed = {Promise.CLAIM_PAYMENT: journal.moment(case.decision.header.time)}
    due = {}
    for promise, start in owed.items():
        try:
            due[promise] = due_time(promise, start, timing, level=case.intake.level)
        except NoLimitInForceError:
            continue  # nothing was promised by that name on that day
    return due


def next_due(reference: Reference) -> NextDue:
    """Return the function the index asks; it knows calendar and limits."""

    def of(case: Case) -> tuple[str, str]:
        due = promises_of(case, reference.timing)
        if not due:
            return "", ""
        promise, first = min(due.items(), key=lambda pair: pair[1].at)
        return promise.value, journal.stamp(first.at)

    return of
