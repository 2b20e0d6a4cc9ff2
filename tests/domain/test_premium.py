"""What cover costs: bands, rates, the least, the largest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.claim import ValueProof
from desktop.domain.premium import Premium, agreed_tables, product_named, quote, terms_on
from desktop.rulepacks import BadRuleFiles, read_packs
from tests.quoting import ACME, TRIAL, TRIAL_BY_PRODUCT
from tests.rules.small import PACK, paid, sources

if TYPE_CHECKING:
    from desktop.domain.problems import Problem

TABLE = """
[[product]]
id = "road"
title = { zh_CN = "陆运", en = "Road" }

[[product]]
id = "air"
title = { zh_CN = "空运", en = "Air" }

[[premium]]
id = "plain"
cite = ["terms"]
title = { zh_CN = "普通", en = "Plain" }
largest = "20000"
bands = [{ up_to = "500", fee = "1" }, { up_to = "1000", fee = "2" }, { rate = "0.005" }]

[[premium]]
id = "by-air"
product = "air"
cite = ["terms"]
title = { zh_CN = "空运", en = "By air" }
bands = [{ up_to = "1000", rate = "0.008", least = "2" }]
"""
ON = date(2026, 3, 2)


def _quoted(declared: str, product: str = "", text: str = PACK + TABLE) -> Premium | list[Problem]:
    (pack,) = read_packs(sources(text)).packs
    return quote(pack, Decimal(declared), ON, product)


@pytest.mark.parametrize(
    ("declared", "product", "amount", "formula"),
    [
        ("0.01", "", "1.00", "1.00"),
        ("500", "", "1.00", "1.00"),
        ("500.01", "", "2.00", "2.00"),
        ("1000", "", "2.00", "2.00"),
        ("1000.01", "", "5.00", "1000.01 × 0.005"),
        ("1001", "", "5.01", "1001.00 × 0.005"),
        ("20000", "", "100.00", "20000.00 × 0.005"),
        ("3000", "road", "15.00", "3000.00 × 0.005"),
        ("200", "air", "2.00", "max(2.00, 200.00 × 0.008)"),
        ("1000", "by-air", "8.00", "max(2.00, 1000.00 × 0.008)"),
    ],
)
def test_each_side_of_each_band(declared: str, product: str, amount: str, formula: str) -> None:
    """1000.01 x 0.005 = 5.00005 is 5.00; 1001 x 0.005 = 5.005 is 5.01: half-up, once."""
    quoted = _quoted(declared, product)

    assert isinstance(quoted, Premium)
    assert (str(quoted.amount), quoted.formula) == (amount, formula)
    assert quoted.citations == ("试用条款(1) 第1条 [unverified]",)


@pytest.mark.parametrize(
    ("declared", "product", "code"),
    [
        ("20000.01", "", "above-largest"),
        ("1000.01", "air", "above-largest"),
        ("0", "", "too-few"),
        ("100", "sea", "unknown-product"),
    ],
)
def test_what_has_no_price_is_said(declared: str, product: str, code: str) -> None:
    quoted = _quoted(declared, product)

    assert isinstance(quoted, list)
    assert [problem.code for problem in quoted] == [code]


def test_a_pack_without_prices_says_so() -> None:
    quoted = _quoted("100", text=PACK)

    assert isinstance(quoted, list)
    assert [problem.code for problem in quoted] == ["no-premium-table"]


def test_more_declared_than_the_carrier_takes_is_told_with_the_claim() -> None:
    facts: dict[str, Any] = {"insured": True, "actual_value": Decimal(30000)}

    assert "above-largest" in [w.code for w in paid(PACK + TABLE, declared_value=Decimal("20000.01"), **facts).warnings]
    assert "above-largest" not in [w.code for w in paid(PACK + TABLE, declared_value=Decimal(20000), **facts).warnings]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('{ rate = "0.005" }', '{ rate = "1.000001" }', "premium.0.bands.2.rate out-of-range"),
        ('{ up_to = "500", fee = "1" }', '{ up_to = "1500", fee = "1" }', "premium.0.bands.1.up_to bands-out-of-order"),
        ('{ up_to = "500", fee = "1" }', '{ fee = "1" }', "premium.0.bands.1.up_to bands-out-of-order"),
        ('{ rate = "0.005" }', '{ rate = "0.005", fee = "1" }', "premium.0.bands.2 fee-or-rate"),
        ('{ rate = "0.005" }', '{ least = "1" }', "premium.0.bands.2 fee-or-rate"),
        ('{ rate = "0.005" }', '{ up_to = "3000", rate = "0.005" }', "premium.0.bands bands-end-early"),
        ('product = "air"', 'product = "sea"', "premium.1.product not-one-of"),
        ('largest = "20000"', 'largest = "-1"', "premium.0.largest out-of-range"),
    ],
)
def test_a_table_that_cannot_be_is_refused(old: str, new: str, problem: str) -> None:
    with pytest.raises(BadRuleFiles) as refused:
        read_packs(sources((PACK + TABLE).replace(old, new)))

    assert problem in [f"{found.field} {found.code}" for found in refused.value.problems]


def test_two_prices_for_one_day_are_refused() -> None:
    twice = TABLE[TABLE.index("[[premium]]") : TABLE.index('[[premium]]\nid = "by-air"')]

    with pytest.raises(BadRuleFiles) as refused:
        read_packs(sources(PACK + TABLE + twice))

    assert [found.code for found in refused.value.problems] == ["dates-overlap"]


@pytest.mark.parametrize(
    ("said", "product"),
    [
        ("air", "air"),
        ("空运", "air"),
        ("Road", "road"),
        ("  road ", "road"),
        ("By air", "by-air"),
        ("普通", "plain"),
        ("by sea", "by-sea"),
        ("海运", "by-sea"),
        ("nothing", "nothing"),
        ("", ""),
    ],
)
def test_a_product_is_named_by_id_or_title_in_any_language(said: str, product: str) -> None:
    """The product "空运" comes before the table of that title, which is its own."""
    sea = """
