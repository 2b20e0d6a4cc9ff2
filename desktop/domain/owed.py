"""What a case owes by when: promises to the customer and work orders, as tasks somebody has to see to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from desktop.domain import entries as e
from desktop.domain.answers import agreed_at, answered_authority, decided_at, stand_of
from desktop.domain.case import Status
from desktop.domain.intake import Channel, is_claim, is_complaint
from desktop.domain.merging import began, came_up_here, reached_at
from desktop.domain.payments import left_to_pay
from desktop.domain.promises import Due, NoLimitInForceError, Pause, Promise, Reason, due_time
from desktop.domain.routes import route_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.answers import Stand
    from desktop.domain.case import Case
    from desktop.domain.promises import Timing

#: Code of a task that is a work order and no promise.
ORDER = "order"
#: Codes of the steps towards an outcome that a person has to be told of by name: a proposal that came back is revised,
#: and whoever declined an outcome is offered another remedy. Their codes come before those of the promises they serve,
#: so that of all that break at one moment the step stands first.
AMEND, ANOTHER_REMEDY = "amend", "another-remedy"
STEPS = (AMEND, ANOTHER_REMEDY)

#: What is kept by an outcome that the customer does not decline.
OUTCOME = (Promise.SETTLEMENT, Promise.COMPLAINT_REPLY, Promise.CLAIM_SETTLEMENT)
#: Code of the answer to an objection: for those who supervise, whoever has the case, and also once it is closed.
OBJECTION = "answer-objection"


class Task(msgspec.Struct, frozen=True):
    """One thing to be done by a time.

    Attributes:
        task: code of a promise, ``ORDER``, ``OBJECTION`` or one of ``STEPS``.
        ref: id of the work order or notice; empty for anything else.
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
    return case.owner


def promises_of(case: Case, timing: Timing) -> dict[Promise, Due]:
    """Return what a case owes the customer by when.

    A first reply until somebody has spoken to them; a settlement within our own time and, for a complaint, an answer
    within the law's until they know an outcome they do not decline. Where money is asked for, or something happened
    that compensation rules know: an answer to the claim, an offer, and once it is approved the payment. The regulator
    gets an answer to an appeal. A closed case owes nothing; a reopened one owes everything anew. What was late when
    somebody changed the stars stays late.
    """
    waits = [
        Pause(e.moment(wait.began[0].time), e.moment(wait.ended[0].time))
        for wait in case.life.waits
        if wait.ended is not None
    ]
    due = {}
    for promise, start in _starts(case).items():
        try:
            due[promise] = _due(case, promise, start, timing, waits)
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
    tasks += _steps(case, tasks)
    tasks += [
        Task(ORDER, order.order_id, order.due_at, order.person_id, order.department, escalated=order.is_escalated)
        for order in case.life.open_orders
    ]
    tasks += _objections(case, timing)
    return sorted(tasks, key=_urgency)


def _urgency(task: Task) -> tuple[bool, str, str, str]:
    return task.waiting, task.due_at, task.task, task.ref


def _steps(case: Case, promised: list[Task]) -> list[Task]:
    """Return the step towards an outcome that is to be named, by the time the first promise waiting for it breaks."""
    owed = [task for task in promised if task.task in OUTCOME]
    if not owed:
        return []
    first = min(owed, key=_urgency)
    if case.settlement is Status.RETURNED:
        return [msgspec.structs.replace(first, task=AMEND, statutory=False)]
    if _needs_another_remedy(case):
        return [msgspec.structs.replace(first, task=ANOTHER_REMEDY, statutory=False)]
    return []


