"""Says what stands in a rule pack, for people: its period, its rules in sentences, its premiums, its open points."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.conditions import GROUPS, values_of
from desktop.domain.money import PLACES, Money
from desktop.domain.rules import Mark, Method, PackKind, Part
from desktop.i18n import N_, _, ngettext
from desktop.wording.assessment import spoken
from desktop.wording.claim import choice_label, field_label
from desktop.wording.rule_words import CONDITION_LABELS, CONDITION_VALUES, LINE_TITLES, PROOF_VALUES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from desktop.domain.packs import RulePack
    from desktop.domain.rules import Band, Cap, LostAfter, Rule, RuleSheet, Text, TimeLimit, When

KINDS: dict[PackKind, str] = {
    PackKind.CARRIER: N_("Terms of a carrier"),
    PackKind.AGREEMENT: N_("Customer's agreement"),
    PackKind.PROVINCE: N_("Rules of a province"),
    PackKind.LAW: N_("Law"),
}

#: How each method counts; ``{value}`` is the fact that limits it, ``{limits}`` its limits.
_METHODS: dict[Method, str] = {
    Method.ACTUAL_LOSS: N_("The loss in full"),
    Method.MARKET_PRICE: N_("The loss at the market price of the destination"),
    Method.FIRST_LOSS: N_("The loss, at most: {value}"),
    Method.PROPORTIONAL: N_("The loss × {value} ÷ actual value"),
    Method.AGREED_VALUE: N_("{value} × share lost, never above the loss"),
    Method.CAPPED: N_("The loss, at most {limits}"),
    Method.REPAIR: N_("The cost of repair, at most: {value}"),
    Method.FIXED: N_("{limits}, whatever was lost"),
    Method.INSURED_SUM: N_("{value}, whatever was lost"),
    Method.DISCRETIONARY: N_("The loss a person found"),
    Method.ASK_CARRIER: N_("No figure here: ask the carrier"),
    Method.NOTHING: N_("Nothing is paid"),
    Method.PREMIUM: N_("The insurance fee"),
    Method.PREMIUM_EXCESS: N_("The part of the insurance fee that bought more cover than was paid out"),
    Method.COSTS: N_("The direct costs in full"),
    Method.SALVAGE: N_("The value of what the claimant keeps"),
    Method.SALVAGE_OF_LOSS: N_("By how much less a loss without what the claimant keeps would give"),
    Method.ADVANCE: N_("What was paid beforehand"),
}
#: The days of the week a period may leave out.
WEEKDAY_NAMES: dict[str, str] = {
    "monday": N_("Monday"),
    "tuesday": N_("Tuesday"),
    "wednesday": N_("Wednesday"),
    "thursday": N_("Thursday"),
    "friday": N_("Friday"),
    "saturday": N_("Saturday"),
    "sunday": N_("Sunday"),
}
_FREIGHT: dict[Part, str] = {
    Part.WHOLE: N_("The postage"),
    Part.AFFECTED: N_("The postage of the affected pieces"),
    Part.SHARE: N_("The postage in proportion to the loss"),
}


@dataclass(frozen=True)
class RuleText:
    """One rule in words.

    Attributes:
        line: what is paid, for example "Goods".
        when: its conditions; empty where there are none.
        gives: how much.
        citations: as they stood on the day asked for, with their marks.
    """

    rule_id: str
    title: str
    line: str
    when: str
    gives: str
    optional: bool
    beside: bool
    citations: tuple[str, ...]


@dataclass(frozen=True)
class BandText:
    """One band of a premium table: for which values, at what price."""

    declared: str
    price: str


def period(start: date, end: date | None) -> str:
    """Say from when to when a pack is in force."""
    if end is None:
        return _("from {start}").format(start=i18n.day(start))
    return _("{start} to {end}").format(start=i18n.day(start), end=i18n.day(end))


def to_confirm(sheet: RuleSheet) -> int:
    """Count the sources a branch still has to confirm."""
    return sum(citation.mark != Mark.VERIFIED for citation in sheet.citations)


def confirm_text(sheet: RuleSheet) -> str:
    """Say how many sources are to be confirmed."""
    count = to_confirm(sheet)
    if not count:
        return _("all confirmed")
    return ngettext("{n} to confirm", "{n} to confirm", count).format(n=count)


def worst_mark(sheet: RuleSheet) -> Mark:
    """Return the weakest mark among the sources of a pack."""
    marks = Counter(citation.mark for citation in sheet.citations)
    return next((mark for mark in (Mark.UNVERIFIED, Mark.SECONDARY) if marks[mark]), Mark.VERIFIED)


def mark_counts(sheet: RuleSheet) -> dict[Mark, int]:
    """Count the sources by how far they have been checked, those with none left out."""
    marks = Counter(citation.mark for citation in sheet.citations)
    return {mark: marks[mark] for mark in Mark if marks[mark]}


def rule_text(rule: Rule, pack: RulePack, on: date) -> RuleText:
    """Put a rule into words."""
    named = (*rule.cite, *(name for cap in (*rule.caps, *rule.at_least) for name in cap.cite))
    return RuleText(
        rule_id=rule.id,
        title=spoken(rule.title),
        line=_(LINE_TITLES.get(rule.line, rule.line)),
        when=when_text(rule.when, pack.sheet),
        gives=pays_text(rule),
        optional=rule.optional,
        beside=bool(rule.beside),
        citations=pack.citations(named, on),
    )


def when_text(when: When, sheet: RuleSheet) -> str:
    """Say the conditions of a rule, one after the other."""
    return _("; ").join(_condition(name, values_of(asked), sheet) for name, asked in when.items())


def limits_text(caps: Sequence[Cap]) -> str:
    """Say the limits of a rule; of several the lowest counts."""
    if len(caps) == 1:
        return _limit(caps[0])
    return _("the lowest of: {limits}").format(limits=_("; ").join(map(_limit, caps)))


def length_text(years: int, months: int, days: int) -> str:
    """Say a length of time; nothing where it has none."""
    parts = [
        ngettext("{n} year", "{n} years", years).format(n=years) if years else "",
        ngettext("{n} month", "{n} months", months).format(n=months) if months else "",
        ngettext("{n} day", "{n} days", days).format(n=days) if days else "",
    ]
    return _(", ").join(filter(None, parts))


def time_text(limit: TimeLimit) -> str:
    """Say how long a time limit is and when it begins."""
    length, start = length_text(limit.years, limit.months, limit.days), _(" or ").join(map(field_label, limit.start))
    wait = length_text(0, limit.after_months, limit.after_days)
    if wait:
        said = _("{length}, begun {wait} after: {start}").format(length=length, wait=wait, start=start)
    else:
        said = _("{length} after: {start}").format(length=length, start=start)
    if limit.skips:
        days = _(", ").join(_(WEEKDAY_NAMES[name]) for name in limit.skips)
        said = _("{said}; not counted: {days}").format(said=said, days=days)
    return said if limit.bars else _("{said}; only a reminder").format(said=said)


def late_text(late: LostAfter) -> str:
    """Say from when on a late parcel counts as lost."""
    routes = _(", ").join(choice_label("scope", scope) for scope in late.scope)
    after = ngettext("after {n} day late", "after {n} days late", late.days).format(n=late.days)
    on = _("from day {n} late").format(n=late.days)
    return _("{routes}: {when}").format(routes=routes, when=after if late.edge == "after" else on)


def bands(table_bands: Sequence[Band]) -> list[BandText]:
    """Put the bands of a premium table into words."""
    rows, above = [], ""
    for band in table_bands:
        up_to = "" if band.up_to is None else sum_text(band.up_to)
        if above and up_to:
            declared = _("above {above}, up to {up_to}").format(above=above, up_to=up_to)
        elif up_to:
            declared = _("up to {up_to}").format(up_to=up_to)
        else:
            declared = _("above {above}").format(above=above) if above else _("any value")
        rows.append(BandText(declared, _price(band)))
        above = up_to
    return rows


def sum_text(amount: Decimal, currency: str = "CNY") -> str:
    """Show an amount of a rule; one finer than the smallest unit is shown as it stands."""
    if -int(amount.as_tuple().exponent) > PLACES[currency]:
        return f"{amount:f} {i18n.currency_sign(currency)}"
    return i18n.money(Money(amount, currency))


def pays_text(rule: Rule) -> str:
    """Say how much a rule gives."""
    if rule.method == Method.FREIGHT:
        return _(_FREIGHT[rule.part])
    if rule.method == Method.DEDUCTIBLE:
        return _deductible(rule)
    if rule.method == Method.PREMIUM_EXCESS and rule.value == "actual_value":
        return _("The part of the insurance fee that bought more cover than the goods are worth")
    said = _(_METHODS[rule.method]).format(
        value=field_label(rule.value), limits=limits_text(rule.caps) if rule.caps else ""
    )
    if rule.at_least and rule.method == Method.ACTUAL_LOSS:
        said = _("{said}, at least {limits}").format(said=said, limits=limits_text(rule.at_least))
    elif rule.at_least:
        said = _("{said}; never limited below {limits}").format(said=said, limits=limits_text(rule.at_least))
    if rule.threshold is None:
        return said
    share = percent(rule.threshold)
    return _("{said}; in full once {share} of the actual value is covered").format(said=said, share=share)


def _deductible(rule: Rule) -> str:
    parts = [sum_text(rule.amount)] if rule.amount is not None else []
    if rule.rate is not None:
        parts.append(_("{share} of the goods line").format(share=percent(rule.rate)))
    return " + ".join(parts)


def _limit(cap: Cap) -> str:
    parts = [sum_text(cap.amount, cap.currency)] if cap.amount is not None else []
    if cap.per_kg is not None:
        each = sum_text(cap.per_kg, cap.currency)
        affected = _("{sum} a kilogram of the affected pieces")
        parts.append((affected if cap.part == Part.AFFECTED else _("{sum} a kilogram")).format(sum=each))
    if cap.per_piece is not None:
        parts.append(_("{sum} a piece").format(sum=sum_text(cap.per_piece, cap.currency)))
    if cap.freight_multiple is not None:
        parts.append(_times(cap.freight_multiple, affected=cap.part == Part.AFFECTED))
    said = " + ".join(parts)
    if cap.valid_from is not None and cap.valid_to is not None:
        return _("{limit} ({period})").format(limit=said, period=period(cap.valid_from, cap.valid_to))
    if cap.valid_from is not None:
        return _("{limit} ({period})").format(limit=said, period=period(cap.valid_from, None))
    if cap.valid_to is not None:
        return _("{limit} (until {day})").format(limit=said, day=i18n.day(cap.valid_to))
    return said


def _times(multiple: Decimal, *, affected: bool) -> str:
    if multiple == 1:
        return _("the whole postage of the affected pieces") if affected else _("the whole postage")
    said = _("{n} times the postage of the affected pieces") if affected else _("{n} times the postage")
    return said.format(n=f"{multiple:f}")


def _condition(name: str, wanted: tuple[str, ...], sheet: RuleSheet) -> str:
    if name in {"known", "unknown"}:
        facts = _(", ").join(map(field_label, wanted))
        return (_("given: {facts}") if name == "known" else _("not given: {facts}")).format(facts=facts)
    label = _(CONDITION_LABELS[name]) if name in CONDITION_LABELS else field_label(name)
    if name == "treated_as" and set(wanted) == set(GROUPS["damage"]):
        values = _("any loss or damage")
    else:
        values = _(" or ").join(_value(name, value, sheet) for value in wanted)
    return _("{label}: {values}").format(label=label, values=values)


def _value(name: str, value: str, sheet: RuleSheet) -> str:
    titles: Iterable[tuple[str, Text]] = ()
    if name == "product":
        titles = ((product.id, product.title) for product in sheet.products)
    elif name == "exempt" and value != "none":
        titles = ((exemption.id, exemption.title) for exemption in sheet.exemptions)
    for known, title in titles:
        if known == value:
            return spoken(title)
    if name == "treated_as":
        return choice_label("event", value)
    if name == "proof" and value in PROOF_VALUES:
        return _(PROOF_VALUES[value])
    if value in CONDITION_VALUES and name in CONDITION_LABELS:
        return _(CONDITION_VALUES[value])
    return choice_label(name, value)


def _price(band: Band) -> str:
    if band.fee is not None:
        return sum_text(band.fee) if band.fee else _("free")
    share = percent(band.rate or Decimal(0))
    said = _("{share} of the declared value").format(share=share)
    if band.least is None:
        return said
    return _("{price}, at least {least}").format(price=said, least=sum_text(band.least))


def percent(share: Decimal) -> str:
    """Show a share in hundredths, without zeros nobody needs."""
    return f"{(share * 100).normalize():f}%"
