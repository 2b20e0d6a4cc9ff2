"""Formulas said and shown: no shorthand, and no lowest of figures that are the same."""

from __future__ import annotations

import pytest

from desktop import i18n
from desktop.wording.formulas import calculation_text, spoken_formula


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("min(9500.00, 3000.00)", "lower of (9500.00, 3000.00)"),
        ("−min(100.00, 3000.00)", "−lower of (100.00, 3000.00)"),
        ("421.00", "421.00"),
        ("min(500.00, 500.00)", "500.00"),
        ("−min(50.00, 50.00)", "−50.00"),
        ("min(min(900.00, 500.00), 500.00)", "lower of (900.00, 500.00)"),
        ("min(40.00, max(2.00, 3000.00 × 0.005))", "lower of (40.00, max(2.00, 3000.00 × 0.005))"),
    ],
)
def test_formulas_are_spelled_without_a_programmers_shorthand(formula: str, shown: str) -> None:
    i18n.set_language("en")

    assert spoken_formula(formula) == shown


@pytest.mark.parametrize(
    ("formula", "outcome", "said"),
    [
        ("min(9500.00, 3000.00)", "3000.00", "Rule: the lowest of 9500.00, 3000.00, that is ¥3,000.00."),
        ("min(500.00, 500.00)", "500.00", "Rule: ¥500.00."),
        ("min(500.00, 500.00, 200.00)", "200.00", "Rule: the lowest of 500.00, 200.00, that is ¥200.00."),
        ("min(140.00, 7 × 20.00)", "140.00", "Rule: 140.00, 7 × 20.00, which come to the same, that is ¥140.00."),
        ("min(85.00, 40.00 + 4.50 × 10)", "85.00",
         "Rule: 85.00, 40.00 + 4.50 × 10, which come to the same, that is ¥85.00."),
        ("min(7 × 20.00, 7 × 20.00)", "140.00", "Rule: 7 × 20.00, that is ¥140.00."),
        ("min(500.00, 500.00) × (1 − 0.3)", "350.00",
         "Rule: 500.00, less the sender's own share of 30%, makes ¥350.00."),
        ("−min(50.00, 50.00)", "-50.00", "Rule: ¥-50.00."),
        ("300.00 × 800.00 ÷ 1000.00", "240.00", "Rule: 300.00 × 800.00 ÷ 1000.00, that is ¥240.00."),
    ],
)  # fmt: skip
def test_a_calculation_is_said_by_ear_and_figures_that_are_the_same_are_no_choice(
    formula: str, outcome: str, said: str
) -> None:
    i18n.set_language("en")

    assert calculation_text("Rule", formula, f"¥{float(outcome):,.2f}", outcome) == said
