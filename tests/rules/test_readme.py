"""The pages that say how to write a rule pack: complete, and every figure in them is what the program works out."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from desktop import paths
from desktop.domain import claim, rules
from desktop.domain.assess import assess
from desktop.domain.check_rules import LIFTED_BY, REGIMES
from desktop.domain.claim import ClaimFacts, DirectCost, Event, ExchangeRate, Keeper, Scope, ValueProof
from desktop.domain.conditions import CONDITIONS, GROUPS
from desktop.domain.premium import Premium, quote
from desktop.rulepacks import Source, check_sources, load_packs, read_packs, read_source, with_own
from tests.rules.small import METHOD, PACK, rule, sources

if TYPE_CHECKING:
    from desktop.domain.assessment import Assessment

PAGES = ("README.md", "README.en.md")
EXAMPLE = paths.resource("rules", "example", "chenque.toml")
SHEETS = (
    rules.RuleSheet,
    rules.Citation,
    rules.Rule,
    rules.Cap,
    rules.Exemption,
    rules.CapLifted,
    rules.TimeLimit,
    rules.LostAfter,
    rules.Product,
    rules.PremiumTable,
    rules.Band,
)


def _page(name: str) -> str:
    return paths.resource("rules", name).read_text(encoding="utf-8")


def _snippets(name: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", _page(name), re.DOTALL)


def _given(page: str, first_cell: str) -> str:
    """Return the last cell of the row of a table that begins with a cell."""
    row = next(line for line in page.splitlines() if line.startswith(f"| {first_cell} |"))
    return row.rstrip(" |").rpartition("| ")[2].strip("* ")


def _words() -> set[str]:
    """Every word of the model a writer may need: keys, methods, conditions and their values."""
    keys = {field.encode_name for sheet in SHEETS for field in msgspec.structs.fields(sheet)}
    lists: list[Any] = [rules.Method, rules.LineKind, rules.PackKind, rules.Mark, rules.Part, rules.Edge]
    values = {str(value) for choices in lists for value in choices}
    asked = {value for known in CONDITIONS.values() if known is not None for value in known} - set(claim.FIELDS)
    return keys | values | set(CONDITIONS) | asked | set(GROUPS) | set(REGIMES) | set(LIFTED_BY) | set(claim.DATES)


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_a_pack_is_explained(name: str) -> None:
    quoted = set(re.findall(r"[a-z_A-Z-]+", " ".join(re.findall(r"`([^`\n]+)`", _page(name)))))

    assert sorted(_words() - quoted) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_citation_of_our_laws_that_is_named_exists_and_none_is_left_out(name: str) -> None:
    laws = [pack.sheet for pack in load_packs().packs if pack.sheet.id in {"cn-law", "gbt-27917"}]
    there = {citation.id for law in laws for citation in law.citations}
    named = set(re.findall(r"`((?:civil|postal|gbt|regulation)-[a-z-]+)`", _page(name)))

    assert named == there


def test_the_example_is_accepted() -> None:
    assert check_sources([read_source(EXAMPLE)], load_packs()) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_agreement_is_accepted_beside_the_example(name: str) -> None:
    agreement = next(text for text in _snippets(name) if "overlays" in text)

    assert check_sources([read_source(EXAMPLE), Source("agreement.toml", agreement.encode())], load_packs()) == []
    assert [p.field for p in check_sources([Source("agreement.toml", agreement.encode())], load_packs())] == [
        "overlays.0"
    ]


@pytest.mark.parametrize("name", PAGES)
def test_every_piece_of_toml_is_toml(name: str) -> None:
    for text in _snippets(name):
        assert tomllib.loads(text)


def _with(pack: str, **facts: Any) -> Assessment:  # noqa: ANN401 - any fact
    """Assess the parcel of section 5: worth 1000, declared 800, postage 20, a loss of 300."""
    parcel: dict[str, Any] = {
        "event": Event.PARTIAL_DAMAGE,
        "terms": "trial",
        "accepted_on": date(2026, 3, 2),
        "claimed_on": date(2026, 3, 20),
        "insured": True,
        "actual_value": Decimal(1000),
        "declared_value": Decimal(800),
        "freight": Decimal(20),
        "freight_affected": Decimal(8),
        "premium": Decimal(4),
        "pieces": 3,
        "pieces_lost": 1,
        "weight_kg": Decimal(10),
        "weight_affected_kg": Decimal("2.5"),
        "loss_amount": Decimal(300),
    }
    return assess(ClaimFacts(**{**parcel, **facts}), read_packs(sources(pack)))


FULL = 'method = "actual-loss"'
FIVE = 'method = "capped"\ncaps = [{ freight_multiple = "5" }]'
THREE = 'method = "fixed"\ncaps = [{ freight_multiple = "3" }]'
ALL_LOST = {"event": Event.LOSS, "loss_amount": None, "pieces_lost": None, "market_value": Decimal(1200)}
GOODS_METHODS = [
    ("actual-loss", FULL, {}),
    ("market-price", 'method = "market-price"', ALL_LOST),
    ("first-loss", 'method = "first-loss"', {}),
    ("proportional", 'method = "proportional"', {}),
    ("agreed-value", 'method = "agreed-value"', {}),
    ("capped", FIVE, {}),
    ("repair", 'method = "repair"', {"repair_cost": Decimal(250)}),
    ("fixed", THREE, {}),
    ("insured-sum", 'method = "insured-sum"', {}),
    ("discretionary", 'method = "discretionary"', {}),
    ("nothing", 'method = "nothing"', {}),
]
#: Beside a goods line of 300: the line, what else the rule says, and the facts it takes.
OTHER_METHODS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("freight", "freight-refund", "", {}),
    ("premium", "premium-refund", "", {}),
    ("costs", "direct-cost", "", {"direct_costs": (DirectCost(what="test", amount=Decimal(30)),)}),
    ("salvage", "salvage", "", {"salvage_value": Decimal(50), "salvage_kept_by": Keeper.CLAIMANT}),
    ("deductible", "deductible", 'rate = "0.1"', {}),
    ("advance", "advance", "", {"advance_paid": Decimal(100)}),
]


def _gives(name: str, method: str) -> str:
    """Return what a page says a method gives."""
    row = next(line for line in _page(name).splitlines() if line.startswith(f"| `{method}` ") and "**" in line)
    return str(re.findall(r"\*\*(.+?)\*\*", row)[-1])


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("method", "written", "facts"), GOODS_METHODS)
def test_what_a_method_for_the_goods_gives(name: str, method: str, written: str, facts: dict[str, Any]) -> None:
    assert str(_with(PACK.replace(METHOD, written), **facts).payable) == _gives(name, method)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("method", "line", "more", "facts"), OTHER_METHODS)
def test_what_another_method_gives(name: str, method: str, line: str, more: str, facts: dict[str, Any]) -> None:
    pack = PACK.replace(METHOD, FULL) + rule(method, line=line, more=more)

    assert [str(found.amount) for found in _with(pack, **facts).lines] == ["300.00", _gives(name, method)]


@pytest.mark.parametrize("name", PAGES)
def test_what_is_left_comes_off_the_loss_unless_a_sum_was_found(name: str) -> None:
    pack = PACK.replace(METHOD, FULL) + rule("salvage-of-loss", line="salvage")
    left = {"salvage_value": Decimal(50), "salvage_kept_by": Keeper.CLAIMANT}
    damaged = {"event": Event.TOTAL_DAMAGE, "loss_amount": None, "pieces_lost": None}

    assert [str(found.amount) for found in _with(pack, **left, **damaged).lines] == [
        "1000.00",
        _gives(name, "salvage-of-loss"),
    ]
    assert [str(found.amount) for found in _with(pack, **left).lines] == ["300.00"]


@pytest.mark.parametrize("name", PAGES)
def test_what_too_much_premium_gives_back(name: str) -> None:
    pack = PACK.replace(METHOD, FULL) + rule("premium-excess", line="premium-refund", more="optional = true")
    result = _with(pack)

    other = next(reading for reading in result.alternatives if reading.reading.startswith("optional"))
    assert str(other.payable - Decimal("300.00")) == _gives(name, "premium-excess")


@pytest.mark.parametrize("name", PAGES)
def test_a_threshold_and_parts_of_the_postage(name: str) -> None:
    enough = PACK.replace(METHOD, 'method = "proportional"\nthreshold = "0.8"')
    parts = {part: PACK.replace(METHOD, FULL) + rule("freight", line="freight-refund", more=f'part = "{part}"')
             for part in ("affected", "share")}  # fmt: skip

    assert str(_with(enough).payable) == "300.00"
    assert "**300.00**" in next(line for line in _page(name).splitlines() if line.startswith("`proportional`"))
    assert [str(_with(parts[part]).lines[1].amount) for part in parts] == ["8.00", "6.00"]


def test_to_ask_the_carrier_gives_no_amount() -> None:
    result = _with(PACK.replace(METHOD, 'method = "ask-carrier"'))

    assert result.payable is None
    assert [problem.code for problem in result.problems] == ["ask-carrier"]


@pytest.mark.parametrize("name", PAGES)
def test_what_a_limit_comes_to(name: str) -> None:
    rows = re.findall(r"^\| `(caps = .+?)` \|.*\| ([0-9.]+) \|$", _page(name), re.MULTILINE)
    dollar = (ExchangeRate(currency="USD", rate=Decimal("7.10"), on=date(2026, 3, 2)),)

    assert len(rows) == 8
    for caps, limit in rows:
        pack = PACK.replace(METHOD, f'method = "fixed"\n{caps}')
        assert (caps, str(_with(pack, rates=dollar).payable)) == (caps, limit)


@pytest.mark.parametrize("name", PAGES)
def test_what_cover_costs_in_the_example(name: str) -> None:
    page, packs = _page(name), with_own(load_packs(), [read_source(EXAMPLE)])
    pack = packs.in_force("chenque", date(2026, 3, 2)).pack
    assert pack is not None

    for declared in ("500", "500.01", "2000", "2000.01", "20000"):
        answer = quote(pack, Decimal(declared), date(2026, 3, 2))
        assert isinstance(answer, Premium)
        assert str(answer.amount) == _given(page, declared)
    refused = quote(pack, Decimal("20000.01"), date(2026, 3, 2))
    assert isinstance(refused, list)
    assert refused[0].code == "above-largest"


COVERED: dict[str, Any] = {
    "event": Event.LOSS,
    "insured": True,
    "declared_value": Decimal(2000),
    "value_proof": ValueProof.INVOICE,
    "actual_value": Decimal(3000),
    "premium": Decimal(8),
}
DAMAGED = {**COVERED, "event": Event.PARTIAL_DAMAGE}
#: The rows of section 13 in their order, and what may be given on top.
CASES: list[tuple[dict[str, Any], str]] = [
    ({"event": Event.LOSS, "insured": False, "pieces": 2, "actual_value": Decimal(900)}, "425.00"),
    (COVERED, "2025.00"),
    ({**DAMAGED, "loss_amount": Decimal(900)}, "600.00"),
    ({**DAMAGED, "repair_cost": Decimal(350)}, "350.00"),
    ({**COVERED, "value_proof": ValueProof.NONE}, "108.00"),
    ({**COVERED, "actual_value": Decimal(1200)}, "1225.00"),
    (
        {
            "event": Event.DELAY,
            "insured": False,
            "promised_by": date(2026, 3, 4),
            "as_of": date(2026, 3, 6),
            "scope": Scope.SAME_CITY,
        },
        "25.00",
    ),
]


def test_the_cases_of_the_example_come_to_what_the_pages_say() -> None:
    packs = with_own(load_packs(), [read_source(EXAMPLE)])
    usual: dict[str, Any] = {
        "terms": "chenque",
        "accepted_on": date(2026, 3, 2),
        "claimed_on": date(2026, 3, 20),
        "freight": Decimal(25),
    }
    results = [assess(ClaimFacts(**{**usual, **facts}), packs) for facts, _paid in CASES]

    assert [str(result.payable) for result in results] == [paid for _facts, paid in CASES]
    excess = [r for r in results[5].alternatives if r.reading.startswith("optional")]
    assert str(excess[0].payable - Decimal("1225.00")) == "3.20"
    for name in PAGES:
        after = _page(name).partition("## 13.")[2].partition("## 14.")[0]
        said = [re.findall(r"\*\*([0-9.]+)\*\*", line)[-1] for line in after.splitlines() if "**" in line]
        assert said == [paid for _facts, paid in CASES]
