"""What an assessment says besides its sum; what holds for all facts is in ``tests/rules/test_properties.py``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, Scope, ValueProof
from desktop.rulepacks import load_packs

PACKS = load_packs()
POSTED = date(2026, 3, 2)


def test_every_reading_says_what_would_make_it_true() -> None:
    facts = ClaimFacts(
        event=Event.PARTIAL_DAMAGE, terms="sf", accepted_on=POSTED, claimed_on=POSTED, scope=Scope.SAME_CITY,
        insured=True, declared_value=Decimal(6000), actual_value=Decimal(10000), loss_amount=Decimal(3000),
        value_proof=ValueProof.INVOICE,
    )  # fmt: skip

    readings = {other.reading: other.why for other in assess(facts, PACKS).alternatives}

    assert readings == {
        "not-incorporated": "cap_status=not-incorporated",
        "cap-void": "cap_status=void",
        "under-insurance-first-loss": "method=first-loss",
    }


def test_every_line_is_cited_and_every_rule_passed_over_says_why() -> None:
    facts = ClaimFacts(
        event=Event.LOSS, terms="generic", accepted_on=POSTED, claimed_on=POSTED, insured=True,
        declared_value=Decimal(300), actual_value=Decimal(400), freight=Decimal(12),
    )  # fmt: skip

    result = assess(facts, PACKS)

    assert all(line.citations for line in result.lines)
    why = {rule.rule: (rule.condition, rule.wanted, rule.found) for rule in result.not_applied}
    assert why["generic.uninsured"] == ("insured", ("false",), "true")
    assert why["generic.limit-lifted"] == ("cap", ("lifted",), "applies")
    assert result.pack is not None
    assert [ref.id for ref in result.layers] == ["cn-law", "gbt-27917"]
