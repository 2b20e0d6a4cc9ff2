"""What is missing in an intake or cannot be true, told all at once and never one after the other.

A draft may hold anything. Registering needs what a customer is owed an answer with; assessing needs, by the
type of the complaint, what the compensation rules ask for.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from desktop.domain.intake import (
    Capacity,
    Channel,
    ComplaintType,
    DamageExtent,
    Intake,
    claim_type,
    tidy,
)
from desktop.domain.money import LARGEST
from desktop.domain.phones import check_phone
from desktop.domain.problems import Problem
from desktop.domain.waybill import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the intake is wanted for.
Step = Literal["draft", "register", "assess"]

MONEY_FIELDS = ("asked_amount", "declared_value", "premium", "freight", "actual_value")
DATE_FIELDS = ("posted_on", "promised_by", "happened_on", "delivered_on", "found_on")

#: Longest texts by field; whatever is not named may have ``SHORT_TEXT`` characters.
LONGEST = {"words": 5000, "note": 5000, "contents": 500, "no_waybill_reason": 500, "waybill": 64}
SHORT_TEXT = 200

LARGEST_FEN = int(LARGEST * 100)
LARGEST_QUANTITY = 1_000_000
LARGEST_WEIGHT_KG = 100_000

#: No express parcel that anyone could still complain about was posted before.
EARLIEST = date(2000, 1, 1)

_WEIGHT = re.compile(r"\d{1,6}(\.\d{1,3})?", re.ASCII)

# What comes first in time. A late or lost parcel is missed before it arrives, so finding has its own rule.
_IN_ORDER = (
    ("posted_on", "promised_by"),
    ("posted_on", "happened_on"),
    ("posted_on", "delivered_on"),
    ("posted_on", "found_on"),
    ("happened_on", "found_on"),
)
_FOUND_AFTER_DELIVERY = frozenset(
    {ComplaintType.DAMAGE, ComplaintType.SHORTAGE, ComplaintType.WRONG_CONTENTS, ComplaintType.FALSE_SIGN}
)
# Who stands at the counter or is on the line can say a number; from the others another way must do.
_CAN_BE_ASKED = frozenset({Channel.COUNTER, Channel.PHONE})


def check_intake(intake: Intake, step: Step, today: date) -> list[Problem]:
    """Return everything that keeps an intake from the next step; nothing keeps a draft from being kept.

    Args:
        intake: control characters and spaces around a text are overlooked, not told.
        step: what it is wanted for.
        today: the day in Beijing.

    """
    if step == "draft":
        return []
    intake = tidy(intake)
    problems = [*_texts(intake), *_amounts(intake), *_counts(intake), *_dates(intake, today)]
    problems += _contradictions(intake)
    problems += _to_register(intake)
    if step == "assess":
        problems += _to_assess(intake)
    return problems


def _texts(intake: Intake) -> Iterator[Problem]:
    for name in intake.__struct_fields__:
        text = getattr(intake, name)
        limit = LONGEST.get(name, SHORT_TEXT)
        if type(text) is str and len(text) > limit:
            yield Problem(name, "too-long", {"limit": str(limit), "length": str(len(text))})


def _amounts(intake: Intake) -> Iterator[Problem]:
    for name in MONEY_FIELDS:
        fen = getattr(intake, name)
        if fen is not None and fen < 0:
            yield Problem(name, "negative-amount")
        elif fen is not None and fen > LARGEST_FEN:
            yield Problem(name, "amount-too-large")


def _counts(intake: Intake) -> Iterator[Problem]:
    if intake.quantity is not None and not 1 <= intake.quantity <= LARGEST_QUANTITY:
        yield Problem("quantity", "not-a-count", {"largest": str(LARGEST_QUANTITY)})
    if intake.weight_kg and not _is_weight(intake.weight_kg):
        yield Problem("weight_kg", "not-a-weight", {"largest": str(LARGEST_WEIGHT_KG)})


def _is_weight(text: str) -> bool:
    return bool(_WEIGHT.fullmatch(text)) and 0 < Decimal(text) <= LARGEST_WEIGHT_KG


def _dates(intake: Intake, today: date) -> Iterator[Problem]:
    days: dict[str, date] = {}
    for name in DATE_FIELDS:
        text = getattr(intake, name)
        if text is None:
            continue
        day = _day(text)
        if day is None:
            yield Problem(name, "not-a-date", {"text": text[:20]})
        elif day < EARLIEST:
            yield Problem(name, "date-too-early", {"date": text})
        elif day > today and name != "promised_by":
            yield Problem(name, "future-date", {"date": text})
        else:
            days[name] = day
    pairs = list(_IN_ORDER)
    if _FOUND_AFTER_DELIVERY.intersection(intake.types):
        pairs.append(("delivered_on", "found_on"))
    for first, then in pairs:
        if first in days and then in days and days[then] < days[first]:
            facts = {"earlier_field": first, "earlier": str(days[first]), "date": str(days[then])}
            yield Problem(then, "dates-out-of-order", facts)


def _day(text: str) -> date | None:
    # Only the long form: fromisoformat also takes 20260302 and 2026-W10-1, which no field of ours writes.
    if len(text) != len("2026-03-02"):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def _contradictions(intake: Intake) -> Iterator[Problem]:
    if intake.insured is False and intake.premium:
        yield Problem("premium", "premium-without-insurance")
    if intake.insured and intake.declared_value == 0:
        yield Problem("declared_value", "insured-for-nothing")
    if len(set(intake.types)) < len(intake.types):
        yield Problem("types", "type-twice")


def _to_register(intake: Intake) -> Iterator[Problem]:
    if intake.channel is Channel.UNKNOWN:
        yield Problem("channel", "missing")
    yield from _waybill(intake)
    if not intake.complainant_name:
        yield Problem("complainant_name", "missing")
    if intake.capacity is Capacity.UNKNOWN:
        yield Problem("capacity", "missing")
    yield from _call_back(intake)
    if not intake.types:
        yield Problem("types", "missing")
    if not intake.words:
        yield Problem("words", "missing")


def _waybill(intake: Intake) -> Iterator[Problem]:
    if intake.waybill:
        if clean(intake.waybill).lost_digits:
            yield Problem("waybill", "waybill-lost-digits")
    elif not intake.no_waybill_reason:
        yield Problem("waybill", "no-waybill-or-reason")


def _call_back(intake: Intake) -> Iterator[Problem]:
    if intake.other_contact and intake.channel not in _CAN_BE_ASKED:
        return
    if not intake.phone:
        yield Problem("phone", "missing-phone")
    else:
        yield from check_phone(intake.phone, "phone")


def _to_assess(intake: Intake) -> Iterator[Problem]:
    kind = claim_type(intake.types)
    if kind:
        for name in _unknown(intake, kind):
            yield Problem(name, "missing-to-assess", {"type": kind.value})
    elif intake.types:
        yield Problem("types", "nothing-to-assess", {"type": intake.types[0].value})


def _unknown(intake: Intake, kind: ComplaintType) -> list[str]:
    asked = [
        ("posted_on", intake.posted_on is None),
        ("insured", intake.insured is None),
        ("declared_value", bool(intake.insured) and intake.declared_value is None),
        ("freight", intake.freight is None),
    ]
    if kind is ComplaintType.DELAY:
        asked.append(("promised_by", intake.promised_by is None))
    else:
        asked.append(("actual_value", intake.actual_value is None))
        asked.append(("value_proof", not intake.value_proof))
    if kind is ComplaintType.DAMAGE:
        asked.append(("damage_extent", intake.damage_extent is DamageExtent.UNKNOWN))
    return [name for name, missing in asked if missing]
