"""Formulas said so that they can be read out: each figure with what it is, whatever other figure is equal to it."""

from __future__ import annotations

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import i18n
from desktop.domain.assess import assess
from desktop.domain.assessment import Line
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs
from desktop.wording.formula_names import with_names
from desktop.wording.formula_tree import Choice, Figure, Product, Sum, parse, worth
from desktop.wording.formulas import Known, calculation_text, formula_text, total_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.assessment import Assessment
    from desktop.wording.formula_tree import Node

SITUATIONS = Path(__file__).parent.parent / "rules"


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.set_language("en")


def known(method: str, loss: tuple[str, str] = ("", ""), /, **inputs: str) -> Known:
    return Known(method, inputs, loss=loss, rates={"XDR": "9.6"})


@pytest.mark.parametrize(
    ("formula", "figures", "said"),
    [
        # A vase worth 9,500 insured for 3,000.
        ("min(9500.00, 3000.00)",
         known("first-loss", ("9500.00", "9500.00"), actual_value="9500.00", declared_value="3000.00"),
         "the lower of the actual loss ¥9,500.00 and the declared value ¥3,000.00"),
        # The loss was told one step earlier, so its own factors need not be said again.
        ("min(900.00 × 0.4, 7 × 15.00, 1000.00)",
         known("capped", ("900.00 × 0.4", "360.00"), actual_value="900.00", loss_ratio="0.4", freight="15.00"),
         "the lowest of the actual loss ¥360.00, 7 times the postage ¥15.00 and the limit ¥1,000.00"),
        # Two thirds of 100 are no even sum: said as 66.67 the next step could not be followed to the cent.
        ("min(100.00 × 2 ÷ 3, 80.00)",
         known("first-loss", ("100.00 × 2 ÷ 3", "66.67"), actual_value="100.00", pieces_lost="2", pieces="3",
               declared_value="80.00"),
         "the lower of the actual value ¥100.00 × 2 pieces lost ÷ 3 pieces sent and the declared value ¥80.00"),
        ("2000.00 × 3000.00 ÷ 5000.00",
         known("proportional", ("2000.00", "2000.00"), loss_amount="2000.00", actual_value="5000.00",
               declared_value="3000.00"),
         "the actual loss ¥2,000.00 × the declared value ¥3,000.00 ÷ the actual value ¥5,000.00"),
        ("3000.00 × 2500.00 ÷ 5000.00",
         known("agreed-value", ("2500.00", "2500.00"), loss_amount="2500.00", actual_value="5000.00",
               declared_value="3000.00"),
         "the declared value ¥3,000.00 × the loss as a sum ¥2,500.00 ÷ the actual value ¥5,000.00"),
        ("40.00 + 4.50 × 3", known("fixed", weight_kg="3"), "¥40.00 + ¥4.50 a kilogram × 3 kg"),
        ("min(2000.00, (40.00 + 4.50 × 3) × 9.6)",
         known("capped", ("2000.00", "2000.00"), actual_value="2000.00", weight_kg="3", rates="XDR"),
         "the lower of the actual loss ¥2,000.00 and (SDR\u00a040.00 + SDR\u00a04.50 a kilogram × 3 kg) × the exchange "
         "rate 9.6"),
        ("min(300.00, 100.00 × 2)",
         known("capped", ("300.00", "300.00"), actual_value="300.00", pieces_lost="2"),
         "the lower of the actual loss ¥300.00 and ¥100.00 a piece × 2 pieces lost"),
        ("−min(150.00, 1000.00)", known("salvage", salvage_value="150.00"),
         "the lower of the value of what is left ¥150.00 and what is paid for the goods ¥1,000.00"),
        ("−min(3000.00 × 0.1, 3000.00)", known("deductible"),
         "the lower of what is paid for the goods ¥3,000.00 × 10% and what is paid for the goods ¥3,000.00"),
        ("−min(50.00, 3000.00)", known("deductible"),
         "the lower of the agreed own part ¥50.00 and what is paid for the goods ¥3,000.00"),
        ("15.00 × (5000.00 − 3000.00) ÷ 5000.00", known("premium-excess", premium="15.00", declared_value="5000.00"),
         "the insurance fee ¥15.00 × (the declared value ¥5,000.00 − what is paid for the goods ¥3,000.00) ÷ the "
         "declared value ¥5,000.00"),
        ("1850.00 − 2000.00", known("salvage-of-loss", salvage_value="150.00"),
         "what would be paid for the goods less what is left of them ¥1,850.00 − what is paid for the goods ¥2,000.00"),
        ("max(2.00, 3000.00 × 0.005)", known("price", declared_value="3000.00"),
         "the higher of the least fee ¥2.00 and the declared value ¥3,000.00 × 0.5%"),
        ("min(1 × 60.00, 800.00)", known("fixed", freight="60.00"),
         "the lower of the postage ¥60.00 and the limit ¥800.00"),
        ("300.00", known("fixed"), "the fixed sum ¥300.00"),
    ],
)  # fmt: skip
def test_each_figure_is_named(formula: str, figures: Known, said: str) -> None:
    assert formula_text(formula, figures) == said


