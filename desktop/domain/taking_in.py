"""What keeps a matter from being taken in as it is: there is a case for it already, or it cannot be settled at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.intake import Ask, Intake
from desktop.domain.traces import TraceKind
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

#: What a case is that goes no further, as lists of cases have it.
ENDED = frozenset({"closed", "withdrawn", "merged"})

#: What a customer asks for that is money.
_MONEY = frozenset({Ask.COMPENSATE, Ask.REFUND})

#: How a matter came in, as a talk with the customer is recorded.
_WAYS = {
    "counter": "counter",
    "phone": "phone",
    "wechat": "wechat",
    "email": "email",
    "letter": "letter",
    "platform": "platform",
}


#: Fields that go along with a matter that goes on elsewhere, or that say nothing there.
_GOES_ALONG = frozenset(
    {
        *("words", "note", "channel", "waybill", "waybill_raw", "no_waybill_reason", "carrier", "capacity"),
        *("privacy_told", "read_back", "matter", "mood", "types", "level"),
    }
)
_FIELD_OF = {
    TraceKind.PHONE: "phone",
    TraceKind.NAME: "complainant_name",
    TraceKind.ADDRESS: "address",
}


class SameMatterOpen(Refused):
    """There is an open case for the same waybill, and nobody has said why there should be another one.

    Attributes:
        case_id: that case.
        number: what people call it.

    """

    def __init__(self, case_id: str, number: str) -> None:
        super().__init__(number)
        self.case_id, self.number = case_id, number


class MoneyIsAsked(Refused):
    """A matter with money in it is assessed and approved; it is not settled with an answer on the spot."""


def asks_for_money(intake: Intake) -> bool:
    """Say whether the customer asks for money."""
    return bool(intake.asked_amount) or not _MONEY.isdisjoint(intake.asks)


def left_behind(intake: Intake, shared: Iterable[TraceKind]) -> tuple[str, ...]:
    """Return the fields that are filled in and do not go along where a matter goes on in an earlier case.

    Args:
        intake: as typed.
        shared: what the earlier case has too.
    """
    known = _GOES_ALONG | {_FIELD_OF[kind] for kind in shared if kind in _FIELD_OF}
    empty = Intake()
    return tuple(
        name for name in intake.__struct_fields__ if name not in known and getattr(intake, name) != getattr(empty, name)
    )


def way_of(intake: Intake) -> str:
    """Return the way a customer reached us, as ``CustomerContacted`` names it."""
    return _WAYS.get(intake.channel, "other")
