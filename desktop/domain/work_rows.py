"""Rows of the lists of what has to be done."""

from __future__ import annotations

import msgspec

#: Code of the row for a proposal that waits for a decision.
DECIDE = "decide"
#: Code of the row for a case that owes nothing any more but its closing.
CLOSE = "close"


class TaskRow(msgspec.Struct, frozen=True):
    """One thing to do, with its case; fields as the columns of ``cases`` and ``tasks``.

    Attributes:
        task: as in ``owed.Task``, or ``DECIDE`` or ``CLOSE``, which have no row in ``tasks``; empty for a case as such.
        due_at: UTC text as in entries; empty where nothing is owed by a time.

    """

    case_id: str
    number: str
    status: str
    waybill: str
    complainant: str
    type: str
    level: int
    registered_at: str
    registered_by: str
    owner: str
    amount_fen: int | None
    task: str
    ref: str
    due_at: str
    person_id: str
    department: str
    statutory: bool
    waiting: bool
    escalated: bool


def in_order(row: TaskRow) -> tuple[bool, bool, str, str]:
    """Return the key lists of tasks are sorted by: what breaks first, then what owes nothing, then what stands still.

    Rows of one due time keep the order of their numbers, so that nothing depends on chance.
    """
    return row.waiting, not row.due_at, row.due_at, row.number
