"""What a case owes by when: promises to the customer and work orders, as tasks somebody has to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.domain.intake import Channel, is_claim
from desktop.domain.life import told_since
from desktop.domain.payments import left_to_pay
from desktop.domain.promises import Due, NoLimitInForceError, Pause, Promise, due_time
from desktop.domain.routes import route_of

if TYPE_CHECKING:
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
        waiting: it stands still, for we wait for the customer. Look at this before ``due_at``, which is then the time
            it would be due without this wait: the earliest it can be, and nothing is late by it.
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

    A first reply until somebody has spoken to them; a settlement within our own time; an answer within the law's until
    they know the outcome. Where money is asked for, or something happened that compensation rules know: an answer to
    the claim, an offer, and once it is approved the payment. The regulator gets an answer to an appeal. A closed case
    owes nothing; a reopened one owes everything anew.
    """
    pauses = [
        Pause(e.moment(wait.began[0].time), e.moment(wait.ended[0].time))
        for wait in case.life.waits
        if wait.ended is not None
    ]
    waiting = case.life.waiting
    since = e.moment(waiting.began[0].time) if waiting else None
    level, route = case.intake.level, route_of(case)
    due = {}
    for promise, start in _starts(case).items():
        try:
            due[promise] = due_time(
                promise, e.moment(start), timing, level=level, route=route, pauses=pauses, waiting_since=since
            )
        except NoLimitInForceError:
            continue  # nothing was promised by that name on that day
    return due


def tasks_of(case: Case, timing: Timing) -> list[Task]:
    """Return everything a case has to have done by a time, the most urgent first; what stands still comes last."""
    owner = owner_of(case)
    tasks = [
        Task(
            promise.value,
            "",
            due.at.strftime(e.TIME_FORMAT),
            owner,
            statutory=due.statutory,
            waiting=due.waiting_since is not None,
        )
        for promise, due in promises_of(case, timing).items()
    ]
    tasks += [
        Task(ORDER, order.order_id, order.due_at, order.person_id, order.department, escalated=order.is_escalated)
        for order in case.life.open_orders
    ]
    return sorted(tasks, key=lambda task: (task.waiting, task.due_at, task.task, task.ref))


def _starts(case: Case) -> dict[Promise, str]:
    """Return the promises that are open, each with the moment it began (UTC text)."""
    if case.registered is None or case.life.is_closed:
        return {}
    reopened = case.life.reopened[-1][0].time if case.life.reopened else ""
    since = reopened or case.registered.time
    owed = _payment(case)
    if not _is_settled(case, since):
        owed[Promise.SETTLEMENT] = since
    claimed = _claimed_since(case)
    if not _knows_outcome(case, since):
        owed[Promise.COMPLAINT_REPLY] = since
        if case.intake.channel is Channel.REGULATOR:
            owed[Promise.APPEAL] = since
        if claimed:
            owed[Promise.CLAIM_SETTLEMENT] = max(claimed, since)
    if not _was_answered(case, since):
        owed[Promise.FIRST_REPLY] = since
    if claimed and not _was_spoken_to(case, max(claimed, since)):
        owed[Promise.CLAIM_REPLY] = max(claimed, since)
    return owed


def _payment(case: Case) -> dict[Promise, str]:
    """Return the payment we owe: from the approval, or from the customer's yes to it where that came later."""
    decision = case.decision
    if decision is None or not left_to_pay(case):
        return {}
    told = told_since(case, decision.header.time)
    if told is not None and told[1].answer == "declines":
        return {}  # nothing is agreed: another proposal has to follow
    agreed = told is not None and told[1].answer == "accepts"
    return {Promise.CLAIM_PAYMENT: told[0].time if agreed and told else decision.header.time}


def _final_decision(case: Case) -> str:
    """Return when the proposal in force was approved or refused (UTC text), or an empty text."""
    decided = case.decision is not None and case.settlement in (Status.APPROVED, Status.REFUSED)
    return case.decision.header.time if case.decision is not None and decided else ""


def _is_settled(case: Case, since: str) -> bool:
    """Tell whether a solution was found: decided, or told and not declined where no proposal is in the way."""
    decided = _final_decision(case)
    if decided:
        return decided >= since
    if case.proposal is not None and case.proposal.header.time >= since:
        return False
    told = told_since(case, since)
    return told is not None and told[1].answer != "declines"


def _knows_outcome(case: Case, since: str) -> bool:
    """Tell whether the customer was reached about the outcome as it stands."""
    return told_since(case, max(_final_decision(case), since)) is not None


def _claimed_since(case: Case) -> str:
    """Return when the claim came up that the registration now holds (UTC text), or an empty text without one."""
    since = ""
    for line in case.history:
        body = line.entry.body
        if isinstance(body, e.CaseRegistered | e.CaseCorrected) and not line.stale:
            since = (since or line.entry.header.time) if is_claim(body.intake) else ""
    return since


def _was_answered(case: Case, since: str) -> bool:
    """Tell whether the customer was spoken to since a moment, or the work since then shows that they were."""
    return _was_spoken_to(case, since) or any(
        isinstance(line.entry.body, _ANSWERS) and line.entry.header.time >= since
        for line in case.history
        if not line.stale
    )


def _was_spoken_to(case: Case, since: str) -> bool:
    """Tell whether the customer was reached since a moment, or got a receipt."""
    return any(body.reached and header.time >= since for header, body in case.life.contacts) or any(
        body.paper == "receipt" and not body.draft and header.time >= since for header, body in case.papers
    )
