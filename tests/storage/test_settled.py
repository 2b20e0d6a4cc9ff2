"""The index of what was approved: which cases count, and which are nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from desktop.domain import entries as e
from desktop.domain.case import Case, Status
from desktop.domain.entries import Verdict
from desktop.domain.other_claims import Stage
from desktop.domain.similar import Cover, Likeness
from desktop.storage import claims, index
from desktop.storage import tables as t
from desktop.storage.verify import verify
from tests.factories import YUAN, Staffed, a_decision, a_proposal, an_assessment, an_intake, no_due

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The made-up parcel: broken for good, insured for 3,000 yuan; its assessment has facts nobody can read.
ALIKE = Likeness("total-damage", Cover.INSURED, "CNY", 4, 3000 * YUAN, "")


def paid(staffed: Staffed, but_for: str = "") -> list[int]:
    with staffed.office.reading() as connection:
        return sorted(fen for _terms, fen in index.paid_alike(connection, ALIKE, but_for))


def approved(staffed: Staffed, amount: int = 3421 * YUAN) -> Case:
    case = staffed.proposed(amount=amount)
    staffed.write("supervisor", case.case_id, a_decision(case))
    return staffed.office.case(case.case_id)


def test_only_what_was_approved_counts_and_never_the_case_itself(staffed: Staffed) -> None:
    first, second = approved(staffed, 100), approved(staffed, 200)
    staffed.registered()
    staffed.assessed()
    staffed.proposed()
    for verdict in (Verdict.RETURN, Verdict.REFUSE, Verdict.PASS_UP):
        case = staffed.proposed()
        staffed.write("supervisor", case.case_id, a_decision(case, verdict))

    assert paid(staffed) == [100, 200]
    assert paid(staffed, first.case_id) == [200]
    assert paid(staffed, second.case_id) == [100]
    assert verify(staffed.office).faults == []


def test_an_approval_that_holds_no_longer_counts_no_longer(staffed: Staffed) -> None:
    corrected, proposed_again, erased, kept = (approved(staffed, amount) for amount in (1, 2, 3, 4))
    staffed.write("clerk", corrected.case_id, e.CaseCorrected(intake=an_intake(freight=1), reason="运费看错"))
    staffed.write("clerk", proposed_again.case_id, a_proposal(proposed_again, 2))
    assert erased.registered is not None
    staffed.write("manager", "", e.BodyErased(entry_id=erased.registered.entry_id, reason="保存期满"))

    assert staffed.office.case(kept.case_id).status is Status.APPROVED
    assert paid(staffed) == [4]
    assert verify(staffed.office).faults == []


def test_an_erased_approval_counts_no_longer(staffed: Staffed) -> None:
    case = approved(staffed)
    assert case.decision is not None

    staffed.write("manager", "", e.BodyErased(entry_id=case.decision.header.entry_id, reason="删了"))

    assert paid(staffed) == []


def test_what_is_made_anew_from_the_journal_is_the_same(staffed: Staffed) -> None:
    approved(staffed, 100)
    approved(staffed, 200)
    with staffed.office.database.writing() as connection:
        connection.execute(delete(t.settled))
        index.rebuild(connection, no_due)

    assert paid(staffed) == [100, 200]
    assert verify(staffed.office).faults == []


def test_a_spoilt_row_is_found(staffed: Staffed) -> None:
    approved(staffed)
    with staffed.office.database.writing() as connection:
        connection.execute(t.settled.update().values(amount_fen=1))

    assert [(fault.code, fault.where) for fault in verify(staffed.office).faults] == [("index-differs", "settled")]


def test_no_name_phone_waybill_or_word_of_a_customer_is_in_it(staffed: Staffed) -> None:
    case = approved(staffed)
    with staffed.office.reading() as connection:
        row = connection.execute(select(t.settled)).one()

    for told in (case.intake.complainant_name, case.intake.phone, case.intake.waybill, case.intake.words):
        assert told not in str(row)


def a_row(place: int, value: int, decided_at: str, terms: str) -> dict[str, object]:
    return {
        "case_id": f"c{place}", "number": f"n{place:03}", "event": "total-damage", "cover": "insured",
        "currency": "CNY", "band": 4, "value_fen": value, "terms": terms, "amount_fen": place, "decided_at": decided_at,
    }  # fmt: skip


def nearest(staffed: Staffed, rows: Sequence[dict[str, object]], but_for: str = "", *, same_terms: bool) -> list[str]:
    like = Likeness("total-damage", Cover.INSURED, "CNY", 4, 2000, "sf")
    with staffed.office.database.writing() as connection:
        connection.execute(delete(t.settled))
        if rows:
            connection.execute(insert(t.settled), list(rows))
        return [case.case_id for case in index.nearest_alike(connection, like, but_for, 3, same_terms=same_terms)]


def test_the_nearest_are_so_by_value_and_then_by_date(staffed: Staffed) -> None:
    rows = [
        a_row(1, 1900, "2026-03-02", "jd"),
        a_row(2, 2101, "2026-03-05", "sf"),
        a_row(3, 2100, "2026-03-01", "sf"),
        a_row(4, 1900, "2026-03-03", "jd"),
        a_row(5, 2000, "2020-01-01", "sf"),
    ]

    # 2,000 itself; then 1,900 and 2,100 are equally near and the latest comes first; 2,101 is one fen further.
    assert nearest(staffed, rows, same_terms=False) == ["c5", "c4", "c1"]
    assert nearest(staffed, rows, "c4", same_terms=False) == ["c5", "c1", "c3"]
    assert nearest(staffed, rows, same_terms=True) == ["c5", "c3", "c2"]


DAYS = st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03"])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1990, 2010), DAYS, st.sampled_from(["sf", "jd"])), max_size=12), st.booleans())
def test_the_nearest_are_those_sorting_by_hand_finds(
    staffed: Staffed, cases: list[tuple[int, str, str]], same_terms: bool
) -> None:
    rows = [a_row(place, *case) for place, case in enumerate(cases)]
    by_hand = sorted(range(len(cases)), key=lambda place: (cases[place][1], place), reverse=True)
    by_hand.sort(key=lambda place: abs(cases[place][0] - 2000))
    wanted = [f"c{place}" for place in by_hand if not same_terms or cases[place][2] == "sf"]

    assert nearest(staffed, rows, same_terms=same_terms) == wanted[:3]


def a_paper(amount: int | None, *, draft: bool = False) -> e.PaperIssued:
    return e.PaperIssued(
        paper="agreement", number="XY1", language="zh_CN", draft=draft, proposal="", amount_fen=amount, sha256="0" * 64,
        stored_as="ab" * 32, code="",
    )  # fmt: skip


def test_other_cases_of_a_waybill_tell_how_far_they_have_come(staffed: Staffed) -> None:
    this = staffed.registered()
    elsewhere = staffed.registered(waybill="YT8962646785389")
    staffed.write("clerk", elsewhere.case_id, an_assessment(elsewhere))
    assessed, proposed, sure, drafted, overtaken = (
        staffed.assessed(payable=1), staffed.proposed(amount=2), approved(staffed, 3), staffed.proposed(amount=4),
        approved(staffed, 5),
    )  # fmt: skip
    staffed.write("clerk", drafted.case_id, a_paper(4, draft=True))
    staffed.write("clerk", overtaken.case_id, a_paper(None), a_paper(5))
    staffed.write("clerk", overtaken.case_id, e.CaseCorrected(intake=an_intake(freight=1), reason="看错"))

    with staffed.office.reading() as connection:
        found = {
            claim.case_id: (claim.stage, claim.amount_fen)
            for claim in claims.other_claims(connection, this.intake.waybill, this.case_id)
        }

    assert found == {
        assessed.case_id: (Stage.ASSESSED, 1),
        proposed.case_id: (Stage.PROPOSED, 2),
        sure.case_id: (Stage.APPROVED, 3),
        drafted.case_id: (Stage.PROPOSED, 4),
        # Its approval fell with the correction; the paper is out.
        overtaken.case_id: (Stage.ISSUED, 5),
    }


def test_cases_without_a_waybill_are_no_claims_of_one_another(staffed: Staffed) -> None:
    first = staffed.registered(waybill="")
    staffed.write("clerk", first.case_id, an_assessment(first))

    with staffed.office.reading() as connection:
        assert claims.other_claims(connection, "", "another") == []


@pytest.mark.parametrize(
    ("wish", "back", "left"),
    [
        # Nobody has asked yet, or the customer keeps the money: they have what was approved.
        ("open", 0, 3),
        ("money", 0, 3),
        # The goods were chosen: what is not back yet is still with them.
        ("goods", 0, 3),
        ("goods", 1, 2),
        ("goods", 3, None),
    ],
)
def test_a_claim_is_as_large_as_what_the_customer_has_of_it_once_goods_are_found(
    staffed: Staffed, wish: str, back: int, left: int | None
) -> None:
    this, case = staffed.registered(), approved(staffed, 3)
    assert case.proposal is not None
    paid = e.PaymentMade(case.proposal.digest, 3, "cash", "𬭊䶮", "", "", "2026-03-02")
    _paid, found = staffed.write("clerk", case.case_id, paid, e.GoodsFound("驿站", wish, "盘点时找到。"))
    if back:
        returned = e.MoneyReturned("goods-found", found.digest, back, "cash", "𬭊䶮", "", "2026-03-02", "")
        staffed.write("clerk", case.case_id, returned)

    with staffed.office.reading() as connection:
        others = claims.other_claims(connection, this.intake.waybill, this.case_id)
        compared = connection.execute(select(t.settled.c.case_id)).scalars().all()

    assert [claim.amount_fen for claim in others] == ([] if left is None else [left])
    # No loss after all: its amount says nothing about what a loss costs.
    assert (case.case_id in compared) is (wish != "goods")
    assert verify(staffed.office).faults == []