def _due(case: Case, promise: Promise, start: str, timing: Timing, waits: list[Pause]) -> Due:
    """Work out one due time: by the stars of now, or by earlier ones where it was late before they were changed."""
    waiting, route = case.life.waiting, route_of(case)
    since = e.moment(waiting.began[0].time) if waiting else None
    if promise is Promise.FIRST_REPLY:
        # Whoever has not been spoken to yet has agreed to no wait.
        waits, since = [], None

    def by(level: int) -> Due:
        return due_time(promise, e.moment(start), timing, level=level, route=route, pauses=waits, waiting_since=since)

    due = by(case.intake.level)
    for level, changed in _earlier_levels(case, start):
        before = by(level)
        was_late = before.waiting_since is None and before.at < e.moment(changed)
        if was_late and (due.waiting_since is not None or before.at < due.at):
            due = replace(before, because=(*before.because, Reason("late-before-change", {"at": changed})))
    return due


def _earlier_levels(case: Case, start: str) -> Iterator[tuple[int, str]]:
    """Return the stars a case had at and after a moment and has no longer, each with when they were changed."""
    level = None
    for line in case.history:
        header, body = line.entry.header, line.entry.body
        if line.stale or not isinstance(body, e.CaseRegistered | e.CaseCorrected):
            continue
        if level is not None and body.intake.level != level and header.time > start:
            yield level, header.time
        level = body.intake.level


def _objections(case: Case, timing: Timing) -> list[Task]:
    """Return the objections to be answered, each within the time that those who object had."""
    found = []
    for notice_id, notice in case.life.notices.items():
        if notice.is_objected and notice.objected is not None:
            at = notice.objected[0].time
            # Where no limit is known for that day it is to be answered at once: it must not vanish from the desk.
            with suppress(NoLimitInForceError):
                at = due_time(Promise.OBJECTION, e.moment(at), timing).at.strftime(e.TIME_FORMAT)
            found.append(Task(OBJECTION, notice_id, at, "", escalated=True))
    return found


def _starts(case: Case) -> dict[Promise, str]:
    """Return the promises that are open, each with the moment it began (UTC text)."""
    if case.registered is None or case.life.is_closed:
        return {}
    since, stand = began(case), stand_of(case)
    owed = _outcome(case, stand)
    if left_to_pay(case) and stand.declined is None:
        owed[Promise.CLAIM_PAYMENT] = agreed_at(case) or decided_at(case)
    if not _was_spoken_to(case, since):
        owed[Promise.FIRST_REPLY] = since
    claimed = came_up_here(case, is_claim)
    if claimed and not _was_spoken_to(case, max(claimed, since)):
        owed[Promise.CLAIM_REPLY] = max(claimed, since)
    if case.intake.channel is Channel.REGULATOR and not answered_authority(case):
        owed[Promise.APPEAL] = since
    return owed


def _outcome(case: Case, stand: Stand) -> dict[Promise, str]:
    """Return what is owed until the customer knows an outcome they do not decline."""
    owed = {} if _is_settled(case, stand) else {Promise.SETTLEMENT: stand.asked}
    if stand.heard is not None:
        return owed
    for promise, is_so in ((Promise.COMPLAINT_REPLY, is_complaint), (Promise.CLAIM_SETTLEMENT, is_claim)):
        if since := came_up_here(case, is_so):
            owed[promise] = max(since, stand.asked)
    return owed


def _is_settled(case: Case, stand: Stand) -> bool:
    """Tell whether a solution was found: decided and not declined, or told where no proposal is in the way."""
    if decided_at(case) >= stand.asked:
        return stand.declined is None
    pending = case.proposal is not None and not decided_at(case) and case.proposal.header.time >= stand.asked
    return stand.heard is not None and not pending


def _needs_another_remedy(case: Case) -> bool:
    """Tell whether the customer said no and nobody has proposed anything else since."""
    stand = stand_of(case)
    proposed = case.proposal.header.time if case.proposal is not None else ""
    return stand.declined is not None and proposed < stand.declined_at


def _was_spoken_to(case: Case, since: str) -> bool:
    """Tell whether the customer was reached since a moment, or got a receipt."""
    return reached_at(case) >= since
