"""Warnings about a pack that can be used: rules that never apply, cases no rule is for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.check_cases import warn_of_pack
from desktop.domain.claim import FIELDS, ClaimFacts, Event, ValueProof
from desktop.domain.conditions import TREATED_AS, Situation, match
from desktop.domain.rules import (
    Band,
    CapLifted,
    Exemption,
    LineKind,
    Method,
    PackKind,
    PremiumTable,
    Product,
    Rule,
    Text,
)
from tests.rules.sheets import a_rule, a_sheet

TITLE = Text(zh_CN="甲", en="A")
DAMAGE = ("loss", "total-damage", "partial-damage", "shortage")
LIFTED = (CapLifted(by="void", title=TITLE, cite=("terms",)),)


def goods(name: str, **when: Any) -> Rule:  # noqa: ANN401 - any condition
    return a_rule(name, when=when, title=TITLE)


def hidden(*rules: Rule, **changes: object) -> list[tuple[str, list[str]]]:
    """Return the ids of the rules that never apply, each with the ids of those that catch its cases."""
    sheet = a_sheet(*rules, **changes)
    return [
        (
            problem.facts["rule"],
            [sheet.rules[int(place[5:])].id for key, place in problem.facts.items() if key != "rule"],
        )
        for problem in warn_of_pack(sheet)
        if problem.code.startswith("rule-never-applies")
    ]


def left_out(*rules: Rule, **changes: object) -> list[str]:
    return [p.facts["case"] for p in warn_of_pack(a_sheet(*rules, **changes)) if p.code == "case-left-out"]


def test_a_wider_rule_before_a_narrower_one_hides_it() -> None:
    assert hidden(goods("all", treated_as="damage"), goods("some", treated_as="damage", insured=False)) == [
        ("some", ["all"])
    ]


def test_the_same_conditions_twice_hide_the_second() -> None:
    assert hidden(goods("one", insured=True), goods("two", insured=True)) == [("two", ["one"])]


def test_rules_that_catch_everything_between_them_hide_a_third() -> None:
    rules = goods("yes", insured=True), goods("no", insured=False), goods("rest", treated_as="damage")

    assert hidden(*rules) == [("rest", ["yes", "no"])]


def test_special_rules_first_hide_nothing() -> None:
    rules = (
        goods("repair", insured=True, known=("repair_cost",)),
        goods("yes", insured=True),
        goods("no", insured=False),
    )

    assert hidden(*rules) == []


def test_a_rule_of_another_line_hides_nothing() -> None:
    refund = a_rule("fee", line=LineKind.FREIGHT_REFUND, method=Method.FREIGHT, caps=(), when={"treated_as": ("loss",)})

    assert hidden(goods("goods"), refund) == []


def test_what_the_carrier_need_not_pay_neither_hides_nor_is_hidden() -> None:
    may = msgspec.structs.replace(goods("may"), optional=True)
    read_so = msgspec.structs.replace(goods("read-so"), beside=("must",))

    for other in (may, read_so):
        assert hidden(other, goods("must")) == []
        assert hidden(goods("must"), other) == []


def test_another_reading_is_no_rule_for_a_case() -> None:
    read_so = msgspec.structs.replace(goods("read-so", insured=False), beside=("yes",))

    assert left_out(goods("yes", insured=True), read_so) == [f"treated_as={'|'.join(DAMAGE)};insured=false"]
    assert left_out(msgspec.structs.replace(goods("may"), optional=True)) == []


def test_a_rule_for_exempt_cases_is_not_hidden_by_one_that_does_not_speak_of_them() -> None:
    exempt = Exemption(id="fm", title=TITLE, cite=("terms",), when={"cause": "force-majeure"})
    rules = goods("usual"), goods("exempt", exempt=("fm",))

    assert hidden(*rules, exemptions=(exempt,)) == []


def test_where_the_fact_is_missing_a_rule_that_wants_it_known_lets_the_next_one_through() -> None:
    assert hidden(goods("known", proof=False, known=("value_proof",)), goods("any", proof=False)) == []


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([goods("yes", insured=True)], [f"treated_as={'|'.join(DAMAGE)};insured=false"]),
        ([goods("no", insured=False, treated_as="damage")], [f"treated_as={'|'.join(DAMAGE)};insured=true"]),
        ([goods("all", treated_as=("loss", "total-damage"))], ["treated_as=partial-damage|shortage"]),
        ([goods("yes", insured=True), goods("no", insured=False)], []),
        ([goods("all")], []),
        (
            [goods("yes", insured=True), goods("proven", insured=False, proof=True)],
            [f"treated_as={'|'.join(DAMAGE)};insured=false;proof=false"],
        ),
        (
            [goods("monthly", account="monthly")],
            [f"treated_as={'|'.join(DAMAGE)};account=walk-in"],
        ),
        ([goods("repair", known=("repair_cost",))], [f"treated_as={'|'.join(DAMAGE)};known.repair_cost=?"]),
    ],
)
def test_the_side_of_a_split_without_a_rule_is_named(rules: list[Rule], told: list[str]) -> None:
    assert left_out(*rules) == told


def test_a_product_without_a_rule_is_named() -> None:
    products = (Product(id="road", title=TITLE), Product(id="air", title=TITLE))

    assert left_out(goods("road", product="road"), products=products) == [f"treated_as={'|'.join(DAMAGE)};product=air"]


def test_what_the_carrier_does_not_answer_for_needs_no_rule() -> None:
    exempt = Exemption(id="letters", title=TITLE, cite=("terms",), when={"insured": False})

    assert left_out(goods("yes", insured=True), exemptions=(exempt,)) == []


def test_where_the_limit_can_fall_away_that_case_needs_a_rule() -> None:
    limited = goods("limited", cap="applies")

    assert left_out(limited, caps_lifted=LIFTED) == [f"treated_as={'|'.join(DAMAGE)};cap=lifted"]
    assert left_out(limited) == []


def test_a_delay_that_is_split_needs_both_sides_and_postage_is_an_answer() -> None:
    def fee(name: str, *, insured: bool) -> Rule:
        when = {"late": True, "treated_as": ("delay",), "insured": insured}
        return a_rule(name, line=LineKind.FREIGHT_REFUND, method=Method.FREIGHT, caps=(), when=when, title=TITLE)

    assert left_out(goods("all", treated_as="damage"), fee("fee", insured=True)) == ["treated_as=delay;insured=false"]
    assert left_out(goods("all", treated_as="damage"), fee("yes", insured=True), fee("no", insured=False)) == []


@pytest.mark.parametrize("kind", [PackKind.AGREEMENT, PackKind.PROVINCE])
def test_what_lies_over_other_terms_leaves_the_rest_to_them(kind: PackKind) -> None:
    assert left_out(goods("yes", insured=True), kind=kind) == []


def test_an_agreement_may_name_products_of_the_terms() -> None:
    rules = goods("road", product="road"), goods("rest")

    assert hidden(*rules, kind=PackKind.AGREEMENT) == []


@pytest.mark.parametrize(("largest", "told"), [(None, ["bands-end"]), (Decimal(500), [])])
def test_bands_that_end_without_saying_so_are_told(largest: Decimal | None, told: list[str]) -> None:
    table = PremiumTable(
        id="t", title=TITLE, cite=("terms",), bands=(Band(up_to=Decimal(500), fee=Decimal(1)),), largest=largest
    )

    assert [p.code for p in warn_of_pack(a_sheet(goods("all"), premiums=(table,)))] == told


# ── Against every case there is ──────────────────────────────────────────────────────────────────

_WHENS = st.fixed_dictionaries(
    {},
    optional={
        "insured": st.booleans(),
        "proof": st.booleans(),
        "cap": st.sampled_from(["applies", "lifted"]),
        "product": st.sampled_from([("road",), ("air",), ("road", "air")]),
        "treated_as": st.lists(st.sampled_from(DAMAGE), min_size=1, max_size=4, unique=True).map(tuple),
        "known": st.sampled_from([("repair_cost",), ("value_proof",), ("insured", "repair_cost")]),
        "unknown": st.sampled_from([("market_value",), ("market_value", "repair_cost")]),
    },
)
_SITUATIONS = [
    Situation(
        ClaimFacts(
            event=Event.LOSS,
            insured=insured,
            value_proof=proof,
            repair_cost=repair,
            market_value=market,
        ),
        on=date(2026, 3, 2),
        product=kind,
        treated_as=event,
        lifted=lifted,
    )
    for insured, proof, repair, market, kind, event, lifted in product(
        (None, True, False),
        (None, ValueProof.INVOICE, ValueProof.NONE),
        (None, Decimal(1)),
        (None, Decimal(1)),
        (None, "road", "air"),
        TREATED_AS,
        ("", "void"),
    )
]


@settings(max_examples=100, deadline=None)
@given(st.lists(_WHENS, min_size=1, max_size=5))
def test_every_warning_is_true_of_some_case_and_every_case_is_warned_of(whens: list[dict[str, Any]]) -> None:
    """Held against the conditions themselves: a rule is reached where no earlier one holds or may hold."""
    rules = [goods(f"r{number}", **when) for number, when in enumerate(whens)]
    products = (Product(id="road", title=TITLE), Product(id="air", title=TITLE))
    changes: dict[str, object] = {"products": products, "caps_lifted": LIFTED}
    reached, uncaught, possible = set(), 0, set()
    for situation in _SITUATIONS:
        open_to = [rule.id for rule in rules if match(rule.when, situation).holds is not False]
        possible.update(open_to)
        reached.update(open_to[:1])
        uncaught += not open_to and situation.treated_as in DAMAGE

    assert {name for name, _others in hidden(*rules, **changes)} == possible - reached
    assert bool(left_out(*rules, **changes)) == bool(uncaught)


def test_a_pack_of_hundreds_of_rules_is_let_be() -> None:
    assert hidden(*(goods(f"r{number}") for number in range(201))) == []
    assert len(hidden(*(goods(f"r{number}") for number in range(200)))) == 199


def test_conditions_too_tangled_to_be_told_apart_are_let_be() -> None:
    """Each rule catches a third of what the others leave, always by other facts: what is left has 2 ** 20 pieces."""
    facts = FIELDS[:40]
    rules = [goods(f"r{n}", known=(facts[n], facts[n + 20])) for n in range(20)]

    assert warn_of_pack(a_sheet(*rules)) == []
