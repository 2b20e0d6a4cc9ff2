"""Rule files: what the program comes with loads, and a bad file is refused by name, key and line."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.domain.assess import assess
from desktop.domain.claim import ClaimFacts, Event, Scope
from desktop.domain.rules import Mark, PackKind
from desktop.rulepacks import LARGEST_FILE, BadRuleFiles, Source, check_file, load_packs, read_packs
from tests.rules.small import PACK, sources

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.assessment import Assessment

CARRIERS = {"deppon", "ems", "generic", "jd", "jt", "none", "postal", "sf", "sto", "yto", "yunda", "zto"}


def _library_of(*texts: str) -> Assessment:
    """Assess a plain loss under the texts given."""
    facts = ClaimFacts(
        event=Event.LOSS,
        terms="trial",
        accepted_on=date(2026, 3, 2),
        event_on=date(2026, 9, 1),
        actual_value=Decimal(1000),
        declared_value=Decimal(800),
        insured=True,
        weight_kg=Decimal(10),
        weight_affected_kg=Decimal("2.5"),
        freight=Decimal(20),
    )
    return assess(facts, read_packs(sources(*texts)))


def _refused(*texts: str) -> list[tuple[str, str, str]]:
    """Return file and line, key and code of everything that is wrong."""
    with pytest.raises(BadRuleFiles) as refused:
        read_packs(sources(*texts))
    return [(f"{p.facts['file']}:{p.facts.get('line', '')}", p.field, p.code) for p in refused.value.problems]


def test_all_packs_of_the_program_load_and_check() -> None:
    packs = load_packs()

    assert set(packs.terms()) >= CARRIERS
    for path in paths.resource("rules").glob("*.toml"):
        assert check_file(path) == []
        pack = packs.find(hashlib.sha256(path.read_bytes()).hexdigest())
        assert pack is not None
        assert pack.source == path.read_text(encoding="utf-8")


def test_every_title_and_note_is_in_both_languages() -> None:
    for pack in load_packs().packs:
        sheet = pack.sheet
        texts = [sheet.title, *([sheet.note] if sheet.note else [])]
        texts += [rule.title for rule in sheet.rules] + [exemption.title for exemption in sheet.exemptions]
        texts += [limit.title for limit in sheet.time_limits] + [lifted.title for lifted in sheet.caps_lifted]
        texts += [product.title for product in sheet.products]
        texts += [table.title for table in sheet.premiums]
        assert all(text.zh_CN and text.en for text in texts)
        assert all(text.en.isascii() for text in texts)


def test_terms_with_values_nobody_verified_say_what_to_confirm() -> None:
    for pack in load_packs().packs:
        unsure = [citation.id for citation in pack.sheet.citations if citation.mark != Mark.VERIFIED]
        assert pack.sheet.note or pack.sheet.kind != PackKind.CARRIER or not unsure


def test_a_small_pack_is_enough_to_assess() -> None:
    result = _library_of(PACK)

    assert str(result.payable) == "100.00"
    assert result.lines[0].citations == ("试用条款(1) 第1条 [unverified]",)


@pytest.mark.parametrize(
    ("caps", "paid", "formula"),
    [
        ('{ amount = "40", per_kg = "4.50" }', "85.00", "min(1000.00, 40.00 + 4.50 × 10)"),
        ('{ per_kg = "20", part = "affected" }', "50.00", "min(1000.00, 20.00 × 2.5)"),
        ('{ freight_multiple = "7" }, { amount = "130" }', "130.00", "min(1000.00, 7 × 20.00, 130.00)"),
    ],
)
def test_limits_can_be_flat_by_weight_or_by_fee(caps: str, paid: str, formula: str) -> None:
    result = _library_of(PACK.replace('{ amount = "100" }', caps))

    assert (str(result.payable), result.lines[0].formula) == (paid, formula)


@pytest.mark.parametrize(("threshold", "paid"), [("0.8", "800.00"), ("0.81", "640.00")])
def test_cover_close_enough_to_the_value_counts_as_full(threshold: str, paid: str) -> None:
    """Covered 800 of 1000 = 0.8: from the threshold on the loss is paid up to the cover, below it 800 x 0.8 = 640."""
    rule = f'method = "proportional"\nthreshold = "{threshold}"'
    text = PACK.replace('method = "capped"\ncaps = [{ amount = "100" }]', rule)
    facts = ClaimFacts(
        event=Event.PARTIAL_DAMAGE,
        terms="trial",
        accepted_on=date(2026, 3, 2),
        actual_value=Decimal(1000),
        declared_value=Decimal(800),
        insured=True,
        loss_amount=Decimal(800),
    )

    assert str(assess(facts, read_packs(sources(text))).payable) == paid


@pytest.mark.parametrize(
    ("part", "paid"), [('amount = "30"', "70.00"), ('rate = "0.1"', "90.00"), ('amount = "500"', "0.00")]
)
def test_a_deductible_is_a_negative_line_of_its_own(part: str, paid: str) -> None:
    rule = f"""
