"""A quote in words: for the customer's eyes and for a chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop.domain.claim import Account, ClaimFacts, Event, ValueProof
from desktop.domain.quote import Axis, Question, answer
from desktop.wording.quote import QuoteText, price_unknown, tell
from tests.quoting import trial_packs

if TYPE_CHECKING:
    from desktop.domain.packs import PackLibrary

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def packs() -> PackLibrary:
    return trial_packs()


pytestmark = pytest.mark.usefixtures("english")


def quoted(packs: PackLibrary, question: Question) -> QuoteText:
    return tell(answer(question, packs, TODAY), packs, TODAY)


def vase(**changes: object) -> ClaimFacts:
    usual: dict[str, object] = {
        "event": Event.PARTIAL_DAMAGE, "terms": "trial", "product": "ratio", "insured": True,
        "declared_value": Decimal(3000), "actual_value": Decimal(5000), "loss_ratio": Decimal("0.5"),
        "freight": Decimal(20), "account": Account.WALK_IN,
    }  # fmt: skip
    return ClaimFacts(**(usual | changes))  # type: ignore[arg-type]  # by name


def test_a_quote_as_text_for_a_chat(packs: PackLibrary) -> None:
    assert quoted(packs, Question(vase())).message().splitlines() == [
        "What the rules pay",
        "Trial Express; Standard cover; Partly damaged; 50% of it lost; Actual value ¥5,000.00; "
        "Declared value ¥3,000.00; Insurance fee ¥15.00; Postage ¥20.00",
        "",
        "With an invoice or order record: ¥1,500.00",
        "1. The actual loss: the actual value ¥5,000.00 × the share lost 50%, that is ¥2,500.00.",
        "2. In proportion: the actual loss ¥2,500.00 × the declared value ¥3,000.00 ÷ the actual value "
        "¥5,000.00, that is ¥1,500.00.",
        "",
        "Without proof of value: ¥75.00",
        "1. The actual loss: the actual value ¥5,000.00 × the share lost 50%, that is ¥2,500.00.",
        "2. At most three times the fee: the lower of the actual loss ¥2,500.00 and 3 times the postage "
        "¥20.00, that is ¥60.00.",
        "3. The premium goes back: the insurance fee ¥15.00.",
        "",
        "Without proof of value it is ¥1,425.00 less.",
        "Insured for ¥5,000.00, which costs ¥25.00, you would get ¥2,500.00 instead of ¥1,500.00.",
        "By the rules as they stand on 2 Mar 2026. What is paid in the end depends on what is found.",
    ]


def test_what_a_dispute_could_cost_is_known_but_not_in_the_text(packs: PackLibrary) -> None:
    said = quoted(packs, Question(vase()))

    assert said.sides[0].dispute == "In a dispute up to ¥2,500.00 (Limit void)."
    assert "dispute" not in said.message()
    assert "void" not in said.message()


@pytest.mark.parametrize(
    ("question", "titles", "difference"),
    [
        (
            Question(vase(), Axis.COVER),
            ("Insured for ¥3,000.00", "Not insured"),
            "Not insured, it is ¥1,440.00 less.",
        ),
        (
            Question(vase(), Axis.PRODUCT, other_product="full"),
            ("Standard cover", "Full cover"),
            "Full cover pays ¥1,000.00 more than Standard cover.",
        ),
        (
            Question(vase(), Axis.LIMIT),
            ("The limit applies", "The limit falls away"),
            "If the limit falls away, it is ¥1,000.00 more.",
        ),
        (
            Question(vase(), Axis.TERMS, other_terms="generic"),
            ("Trial Express, Standard cover", "Plain express agreement"),
            "Plain express agreement pays ¥1,000.00 more than Trial Express, Standard cover.",
        ),
        (
            Question(vase(insured=False, declared_value=None)),
            ("With an invoice or order record", "Without proof of value"),
            "With or without proof of value, it comes to the same.",
        ),
    ],
)
def test_sides_are_named_and_their_difference_is_one_sentence(
    packs: PackLibrary, question: Question, titles: tuple[str, str], difference: str
) -> None:
    facts = msgspec.structs.replace(question.facts, value_proof=ValueProof.INVOICE)

    said = quoted(packs, replace(question, facts=facts))

    assert tuple(side.title for side in said.sides) == titles
    assert said.difference == difference


def test_what_is_missing_on_both_sides_is_asked_for_once(packs: PackLibrary) -> None:
    said = quoted(packs, Question(vase(loss_ratio=None, freight=None)))

    assert [want.field for want in said.sides[0].wanting] == ["loss_amount"]
    assert said.sides[0].wanting[0].label == "How much of it is lost"
    assert [want.field for want in said.sides[1].wanting] == ["freight"]
    assert said.difference == ""
    assert "not known yet" in said.message()


def test_cover_without_a_price_still_tells_what_it_would_change(packs: PackLibrary) -> None:
    found = answer(Question(vase(), cover=Decimal(30000)), packs, TODAY)

    assert found.cover is not None
    assert "20000" in price_unknown(found.cover)
    assert tell(found, packs, TODAY).cover == "Insured for ¥30,000.00 you would get ¥2,500.00 instead of ¥1,500.00."


def test_an_uninsured_parcel_is_called_so(packs: PackLibrary) -> None:
    assert "not insured" in quoted(packs, Question(vase(insured=False, declared_value=None))).situation
