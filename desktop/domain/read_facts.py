"""Strict reading of a facts file: every key known, money as text, nothing guessed; all problems at once."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.domain.check_claim import check_claim
from desktop.domain.claim import (
    CHOICES,
    COUNTS,
    DATES,
    FLAGS,
    MONEY,
    NAMES,
    RATIOS,
    WEIGHTS,
    ClaimFacts,
    DirectCost,
    Event,
    ExchangeRate,
)
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

#: The facts of one claim are a page of text; more is refused before it is looked at.
LARGEST_FILE = 5_000_000
BOM = b"\xef\xbb\xbf"
MOST_COSTS = 50
MOST_RATES = 10
LONGEST_NAME = 40
LONGEST_NUMBER = 30
LONGEST_TEXT = 200

_DECIMAL = re.compile(r"-?\d{1,15}(?:\.\d{1,9})?", re.ASCII)
_DECIMALS = re.compile(rf"{_DECIMAL.pattern}(?: {_DECIMAL.pattern})*", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*", re.ASCII)


#: By key and text, the choice it stands for.
_CHOSEN = {key: {choice.value: choice for choice in choices} for key, choices in CHOICES.items()}

#: Stands for the values of a key that was given more than once.
_TWICE = object()


class _Wrong(ValueError):
    """A value that is not what its key asks for: the code and facts of a problem."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def parse_json(raw: bytes) -> object:
    """Parse JSON strictly; a tuple with one problem (never JSON itself) where it cannot be taken.

    Refused are what is too large and what is not JSON. A key given twice, NaN, infinity and endless numbers are read
    as values that no key takes, so that ``facts_from`` can name them with everything else that is wrong.
    """
    if len(raw) > LARGEST_FILE:
        return (Problem("", "file-too-large", {"largest": str(LARGEST_FILE)}),)
    try:
        return _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):
        return (Problem("", "not-json"),)


def facts_from(values: object) -> ClaimFacts | list[Problem]:
    """Build the facts from keys and plain values, as in the file or as typed into a form."""
    if not isinstance(values, dict):
        return [Problem("", "not-an-object")]
    try:
        return _at_once(values)
    except (TypeError, ValueError):
        return _one_by_one(values)


def _at_once(values: dict[Any, object]) -> ClaimFacts:
    """Build the facts in one go, as nearly every file allows; an error says no more than that this one does not."""
    figures: list[Any] = [values[key] for key in values if key in _FIGURES]
    # One look at all of them: "NaN", "1e5" and figures of other scripts would be decimals too.
    if figures and not _DECIMALS.fullmatch(" ".join(figures)):
        raise _Wrong("not-a-number")
    for key in [key for key in values if key in _WITH_CARE]:
        _READERS[key](key, values[key])
    return msgspec.convert(values, ClaimFacts)


def _one_by_one(values: dict[Any, object]) -> ClaimFacts | list[Problem]:
    """Read value by value what could not be read at once."""
    try:
        facts = {key: _READERS[key](key, value) for key, value in values.items() if value is not None}
    except (KeyError, _Wrong):
        return _all_wrong(values)
    return ClaimFacts(**facts) if "event" in facts else _all_wrong(values)


def _all_wrong(values: dict[Any, object]) -> list[Problem]:
    """Read everything once more to find all that is wrong, unknown keys first."""
    unknown, problems = [], []
    for key, value in values.items():
        read = _READERS.get(key)
        if read is None:
            unknown.append(Problem(_shown(key), "unknown-key"))
        elif value is not None:
            try:
                read(key, value)
            except _Wrong as wrong:
                twice = value is _TWICE
                problems.append(Problem(key, "key-twice") if twice else Problem(key, wrong.code, wrong.facts))
    if values.get("event") is None:
        problems.append(Problem("event", "required"))
    return [*unknown, *problems]


def all_problems(values: object) -> list[Problem]:
    """Return what cannot be read together with what cannot be right about the rest."""
    read = facts_from(values)
    if isinstance(read, ClaimFacts):
        return check_claim(read)
    if not isinstance(values, dict):
        return read
    unread = {problem.field for problem in read}
    rest = {key: value for key, value in values.items() if key in _READERS and key not in unread}
    # What happened does not matter for the figures; without it nothing could be held against anything.
    facts = facts_from({**rest, "event": rest.get("event") or Event.LOSS.value})
    return [*read, *check_claim(facts)] if isinstance(facts, ClaimFacts) else read


