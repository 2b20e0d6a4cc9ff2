"""The plain express agreement as one function written by hand: the floor that no table of rules can be faster than."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

_KEYS = {
    "terms", "accepted_on", "claimed_on", "insured", "actual_value", "freight", "declared_value", "event",
    "value_proof", "cause", "loss_ratio",
}  # fmt: skip
_FEN = Decimal("0.01")
_FRIDAY, _ONE_DAY = 4, timedelta(days=1)
#: All that is known of a year whose holidays are not announced.
_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
_EXCUSES = ("nature-of-goods", "consignee")


def payable(raw: bytes) -> Decimal:
    """Read one claim and return what is due; knows these keys and these rules only."""
    facts = json.loads(raw)
    if not facts.keys() <= _KEYS or facts["terms"] != "generic":
        raise ValueError("not a claim under the plain agreement")
    accepted, claimed = date.fromisoformat(facts["accepted_on"]), date.fromisoformat(facts["claimed_on"])
    actual, freight = Decimal(facts["actual_value"]), Decimal(facts["freight"])
    insured, event, cause = facts["insured"], facts["event"], facts["cause"]
    if claimed < accepted or actual < 0 or freight < 0:
        raise ValueError("cannot be")
    last = accepted.replace(year=accepted.year + 1)
    while last.weekday() > _FRIDAY or (last.month, last.day) in _HOLIDAYS:
        last += _ONE_DAY
    if claimed > last:
        return Decimal("0.00")
    if cause in _EXCUSES or (cause == "force-majeure" and not insured):
        # Lost by force majeure: the fee goes back (civil code 835).
        gone = event in ("loss", "total-damage")
        return freight if gone and cause == "force-majeure" else Decimal("0.00")
    loss = actual * Decimal(facts["loss_ratio"]) if event == "partial-damage" else actual
    goods = min(loss, Decimal(facts["declared_value"]) if insured else 5 * freight)
    refund = freight if event != "partial-damage" else Decimal(0)
    return goods.quantize(_FEN, ROUND_HALF_UP) + refund.quantize(_FEN, ROUND_HALF_UP)
