"""A branch's own pack beside the others: days that meet, ids that are free, words that can be printed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from desktop.domain.check_packs import check_beside, check_names
from desktop.domain.check_rules import check_rules
from desktop.domain.rules import Band, CapLifted, LostAfter, PackKind, PremiumTable, Product, RuleSheet, Text
from tests.rules.sheets import a_rule, a_sheet

JANUARY, JUNE, JULY, LATER = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 1)
#: What the program comes with: terms without an end, and a law.
TERMS = a_sheet(a_rule("sf.goods"), id="sf", version="2026-11", in_force_from=date(2021, 1, 1))
LAW = msgspec.structs.replace(TERMS, id="cn-law", kind=PackKind.LAW, rules=())


def version(name: str, start: date, end: date | None = None, **changes: object) -> RuleSheet:
    usual = a_sheet(a_rule("own.goods"), id="own", version=name, in_force_from=start, in_force_to=end)
    return msgspec.structs.replace(usual, **changes)


def told(sheet: RuleSheet, *own: RuleSheet) -> list[tuple[str, str]]:
    return [(problem.field, problem.code) for problem in check_beside(sheet, [TERMS, LAW], own)]


def test_a_pack_of_its_own_is_welcome() -> None:
    assert told(version("1", JANUARY)) == []


def test_a_later_version_ends_one_without_an_end() -> None:
    assert told(version("2", JULY), version("1", JANUARY)) == []


def test_an_earlier_version_may_come_in_afterwards() -> None:
    assert told(version("1", JANUARY), version("2", JULY)) == []


def test_versions_may_meet() -> None:
    assert told(version("2", JULY), version("1", JANUARY, JUNE)) == []


@pytest.mark.parametrize("earlier", [version("1", JANUARY, JULY), version("1", JULY), version("1", JULY, LATER)])
def test_versions_with_a_day_in_common_are_refused(earlier: RuleSheet) -> None:
    problems = check_beside(version("2", JULY), [TERMS], [earlier])

    assert [(p.field, p.code) for p in problems] == [("in_force_from", "versions-overlap")]
    assert problems[0].facts["other"] == "1"


def test_a_version_within_another_that_names_its_end_is_refused() -> None:
    assert told(version("2", JUNE, JULY), version("1", JANUARY, LATER)) == [("in_force_from", "versions-overlap")]


def test_days_without_any_version_are_refused_and_named() -> None:
    later = check_beside(version("2", LATER), [TERMS], [version("1", JANUARY, JUNE)])
    earlier = check_beside(version("1", JANUARY, JUNE), [TERMS], [version("2", LATER)])

    assert [(p.field, p.code, p.facts["from"], p.facts["to"]) for p in later] == [
        ("in_force_from", "versions-gap", "2026-07-01", "2026-08-31")
    ]
    assert [(p.field, p.code) for p in earlier] == [("in_force_to", "versions-gap")]


def test_a_gap_far_from_the_new_version_is_not_its_fault() -> None:
    others = version("1", date(2024, 1, 1), date(2024, 6, 30)), version("2", date(2025, 1, 1), date(2025, 12, 31))

    assert told(version("3", JANUARY), *others) == []


def test_a_version_of_terms_the_program_has_takes_their_place_on_its_days() -> None:
    assert told(version("mine", JULY, LATER, id="sf")) == []


def test_days_the_programs_version_answers_for_are_no_gap() -> None:
    assert told(version("b", LATER, id="sf"), version("a", JANUARY, JUNE, id="sf")) == []


def test_a_version_from_before_the_programs_own_leaves_no_day_between() -> None:
    assert told(version("old", date(2019, 1, 1), date(2019, 12, 31), id="sf")) == [("in_force_to", "versions-gap")]


def test_the_same_version_with_other_content_is_refused() -> None:
    assert ("version", "version-taken") in told(version("2026-11", JULY, id="sf"))
    assert ("version", "version-taken") in told(version("1", JULY), version("1", JANUARY))


def test_laws_come_with_the_program() -> None:
    assert told(version("1", JANUARY, id="cn-law")) == [("id", "law-comes-with-program")]
    assert told(msgspec.structs.replace(LAW, id="my-law")) == [("kind", "law-comes-with-program")]


def test_versions_are_of_one_kind_and_chosen_by_the_same_date() -> None:
    other = version("2", JULY, chosen_by="event_on", kind=PackKind.PROVINCE)

    assert told(other, version("1", JANUARY)) == [("kind", "versions-differ"), ("chosen_by", "versions-differ")]


def test_an_agreement_changes_terms_that_exist_and_takes_none_of_their_names() -> None:
    def agreement(terms: str, rule: str) -> RuleSheet:
        return version("1", JANUARY, kind=PackKind.AGREEMENT, overlays=(terms,), rules=(a_rule(rule),))

    assert told(agreement("sf", "own.goods")) == []
    assert told(agreement("nobody", "own.goods")) == [("overlays.0", "terms-not-here")]
    assert told(agreement("sf", "sf.goods")) == [("rule.0.id", "id-of-terms")]
    own_terms = version("1", JANUARY, id="mine", rules=(a_rule("mine.goods"),))
    assert told(agreement("mine", "own.goods"), own_terms) == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"id": "晨雀"}, ("id", "bad-id")),
        ({"id": "a b"}, ("id", "bad-id")),
        ({"id": "x" * 41}, ("id", "bad-id")),
        ({"version": "2026 spring"}, ("version", "bad-version")),
        ({"version": "a@b"}, ("version", "bad-version")),
        ({"issuer": "  "}, ("issuer", "empty")),
        ({"issuer": "\x1b[31m某快递"}, ("issuer", "hidden-character")),
        ({"issuer": "某\u202e快递"}, ("issuer", "hidden-character")),
        ({"title": Text(zh_CN="长" * 301, en="long")}, ("title.zh_CN", "too-long")),
        ({"note": Text(zh_CN="两行\n可以", en="x" * 2001)}, ("note.en", "too-long")),
        ({"rules": (a_rule("a", title=Text(zh_CN="", en="x")),)}, ("rule.0.title.zh_CN", "empty")),
        ({"products": (Product(id="p", title=Text(zh_CN="甲", en="A"), scope=("moon",)),)},
         ("product.0.scope", "not-one-of")),
        ({"caps_lifted": (CapLifted(by="void", title=Text(zh_CN="甲", en="A"), cite=("terms",), reading="perhaps"),)},
         ("cap_lifted.0.reading", "not-one-of")),
        ({"lost_after": (LostAfter(scope=(), days=3, edge="after", cite=("terms",)),)},  # type: ignore[arg-type]  # as read
         ("lost_after.0.scope", "empty")),
    ],
)  # fmt: skip
def test_words_that_cannot_be_named_or_printed_are_refused(changes: dict[str, object], wrong: tuple[str, str]) -> None:
    sheet = a_sheet(a_rule("own.goods"), **changes)

    assert [(problem.field, problem.code) for problem in check_names(sheet)] == [wrong]


def wrong_in(sheet: RuleSheet) -> list[tuple[str, str]]:
    """Return what is wrong inside a sheet; these cite nothing there is."""
    problems = [problem for problem in check_rules(sheet, []) if problem.code != "unknown-citation"]
    return [(problem.field, problem.code) for problem in problems]


def test_all_that_a_customer_agreed_may_be_what_cover_costs() -> None:
    table = PremiumTable(
        id="own.cover",
        title=Text(zh_CN="协议保价费", en="Agreed"),
        cite=("terms",),
        bands=(Band(rate=Decimal("0.003")),),
    )
    agreement = version("1", JANUARY, kind=PackKind.AGREEMENT, overlays=("sf",), rules=(), premiums=(table,))
    nothing = msgspec.structs.replace(agreement, premiums=())
    carrier = msgspec.structs.replace(agreement, kind=PackKind.CARRIER, overlays=())

    assert wrong_in(agreement) == []
    assert told(agreement) == []
    for refused in (nothing, carrier):
        assert wrong_in(refused) == [("rule", "empty")]


@pytest.mark.parametrize(("product", "wrong"), [("full", []), ("by-balloon", [("premium.0.product", "not-one-of")])])
def test_an_agreement_prices_products_its_terms_have(product: str, wrong: list[tuple[str, str]]) -> None:
    full = Product(id="full", title=Text(zh_CN="全额保", en="Full cover"))
    table = PremiumTable(
        id="own.cover", title=Text(zh_CN="协议保价费", en="Agreed"), cite=("terms",), product=product,
        bands=(Band(rate=Decimal("0.003")),),
    )  # fmt: skip
    agreement = version("1", JANUARY, kind=PackKind.AGREEMENT, overlays=("sf",), premiums=(table,))
    terms = msgspec.structs.replace(TERMS, products=(full,))

    assert wrong_in(agreement) == []
    assert [(problem.field, problem.code) for problem in check_beside(agreement, [terms], [])] == wrong
