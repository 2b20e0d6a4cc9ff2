"""How far the parcel of a case travels, as far as anybody or its number says: some limits depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.claim import Scope
from desktop.domain.limits import ANY_ROUTE, Route
from desktop.domain.waybill import s10_country

if TYPE_CHECKING:
    from desktop.domain.case import Case

#: Posts whose numbers name them and that are neither abroad nor on the mainland.
_NEAR = {"HK": Scope.HK_MACAU, "MO": Scope.HK_MACAU, "TW": Scope.TAIWAN}
_OWN = "CN"


class _Known(msgspec.Struct):
    """What is read of the facts of an assessment."""

    scope: Scope | None = None
    province: str | None = None


def route_of(case: Case) -> Route:
    """Return how far a parcel travels: as assessed, else as registered, else as its international number says.

    An S10 number that another post gave out came from there. One of the own post says nothing: it may stay at home.
    """
    assessed = _assessed(case).scope
    if assessed is not None and not case.assessment_stale:
        return Route(assessed.value, "assessment")
    if case.intake.scope is not None:
        return Route(case.intake.scope.value, "registration")
    country = s10_country(case.intake.waybill)
    if country and country != _OWN:
        return Route(_NEAR.get(country, Scope.INTERNATIONAL).value, "waybill")
    return ANY_ROUTE


def province_of(case: Case) -> str:
    """Return the province of posting (ISO 3166-2) as assessed, or an empty text."""
    return _assessed(case).province or ""


def _assessed(case: Case) -> _Known:
    if case.assessment is None:
        return _Known()
    try:
        return msgspec.json.decode(case.assessment.body.facts, type=_Known)
    except msgspec.DecodeError:
        return _Known()  # whoever wrote it, it says nothing about the way