@pytest.mark.parametrize(
    ("formula", "figures", "said"),
    [
        # Worth 1,000, insured for 1,000, half lost: what limits is the cover and not the value.
        ("min(500.00, 1000.00)",
         known("first-loss", ("500.00", "500.00"), loss_amount="500.00", actual_value="1000.00",
               declared_value="1000.00"),
         "the lower of the actual loss ¥500.00 and the declared value ¥1,000.00"),
        # The limit of the terms happens to be the value of the goods.
        ("min(200.00, 9 × 20.00, 1000.00)",
         known("capped", ("200.00", "200.00"), loss_amount="200.00", actual_value="1000.00", freight="20.00"),
         "the lowest of the actual loss ¥200.00, 9 times the postage ¥20.00 and the limit ¥1,000.00"),
        # The sum lost is the sum insured.
        ("300.00 × 300.00 ÷ 1000.00",
         known("proportional", ("300.00", "300.00"), loss_amount="300.00", actual_value="1000.00",
               declared_value="300.00"),
         "the actual loss ¥300.00 × the declared value ¥300.00 ÷ the actual value ¥1,000.00"),
        # An agreed value is paid because it was agreed, also where the goods are worth as much.
        ("800.00", known("agreed-value", ("800.00", "800.00"), actual_value="800.00", declared_value="800.00"),
         "the declared value ¥800.00"),
        ("5000.00 × 2500.00 ÷ 5000.00",
         known("agreed-value", ("2500.00", "2500.00"), loss_amount="2500.00", actual_value="5000.00",
               declared_value="5000.00"),
         "the declared value ¥5,000.00 × the loss as a sum ¥2,500.00 ÷ the actual value ¥5,000.00"),
        # A parcel of 12 kg that cost 12 yuan.
        ("min(900.00, 20.00 × 12.00)", known("capped", ("900.00", "900.00"), actual_value="900.00", weight_kg="12.00"),
         "the lower of the actual loss ¥900.00 and ¥20.00 a kilogram × 12.00 kg"),
        # The fee is as much as was lost.
        ("60.00 × 60.00 ÷ 1000.00",
         known("freight", ("60.00", "60.00"), freight="60.00", loss_amount="60.00", actual_value="1000.00"),
         "the postage ¥60.00 × the loss as a sum ¥60.00 ÷ the actual value ¥1,000.00"),
        ("max(1.00, 1.00 × 0.005)", known("price", declared_value="1.00"),
         "the higher of the least fee ¥1.00 and the declared value ¥1.00 × 0.5%"),
    ],
)  # fmt: skip
def test_figures_that_happen_to_be_equal_are_told_apart_by_where_they_stand(
    formula: str, figures: Known, said: str
) -> None:
    assert formula_text(formula, figures) == said


