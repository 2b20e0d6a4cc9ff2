"""Who and what the ids in a case's entries stand for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import life_words as w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.case import Case
    from desktop.domain.people import People


@dataclass(frozen=True)
class Names:
    """What a history resolves ids with; where nothing is known an id has an empty name.

    Attributes:
        numbers: of other cases, by case id.
        orders: the work orders of the case, by id.
        notices: its responsibility notices, by id.
        late: ids of those notices to which the objection came after the last day.

    """

    people: People | None = None
    numbers: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, e.OrderOpened] = field(default_factory=dict)
    notices: Mapping[str, e.NoticeGiven] = field(default_factory=dict)
    late: frozenset[str] = frozenset()

    @classmethod
    def of_case(cls, case: Case, people: People, numbers: Mapping[str, str]) -> Names:
        """Take the names a case's own entries give, stale ones too: they are shown as well."""
        bodies = [happened.entry.body for happened in case.history]
        orders = {body.order_id: body for body in bodies if isinstance(body, e.OrderOpened)}
        notices = {body.notice_id: body for body in bodies if isinstance(body, e.NoticeGiven)}
        late = frozenset(notice_id for notice_id, notice in case.life.notices.items() if notice.is_late)
        return cls(people, numbers, orders, notices, late)

    def person(self, person_id: str, time: str | None = None) -> str:
        """Return what somebody was called at a moment (default: now)."""
        person = self.people.at(person_id, time) if self.people is not None else None
        return person.name if person is not None else ""

    def contact(self, contact_id: str) -> str:
        """Return what a contact outside the office is called."""
        contact = self.people.branch.contacts.get(contact_id) if self.people is not None else None
        return contact.name if contact is not None else ""

    def holder(self, department: str, person_id: str, contact_id: str) -> str:
        """Say who has a work order: the department, and the person or contact where one is named."""
        name = self.contact(contact_id) or self.person(person_id)
        where = w.name(w.DEPARTMENTS, department)
        return _("{department} ({name})").format(department=where, name=name) if name else where

    def order(self, order_id: str) -> str:
        """Name a work order by its task; empty for one nobody knows."""
        order = self.orders.get(order_id)
        return w.name(w.TASKS, order.task) if order is not None else ""

    def told(self, notice_id: str) -> str:
        """Name whom a responsibility notice was given to; empty for a notice nobody knows."""
        notice = self.notices.get(notice_id)
        return (notice.name or words.responsible(notice.party)) if notice is not None else ""

    def last_day(self, notice_id: str) -> str:
        """Return the last day to object (ISO) where the objection came after it; empty where it came in time."""
        return self.notices[notice_id].object_until if notice_id in self.late else ""


def other_cases(case: Case) -> set[str]:
    """Return the ids of other cases that a case's history names."""
    bodies = [happened.entry.body for happened in case.history]
    linked = {body.other for body in bodies if isinstance(body, e.CaseLinked)}
    beside = {other for body in bodies if isinstance(body, e.Decided) for other in body.beside}
    return linked | beside | {body.into for body in bodies if isinstance(body, e.CaseMerged)}
