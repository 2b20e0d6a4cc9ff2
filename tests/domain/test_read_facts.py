"""The facts file is read strictly: nothing is guessed, and everything wrong is named at once."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.claim import FIELDS, Cause, ClaimFacts, DirectCost, Event, Keeper, write_facts
from desktop.domain.problems import Problem
from desktop.domain.read_facts import BOM, LARGEST_FILE, all_problems, facts_from, parse_json

EVERYTHING = {
    "terms": "sf",
    "product": "domestic",
    "account": "walk-in",
    "province": "CN-ZJ",
    "consumer": True,
    "accepted_on": "2026-03-02",
    "event_on": "2026-03-05",
    "claimed_on": "2026-03-20",
    "as_of": "2026-03-21",
    "scope": "inter-province",
    "promised_by": "2026-03-05",
    "event": "partial-damage",
    "insured": True,
    "declared_value": "3000",
    "premium": "15.00",
    "value_told": "3000",
    "actual_value": "9500.50",
    "value_proof": "invoice",
    "market_value": "9600",
    "loss_amount": "950.05",
    "loss_ratio": "0.1",
    "pieces": 3,
    "pieces_lost": 1,
    "repair_cost": "900",
    "salvage_value": "10",
    "salvage_kept_by": "claimant",
    "freight": "23",
    "freight_affected": "8",
    "weight_kg": "2.35",
    "weight_affected_kg": 1,
    "cause": "carrier",
    "sender_fault_share": "0.3",
    "prohibited": False,
    "cap_status": "applies",
    "gross_negligence": False,
    "direct_costs": [{"what": "检测费", "amount": "30"}],
    "currency": "CNY",
    "agreement": "acme-2026",
    "claimant": "sender",
    "goods": "fragile",
    "ordered_by": "courier",
    "station_consent": True,
    "advance_paid": "100",
    "delivered_on": "2026-03-05",
    "rates": [{"currency": "XDR", "rate": "9.6543", "on": "2026-03-20"}],
}


def read(raw: bytes) -> ClaimFacts | list[Problem]:
    """Read one object as the commands do."""
    document = parse_json(raw.removeprefix(BOM))
    return list(document) if isinstance(document, tuple) else facts_from(document)


def _problems(facts: dict[str, Any] | str | bytes) -> list[tuple[str, str]]:
    raw = facts if isinstance(facts, bytes) else (facts if isinstance(facts, str) else json.dumps(facts)).encode()
    found = read(raw)
    assert isinstance(found, list), found
    return [(problem.field, problem.code) for problem in found]


def test_every_key_of_the_page_is_read() -> None:
    facts = read(json.dumps(EVERYTHING).encode())

    assert isinstance(facts, ClaimFacts)
    assert set(EVERYTHING) == set(FIELDS) == set(ClaimFacts.__struct_fields__)
    assert facts.event is Event.PARTIAL_DAMAGE
    assert facts.cause is Cause.CARRIER
    assert facts.salvage_kept_by is Keeper.CLAIMANT
    assert facts.accepted_on == date(2026, 3, 2)
    assert facts.actual_value == Decimal("9500.50")
    assert facts.weight_affected_kg == 1
    assert facts.direct_costs == (DirectCost("检测费", Decimal(30)),)


def test_written_facts_are_read_back_unchanged() -> None:
    facts = facts_from(EVERYTHING)

    assert isinstance(facts, ClaimFacts)
    assert read(write_facts(facts)) == facts


def test_a_file_with_a_byte_order_mark_is_read() -> None:
    assert isinstance(read(b'\xef\xbb\xbf{"event": "loss"}'), ClaimFacts)


def test_a_share_may_be_a_json_number_and_stays_exact() -> None:
    facts = read(b'{"event": "partial-damage", "loss_ratio": 0.1}')

    assert isinstance(facts, ClaimFacts)
    assert facts.loss_ratio == Decimal("0.1")


def test_a_key_set_to_null_is_not_known() -> None:
    facts = read(b'{"event": "loss", "freight": null}')

    assert isinstance(facts, ClaimFacts)
    assert facts.freight is None


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("freight", 15, "money-not-text"),
        ("freight", 15.5, "money-not-text"),
        ("freight", True, "money-not-text"),
        ("freight", "1e5", "not-a-number"),
        ("freight", "NaN", "not-a-number"),
        ("freight", "１５", "not-a-number"),
        ("freight", "", "not-a-number"),
        ("freight", "1,500", "not-a-number"),
        ("freight", "9" * 5000, "not-a-number"),
        ("loss_ratio", "half", "not-a-number"),
        ("weight_kg", [1], "not-a-number"),
        ("pieces", 2.5, "not-a-whole-number"),
        ("pieces", True, "not-a-whole-number"),
        ("insured", "yes", "not-true-or-false"),
        ("insured", 1, "not-true-or-false"),
        ("accepted_on", "2026-02-30", "not-a-date"),
        ("accepted_on", "2026-3-2", "not-a-date"),
        ("accepted_on", "20260302", "not-a-date"),
        ("accepted_on", 20260302, "not-a-date"),
        ("event", "stolen", "unknown-choice"),
        ("cause", ["carrier"], "unknown-choice"),
        ("terms", "s f", "not-a-name"),
        ("terms", "x" * 41, "not-a-name"),
        ("currency", "yuan", "unknown-currency"),
        ("direct_costs", "30", "not-a-list-of-costs"),
        ("direct_costs", [{"what": "x"}], "not-a-cost"),
        ("direct_costs", [{"what": "x\x00", "amount": "1"}], "not-a-cost"),
        ("direct_costs", [{"what": "x", "amount": 1}], "money-not-text"),
        ("insurred", True, "unknown-key"),
    ],
)
def test_a_wrong_value_is_named(key: str, value: object, code: str) -> None:
    assert (key, code) in _problems({**{"event": "loss"}, key: value})


def test_everything_wrong_is_named_at_once() -> None:
    found = _problems({"freight": 15, "insured": "yes", "colour": "red", "loss_ratio": "x"})

    assert found == [
        ("colour", "unknown-key"),
        ("freight", "money-not-text"),
        ("insured", "not-true-or-false"),
        ("loss_ratio", "not-a-number"),
        ("event", "required"),
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"event": "loss", "freight": "1", "freight": "2"}', ("freight", "key-twice")),
        ('{"event": "loss", "loss_ratio": NaN}', ("loss_ratio", "not-a-number")),
        ('{"event": "loss", "loss_ratio": -Infinity}', ("loss_ratio", "not-a-number")),
        ('{"event": "loss", "freight": NaN}', ("freight", "money-not-text")),
        ("[]", ("", "not-an-object")),
        ("3", ("", "not-an-object")),
        ("", ("", "not-json")),
        ("{", ("", "not-json")),
        ("[" * 100_000, ("", "not-json")),
        ('{"event": "loss", "pieces": ' + "9" * 10_000 + "}", ("pieces", "not-a-whole-number")),
        ('{"event": "loss", "weight_kg": ' + "9" * 10_000 + "}", ("weight_kg", "not-a-number")),
        ('{"event": "loss", "weight_kg": 1e9999999}', ("weight_kg", "not-a-number")),
    ],
)
def test_what_is_no_facts_file_is_refused(text: str, problem: tuple[str, str]) -> None:
    assert problem in _problems(text)


def test_what_cannot_be_read_does_not_hide_what_cannot_be_right() -> None:
    found = all_problems(
        {"event": "stolen", "freight": 1.5, "loss_ratio": "1.0000001", "weight_kg": -1, "pieces": 0, "colour": "red"}
    )

    assert [(problem.field, problem.code) for problem in found] == [
        ("colour", "unknown-key"),
        ("event", "unknown-choice"),
        ("freight", "money-not-text"),
        ("weight_kg", "negative"),
        ("loss_ratio", "ratio-above-1"),
        ("pieces", "too-few"),
    ]


@pytest.mark.parametrize("values", [None, [], {}, {"colour": 1}, {"event": "loss", "pieces": 0}])
def test_whatever_is_wrong_is_among_all_that_is_wrong(values: object) -> None:
    found = facts_from(values)

    assert all_problems(values)[: len(found) if isinstance(found, list) else 0] == (
        [] if isinstance(found, ClaimFacts) else found
    )


def test_bytes_that_are_no_text_are_refused() -> None:
    assert _problems(b"\xff\xfe\x00") == [("", "not-json")]


def test_a_huge_file_is_refused() -> None:
    assert _problems(b" " * (LARGEST_FILE + 1)) == [("", "file-too-large")]


def test_the_name_of_an_unknown_key_cannot_disturb_the_message() -> None:
    (field, _code), *_rest = _problems({"\ud800" + "x" * 100: 1, "event": "loss"})

    assert field.isascii()
    assert len(field) < 60


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_reading_fail(raw: bytes) -> None:
    found = read(raw)

    assert isinstance(found, ClaimFacts) or all(isinstance(problem, Problem) for problem in found)


_ODD: st.SearchStrategy[Any] = st.sampled_from(
    ["12", "-12.5", "012", "1e5", "NaN", "Infinity", "1_000", " 12", "12 ", "12\n", "1 2", "", "１２", "٣", "1.", ".5",
     "1.0000000001", "9999999999999999", "2026-02-30", "2026-2-3", "2026-03-02", "2026-03-02T00:00:00", "0000-01-01",
     "20260302", "loss", "LOSS", "invoice", "sender", "applies", "CNY", "cny", "sf", "s f", "é", "-x", "x" * 41,
     True, False, None, 0, 1, 10**15, 10**40, 1.5, [], {}]
)  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(st.dictionaries(st.sampled_from(FIELDS), _ODD | st.text(max_size=4), max_size=4), st.booleans())
def test_a_file_comes_to_the_same_with_a_key_that_has_to_be_read_by_itself(values: dict[str, Any], whole: bool) -> None:
    """A weight as a JSON number cannot be read at once with the rest; nothing else may depend on that."""
    values = {**(EVERYTHING if whole else {"event": "loss"}), **values, "weight_kg": "3"}
    at_once, by_itself = facts_from(values), facts_from({**values, "weight_kg": 3})

    assert at_once == by_itself


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), _JSON, max_size=6))
def test_no_json_makes_reading_fail(values: dict[str, object]) -> None:
    found = read(json.dumps(values).encode())

    assert isinstance(found, ClaimFacts) or found