@pytest.mark.parametrize(
    ("formula", "outcome", "said"),
    [
        ("min(500.00, 500.00)", "500.00",
         "Rule: the actual loss ¥500.00 and the declared value ¥500.00, which come to the same, that is ¥500.00."),
        ("min(500.00, 500.00) × (1 − 0.3)", "350.00",
         "Rule: the actual loss ¥500.00 and the declared value ¥500.00, which come to the same, less the sender's own "
         "share of 30%, makes ¥350.00."),
        ("500.00", "500.00", "Rule: the actual loss ¥500.00."),
        ("0.00", "0.00", "Rule: ¥0.00."),
    ],
)  # fmt: skip
def test_a_calculation_is_one_sentence(formula: str, outcome: str, said: str) -> None:
    figures = known("first-loss", ("500.00", "500.00"), actual_value="500.00", declared_value="500.00")

    assert calculation_text("Rule", formula, outcome, figures) == said


def test_a_total_says_what_is_added_and_what_is_taken_off() -> None:
    amounts = {"goods": "2000.00", "salvage": "-150.00", "freight-refund": "10.00"}
    lines = [
        Line(kind=kind, amount=Decimal(amount), formula="", rule="r", citations=()) for kind, amount in amounts.items()
    ]

    assert (
        total_text(lines, "CNY") == "the goods ¥2,000.00 − what is left of the goods ¥150.00 + postage refunded ¥10.00"
    )


@pytest.mark.parametrize("formula", ["", "min(", "5 × ", "max(1, 2", "1 2", "abc", "(" * 40 + "1", "1 × (2))", "1 / 2"])
def test_what_cannot_be_read_is_shown_as_it_is_written(formula: str) -> None:
    assert formula_text(formula, known("capped")) == formula


def test_amounts_of_a_currency_without_cents_are_said() -> None:
    figures = Known("fixed", {"freight": "1500.50"}, "JPY")

    assert formula_text("3 × 1500.50", figures) == "3 times the postage JPY 1,500.50"


def _assessments() -> Iterator[Assessment]:
    packs = load_packs()
    claims = [example["facts"] for example in json.loads((SITUATIONS / "public_examples.json").read_text("utf-8"))]
    for path in sorted(SITUATIONS.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        claims += [document["defaults"] | situation["facts"] for situation in document.get("situation", ())]
    for claim in claims:
        facts = facts_from({key: value for key, value in claim.items() if value != ""})
        assert isinstance(facts, ClaimFacts)
        yield assess(facts, packs)


def _figures(node: Node) -> Iterator[Figure]:
    if isinstance(node, Figure):
        yield node
    elif isinstance(node, Choice):
        for part in node.parts:
            yield from _figures(part)
    else:
        for _sign, part in node.factors if isinstance(node, Product) else node.parts:
            yield from _figures(part)


def test_no_figure_of_any_situation_is_left_without_a_name() -> None:
    """Direct costs are listed under their own title, and of a sum of a flat part and a rate the flat part is plain."""
    seen = 0
    for result in _assessments():
        loss = next(((step.formula, step.outcome) for step in result.steps if step.code == "loss"), ("", ""))
        rates = {step.inputs["currency"]: step.outcome for step in result.steps if step.code == "rate"}
        for step in result.steps:
            method = step.code.removeprefix("line-")
            if step.code == "total" or not step.formula or method in ("costs", "nothing"):
                continue
            tree = parse(step.formula.partition(" × (1 − ")[0])
            assert tree is not None, step.formula
            own = ("", "") if method == "loss" else loss
            named = with_names(tree, Known(method, step.inputs, result.currency, own, rates))
            assert worth(named) == worth(tree), f"{step.formula} is told as another calculation"
            sums = "40.00"
            nameless = [figure.text for figure in _figures(named) if not figure.name and figure.text != sums]
            assert not nameless, (step.formula, step.inputs)
            seen += 1
    assert seen > 500


def test_a_sum_is_read_as_a_sum() -> None:
    assert parse("1 + 2 × 3 − 4") == Sum(
        (("+", Figure("1")), ("+", Product((("×", Figure("2")), ("×", Figure("3"))))), ("−", Figure("4")))
    )
    assert worth(parse("max(1 + 2 × 3 − 4, 2.5)") or Figure("0")) == 3
