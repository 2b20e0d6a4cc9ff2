"""Traces: what cases can have in common, in a form that compares: waybill, phone, address, courier, route, shop, goods.

They find the same matter again while somebody types, and the same trouble again over the months.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.domain.intake import Intake


class TraceKind(StrEnum):
    """What two cases can have in common."""

    WAYBILL = "waybill"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    COURIER = "courier"
    ROUTE = "route"
    CLIENT = "client"
    GOODS = "goods"


#: What points to the same matter, the strongest first.
MATTER = (TraceKind.WAYBILL, TraceKind.PHONE, TraceKind.NAME, TraceKind.ADDRESS)

#: What points to the same trouble, whoever complains of it.
TROUBLE = (TraceKind.COURIER, TraceKind.ROUTE, TraceKind.CLIENT, TraceKind.ADDRESS, TraceKind.GOODS)


class Trace(NamedTuple):
    """One thing a case leaves; ``value`` compares by equality."""

    kind: TraceKind
    value: str


#: Fewer digits than this are no number to find anybody by.
_SHORTEST_PHONE = 7


def traces_of(intake: Intake) -> list[Trace]:
    """Return the traces an intake leaves; what is masked or empty leaves none."""
    found = [
        Trace(TraceKind.WAYBILL, intake.waybill),
        *(Trace(TraceKind.PHONE, phone_value(number)) for number in (intake.phone, intake.other_party_phone)),
        Trace(TraceKind.NAME, _plain(intake.complainant_name)),
        Trace(TraceKind.ADDRESS, _plain(intake.address)),
        Trace(TraceKind.COURIER, _plain(intake.courier)),
        Trace(TraceKind.ROUTE, _plain(intake.route)),
        Trace(TraceKind.CLIENT, _plain(intake.client)),
        Trace(TraceKind.GOODS, _plain(intake.contents)),
    ]
    return list(dict.fromkeys(trace for trace in found if trace.value))


def _plain(text: str) -> str:
    """Bring spellings of one thing together; a masked text (王*) says nothing about who it is."""
    if "*" in text:
        return ""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def phone_value(text: str) -> str:
    """Return the digits a phone number compares by; an empty text where it is masked or too short to find anybody."""
    if "*" in text:
        return ""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    digits = digits.removeprefix("0086").removeprefix("86") if len(digits) > len("13800000000") else digits
    return digits if len(digits) >= _SHORTEST_PHONE else ""
