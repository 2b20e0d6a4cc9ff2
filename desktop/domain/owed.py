"""What a case owes by when: promises to the customer and work orders, as tasks somebody has to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.life import left_to_pay
from desktop.domain.promises import Due, NoLimitInForceError, Pause, Promise, due_time

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.case import Case
    from desktop.domain.promises import Timing

#: Work on a case that shows the customer was spoken to or is being looked after.
_ANSWERS = (e.FindingRecorded, e.Assessed, e.Proposed)

#: Code of a task that is a work order and no promise.
ORDER = "order"


class Task(msgspec.Struct, frozen=True):
    """One thing to be done by a time.

    Attributes:
        task: code of a promise, or ``ORDER``.
        ref: id of the work order; empty for a promise.
        due_at: UTC text as in entries.
        person_id: who sees to it; empty for a work order that a department or an outsider has.
        department: who has a work order, as in ``OrderOpened``; empty for a promise.
        statutory: by law, so that it never stands still.
        waiting: it stands still, for we wait for the customer; ``due_at`` is as if the wait ended now.
        escalated: it lies before the supervisor.

    """

    task: str
    ref: str
    due_at: str
    person_id: str
    department: str = ""
    statutory: bool = False
    waiting: bool = False
    escalated: bool = False


def owner_of(case: Case) -> str:
    """Return the id of who looks after a case: whoever it was given to, else who took it in."""
    if case.life.assigned is not None:
        return case.life.assigned[1].person_id
    return case.registered.actor if case.registered else ""


def promises_of(case: Case, timing: Timing) -> dict[Promise, Due]:
    """Return what a case owes the customer by when.

    A first reply until somebody has spoken to them; an answer within our own time and within the law's until they
    know the outcome; payment once it is approved. A closed case owes nothing; a reopened one owes an answer anew.
    """
    starts = _starts(case)
    pauses = [
        Pause(e.moment(wait.began[0].time), e.moment(wait.ended[0].time))
        for wait in case.life.waits
        if wait.ended is not None
    ]
    due = {}
    for promise, start in starts.items():
        try:
            due[promise] = due_time(promise, start, timing, level=case.intake.level, pauses=pauses)
        except NoLimitInForceError:
            continue  # nothing was promised by that name on that day
    return due


def tasks_of(case: Case, timing: Timing) -> list[Task]:
    """Return everything a case has to have done by a time, the most urgent first."""
    owner, waiting = owner_of(case), case.life.waiting is not None
    tasks = [
        Task(
            promise.value,
            "",
            due.at.strftime(e.TIME_FORMAT),
            owner,
            statutory=due.statutory,
            waiting=waiting and not due.statutory,
        )
        for promise, due in promises_of(case, timing).items()
    ]
    tasks += [
        Task(ORDER, order.order_id, order.due_at, order.person_id, order.department, escalated=order.is_escalated)
        for order in case.life.open_orders
    ]
    return sorted(tasks, key=lambda task: (task.due_at, task.task, task.ref))


def _starts(case: Case) -> dict[Promise, datetime]:
    """Return the promises that are open, each with the moment it began."""
    if case.registered is None or case.life.is_closed:
        return {}
    reopened = case.life.reopened[-1][0].time if case.life.reopened else ""
    since = reopened or case.registered.time
    started = e.moment(since)
    owed = {}
    if case.is_approved and left_to_pay(case):
        assert case.decision is not None, "approved by a decision"
        owed[Promise.CLAIM_PAYMENT] = e.moment(case.decision.header.time)
    if case.settlement not in (Status.APPROVED, Status.REFUSED) or reopened:
        owed[Promise.SETTLEMENT] = started
    decided = case.decision.header.time if case.decision else since
    if case.life.told_since(max(decided, since)) is None:
        owed[Promise.COMPLAINT_REPLY] = started
    if not _was_answered(case, since):
        owed[Promise.FIRST_REPLY] = started
    return owed


def _was_answered(case: Case, since: str) -> bool:
    """Tell whether the customer was spoken to since a moment, or the work since then shows that they were."""
    if any(body.reached and header.time >= since for header, body in case.life.contacts):
        return True
    if any(body.paper == "receipt" and not body.draft and header.time >= since for header, body in case.papers):
        return True
    return any(
        isinstance(line.entry.body, _ANSWERS) and line.entry.header.time >= since
        for line in case.history
        if not line.stale
    )
