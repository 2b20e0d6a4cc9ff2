"""Layers of terms: a customer's own agreement, what the carrier need not grant, limits nobody here knows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from desktop.calendars import load_calendar
from desktop.domain.claim import Claimant, Event, OrderedBy
from desktop.rulepacks import BadRuleFiles, read_packs
from tests.rules.small import METHOD, PACK, paid, rule, sources

AGREEMENT = (
    PACK.replace('id = "trial"', 'id = "acme"')
    .replace('kind = "carrier"', 'kind = "agreement"\noverlays = ["trial"]')
    .replace("试用条款", "专项协议")
    .replace("trial.goods", "acme.goods")
    .replace('amount = "100"', 'amount = "900"')
    .replace('id = "terms"', 'id = "own"')
    .replace('["terms"]', '["own"]')
)
INSURED: dict[str, Any] = {"insured": True, "declared_value": Decimal(1500), "premium": Decimal(15)}


def test_an_agreement_comes_before_the_terms_it_changes() -> None:
    plain, own = paid(PACK, AGREEMENT), paid(PACK, AGREEMENT, agreement="acme")

    assert (str(plain.payable), str(own.payable)) == ("100.00", "900.00")
    assert own.lines[0].citations == ("专项协议(1) 第1条 [unverified]",)
    assert [layer.id for layer in own.layers] == ["acme"]


def test_what_the_agreement_leaves_open_stays_with_the_terms() -> None:
    own = AGREEMENT.replace(METHOD, METHOD).replace('line = "goods"', 'line = "goods"\nwhen = { insured = true }')
    own = own.replace('amount = "100"', 'amount = "900"')

    assert str(paid(PACK, own, agreement="acme").payable) == "100.00"
    assert str(paid(PACK, own, agreement="acme", **INSURED).payable) == "900.00"


def test_an_agreed_limit_falls_with_the_limits_of_the_terms() -> None:
    """Gross negligence lifts what the terms limit; what a customer agreed beside them limits no more than they do."""
    lifted = PACK[PACK.index("[[rule]]") :].replace("trial.goods", "trial.lifted")
    lifted = lifted.replace(METHOD, 'when = { cap = "lifted" }\nmethod = "actual-loss"')
    by = """
[[cap_lifted]]
by = "gross-negligence"
cite = ["terms"]
title = { zh_CN = "重大过失", en = "Gross negligence" }
"""
    terms = PACK.replace(METHOD, 'when = { cap = "applies" }\n' + METHOD) + lifted + by

    assert str(paid(terms, AGREEMENT, agreement="acme").payable) == "900.00"
    assert str(paid(terms, AGREEMENT, agreement="acme", gross_negligence=True).payable) == "1000.00"


@pytest.mark.parametrize("text", [AGREEMENT.replace('["trial"]', '["other"]'), PACK.replace('"trial"', '"plain"')])
def test_an_agreement_nobody_knows_is_refused_with_those_that_are(text: str) -> None:
    result = paid(PACK, text, agreement="acme")

    assert [(p.field, p.code) for p in result.problems] == [("agreement", "no-agreement")]


def test_an_agreement_says_what_it_changes_and_nothing_else_does() -> None:
    for text in (
        AGREEMENT.replace('overlays = ["trial"]', ""),
        PACK.replace("chosen_by", 'overlays = ["x"]\nchosen_by'),
    ):
        with pytest.raises(BadRuleFiles) as refused:
            read_packs(sources(text))
        assert [p.code for p in refused.value.problems] == ["only-for-agreements"]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("chosen_by", 'extends = ["trial"]\nchosen_by', "extends.0"),
        ("chosen_by", 'overlays = ["trial"]\nchosen_by', "overlays.0"),
    ],
)
def test_a_pack_that_builds_on_itself_is_refused(old: str, new: str, place: str) -> None:
    with pytest.raises(BadRuleFiles) as refused:
        read_packs(sources(PACK.replace(old, new)))

    assert (place, "refers-to-itself") in [(p.field, p.code) for p in refused.value.problems]


def test_what_the_carrier_need_not_grant_is_another_reading() -> None:
    """Loss 1000 of 1500 declared: 15 x (1500 - 1000) / 1500 = 5 of the premium bought nothing."""
    text = PACK.replace(METHOD, 'method = "first-loss"') + rule(
        "premium-excess", line="premium-refund", more="optional = true"
    )
    result = paid(text, **INSURED)

    assert str(result.payable) == "1000.00"
    (reading,) = [other for other in result.alternatives if other.reading == "optional-trial.premium-refund"]
    assert (str(reading.payable), reading.why) == ("1005.00", "optional=trial.premium-refund")
    assert reading.lines[1].formula == "15.00 × (1500.00 − 1000.00) ÷ 1500.00"
    assert ("trial.premium-refund", "optional") in [(rule.rule, rule.condition) for rule in result.not_applied]


def test_a_limit_only_the_carrier_knows_is_asked_for_and_never_guessed() -> None:
    lifted = (
        PACK[PACK.index("[[rule]]") :]
        .replace("trial.goods", "trial.lifted")
        .replace(METHOD, 'when = { cap = "lifted" }\nmethod = "actual-loss"')
    )
    void = """
