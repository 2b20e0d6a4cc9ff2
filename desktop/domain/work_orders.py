"""Work orders: what somebody is asked to do for a case, by when, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.workdays import ONE_DAY, Days, at, day_of
from desktop.errors import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from typing import TypeAlias

    from desktop.domain.workdays import Calendar, OpeningHours

    OrderStep: TypeAlias = e.OrderHandedOver | e.OrderReminded | e.OrderEscalated | e.OrderAnswered | e.OrderWithdrawn


class NoSuchOrder(Refused):
    """The case has no work order of that id, or not any more."""


class OrderIsClosed(Refused):
    """The work order is done or withdrawn already."""


class SameHolder(Refused):
    """Who is to take a work order over has it already."""


@dataclass
class WorkOrder:
    """A work order as it stands after its entries.

    Attributes:
        opened: header and body of the first entry.
        department: who has it now; codes as in ``OrderOpened``.
        person_id: the person who has it now; empty for the department as a whole.
        contact_id: who has it outside this office; empty for our own.
        steps: everything that happened to it since, oldest first.

    """

    opened: tuple[e.Header, e.OrderOpened]
    department: str
    person_id: str
    contact_id: str
    steps: list[tuple[e.Header, OrderStep]] = field(default_factory=list)

    @classmethod
    def new(cls, header: e.Header, body: e.OrderOpened) -> WorkOrder:
        """Begin with the first entry."""
        return cls((header, body), body.department, body.person_id, body.contact_id)

    @property
    def order_id(self) -> str:
        """What later entries name it by."""
        return self.opened[1].order_id

    @property
    def due_at(self) -> str:
        """Until when, UTC text as in entries: as opened, or as last handed over with another time."""
        moved = [body.due_at for _header, body in self.steps if isinstance(body, e.OrderHandedOver) and body.due_at]
        return moved[-1] if moved else self.opened[1].due_at

    @property
    def is_open(self) -> bool:
        """Whether anything is left to be done."""
        return not any(
            isinstance(body, e.OrderWithdrawn) or (isinstance(body, e.OrderAnswered) and body.done)
            for _header, body in self.steps
        )

    @property
    def is_escalated(self) -> bool:
        """Whether it lies before the supervisor: put there, and not handed on by one since."""
        escalated = False
        for _header, body in self.steps:
            if isinstance(body, e.OrderEscalated):
                escalated = True
            elif isinstance(body, e.OrderHandedOver) and body.settles:
                escalated = False
        return escalated

    @property
    def times_pressed(self) -> int:
        """How often who has it was reminded."""
        return sum(isinstance(body, e.OrderReminded) for _header, body in self.steps)

    def take(self, header: e.Header, body: OrderStep) -> None:
        """Take in the next entry of this order."""
        if isinstance(body, e.OrderHandedOver):
            self.department, self.person_id, self.contact_id = body.department, body.person_id, body.contact_id
        self.steps.append((header, body))


def refusal_of_step(orders: dict[str, WorkOrder], order_id: str) -> Refused | None:
    """Return why nothing can be done to an order, or None."""
    order = orders.get(order_id)
    if order is None:
        return NoSuchOrder(order_id)
    return None if order.is_open else OrderIsClosed(order_id)


def refusal_to_hand_over(order: WorkOrder, body: e.OrderHandedOver) -> Refused | None:
    """Return why an order cannot go to somebody now, or None."""
    return SameHolder() if _holder(body) == _holder(order) else None


def _holder(one: WorkOrder | e.OrderHandedOver) -> tuple[str, str, str]:
    return one.department, one.person_id, one.contact_id


#: Opening time an urgent order has, unless somebody says otherwise.
URGENT = timedelta(hours=2)


def due_by_default(now: datetime, calendar: Calendar, hours: OpeningHours, *, urgent: bool) -> datetime:
    """Return by when an order is due unless somebody says otherwise, to the minute.

    An urgent one within two opening hours, any other by close of business on the next day the branch is open.
    """
    now = now.replace(second=0, microsecond=0)
    if not urgent:
        return at(next(iter(Days(day_of(now) + ONE_DAY, calendar, hours))), hours.close)
    left = URGENT
    for day in Days(day_of(now), calendar, hours):
        for opens, closes in hours.on(day):
            begins = max(opens, now)
            if left <= closes - begins:
                return begins + left
            left -= max(timedelta(0), closes - begins)
    raise AssertionError("opening hours never end")
