"""What keeps a step back at the moment it is written down, beyond what its case asks of every entry.

These rules look at the house as it stands today: who works here, what the case shows by now. An entry that was written
is not measured by them again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import entries as e
from desktop.domain.authority import VERBS_OF, Verb
from desktop.domain.ending import refusal_to_tell
from desktop.domain.handling import refusal_of_handler
from desktop.domain.notices import refusal_of_loss
from desktop.errors import Refused

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.people import People, Person


class GivenByYou(Refused):
    """Nobody answers an objection to their own notice while somebody else here could."""


def refusal_of_new(case: Case, body: e.Body, person: Person, people: People) -> Refused | None:
    """Return why a person cannot write a step now, or None."""
    match body:
        case e.CustomerContacted():
            return refusal_to_tell(case, body)
        case e.NoticeGiven():
            return refusal_of_loss(case, body)
        case e.ObjectionAnswered():
            notice = case.life.notices.get(body.notice_id)
            own = notice is not None and notice.given[0].actor == person.person_id
            return GivenByYou() if own and judges_beside(people, person.person_id) else None
        case _:
            return refusal_of_handler(case, body, person, people)


def judges_beside(people: People, person_id: str) -> list[Person]:
    """Return who else works here that could answer an objection to somebody's notice."""
    return [
        person
        for person in people.everyone()
        if person.active and person.person_id != person_id and Verb.SUPERVISE in VERBS_OF[person.role]
    ]
