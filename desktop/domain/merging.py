"""What goes along when one case goes on in another: when the matter began, and when the customer was last reached.

Its talks, orders and evidence stay where they were written; the other case's promises go by what it names of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.answers import AUTHORITY, came_up
from desktop.domain.intake import is_claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.domain.intake import Intake


def began(case: Case) -> str:
    """Return when the promises of a case began (UTC text): where it was taken in, reopened, or merged from."""
    assert case.registered is not None, "promises begin with the registration"
    since = case.life.reopened_since or case.registered.time
    return min([since, *(link.since for link in _merged_here(case))])


def reached_at(case: Case) -> str:
    """Return when the customer was last reached on a case or one that goes on in it, or got a receipt; or empty."""
    times = [header.time for header, body in case.life.contacts if body.reached and body.about != AUTHORITY]
    times += [header.time for header, body in case.papers if body.paper == "receipt" and not body.draft]
    return max([*times, *(link.reached for link in _merged_here(case))], default="")


def came_up_here(case: Case, is_so: Callable[[Intake], bool]) -> str:
    """Return when a case, or one that goes on in it, began to be a claim or a complaint (UTC text); or empty."""
    since = came_up(case, is_so)
    if not since:
        return ""
    earlier = [link.claimed if is_so is is_claim else link.since for link in _merged_here(case)]
    return min([since, *filter(None, earlier)])


def merged_from(case: Case) -> list[str]:
    """Return the ids of the cases that go on in this one, in the order in which they came."""
    return [body.other for _header, body in case.life.links if body.since]


def _merged_here(case: Case) -> list[e.CaseLinked]:
    """Return the links of cases merged into this one; a case that was reopened since owes everything anew."""
    since = case.life.reopened_since
    return [body for header, body in case.life.links if body.since and header.time >= since]
