"""The sentences of a settlement, in both languages where the words are fixed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.claim import ClaimFacts, DirectCost, Event
from desktop.domain.intake import Ask, ComplaintType
from desktop.domain.money import Money
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.wording import settlement as words
from tests.factories import YUAN, an_intake

pytestmark = pytest.mark.usefixtures("english")


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


@pytest.mark.parametrize(
    ("draft", "parts"),
    [
        # 3,600.00 - 3,421.00
        (
            ProposalDraft(3600 * YUAN, 3421 * YUAN, "three trips "),
            (("By the rules", "¥3,421.00"), ("Goodwill", "¥179.00")),
        ),
        (
            ProposalDraft(3000 * YUAN, 3421 * YUAN),
            (("By the rules", "¥3,421.00"), ("Agreed reduction", "-¥421.00")),
        ),
        (ProposalDraft(3421 * YUAN, 3421 * YUAN), ()),
        (ProposalDraft(None, 3421 * YUAN), ()),
    ],
)
def test_an_amount_beyond_the_rules_is_parted_into_what_is_owed_and_goodwill(
    draft: ProposalDraft, parts: tuple[tuple[str, str], ...]
) -> None:
    assert words.breakdown(an_intake(), draft, assessed=True) == parts


def test_what_is_paid_where_no_money_rules_apply_is_goodwill_and_for_a_claim_not_worked_out_it_is_not() -> None:
    draft = ProposalDraft(50 * YUAN, 0, "for the trouble")

    rude = words.breakdown(an_intake(types=(ComplaintType.ATTITUDE,)), draft, assessed=False)

    assert rude == (("Goodwill", "¥50.00"),)
    assert words.breakdown(an_intake(), draft, assessed=False) == ()


def test_an_agreement_says_that_goodwill_admits_nothing() -> None:
    goodwill = Money(Decimal("179.00"))
    no_liability = "¥179.00, is goodwill, paid of Party A's own accord and without any admission."

    by_rules = words.basis("Terms", goodwill, assessed=True, reduced=False)
    alone = words.basis("", goodwill, assessed=False, reduced=False)

    assert by_rules.endswith(
        '"Terms". Besides, ¥179.00 is goodwill, paid of Party A\'s own accord and without any admission.'
    )
    assert alone.endswith(no_liability)
    assert words.basis("Terms", None, assessed=True, reduced=True).endswith("agreed on an adjustment.")
    assert words.basis("Terms", None, assessed=True, reduced=False).endswith('rules of "Terms".')
    assert words.basis("", None, assessed=False, reduced=False) == "The parties agreed on the amount by negotiation."


def test_the_request_names_what_is_asked_for_and_the_sum() -> None:
    intake = an_intake(asks=(Ask.COMPENSATE, Ask.APOLOGISE), asked_amount=9500 * YUAN)

    assert words.request(intake) == "Asks for: Compensation, Apology (¥9,500.00)."
    assert words.request(an_intake(asks=())) == "Asks for nothing in particular."


def test_nobody_is_said_to_answer_where_there_is_no_finding() -> None:
    assert "without the cause having been established" in words.responsibility(())
    assert words.responsibility(("from-a-newer-version",)) == words.responsibility(("unknown",))


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
        "currency": "Chinese Yuan",
    }


@pytest.mark.parametrize(
    ("remedies", "amount", "said"),
    [
        (("compensate", "apologise"), "¥3.00", "We compensate you: you will receive ¥3.00."),
        (("refund",), "¥3.00", "We refund the postage: you will receive ¥3.00."),
        (("refund", "compensate"), "¥3.00", "We compensate you and refund the postage: you will receive ¥3.00 in all."),
        (("apologise",), "¥3.00", "You will receive ¥3.00."),
        (("redeliver", "find"), "", "We will deliver the parcel to you again. We go on looking for your parcel and "
         "tell you as soon as we know more."),
        (("compensate", "resend"), "¥3.00", "We compensate you: you will receive ¥3.00. We will send you what is "
         "missing."),
        (("apologise",), "", ""),
        (("compensate",), "", ""),
    ],
)  # fmt: skip
def test_a_letter_says_in_whole_sentences_what_is_done(remedies: tuple[str, ...], amount: str, said: str) -> None:
    assert words.outcome(remedies, amount) == said


@pytest.mark.parametrize("responsible", ["sender", "customer", "unknown", "vendor", ""])
def test_no_letter_counts_a_finding_against_others_as_an_improvement_of_ours(responsible: str) -> None:
    assert words.improvement((responsible,) if responsible else ()) == ""


def test_how_it_is_paid_is_said_by_code_or_in_words_of_ones_own() -> None:
    assert words.payment("", account=False) == "Transfer to the account named by Party B"
    assert words.payment("transfer", account=True) == "Bank transfer"
    assert words.payment("alipay", account=False) == "Alipay"
    assert words.payment("two instalments", account=True) == "two instalments"


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        (("sorting", "delivery"), "It happened at more than one place (Sorting, Delivery); Party A answers for it."),
        (("vendor", "sorting"), "It happened at more than one place; Party A answers for all of it towards Party B."),
        (("sorting", "sender"), "Both sides had their part in it; Party A pays what is agreed here."),
    ],
)
def test_an_agreement_names_every_place_that_answers(parties: tuple[str, ...], said: str) -> None:
    assert words.responsibility(parties) == said


def test_a_letter_names_every_place_of_ours() -> None:
    assert "(Sorting, Delivery)" in words.improvement(("sorting", "vendor", "delivery"))
