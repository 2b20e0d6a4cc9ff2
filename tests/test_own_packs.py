"""The packs a branch works with: its own before those of the program on their days, old ones only to explain."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, Scope
from desktop.rule_text import Source
from desktop.rulepacks import BadRuleFiles, PackLibrary, read_packs, with_own
from tests.rules.small import PACK, sources

#: The program's terms pay at most 100 from 2026 on; the branch's version, of its own days, at most 200.
SHIPPED = read_packs(sources(PACK))
OWN = PACK.replace('version = "1"\ntitle', 'version = "own"\ntitle').replace('"100"', '"200"')
SUMMER = OWN.replace("in_force_from = 2026-01-01", "in_force_from = 2026-06-01\nin_force_to = 2026-08-31")


def _paid(packs: PackLibrary, day: date) -> str:
    facts = ClaimFacts(event=Event.LOSS, terms="trial", accepted_on=day, actual_value=Decimal(1000), insured=False)
    return str(assess(facts, packs).payable)


def _own(*texts: str) -> list[Source]:
    return [Source(f"own{number}.toml", text.encode()) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("day", "paid"),
    [
        (date(2026, 5, 31), "100.00"),
        (date(2026, 6, 1), "200.00"),
        (date(2026, 8, 31), "200.00"),
        (date(2026, 9, 1), "100.00"),
    ],
)
def test_the_branchs_version_answers_on_its_days_and_the_programs_on_all_others(day: date, paid: str) -> None:
    assert _paid(with_own(SHIPPED, _own(SUMMER)), day) == paid


def test_a_later_version_ends_one_without_an_end() -> None:
    autumn = OWN.replace('"own"', '"autumn"').replace("2026-01-01", "2026-09-01").replace('"200"', '"300"')
    packs = with_own(SHIPPED, _own(autumn, OWN))

    assert [_paid(packs, date(2026, month, 1)) for month in (8, 9)] == ["200.00", "300.00"]


def test_the_same_days_twice_are_refused_by_file_and_line() -> None:
    with pytest.raises(BadRuleFiles) as refused:
        with_own(SHIPPED, _own(OWN, OWN.replace('"own"', '"again"')))

    (problem,) = refused.value.problems
    assert (problem.facts["file"], problem.facts["line"], problem.code) == ("own1.toml", "7", "versions-overlap")


def test_an_own_pack_cites_the_law_of_the_program() -> None:
    law = (
        PACK.replace('kind = "carrier"', 'kind = "law"')
        .replace('"trial"', '"law"')
        .replace('id = "terms"', 'id = "art"')
    )
    law = law[: law.index("[[rule]]")]
    own = OWN.replace('"trial"', '"mine"', 1).replace("chosen_by", 'extends = ["law"]\nchosen_by')
    packs = with_own(read_packs(sources(law)), _own(own.replace('cite = ["terms"]', 'cite = ["art"]')))
    facts = ClaimFacts(event=Event.LOSS, terms="mine", accepted_on=date(2026, 3, 2), actual_value=Decimal(50))

    result = assess(facts, packs)
    assert result.lines[0].citations == ("试用条款(1) 第1条 [unverified]",)
    assert [layer.id for layer in result.layers] == ["law"]


def test_delay_limits_of_ones_own_take_the_place_of_the_laws_for_their_routes() -> None:
    law = PACK.replace('kind = "carrier"', 'kind = "law"').replace('"trial"', '"law"')
    law = law[: law.index("[[rule]]")].replace('id = "terms"', 'id = "art"') + (
        '[[lost_after]]\nscope = ["same-city", "taiwan"]\ndays = 3\nedge = "after"\ncite = ["art"]\n'
    )
    own = OWN.replace("chosen_by", 'extends = ["law"]\nchosen_by') + (
        '\n[[lost_after]]\nscope = ["same-city"]\ndays = 5\nedge = "after"\ncite = ["terms"]\n'
    )
    packs = with_own(read_packs(sources(law)), _own(own))

    def counts_as(scope: Scope) -> str | None:
        facts = ClaimFacts(
            event=Event.DELAY,
            terms="trial",
            accepted_on=date(2026, 3, 2),
            promised_by=date(2026, 3, 3),
            as_of=date(2026, 3, 7),
            scope=scope,
            actual_value=Decimal(50),
        )
        return assess(facts, packs).treated_as

    assert (counts_as(Scope.SAME_CITY), counts_as(Scope.TAIWAN)) == ("delay", "loss")


def test_a_pack_that_was_used_once_is_found_for_ever_but_works_nothing_out() -> None:
    (kept,) = _own(OWN)
    packs = with_own(SHIPPED, [], [kept])

    found = packs.find(kept.sha256)
    assert found is not None
    assert found.source == OWN
    assert _paid(packs, date(2026, 3, 2)) == "100.00"


def test_what_another_version_of_the_program_wrote_explains_nothing_and_breaks_nothing() -> None:
    packs = with_own(SHIPPED, [], _own(PACK + 'unknown = "key"', "no toml"))

    assert _paid(packs, date(2026, 3, 2)) == "100.00"


def test_a_pack_this_program_cannot_use_any_more_is_never_passed_over_in_silence() -> None:
    newer = OWN.replace('method = "capped"', 'method = "invented-later"')
    packs = with_own(SHIPPED, _own(newer), checked=True)
    facts = ClaimFacts(event=Event.LOSS, terms="trial", accepted_on=date(2026, 3, 2), actual_value=Decimal(50))

    result = assess(facts, packs)
    assert result.payable is None
    assert [(p.field, p.code, p.facts["version"]) for p in result.problems] == [("terms", "pack-broken", "own")]
    assert [p.code for p in packs.in_force("trial", date(2026, 3, 2)).problems] == ["pack-broken"]
