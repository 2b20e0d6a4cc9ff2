"""The benchmark in short form: it runs, and everybody comes to the same amounts. Nothing is timed here."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import facts_from
from desktop.rulepacks import load_packs
from tests.benchmarks import compare, made_up

if TYPE_CHECKING:
    import pytest


def test_all_come_to_the_same_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare.main(["--count", "200", "--without-openfisca"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line[:40].rstrip() for line in lines] == [
        "by hand",
        "read and assess",
        "read, assess and write",
        "mixed claims: read and assess",
        "mixed claims: read, assess and write",
    ]


def test_the_mixed_claims_are_under_all_terms_and_mostly_end_in_a_sum() -> None:
    packs = load_packs()
    claims = [facts_from(claim) for claim in made_up.mixed(500, packs)]
    ended = Counter(assess(facts, packs).payable is not None for facts in claims if isinstance(facts, ClaimFacts))

    assert ended.total() == 500
    assert ended[True] > 150
    assert {facts.terms for facts in claims if isinstance(facts, ClaimFacts)} >= set(packs.terms())