[[cap_lifted]]
by = "void"
reading = "cap-void"
cite = ["terms"]
title = { zh_CN = "无效", en = "Void" }
"""
    ask = PACK.replace(METHOD, 'when = { cap = "applies" }\nmethod = "ask-carrier"')
    result = paid(ask + lifted + void)

    assert result.payable is None
    assert [(p.field, p.code) for p in result.problems] == [("terms", "ask-carrier")]
    assert [(other.reading, str(other.payable)) for other in result.alternatives] == [("cap-void", "1000.00")]


def test_what_was_paid_beforehand_is_taken_off_all_lines() -> None:
    text = (
        PACK
        + rule("freight", line="freight-refund")
        + rule("advance", line="advance", more='when = { known = ["advance_paid"] }')
    )

    result = paid(text, freight=Decimal(20), advance_paid=Decimal(50))
    assert (str(result.payable), [line.kind for line in result.lines]) == (
        "70.00",
        ["goods", "freight-refund", "advance"],
    )
    assert str(paid(text, freight=Decimal(20), advance_paid=Decimal(500)).payable) == "0.00"
    assert str(paid(text, freight=Decimal(20)).payable) == "120.00"


def test_a_fee_goes_back_in_the_proportion_of_the_loss() -> None:
    """250 of 1000 lost: a quarter of the fee of 60 is 15."""
    text = PACK + rule("freight", line="freight-refund", more='part = "share"')
    result = paid(text, event=Event.PARTIAL_DAMAGE, loss_amount=Decimal(250), freight=Decimal(60))

    assert (str(result.lines[1].amount), result.lines[1].formula) == ("15.00", "60.00 × 250.00 ÷ 1000.00")


LIMIT = """
[[time_limit]]
id = "trial.notice"
start = ["accepted_on"]
{length}
cite = ["terms"]
title = {{ zh_CN = "期限", en = "Limit" }}
"""


@pytest.mark.parametrize(
    ("posted", "claimed", "barred"),
    [
        (date(2026, 1, 31), date(2026, 7, 31), False),
        (date(2026, 1, 31), date(2026, 8, 1), True),
        (date(2025, 8, 31), date(2026, 2, 28), False),
        (date(2025, 8, 31), date(2026, 3, 1), True),
    ],
)
def test_six_months_end_on_the_same_day_or_the_month_s_last(posted: date, claimed: date, barred: bool) -> None:
    text = PACK.replace('jurisdiction = "CN"', 'jurisdiction = "INT"').replace(
        "2026-01-01", "2025-01-01"
    ) + LIMIT.format(length="months = 6")

    assert paid(text, accepted_on=posted, claimed_on=claimed).time_barred is barred


@pytest.mark.parametrize(("claimed", "barred"), [(date(2026, 10, 8), False), (date(2026, 10, 9), True)])
def test_a_last_day_of_rest_moves_to_the_next_working_day(claimed: date, barred: bool) -> None:
    """Thirty days after 1 September is 1 October, a holiday to 7 October 2026; the 8th is worked (civil code 203)."""
    text = PACK + LIMIT.format(length="days = 30")
    result = paid(text, calendar=load_calendar(), accepted_on=date(2026, 9, 1), claimed_on=claimed)

    assert result.time_barred is barred
    (step,) = [step for step in result.steps if step.code.startswith("time-limit")]
    assert (step.outcome, step.inputs["moved_from"]) == ("2026-10-08", "2026-10-01")


@pytest.mark.parametrize(
    ("posted", "claimed", "barred", "warned"),
    [
        # A year after Thursday 1 January 2026 is a holiday in every year; Saturday and Sunday follow.
        (date(2026, 1, 1), date(2027, 1, 4), False, True),
        (date(2026, 1, 1), date(2027, 1, 5), True, True),
        # A year after 2 January 2026 is a Saturday.
        (date(2026, 1, 2), date(2027, 1, 2), False, False),
        (date(2026, 1, 2), date(2027, 1, 4), False, True),
        # A year after 4 February 2026 is a Thursday; it may be a day of the Spring Festival nobody knows of yet.
        (date(2026, 2, 4), date(2027, 2, 4), False, False),
        (date(2026, 2, 4), date(2027, 2, 5), True, True),
        (date(2026, 2, 4), date(2027, 2, 15), True, False),
    ],
)
def test_before_the_holidays_are_announced_rest_is_what_every_year_rests(
    posted: date, claimed: date, barred: bool, warned: bool
) -> None:
    """Whether the weekend is worked in place of a holiday is not known either, so a claim after it is warned of."""
    text = PACK + LIMIT.format(length="years = 1")
    result = paid(text, calendar=load_calendar(), accepted_on=posted, claimed_on=claimed)

    assert result.time_barred is barred
    assert ("time-limit-near-holiday" in [warning.code for warning in result.warnings]) is warned


def test_a_treaty_counts_its_own_days() -> None:
    text = PACK.replace('jurisdiction = "CN"', 'jurisdiction = "INT"') + LIMIT.format(length="days = 30")
    facts: dict[str, Any] = {"accepted_on": date(2026, 9, 1), "claimed_on": date(2026, 10, 2)}

    assert paid(text, calendar=load_calendar(), **facts).time_barred


def test_a_late_notice_that_bars_nothing_is_told() -> None:
    text = PACK + LIMIT.format(length="days = 1\nbars = false")
    result = paid(text)

    assert str(result.payable) == "100.00"
    assert [(w.code, w.facts["until"]) for w in result.warnings] == [("late-notice", "2026-03-03")]


def test_one_claim_for_each_waybill_is_told() -> None:
    text = PACK.replace("chosen_by", 'one_claim = ["terms"]\nchosen_by')

    assert [w.code for w in paid(text).warnings] == ["one-claim"]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"claimant": Claimant.CONSIGNEE}, "consignee-outside-contract"),
        ({"ordered_by": OrderedBy.COURIER}, "terms-perhaps-not-seen"),
        ({"station_consent": False}, "station-without-consent"),
    ],
)
def test_what_shakes_the_limit_is_told(facts: dict[str, Any], code: str) -> None:
    assert [w.code for w in paid(PACK, **facts).warnings] == [code]


def test_an_agreement_named_as_the_terms_is_told_where_it_belongs() -> None:
    result = paid(PACK, AGREEMENT, terms="acme")

    assert [(p.field, p.code, p.facts["overlays"]) for p in result.problems] == [
        ("terms", "terms-is-agreement", "trial")
    ]
