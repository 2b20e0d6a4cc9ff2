"""A branch's own version of the terms ``generic``, and a claim on which the two differ."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from desktop import paths
from desktop.actions import intake, settlement
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event
from desktop.rule_text import Source
from tests.factories import an_intake

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.assessment import Assessment
    from desktop.domain.case import Case

#: The branch's own version of the program's "generic" terms: 8 times the fee instead of 5, from 1 February 2026.
GENERIC = paths.resource("rules", "generic.toml").read_text(encoding="utf-8")
MINE = (
    GENERIC.replace('version = "2026-11"', 'version = "branch-1"')
    .replace("in_force_from = 2021-01-01", "in_force_from = 2026-02-01")
    .replace('freight_multiple = "5"', 'freight_multiple = "8"')
    .replace("最高不超过运费的5倍", "最高不超过运费的8倍")
    .replace("at most 5 times the fee", "at most 8 times the fee")
)


def source(text: str, name: str = "mine.toml") -> Source:
    return Source(name, text.encode())


def lost(**changes: Any) -> ClaimFacts:  # noqa: ANN401 - any fact
    """A parcel that was not insured, worth 1,000 and lost; the fee was 20."""
    facts: dict[str, Any] = {
        "terms": "generic",
        "event": Event.LOSS,
        "insured": False,
        "actual_value": Decimal(1000),
        "freight": Decimal(20),
        "accepted_on": date(2026, 2, 20),
        "claimed_on": date(2026, 3, 1),
    }
    return ClaimFacts(**{**facts, **changes})


def result(desk: Desk, **changes: Any) -> Assessment:  # noqa: ANN401 - any fact
    """Return what the rules of an office pay for the parcel that was lost."""
    return assess(lost(**changes), desk.reference.packs)


def assessed(desk: Desk, facts: ClaimFacts) -> Case:
    case = intake.register_case(desk, an_intake(insured=False, declared_value=None, premium=None))
    return settlement.keep_assessment(desk, case.case_id, facts, case.basis)
