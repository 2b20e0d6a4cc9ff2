"""How long there is for each promise: the published limits by day, stars and route, and the branch's own ones."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class Promise(StrEnum):
    """What we owe by a certain time."""

    FIRST_REPLY = "first-reply"
    SETTLEMENT = "settlement"
    COMPLAINT_REPLY = "complaint-reply"
    CLAIM_REPLY = "claim-reply"
    CLAIM_SETTLEMENT = "claim-settlement"
    CLAIM_PAYMENT = "claim-payment"
    APPEAL = "appeal"
    OBJECTION = "objection"


class Unit(StrEnum):
    """What a limit counts."""

    OPEN_MINUTES = "open-minutes"
    HOURS = "hours"
    WORKDAYS = "workdays"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long we have for a promise, as it is published.

    Attributes:
        promise: the promise.
        level: stars it is for; 0 for any level that has no limit of its own.
        unit: what is counted.
        length: how many.
        statutory: fixed by law or standard, so that it never stands still.
        valid_from: first day it is in force.
        valid_to: last day, ``None`` while in force.
        source: where it is written, by language.
        mark: ``verified``, ``secondary`` or ``unverified``.
        scope: code of the route it is for (``claim.Scope``); empty for any route that has no limit of its own.

    """

    promise: Promise
    level: int
    unit: Unit
    length: int
    statutory: bool
    valid_from: date
    valid_to: date | None
    source: Mapping[str, str]
    mark: str
    scope: str = ""

    @property
    def key(self) -> tuple[Promise, int, str]:
        """What the branch names a limit by when it promises more."""
        return self.promise, self.level, self.scope


class OwnLimit(NamedTuple):
    """What the branch itself promises in place of a published limit, for what begins on a day or later.

    Attributes:
        promise: the promise.
        level: stars of the published limit it stands for.
        scope: route of the published limit it stands for.
        unit: what is counted, as in the published limit.
        length: how many; 0 goes back to the published limit.
        first: the first day.

    """

    promise: Promise
    level: int
    scope: str
    unit: Unit
    length: int
    first: date

    @property
    def key(self) -> tuple[Promise, int, str]:
        """The published limit it stands for."""
        return self.promise, self.level, self.scope


class Route(NamedTuple):
    """How far a parcel travels, and how that is known.

    Attributes:
        scope: code as in ``claim.Scope``; empty where nobody knows.
        known_by: ``assessment``, ``registration`` or ``waybill``; empty where nobody knows.

    """

    scope: str = ""
    known_by: str = ""


#: Nobody has said how far the parcel travels: the shorter limits for any route hold.
ANY_ROUTE = Route()


class NoLimitInForceError(Refused):
    """No limit for a promise was in force on a day.

    Attributes:
        promise: the promise asked for.
        on: the day.

    """

    def __init__(self, promise: Promise, on: date) -> None:
        super().__init__(promise.value, on.isoformat())
        self.promise = promise
        self.on = on


def limit_in_force(limits: Iterable[Limit], promise: Promise, on: date, level: int = 0, scope: str = "") -> Limit:
    """Return the published limit for a promise on a day: the one of that level and route, else the one for any.

    Raises:
        NoLimitInForceError: there is none.

    """
    fitting = [
        limit
        for limit in limits
        if limit.promise is promise
        and limit.level in {level, 0}
        and limit.scope in {scope, ""}
        and limit.valid_from <= on
        and (limit.valid_to is None or on <= limit.valid_to)
    ]
    if not fitting:
        raise NoLimitInForceError(promise, on)
    return max(fitting, key=lambda limit: (limit.level, limit.scope, limit.valid_from))


def own_in_force(own: Sequence[OwnLimit], limit: Limit, on: date) -> OwnLimit | None:
    """Return what the branch promises in place of a published limit on a day, or None where that limit stands.

    Of several the one with the latest first day counts, of two for the same day the one set last. What would be looser
    than the law is not obeyed, whoever wrote it and however the law has changed since.
    """
    found = None
    for one in own:
        if one.key == limit.key and one.first <= on and (found is None or one.first >= found.first):
            found = one
    if found is None or not found.length or found.unit is not limit.unit or found.length == limit.length:
        return None
    return None if is_too_loose(found.length, limit) else found


def is_too_loose(length: int, limit: Limit) -> bool:
    """Tell whether a length goes beyond what the law allows; what no law fixes may be of any length."""
    return limit.statutory and length > limit.length


def published_on(limits: Iterable[Limit], on: date) -> list[Limit]:
    """Return the published limits in force on a day, in the order of the file: what a branch may promise more than."""
    found: dict[tuple[Promise, int, str], Limit] = {}
    for limit in limits:
        if limit.valid_from <= on and (limit.valid_to is None or on <= limit.valid_to):
            before = found.get(limit.key)
            if before is None or limit.valid_from > before.valid_from:
                found[limit.key] = limit
    return list(found.values())
