"""Time limits of the branch: what it promises in place of the published limits, from a day on. A manager's verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.branch_days import move
from desktop.domain import entries as e
from desktop.domain.branch import BranchLimit, check_own_limit
from desktop.domain.limits import OwnLimit, own_in_force, published_on
from desktop.domain.workdays import day_of
from desktop.errors import Incomplete

if TYPE_CHECKING:
    from datetime import date

    from desktop.actions.desk import Desk
    from desktop.domain.branch import SetLimit
    from desktop.domain.limits import Limit
    from desktop.storage.redating import Moved


def read_limits(desk: Desk) -> list[BranchLimit]:
    """Return all limits in force today, in the order in which the program names them."""
    today, timing, branch = day_of(desk.clock.now()), desk.timing, desk.office.people.branch
    found = []
    for limit in published_on(timing.limits, today):
        of_it = tuple(one for one in branch.limits if one.limit.key == limit.key)
        own = own_in_force(timing.own, limit, today)
        found.append(BranchLimit(limit, own, of_it, _to_come(limit, own, of_it, today)))
    return found


def _to_come(limit: Limit, own: OwnLimit | None, of_it: tuple[SetLimit, ...], today: date) -> tuple[OwnLimit, ...]:
    """Return what will change, day by day; of two for one day the one set last counts."""
    by_day = {one.limit.first: one.limit for one in of_it if one.limit.first > today}
    changes, before = [], (own or limit).length
    for day in sorted(by_day):
        after = by_day[day].length or limit.length
        if after != before:
            changes.append(by_day[day])
        before = after
    return tuple(changes)


def set_limit(desk: Desk, limit: Limit, length: int, first: date) -> list[Moved]:
    """Promise something else than a published limit, for what begins on a day or later.

    Args:
        desk: a manager's.
        limit: the published limit.
        length: how many of its unit.
        first: today or a day to come.

    Raises:
        Incomplete: it is looser than the law, no count, or for a day gone by.
        NotAllowed: only a manager does that.
    """
    wanted = OwnLimit(limit.promise, limit.level, limit.scope, limit.unit, length, first)
    in_force = next((one for one in published_on(desk.timing.limits, first) if one.key == limit.key), limit)
    later = [one for one in desk.timing.limits if one.key == limit.key and one.valid_from > first]
    problems = check_own_limit(in_force, later, wanted, day_of(desk.clock.now()))
    if problems:
        raise Incomplete(problems)
    return move(desk, _entry(wanted))


def drop_limit(desk: Desk, limit: Limit) -> list[Moved]:
    """Go back to a published limit from today on; what was set for days to come is taken back too.

    Raises:
        NotAllowed: only a manager does that.
    """
    today = day_of(desk.clock.now())
    (here,) = [one for one in read_limits(desk) if one.limit.key == limit.key]
    days = [today, *(one.first for one in here.to_come)]
    published = OwnLimit(limit.promise, limit.level, limit.scope, limit.unit, 0, today)
    return move(desk, *(_entry(published._replace(first=day)) for day in days))


def _entry(own: OwnLimit) -> e.LimitSet:
    return e.LimitSet(
        promise=own.promise.value,
        level=own.level,
        scope=own.scope,
        unit=own.unit.value,
        length=own.length,
        first=own.first.isoformat(),
    )
