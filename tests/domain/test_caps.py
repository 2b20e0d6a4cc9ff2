"""Limits of every kind: dated, by piece, in another currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.domain.claim import Event, ExchangeRate
from tests.rules.small import METHOD, PACK, paid

SDR = ExchangeRate("XDR", Decimal("9.5"), date(2026, 3, 20))
DATED = """method = "capped"
caps = [
  { per_kg = "17", currency = "XDR", valid_to = 2026-03-01 },
  { per_kg = "19", currency = "XDR", valid_from = 2026-03-02 },
]"""


def _capped(caps: str) -> str:
    return PACK.replace(METHOD, f'method = "capped"\ncaps = [{caps}]')


@pytest.mark.parametrize(
    ("facts", "payable", "why"),
    [
        ({"pieces": 3}, "450.00", "all three pieces went with the parcel: 3 x 150"),
        ({"pieces": 3, "pieces_lost": 2, "event": Event.SHORTAGE}, "300.00", "two of three pieces: 2 x 150"),
        ({"pieces": 10}, "1000.00", "10 x 150 is above the loss"),
    ],
)
def test_a_limit_by_piece_counts_the_pieces_lost(facts: dict[str, Any], payable: str, why: str) -> None:
    result = paid(_capped('{ per_piece = "150" }'), **facts)

    assert str(result.payable) == payable, why


def test_without_a_count_a_limit_by_piece_cannot_be_worked_out() -> None:
    assert paid(_capped('{ per_piece = "150" }')).needs == ("pieces",)


@pytest.mark.parametrize(
    ("posted", "payable"), [(date(2026, 3, 1), "34.00"), (date(2026, 3, 2), "38.00"), (date(2026, 3, 3), "38.00")]
)
def test_a_dated_limit_changes_at_its_day(posted: date, payable: str) -> None:
    """Two kilograms: 2 x 17 = 34 up to 1 March, 2 x 19 = 38 from 2 March on."""
    result = paid(PACK.replace(METHOD, DATED), accepted_on=posted, weight_kg=Decimal(2), currency="XDR")

    assert str(result.payable) == payable


def test_another_currency_is_converted_and_the_rate_is_a_step_of_its_own() -> None:
    """2 kg x 19 SDR x 9.5 = 361.00 yuan."""
    result = paid(PACK.replace(METHOD, DATED), weight_kg=Decimal(2), rates=(SDR,))

    assert (str(result.payable), result.lines[0].formula) == ("361.00", "min(1000.00, 19.00 × 2 × 9.5)")
    rate = next(step for step in result.steps if step.code == "rate")
    assert (rate.inputs, rate.outcome) == ({"currency": "XDR", "into": "CNY", "on": "2026-03-20"}, "9.5")


def test_a_sum_of_parts_is_converted_as_a_whole() -> None:
    """(40 + 4.50 x 10) SDR x 9.5 = 85 x 9.5 = 807.50 yuan."""
    caps = '{ amount = "40", per_kg = "4.50", currency = "XDR" }'
    result = paid(_capped(caps), weight_kg=Decimal(10), rates=(SDR,))

    assert (str(result.payable), result.lines[0].formula) == ("807.50", "min(1000.00, (40.00 + 4.50 × 10) × 9.5)")


def test_without_the_rate_nothing_is_guessed() -> None:
    assert paid(PACK.replace(METHOD, DATED), weight_kg=Decimal(2)).needs == ("rates",)


@pytest.mark.parametrize("rate", ["0", "-1", "100000.1"])
def test_a_rate_that_cannot_be_is_refused(rate: str) -> None:
    bad = ExchangeRate("XDR", Decimal(rate), date(2026, 3, 20))

    assert [p.code for p in paid(PACK, rates=(bad,)).problems] == ["rate-out-of-range"]


def test_a_rate_of_the_claim_s_own_currency_is_refused() -> None:
    own = ExchangeRate("CNY", Decimal(1), date(2026, 3, 20))

    assert [p.code for p in paid(PACK, rates=(own,)).problems] == ["unknown-currency"]


def test_a_rate_of_another_day_than_the_terms_ask_for_is_told() -> None:
    text = PACK.replace("chosen_by", 'rate_day = "claimed_on"\nchosen_by')
    early = ExchangeRate("XDR", Decimal("9.5"), date(2026, 3, 19))

    assert [w.code for w in paid(text, rates=(SDR,)).warnings] == []
    assert [w.code for w in paid(text, rates=(early,)).warnings] == ["rate-of-another-day"]