[[premium]]
id = "by-sea"
cite = ["terms"]
title = { zh_CN = "海运：1%", en = "By sea: 1 %" }
bands = [{ rate = "0.01" }]
"""
    (pack,) = read_packs(sources(PACK + TABLE + sea)).packs

    assert product_named(pack, ON, said) == product


def agreed(declared: str, terms: str, product: str = "", agreement: str = "acme") -> Premium | list[Problem]:
    packs = read_packs(sources(terms, ACME))
    chosen = terms_on(packs, "trial", date(2026, 3, 2), agreement)
    assert chosen.pack is not None
    return quote(chosen.pack, Decimal(declared), date(2026, 3, 2), product, agreed_tables(chosen.pack, packs))


@pytest.mark.parametrize("terms", [TRIAL, TRIAL_BY_PRODUCT], ids=["for all", "by product"])
@pytest.mark.parametrize("product", ["", "ratio", "full"])
def test_what_a_customer_agreed_comes_before_the_price_of_the_terms(terms: str, product: str) -> None:
    """0.3 % of 3,000 is 9, where the terms ask 0.5 %, 15; up to 1,000 it is 1 instead of 2."""
    above, below = agreed("3000", terms, product), agreed("1000", terms, product)

    assert isinstance(above, Premium)
    assert isinstance(below, Premium)
    assert (above.table.id, str(above.amount), str(below.amount)) == ("acme.cover", "9.00", "1.00")
    assert above.citations == ("试用条款(1) 第1条 [unverified]",)


def test_an_agreement_for_one_product_leaves_the_price_of_the_others() -> None:
    own = ACME.replace('id = "acme.cover"', 'id = "acme.cover"\nproduct = "full"')
    packs = read_packs(sources(TRIAL, own))
    pack = terms_on(packs, "trial", date(2026, 3, 2), "acme").pack
    assert pack is not None

    def priced(product: str) -> str:
        found = quote(pack, Decimal(3000), date(2026, 3, 2), product, agreed_tables(pack, packs))
        assert isinstance(found, Premium)
        return str(found.amount)

    # Without a product the table that is for all of them counts.
    assert (priced("full"), priced("ratio"), priced("")) == ("9.00", "15.00", "15.00")


def test_a_customer_may_declare_as_much_as_was_agreed() -> None:
    within, beyond = agreed("50000", TRIAL), agreed("50000.01", TRIAL)

    assert isinstance(within, Premium)
    assert str(within.amount) == "150.00"
    assert not isinstance(beyond, Premium)
    assert [problem.code for problem in beyond] == ["above-largest"]


def test_naming_a_table_of_the_terms_asks_for_that_one() -> None:
    named = agreed("3000", TRIAL, "trial.cover")

    assert isinstance(named, Premium)
    assert str(named.amount) == "15.00"


def test_a_product_that_shares_its_id_with_a_table_is_the_product() -> None:
    priced = agreed("3000", TRIAL_BY_PRODUCT, "ratio")

    assert isinstance(priced, Premium)
    assert priced.table.id == "acme.cover"


def test_without_an_agreement_the_terms_have_their_price() -> None:
    plain = agreed("3000", TRIAL, agreement="")

    assert isinstance(plain, Premium)
    assert str(plain.amount) == "15.00"


def test_a_product_there_is_not_is_refused_under_an_agreement_too() -> None:
    refused = agreed("3000", TRIAL, "by balloon")

    assert not isinstance(refused, Premium)
    assert [problem.code for problem in refused] == ["unknown-product"]


@pytest.mark.parametrize(
    ("on", "agreement", "code"),
    [(date(2026, 3, 2), "nobody", "no-agreement"), (date(2025, 12, 31), "acme", "no-pack-in-force")],
)
def test_an_agreement_that_does_not_hold_is_refused(on: date, agreement: str, code: str) -> None:
    chosen = terms_on(read_packs(sources(TRIAL, ACME)), "trial", on, agreement)

    assert chosen.pack is None
    assert code in {problem.code for problem in chosen.problems}


@pytest.mark.parametrize(("agreement", "warned"), [("", True), ("acme", False)])
def test_a_claim_is_warned_of_a_value_above_what_the_customer_may_declare(agreement: str, warned: bool) -> None:
    """The terms take 20,000 of this product; the agreement is for all products and takes 50,000."""
    insured: dict[str, Any] = {"product": "ratio", "insured": True, "declared_value": Decimal(30000)}
    proven: dict[str, Any] = {"actual_value": Decimal(30000), "value_proof": ValueProof.INVOICE}

    found = paid(TRIAL_BY_PRODUCT, ACME, agreement=agreement or None, **insured, **proven)

    assert ("above-largest" in [warning.code for warning in found.warnings]) is warned
