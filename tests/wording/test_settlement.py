"""The sentences of a settlement, in both languages where the words are fixed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop import i18n
from desktop.domain.claim import ClaimFacts, DirectCost, Event
from desktop.domain.intake import Ask, ComplaintType
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.wording import settlement as words
from tests.factories import YUAN, an_intake


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("draft", "assessed", "sentence"),
    [
        (
            ProposalDraft(3421 * YUAN, 3421 * YUAN, remedies=(Remedy.COMPENSATE,)),
            True,
            "Damage (vase): pay ¥3,421.00, because that is what the rules give.",
        ),
        (
            ProposalDraft(3600 * YUAN, 3421 * YUAN, "three trips.", (Remedy.COMPENSATE, Remedy.APOLOGISE)),
            True,
            "Damage (vase): pay ¥3,600.00, because three trips (the rules give ¥3,421.00). Also: Apologise.",
        ),
        (
            ProposalDraft(0, 0, remedies=(Remedy.APOLOGISE,)),
            False,
            "Damage (vase): pay nothing, because the claim has not been worked out. Also: Apologise.",
        ),
        (ProposalDraft(None, 0), False, "Damage (vase): say how much is to be paid."),
    ],
)
def test_a_proposal_is_one_sentence_with_amount_and_reason(draft: ProposalDraft, assessed: bool, sentence: str) -> None:
    assert words.proposal_sentence(an_intake(contents="vase"), draft, assessed=assessed) == sentence


def test_a_matter_without_money_rules_says_so() -> None:
    intake = an_intake(types=(ComplaintType.ATTITUDE,), contents="")

    sentence = words.proposal_sentence(intake, ProposalDraft(0, 0, remedies=(Remedy.APOLOGISE,)), assessed=False)

    assert "because no money rules apply to this matter" in sentence


def test_the_request_names_what_is_asked_for_and_the_sum() -> None:
    intake = an_intake(asks=(Ask.COMPENSATE, Ask.APOLOGISE), asked_amount=9500 * YUAN)

    assert words.request(intake) == "Asks for: Compensation, Apology (¥9,500.00)."
    assert words.request(an_intake(asks=())) == "Asks for nothing in particular."


def test_nobody_is_said_to_answer_where_there_is_no_finding() -> None:
    assert "without the cause having been established" in words.responsibility("")
    assert words.responsibility("from-a-newer-version") == words.responsibility("unknown")


def test_facts_are_shown_the_way_people_write_them() -> None:
    facts = ClaimFacts(
        event=Event.LOSS,
        insured=True,
        declared_value=Decimal("3000"),
        accepted_on=date(2026, 2, 20),
        loss_ratio=Decimal("0.4"),
        direct_costs=(DirectCost("inspection", Decimal("50")),),
    )

    shown = {key: words.fact_value(facts, key) for key in facts.__struct_fields__}

    assert {key: text for key, text in shown.items() if text} == {
        "event": "Lost",
        "insured": "Yes",
        "declared_value": "¥3,000.00",
        "accepted_on": "20 Feb 2026",
        "loss_ratio": "0.4",
        "direct_costs": "inspection ¥50.00",
        "currency": "CNY",
    }


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("min(9500.00, 3000.00)", "lower of (9500.00, 3000.00)"),
        ("−min(100.00, 3000.00)", "−lower of (100.00, 3000.00)"),
        ("421.00", "421.00"),
    ],
)
def test_formulas_are_spelled_without_a_programmers_shorthand(formula: str, shown: str) -> None:
    assert words.spoken_formula(formula) == shown
