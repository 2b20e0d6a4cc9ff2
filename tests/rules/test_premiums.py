"""Runs the readable questions of ``premium.toml``: a declared value in, what cover costs out."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.premium import Premium, quote
from desktop.rulepacks import load_packs

PACKS = load_packs()


def _quotes() -> list[Any]:
    document = tomllib.loads(Path(__file__).with_name("premium.toml").read_text(encoding="utf-8"))
    return [
        pytest.param({**document["defaults"], **asked["facts"]}, asked["expect"], id=asked["name"])
        for asked in document["quote"]
    ]


@pytest.mark.parametrize(("facts", "expect"), _quotes())
def test_cover_costs_what_the_table_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    chosen = PACKS.in_force(facts["terms"], date.fromisoformat(facts["on"]))
    assert chosen.pack is not None, chosen.problems
    assert chosen.on is not None

    quoted = quote(chosen.pack, Decimal(facts["declared"]), chosen.on, facts.get("product", ""))

    if isinstance(quoted, Premium):
        found = {"premium": str(quoted.amount), "table": quoted.table.id, "formula": quoted.formula}
        assert {**found, **{key: value for key, value in expect.items() if key != "cites"}} == found
        assert set(expect.get("cites", ())) <= set(quoted.citations)
    else:
        assert [problem.code for problem in quoted] == [expect.get("problem")]


def test_every_table_is_asked_for() -> None:
    """A table nobody tries on either side of its bands may hold any figure."""
    asked = {(param.values[0]["terms"], param.values[1].get("table")) for param in _quotes()}
    asked |= {(param.values[0]["terms"], param.values[0].get("product")) for param in _quotes()}

    tables = {(pack.sheet.id, table.id) for pack in PACKS.packs for table in pack.sheet.premiums}

    assert tables <= asked
