"""What keeps an arrangement of the branch from being taken: who stands in for whom, whom work orders go to outside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.intake import tidy_text
from desktop.domain.phones import check_phone
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from desktop.domain import entries as e
    from desktop.domain.people import People, Person

#: Codes of ``ContactKept.group``.
GROUPS = ("branch", "centre", "head-office", "claims", "vendor", "other")

_LONGEST_NAME = 60
_LONGEST_NOTE = 300
_LONGEST_AWAY = 200


def may_look_after(person: Person) -> bool:
    """Tell whether a person can be given cases: they work here, and not only to read."""
    return person.active and Verb.LOOK_AFTER in VERBS_OF[person.role]


def check_receiver(field: str, person_id: str, people: People) -> list[Problem]:
    """Return why cases cannot be given to somebody."""
    person = people.at(person_id)
    if person is None:
        return [Problem(field, "unknown-person" if person_id else "required")]
    if not person.active:
        return [Problem(field, "no-longer-here", {"name": person.name})]
    return [] if may_look_after(person) else [Problem(field, "only-reads", {"name": person.name})]


def check_stand_in(body: e.StandInSet, people: People, today: date) -> list[Problem]:
    """Return everything that is wrong with a stand-in; one without a name ends what was set before."""
    if people.at(body.person_id) is None:
        return [Problem("person_id", "unknown-person" if body.person_id else "required")]
    if not body.stand_in:
        return []
    problems = check_receiver("stand_in", body.stand_in, people)
    if body.stand_in == body.person_id:
        problems.append(Problem("stand_in", "same-person"))
    first, last = _day(body.first), _day(body.last)
    problems += [
        Problem(name, "not-a-date" if getattr(body, name) else "required")
        for name, day in (("first", first), ("last", last))
        if day is None
    ]
    if first is None or last is None:
        return problems
    if last < first:
        problems.append(Problem("last", "before-first"))
    elif last < today:
        problems.append(Problem("last", "in-the-past"))
    elif (last - first).days > _LONGEST_AWAY:
        # A day typed without its year may have been taken for that of the next one.
        problems.append(Problem("last", "too-many-days", {"limit": str(_LONGEST_AWAY)}))
    return problems + _of_others(body, people)


def _of_others(body: e.StandInSet, people: People) -> list[Problem]:
    """Refuse a chain: work is passed on once only, and with somebody who is away too it would lie there unseen."""
    then = [
        other
        for other in people.branch.leaves()
        if other.stand_in and other.first <= body.last and body.first <= other.last
    ]
    problems = [
        Problem("stand_in", "away-too", {"first": other.first, "last": other.last})
        for other in then
        if other.person_id == body.stand_in
    ]
    for other in then:
        person = people.at(other.person_id)
        if other.stand_in == body.person_id and person is not None:
            problems.append(Problem("person_id", "stands-in", {"name": person.name}))
    return problems


def check_contact(body: e.ContactKept) -> list[Problem]:
    """Return everything that is wrong with a contact."""
    problems = [] if body.group in GROUPS else [Problem("group", "unknown-choice" if body.group else "required")]
    if not body.name:
        problems.append(Problem("name", "required"))
    problems += [
        Problem(name, "too-long", {"limit": str(longest)})
        for name, longest in (("name", _LONGEST_NAME), ("note", _LONGEST_NOTE))
        if len(getattr(body, name)) > longest
    ]
    if not body.phone:
        return [*problems, Problem("phone", "required")]
    return problems + check_phone(body.phone, "phone")


def tidy(text: str, *, long: bool = False) -> str:
    """Take out of a text what scanners and chat programs leave behind, and the spaces around it."""
    return tidy_text(text, long=long)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
