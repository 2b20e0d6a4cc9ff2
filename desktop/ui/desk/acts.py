"""What is most often done about a row of the desk: which part of the case it opens, and which key acts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.case import Status
from desktop.domain.owed import OBJECTION, ORDER, STEPS
from desktop.domain.promises import Promise
from desktop.domain.work_rows import CLOSE, DECIDE
from desktop.i18n import N_

if TYPE_CHECKING:
    from desktop.domain.work_rows import TaskRow


class Act(NamedTuple):
    """One thing to do about a row.

    Attributes:
        code: form of the follow-up, ``press`` for a reminder written here, ``decide`` for the approvals, ``propose``
            for the proposal of the case.
        label: words of the button, marked with ``N_``.
        key: its letter in the list; empty where Enter does it.

    """

    code: str
    label: str
    key: str


TELL = Act("tell", N_("Tell the customer"), "T")
PRESS = Act("press", N_("Chase the work order"), "P")
ANSWER = Act("answer", N_("Answer the work order"), "A")
PAY = Act("pay", N_("Record the payment"), "A")
END = Act("close", N_("Close the case"), "A")
PROPOSE = Act("propose", N_("To the proposal"), "A")
HEAR = Act("answer-objection", N_("Answer the objection"), "A")
JUDGE = Act("decide", N_("Look at the proposal"), "A")

#: Where the next step of a settlement is done.
_PARTS = {
    Status.REGISTERED: "story",
    Status.ASSESSED: "proposal",
    Status.RETURNED: "proposal",
    Status.PROPOSED: "proposal",
    Status.PASSED_UP: "proposal",
}
_SETTLING = (Promise.SETTLEMENT, Promise.CLAIM_SETTLEMENT)


def part_of(row: TaskRow) -> str:
    """Return the part of the case in which a row is seen to."""
    if row.task in STEPS:
        return "proposal"
    if row.task == OBJECTION:
        return "story"
    if row.task in _SETTLING:
        return _PARTS.get(Status(row.status), "follow-up")
    return "follow-up"


def acts_of(row: TaskRow, me: str) -> tuple[Act, ...]:
    """Return what can be done about a row with one key, the most usual first.

    Args:
        row: the row.
        me: id of the person at the desk: nobody presses themselves.

    """
    match row.task:
        case _ if row.task == DECIDE:
            return (JUDGE,)
        case _ if row.task == CLOSE:
            return (END, TELL)
        case _ if row.task == OBJECTION:
            return (HEAR,)
        case _ if row.task == ORDER:
            return (ANSWER, TELL) if row.person_id == me else (PRESS, ANSWER, TELL)
        case _ if row.task in STEPS:
            return (PROPOSE, TELL)
        case Promise.CLAIM_PAYMENT:
            return (PAY, TELL)
        case _:
            return (TELL,)
