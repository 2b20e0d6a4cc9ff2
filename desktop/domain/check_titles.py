"""Whether the title of a rule names another figure than its limits: one changed, the other forgotten.

Only figures that are unmistakably a sum, a multiple of the postage or a share are looked at, and only in rules that
have figures of their own to be held against them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.rules import Rule, RuleSheet

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


def check_titles(sheet: RuleSheet) -> Iterator[Problem]:
    """Find titles that name a sum, a multiple or a share their rule does not have."""
    for place, rule in enumerate(sheet.rules):
        for key, title in (("zh_CN", rule.title.zh_CN), ("en", rule.title.en)):
            for named, has in _contradictions(title, rule):
                facts = {"named": named, "has": ", ".join(f"{figure:f}" for figure in has)}
                yield Problem(f"rule.{place}.title.{key}", "title-names-another-figure", facts)


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


def _value(found: re.Match[str]) -> Decimal:
    text = found[1]
    if text in _HAN:
        return Decimal(2 if text == "两" else "一二三四五六七八九十".index(text) + 1)
    if text.lower() in _WORDS:
        return Decimal(_WORDS.index(text.lower()) + 1)
    ten_thousands = found.re.groups > 1 and found[2]
    return Decimal(text.replace(",", "")) * (10_000 if ten_thousands else 1)