[[rule]]
id = "trial.own-part"
line = "deductible"
method = "deductible"
{part}
cite = ["terms"]
title = {{ zh_CN = "免赔额", en = "Own part" }}
"""
    result = _library_of(PACK + rule)

    assert str(result.payable) == paid
    assert [line.kind for line in result.lines] == ["goods", "deductible"]


def test_the_version_in_force_on_the_chosen_day_answers() -> None:
    old = PACK.replace("chosen_by", "in_force_to = 2026-08-31\nchosen_by").replace("accepted_on", "event_on")
    new = PACK.replace('version = "1"', 'version = "2"').replace("2026-01-01", "2026-09-01").replace('"100"', '"200"')
    new = new.replace("accepted_on", "event_on")

    result = _library_of(old, new)

    assert result.pack is not None
    assert (str(result.payable), result.pack.version) == ("200.00", "2")


def test_a_late_parcel_is_lost_on_the_day_itself_where_the_pack_says_so() -> None:
    late = '\n[[lost_after]]\nscope = ["same-city"]\ndays = 3\nedge = "on"\ncite = ["terms"]\n'
    packs = read_packs(sources(PACK + late))
    facts = ClaimFacts(
        event=Event.DELAY,
        terms="trial",
        accepted_on=date(2026, 3, 2),
        promised_by=date(2026, 3, 3),
        as_of=date(2026, 3, 6),
        scope=Scope.SAME_CITY,
        actual_value=Decimal(50),
    )

    assert assess(facts, packs).treated_as == "loss"


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        (
            ('caps = [{ amount = "100" }]', "caps = [{ amount = 100.5 }]"),
            ("0.toml:21", "rule.0.caps.0.amount", "float"),
        ),
        (('method = "capped"', 'method = "guess"'), ("0.toml:20", "rule.0.method", "not-one-of")),
        (('method = "capped"', 'methods = "capped"'), ("0.toml:20", "rule.0.methods", "unknown-key")),
        (('cite = ["terms"]\n', ""), ("0.toml:17", "rule.0.cite", "missing-key")),
        (('cite = ["terms"]', "cite = []"), ("0.toml:22", "rule.0.cite", "no-citation")),
        (('cite = ["terms"]', 'cite = ["law"]'), ("0.toml:22", "rule.0.cite", "unknown-citation")),
        (('line = "goods"', 'line = "goods"\nthreshold = "1.2"'), ("0.toml:20", "rule.0.threshold", "out-of-range")),
        (('"100"', '"-1"'), ("0.toml:21", "rule.0.caps.0.amount", "out-of-range")),
        (('"100"', '"1e-999999"'), ("0.toml:21", "rule.0.caps.0.amount", "out-of-range")),
        (('amount = "100"', 'currency = "CNY"'), ("0.toml:21", "rule.0.caps.0", "empty")),
        (('caps = [{ amount = "100" }]\n', ""), ("0.toml:17", "rule.0.caps", "caps-do-not-fit")),
        (("2026-01-01", "2026-13-01"), ("0.toml:7", "", "not-toml")),
        (("2026-01-01", '"2026-01-32"'), ("0.toml:7", "in_force_from", "wants-date")),
        (("chosen_by", "in_force_to = 2025-12-31\nchosen_by"), ("0.toml:8", "in_force_to", "ends-before-start")),
        (('"accepted_on"', '"posted_on"'), ("0.toml:8", "chosen_by", "not-one-of")),
        (('kind = "carrier"', 'kind = "carrier"\nextends = ["no-law"]'), ("0.toml:3", "extends.0", "not-one-of")),
        (
            ('line = "goods"', 'line = "goods"\nwhen = { mood = "good" }'),
            ("0.toml:20", "rule.0.when.mood", "unknown-condition"),
        ),
        (
            ('line = "goods"', 'line = "goods"\nwhen = { scope = "moon" }'),
            ("0.toml:20", "rule.0.when.scope", "not-one-of"),
        ),
        (
            ('line = "goods"', 'line = "goods"\nwhen = { product = "air" }'),
            ("0.toml:20", "rule.0.when.product", "not-one-of"),
        ),
        (('line = "goods"', 'line = "freight-refund"'), ("0.toml:20", "rule.0.method", "not-one-of")),
        (("[[rule]]", "[[rule"), ("0.toml:17", "", "not-toml")),
        (('mark = "unverified"', 'mark = "sure"'), ("0.toml:15", "citation.0.mark", "not-one-of")),
        (('kind = "carrier"', 'kind = "law"'), ("0.toml:17", "rule.0", "not-in-law")),
        (('kind = "carrier"', 'kind = "province"'), ("0.toml:", "regimes", "only-for-provinces")),
    ],
)
def test_a_bad_file_is_refused_by_name_key_and_line(change: tuple[str, str], refused: tuple[str, str, str]) -> None:
    assert refused in _refused(PACK.replace(*change))


def test_all_that_is_wrong_with_a_file_is_told_at_once() -> None:
    bad = PACK.replace('"accepted_on"', '"posted_on"').replace('cite = ["terms"]', "cite = []").replace('"100"', '"-1"')

    assert [code for _place, _key, code in _refused(bad)] == ["not-one-of", "no-citation", "out-of-range"]


def test_two_rules_of_one_name_are_refused() -> None:
    twice = PACK + PACK[PACK.index("[[rule]]") :]

    assert _refused(twice) == [("0.toml:18", "rule.0.id", "id-twice"), ("0.toml:25", "rule.1.id", "id-twice")]


def test_two_editions_of_a_citation_on_one_day_are_refused() -> None:
    again = PACK + PACK[PACK.index("[[citation]]") : PACK.index("[[rule]]")].replace("第1条", "第2条")

    assert _refused(again) == [("0.toml:24", "citation.1.valid_from", "dates-overlap")]


def test_versions_that_overlap_by_a_day_are_refused() -> None:
    old = PACK.replace("chosen_by", "in_force_to = 2026-09-01\nchosen_by")
    new = PACK.replace('version = "1"', 'version = "2"', 1).replace("2026-01-01", "2026-09-01")

    assert _refused(old, new) == [("1.toml:7", "in_force_from", "versions-overlap")]


def test_versions_that_meet_are_not_refused() -> None:
    old = PACK.replace("chosen_by", "in_force_to = 2026-08-31\nchosen_by")
    new = PACK.replace('version = "1"', 'version = "2"', 1).replace("2026-01-01", "2026-09-01")

    assert len(read_packs(sources(old, new)).packs) == 2


@pytest.mark.parametrize(
    "raw", [b"\xff\xfe", b"\x00", b"a = " + b"[" * 100_000, b"#" * (LARGEST_FILE + 1), b"a = 9" + b"9" * 9000]
)
def test_what_is_no_rule_file_is_refused(raw: bytes) -> None:
    with pytest.raises(BadRuleFiles):
        read_packs([Source("bad.toml", raw)])


def test_a_file_elsewhere_is_checked_against_the_law_the_program_knows(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        PACK.replace("chosen_by", 'extends = ["cn-law"]\nchosen_by').replace(
            'cite = ["terms"]', 'cite = ["civil-loss"]'
        ),
        encoding="utf-8",
    )

    assert check_file(path) == []


def test_an_empty_folder_gives_an_empty_library(tmp_path: Path) -> None:
    assert load_packs(tmp_path).packs == ()
