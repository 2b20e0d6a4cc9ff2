"""One claim per waybill: what counts as a claim of another case, and what it keeps back."""

from __future__ import annotations

import pytest

from desktop.domain.other_claims import OtherClaim, SecondClaim, Stage, other_claim, refusal_of_second
from tests.factories import YUAN


@pytest.mark.parametrize(
    ("status", "amount", "issued", "expected"),
    [
        ("registered", None, None, None),
        ("assessed", 100, None, (Stage.ASSESSED, 100)),
        ("proposed", 100, None, (Stage.PROPOSED, 100)),
        ("passed-up", 100, None, (Stage.PROPOSED, 100)),
        ("returned", 100, None, (Stage.PROPOSED, 100)),
        ("refused", 100, None, (Stage.REFUSED, 100)),
        ("approved", 100, None, (Stage.APPROVED, 100)),
        ("approved", 100, 100, (Stage.ISSUED, 100)),
        # Approved to pay nothing: there is nothing to pay twice.
        ("approved", 0, None, None),
        # The approval holds no longer and no amount does, but the customer has the paper.
        ("registered", 100, None, None),
        ("registered", 100, 90, (Stage.ISSUED, 90)),
        # Another amount is proposed since; the paper counts.
        ("proposed", 80, 90, (Stage.ISSUED, 90)),
    ],
)
def test_how_far_a_claim_has_come(
    status: str, amount: int | None, issued: int | None, expected: tuple[Stage, int] | None
) -> None:
    found = other_claim("id", "260302-001", status, amount, issued)

    assert (None if found is None else (found.stage, found.amount_fen)) == expected


def test_what_was_given_up_for_goods_found_is_no_part_of_a_claim() -> None:
    kept = other_claim("id", "260302-001", "approved", 100, 100, 60)
    assert kept is not None
    assert (kept.stage, kept.amount_fen) == (Stage.ISSUED, 40)
    assert other_claim("id", "260302-001", "approved", 100, 100, 100) is None


def a_claim(case_id: str, stage: Stage) -> OtherClaim:
    return OtherClaim(case_id, "260302-001", stage, 100 * YUAN)


def test_only_what_is_approved_or_issued_stands_in_the_way() -> None:
    every = [a_claim(stage.value, stage) for stage in Stage]

    refusal = refusal_of_second(1, every)

    assert isinstance(refusal, SecondClaim)
    assert [claim.case_id for claim in refusal.others] == ["approved", "issued"]


def test_what_was_seen_stands_in_the_way_no_more_and_nothing_at_all_never_does() -> None:
    claims = [a_claim("a", Stage.APPROVED), a_claim("b", Stage.ISSUED)]

    assert refusal_of_second(1, claims, seen=("a", "b")) is None
    left = refusal_of_second(1, claims, seen=("a",))
    assert isinstance(left, SecondClaim)
    assert [claim.case_id for claim in left.others] == ["b"]
    assert refusal_of_second(0, claims) is None