def _shown(key: object) -> str:
    """Name an unknown key without letting it disturb the message."""
    return str(key)[:LONGEST_NAME].encode("ascii", "backslashreplace").decode()


def _keys_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        times = Counter(key for key, _value in pairs)
        values.update({key: _TWICE for key in values if times[key] > 1})
    return values


def _integer(text: str) -> int | float:
    """Read a whole number; one too long for any key becomes infinity, which no key takes, so that it is named."""
    return int(text) if len(text) <= LONGEST_NUMBER else float("inf")


def _fraction(text: str) -> Decimal | float:
    """Read a number with a point or an exponent; one beyond all counting becomes infinity, as a whole number does."""
    try:
        return Decimal(text)
    except ArithmeticError:
        return float("inf")


def _money(key: str, value: object) -> Decimal:
    """Read an amount; JSON numbers are refused because many programs write them as binary fractions."""
    if not isinstance(value, str):
        raise _Wrong("money-not-text")
    return _decimal(value)


def _number(key: str, value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _Wrong("not-a-number")
    return _decimal(str(value))


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise _Wrong("not-a-number")
    return Decimal(text)


def _count(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**15:
        raise _Wrong("not-a-whole-number")
    return value


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong("not-true-or-false")
    return value


def _date(key: str, value: object) -> date:
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        raise _Wrong("not-a-date")
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _Wrong("not-a-date") from error


def _choice(key: str, value: object) -> object:
    choice = _CHOSEN[key].get(value) if isinstance(value, str) else None
    if choice is None:
        raise _Wrong("unknown-choice", known=", ".join(CHOICES[key]))
    return choice


def _name(key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_NAME or not _NAME.fullmatch(value):
        raise _Wrong("not-a-name")
    return value


def _currency(key: str, value: object) -> str:
    if not isinstance(value, str) or not _CURRENCY.fullmatch(value):
        raise _Wrong("unknown-currency")
    return value


def _costs(key: str, value: object) -> tuple[DirectCost, ...]:
    if not isinstance(value, list) or len(value) > MOST_COSTS:
        raise _Wrong("not-a-list-of-costs", most=str(MOST_COSTS))
    return tuple(_cost(entry) for entry in value)


def _cost(entry: object) -> DirectCost:
    if not isinstance(entry, dict) or set(entry) != {"what", "amount"}:
        raise _Wrong("not-a-cost")
    what = entry["what"]
    if not isinstance(what, str) or not 0 < len(what) <= LONGEST_TEXT or not what.isprintable():
        raise _Wrong("not-a-cost")
    return DirectCost(what, _money("direct_costs", entry["amount"]))


def _rates(key: str, value: object) -> tuple[ExchangeRate, ...]:
    if not isinstance(value, list) or len(value) > MOST_RATES:
        raise _Wrong("not-a-list-of-rates", most=str(MOST_RATES))
    rates = tuple(_rate(entry) for entry in value)
    if len({rate.currency for rate in rates}) < len(rates):
        raise _Wrong("not-a-list-of-rates", most=str(MOST_RATES))
    return rates


def _rate(entry: object) -> ExchangeRate:
    if not isinstance(entry, dict) or set(entry) != {"currency", "rate", "on"}:
        raise _Wrong("not-a-rate")
    if not isinstance(entry["rate"], str):
        raise _Wrong("money-not-text")
    return ExchangeRate(_currency("rates", entry["currency"]), _decimal(entry["rate"]), _date("rates", entry["on"]))


def _readers() -> dict[str, Callable[[str, object], Any]]:
    kinds: tuple[tuple[tuple[str, ...], Callable[[str, object], Any]], ...] = (
        (MONEY, _money),
        (WEIGHTS, _number),
        (RATIOS, _number),
        (COUNTS, _count),
        (FLAGS, _flag),
        (DATES, _date),
        (NAMES, _name),
        (tuple(CHOICES), _choice),
        (("currency",), _currency),
        (("direct_costs",), _costs),
        (("rates",), _rates),
    )
    return {key: read for keys, read in kinds for key in keys}


_READERS = _readers()
_FIGURES = frozenset((*MONEY, *WEIGHTS, *RATIOS))
#: Other keys of whose values the type does not say everything.
_WITH_CARE = frozenset((*NAMES, *COUNTS, "currency", "direct_costs", "rates"))
_DECODER = json.JSONDecoder(
    object_pairs_hook=_keys_once, parse_constant=float, parse_float=_fraction, parse_int=_integer
)
