"""The form of a rule file: everything wrong with it at once, by key and line, in whatever way it is written."""

from __future__ import annotations

import pytest

from desktop.domain.rules import RuleSheet
from desktop.rule_text import LARGEST_FILE, Source, sheet_of
from tests.rules.small import PACK

CAPS = 'caps = [{ amount = "100" }]'


def _wrong(text: str) -> list[tuple[str, str, str]]:
    """Return line, key and code of everything wrong with the form of a text."""
    read = sheet_of(Source("own.toml", text.encode()))
    assert isinstance(read, list)
    return [(problem.facts.get("line", ""), problem.field, problem.code) for problem in read]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (('version = "1"\ntitle', "version = 1\ntitle"), ("3", "version", "wants-text")),
        (("2026-01-01", '"2026-02-30"'), ("7", "in_force_from", "wants-date")),
        (("2026-01-01", "20260101"), ("7", "in_force_from", "wants-date")),
        (('kind = "carrier"', 'kind = "carier"'), ("2", "kind", "not-one-of")),
        (('{ zh_CN = "限额", en = "Limit" }', '"限额"'), ("23", "rule.0.title", "wants-table")),
        (('cite = ["terms"]', 'cite = "terms"'), ("22", "rule.0.cite", "wants-list")),
        ((CAPS, 'caps = { amount = "100" }'), ("21", "rule.0.caps", "wants-tables")),
        ((CAPS, 'caps = [{ amount = "hundred" }]'), ("21", "rule.0.caps.0.amount", "wants-figure")),
        ((CAPS, "caps = [{ amount = nan }]"), ("21", "rule.0.caps.0.amount", "float")),
        ((CAPS, CAPS + "\noptional = 1"), ("22", "rule.0.optional", "wants-yes-or-no")),
        ((CAPS, CAPS + '\nwhen = "insured"'), ("22", "rule.0.when", "wants-conditions")),
        ((CAPS, CAPS + "\nwhen = { insured = 1 }"), ("22", "rule.0.when.insured", "wants-condition")),
        ((CAPS, CAPS + '\ncap = "100"'), ("22", "rule.0.cap", "unknown-key")),
        (("[[rule]]", "[rule]"), ("17", "rule", "wants-tables")),
        (('issuer = "明赔"\n', ""), ("", "issuer", "missing-key")),
    ],
)
def test_a_slip_is_told_by_key_and_line(change: tuple[str, str], wrong: tuple[str, str, str]) -> None:
    assert _wrong(PACK.replace(*change)) == [wrong]


def test_everything_wrong_is_told_at_once_from_top_to_bottom() -> None:
    bad = PACK.replace('version = "1"\ntitle', "version = 1\ntitle").replace("2026-01-01", '"soon"')
    bad = bad.replace("capped", "guess").replace('"100"', "100.5").replace('cite = ["terms"]\n', "")

    assert _wrong(bad) == [
        ("3", "version", "wants-text"),
        ("7", "in_force_from", "wants-date"),
        ("17", "rule.0.cite", "missing-key"),
        ("20", "rule.0.method", "not-one-of"),
        ("21", "rule.0.caps.0.amount", "float"),
    ]


def test_a_value_in_a_list_over_several_lines_has_its_own_line() -> None:
    text = PACK.replace(CAPS, 'caps = [\n  { amount = "100" }, # a remark\n  { amount = 0.5 },\n]')

    assert _wrong(text) == [("23", "rule.0.caps.1.amount", "float")]


def test_the_second_rule_is_found_below_a_heading_with_a_remark() -> None:
    text = PACK.replace("[[rule]]", "[[rule]] # the first") + PACK[PACK.index("[[rule]]") :].replace("capped", "guess")

    assert _wrong(text) == [("27", "rule.1.method", "not-one-of")]


def test_a_slip_in_a_key_names_the_key_that_was_meant() -> None:
    read = sheet_of(Source("own.toml", PACK.replace("method =", "methode =").encode()))

    assert isinstance(read, list)
    assert {problem.facts.get("known") for problem in read if problem.code == "unknown-key"} == {"method"}


def test_the_mark_windows_puts_before_a_text_is_no_part_of_it() -> None:
    marked = Source("own.toml", b"\xef\xbb\xbf" + PACK.encode())

    assert isinstance(sheet_of(marked), RuleSheet)
    assert _wrong("\ufeff" + PACK.replace("carrier", "carier", 1)) == [("2", "kind", "not-one-of")]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a" * (LARGEST_FILE + 1), "too-large"),
        (PACK.encode("gbk"), "not-text"),
        (b"a = " + b"[" * 50_000, "not-toml"),
        (b"a = 9" + b"9" * 9000, "not-toml"),
        (b"id = \xe2\x80\x9cx\xe2\x80\x9d", "not-toml"),
        (b"a." * 40_000 + b"a = 1.5", "too-many-parts"),
        (b"a." * 250 + b"a = 1.5", "unknown-key"),
        (b"rule = [[1.5, [2.5]]]", "missing-key"),
        (PACK.replace('"100"', '"1e99999999999999999999"').encode(), "wants-figure"),
    ],
)
def test_what_is_no_rule_file_is_refused_and_never_a_fault_of_ours(raw: bytes, code: str) -> None:
    read = sheet_of(Source("own.toml", raw))

    assert isinstance(read, list)
    assert code in {problem.code for problem in read}
