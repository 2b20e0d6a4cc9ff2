"""Runs the readable situations beside this file: facts in, the figures of the clause out."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs

if TYPE_CHECKING:
    from desktop.domain.assessment import Assessment

HERE = Path(__file__).parent
PACKS = load_packs()


def _situations() -> list[Any]:
    found = []
    for path in sorted(HERE.glob("*.toml")):
        document = tomllib.loads(path.read_text(encoding="utf-8"))
        # Premiums have questions of their own: test_premiums.
        for situation in document.get("situation", ()):
            # An empty text takes a default away again.
            facts = {key: value for key, value in {**document["defaults"], **situation["facts"]}.items() if value != ""}
            found.append(pytest.param(facts, situation["expect"], id=f"{path.stem}: {situation['name']}"))
    return found


def _assessed(facts: dict[str, Any]) -> Assessment:
    read = facts_from(facts)
    assert isinstance(read, ClaimFacts), read
    return assess(read, PACKS)


def _lines(result: Assessment) -> dict[str, str]:
    return {line.kind: str(line.amount) for line in result.lines}


@pytest.mark.parametrize(("facts", "expect"), _situations())
def test_a_situation_comes_out_as_the_clause_says(facts: dict[str, Any], expect: dict[str, Any]) -> None:
    result = _assessed(facts)

    assert [f"{p.field} {p.code}" for p in result.problems] == expect.get("problems", [])
    assert list(result.needs) == expect.get("needs", [])
    assert (None if result.payable is None else str(result.payable)) == expect.get("payable")
    assert result.time_barred is expect.get("time_barred", False)
    if result.payable is not None:
        assert result.exempt_reason == expect.get("exempt")
        assert result.exempt is (True if "exempt" in expect else None)
    if "treated_as" in expect:
        assert result.treated_as == expect["treated_as"]
    _check_parts(result, expect)


def _check_parts(result: Assessment, expect: dict[str, Any]) -> None:
    """Compare lines (all of them where none is expected), readings, warnings and citations."""
    if "lines" in expect:
        found = _lines(result)
        assert {kind: found.get(kind) for kind in expect["lines"]} == expect["lines"]
        assert found or not result.lines
        if not expect["lines"]:
            assert not found
    if "readings" in expect:
        assert {other.reading: str(other.payable) for other in result.alternatives} == expect["readings"]
    warned = {warning.code for warning in result.warnings}
    assert set(expect.get("warnings", [])) <= warned
    assert not set(expect.get("no_warnings", [])) & warned
    cited = {text for step in result.steps for text in step.citations}
    assert set(expect.get("cites", [])) <= cited


EXAMPLES = json.loads((HERE / "public_examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", [pytest.param(example, id=example["id"]) for example in EXAMPLES])
def test_a_public_example_comes_out(example: dict[str, Any]) -> None:
    result, expect = _assessed(example["facts"]), example["expect"]

    assert not result.problems
    if "payable" in expect:
        assert str(result.payable) == expect["payable"]
    for kind, amount in expect.get("lines", {}).items():
        assert _lines(result)[kind] == amount
    assert bool(result.exempt) is expect.get("exempt", False)


def test_the_freight_refund_is_a_line_outside_the_insured_ceiling() -> None:
    """CN-V-03: the page that describes the JSON prints this very assessment."""
    result = _assessed(EXAMPLES[0]["facts"])

    assert [(line.kind, str(line.amount), line.formula) for line in result.lines] == [
        ("goods", "3000.00", "min(9500.00, 3000.00)"),
        ("freight-refund", "421.00", "421.00"),
    ]
    assert {other.reading: str(other.payable) for other in result.alternatives}["cap-void"] == "9921.00"
