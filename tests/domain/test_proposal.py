"""What of an amount is goodwill."""

from __future__ import annotations

import pytest

from desktop.domain.intake import ComplaintType
from desktop.domain.proposal import goodwill_fen
from tests.factories import YUAN, an_intake


@pytest.mark.parametrize(
    ("amount", "computed", "goodwill"),
    [
        # 3,600.00 - 3,421.00
        (3600, 3421, 179),
        (3421, 3421, 0),
        (3000, 3421, 0),
        (50, 0, 50),
    ],
)
def test_what_goes_beyond_the_rules_is_goodwill(amount: int, computed: int, goodwill: int) -> None:
    assert goodwill_fen(an_intake(), amount * YUAN, computed * YUAN, assessed=True) == goodwill * YUAN


def test_where_no_money_rules_apply_all_of_it_is() -> None:
    rude = an_intake(types=(ComplaintType.ATTITUDE,))

    assert goodwill_fen(rude, 50 * YUAN, 0, assessed=False) == 50 * YUAN


def test_a_claim_nobody_worked_out_is_not_paid_out_of_goodwill() -> None:
    assert goodwill_fen(an_intake(), 3000 * YUAN, 0, assessed=False) == 0
