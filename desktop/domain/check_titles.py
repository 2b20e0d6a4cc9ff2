"""Whether the title of a rule, a premium table or a time limit names another figure: one changed, the other forgotten.

Only figures that are unmistakably a sum, a multiple of the postage, a share or a length of time are looked at, and only
in parts that have figures of their own to be held against them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem
from desktop.domain.title_periods import length_of, lengths_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.rules import Band, PremiumTable, Rule, RuleSheet, Text, TimeLimit

_FIGURE = r"(?<![\d.,])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_HAN = "一二两三四五六七八九十"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FEE = r"(?:fee|freight|postage|charge)"
_MONEY = r"(?:元|块钱?|美元|欧元|特别提款权|yuan|RMB|CNY|USD|EUR|SDR|XDR)"
_PER = r"(?:an?|per|each|for each|for every)"
_PIECE = r"(?:piece|parcel|waybill|item|kilogram|kg|consignment|shipment)"

#: "3 倍", "三倍", "3 times the fee"; "倍" alone is of the postage, nothing else is multiplied.
_MULTIPLES = (
    re.compile(_FIGURE + r"\s*倍"),
    re.compile(rf"(?<![{_HAN}百])([{_HAN}])\s*倍"),
    re.compile(_FIGURE + rf"\s*(?:times|x|×)\s+(?:the\s+)?(?:\w+\s+)?{_FEE}", re.IGNORECASE),
    re.compile(rf"\b({'|'.join(_WORDS)})\s+times\s+(?:the\s+)?(?:\w+\s+)?{_FEE}", re.IGNORECASE),
)
#: "500元", "每件最高500", "at most 500", "500 per piece", "USD 100"; not "500元以内", which says for whom.
_SUMS = (
    re.compile(_FIGURE + rf"\s*(万)?\s*{_MONEY}(?!以[内上下]|起)"),
    re.compile(r"(?:¥|￥|US\$|\$|\b(?:USD|EUR|SDR|XDR|RMB|CNY)\s)\s*" + _FIGURE),
    re.compile(
        r"(?:最高|至多|不超过|上限|限额)(?:为|是)?\s*" + _FIGURE
        + r"\s*(万)?(?!\s*[倍%％‰\d.,]|\s*个?(?:日|天|月|年|千克|公斤))"
    ),
    re.compile(_FIGURE + rf"\s+(?:\w+\s+)?{_PER}\s+{_PIECE}\b", re.IGNORECASE),
    re.compile(
        r"(?:at most|up to|maximum(?: of)?|max\.?|not (?:above|more than))\s+" + _FIGURE
        + r"(?!\s*(?:times|x\b|×|%|per cent|percent|days?|months?|years?|kg|kilograms?|[\d.,]))",
        re.IGNORECASE,
    ),
)  # fmt: skip
_SHARES = (re.compile(_FIGURE + r"\s*[%％]"),)
_PER_MILLE = (re.compile(_FIGURE + r"\s*‰"),)
_ZH_PRICE = r"(?:保价费)?(?:收取?|按|为)?\s*"
#: What up to a value, or above the last one, costs; in Chinese the value stands before the price, in English after it.
_ZH_UP_TO = rf"{_FIGURE}\s*(万)?元?(?:及|\(含\)|（含）)?以[内下]{_ZH_PRICE}(?:(免费|免收)|{_FIGURE}\s*([元%％‰]))"
_PRICES_UP_TO = (
    re.compile(_ZH_UP_TO),
    re.compile(rf"(?:(free)|{_FIGURE}\s*([%‰]?))\s+up to\s+{_FIGURE}", re.IGNORECASE),
)
_PRICES_ABOVE = (
    re.compile(rf"(?:以上|超出|超过)(?:部分)?{_ZH_PRICE}{_FIGURE}\s*([%％‰])"),
    re.compile(rf"{_FIGURE}\s*([%‰])\s+above", re.IGNORECASE),
)
#: "最低2元", "at least 2": the smallest fee of a table.
_LEAST = (
    re.compile(r"(?:最低|至少|不低于|起步)(?:收取?|为)?\s*" + _FIGURE + r"\s*(?:元|$|[，,）)])"),
    re.compile(r"(?:at least|minimum(?: of)?|min\.?)\s+" + _FIGURE + r"(?!\s*(?:%|‰|per|[\d.,]))", re.IGNORECASE),
)


def check_titles(sheet: RuleSheet) -> Iterator[Problem]:
    """Find titles that name a sum, a multiple, a share or a length of time their part of the pack does not have."""
    for place, rule in enumerate(sheet.rules):
        for key, title in _titles(rule.title):
            yield from _told(f"rule.{place}.title.{key}", _contradictions(title, rule))
    for place, table in enumerate(sheet.premiums):
        for key, title in _titles(table.title):
            yield from _told(f"premium.{place}.title.{key}", _of_prices(title, table))
    for place, limit in enumerate(sheet.time_limits):
        for key, title in _titles(limit.title):
            yield from _of_time(f"time_limit.{place}.title.{key}", title, limit)


def _titles(title: Text) -> tuple[tuple[str, str], ...]:
    return ("zh_CN", title.zh_CN), ("en", title.en)


def _told(path: str, contradictions: Iterator[tuple[str, Sequence[Decimal]]]) -> Iterator[Problem]:
    for named, has in contradictions:
        facts = {"named": named, "has": ", ".join(f"{figure:f}" for figure in has)}
        yield Problem(path, "title-names-another-figure", facts)


def _of_time(path: str, title: str, limit: TimeLimit) -> Iterator[Problem]:
    """Find lengths of time in a title that are neither the term nor the time it begins later."""
    term = length_of(years=limit.years, months=limit.months, days=limit.days)
    parts = (length_of(years=limit.years), length_of(months=limit.months), length_of(days=limit.days))
    later = (length_of(months=limit.after_months), length_of(days=limit.after_days))
    has = {"years": limit.years, "months": limit.months, "days": limit.days}
    for named, length in lengths_named(title):
        if length not in (term, *parts, *later):
            facts = {"named": named, **{key: str(value) for key, value in has.items()}}
            yield Problem(path, "title-names-another-time", facts)


def _of_prices(title: str, table: PremiumTable) -> Iterator[tuple[str, Sequence[Decimal]]]:
    """Find prices in a title that are not those of the table, or not those of the band they are named for."""
    has = _prices(table)
    seen: set[tuple[int, int]] = set()
    for found, up_to, price in _prices_up_to(title):
        seen.update(found.span(number) for number in range(1, found.re.groups + 1))
        bands = [band for band in table.bands if band.up_to == up_to]
        if not any(_costs(band, price) for band in bands):
            yield found[0].strip(), has
    for form in _PRICES_ABOVE:
        for found in form.finditer(title):
            seen.add(found.span(1))
            if not _costs(table.bands[-1], (Decimal(found[1]), found[2])):
                yield found[0].strip(), has
    least = [value for band in table.bands for value in (band.least, band.fee) if value is not None]
    shares = [band.rate * 100 for band in table.bands if band.rate is not None]
    sums = [value for value in (table.largest, *(band.up_to for band in table.bands)) if value is not None]
    forms = ((_LEAST, least), (_SHARES, shares), (_PER_MILLE, [share * 10 for share in shares]), (_SUMS, least + sums))
    for patterns, figures in forms:
        for found in (found for form in patterns for found in form.finditer(title)):
            if found.span(1) not in seen:
                seen.add(found.span(1))
                if _value(found) not in figures:
                    yield found[0].strip(), has


def _prices_up_to(title: str) -> Iterator[tuple[re.Match[str], Decimal, tuple[Decimal, str]]]:
    """Find each "500元以内1元": the value, and the price with its unit."""
    for found in _PRICES_UP_TO[0].finditer(title):
        up_to = _number(found[1]) * (10_000 if found[2] else 1)
        yield found, up_to, (Decimal(0), "元") if found[3] else (_number(found[4]), found[5])
    for found in _PRICES_UP_TO[1].finditer(title):
        yield found, _number(found[4]), (Decimal(0), "") if found[1] else (_number(found[2]), found[3])


def _costs(band: Band, price: tuple[Decimal, str]) -> bool:
    value, unit = price
    if unit in ("%", "％", "‰"):
        return band.rate is not None and band.rate * (1000 if unit == "‰" else 100) == value
    return band.fee == value or (band.rate is not None and not band.rate and not value)


def _prices(table: PremiumTable) -> list[Decimal]:
    """Return the figures of a table, band by band."""
    shares = [
        (band.up_to, band.fee, band.least, None if band.rate is None else band.rate * 100) for band in table.bands
    ]
    figures = (*(value for band in shares for value in band), table.largest)
    return list(dict.fromkeys(value.normalize() for value in figures if value is not None))


def _contradictions(title: str, rule: Rule) -> Iterator[tuple[str, list[Decimal]]]:
    limits = (*rule.caps, *rule.at_least)
    multiples = [cap.freight_multiple for cap in limits if cap.freight_multiple is not None]
    sums = [value for cap in limits for value in (cap.amount, cap.per_kg, cap.per_piece) if value is not None]
    sums += [rule.amount] if rule.amount is not None else []
    shares = [share * 100 for share in (rule.rate, rule.threshold) if share is not None]
    has = [figure.normalize() for figure in (*multiples, *sums, *shares)]
    if not has:
        return
    for forms, figures in ((_MULTIPLES, multiples), (_SUMS, sums), (_SHARES, shares)):
        named = {found.span(1): found for form in forms for found in form.finditer(title)}
        for found in named.values():
            if _value(found) not in figures:
                yield found[0].strip(), has


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _value(found: re.Match[str]) -> Decimal:
    text = found[1]
    if text in _HAN:
        return Decimal(2 if text == "两" else "一二三四五六七八九十".index(text) + 1)
    if text.lower() in _WORDS:
        return Decimal(_WORDS.index(text.lower()) + 1)
    ten_thousands = found.re.groups > 1 and found[2]
    return _number(text) * (10_000 if ten_thousands else 1)
