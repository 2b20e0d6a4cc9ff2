"""Which facts of a claim matter for an event under some terms; the form asks for no others.

Read off the rule pack itself: the conditions, limits and methods of the rules that can apply to the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.claim import FIELDS, CapStatus, ClaimFacts, Event, ValueProof
from desktop.domain.conditions import FACT_OF, values_of
from desktop.domain.reader import counts_as
from desktop.domain.rules import Method, PackKind, Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.packs import PackLibrary
    from desktop.domain.rules import Cap, Rule, RuleSheet, When

#: Asked for whatever the rules are.
_ALWAYS = frozenset({"terms", "event", "insured", "actual_value", "value_proof", "accepted_on", "claimed_on", "cause"})

_OF_EVENT: dict[Event, tuple[str, ...]] = {
    Event.LOSS: (),
    Event.TOTAL_DAMAGE: (),
    Event.WRONG_CONTENTS: (),
    Event.MISDELIVERY: (),
    Event.PARTIAL_DAMAGE: ("loss_amount", "loss_ratio"),
    Event.SHORTAGE: ("pieces", "pieces_lost", "loss_amount"),
    Event.DELAY: ("promised_by", "delivered_on", "as_of", "scope", "loss_amount"),
}

_TREATED_AS: dict[Event, frozenset[str]] = {
    Event.LOSS: frozenset({"loss"}),
    Event.MISDELIVERY: frozenset({"loss"}),
    Event.TOTAL_DAMAGE: frozenset({"total-damage"}),
    Event.WRONG_CONTENTS: frozenset({"total-damage"}),
    Event.PARTIAL_DAMAGE: frozenset({"partial-damage"}),
    Event.SHORTAGE: frozenset({"shortage"}),
    # A delay may come to count as any of them.
    Event.DELAY: frozenset({"delay", "on-time", "loss", "total-damage", "partial-damage"}),
}

_OF_METHOD: dict[Method, tuple[str, ...]] = {
    Method.MARKET_PRICE: ("market_value",),
    Method.REPAIR: ("repair_cost",),
    Method.DISCRETIONARY: ("loss_amount",),
    Method.PREMIUM: ("premium",),
    Method.PREMIUM_EXCESS: ("premium", "declared_value"),
    Method.FREIGHT: ("freight",),
    Method.SALVAGE: ("salvage_value", "salvage_kept_by"),
    Method.SALVAGE_OF_LOSS: ("salvage_value", "salvage_kept_by"),
    Method.COSTS: ("direct_costs",),
    Method.ADVANCE: ("advance_paid",),
}
_BY_VALUE = frozenset({Method.FIRST_LOSS, Method.PROPORTIONAL, Method.AGREED_VALUE, Method.REPAIR, Method.INSURED_SUM})
#: Conditions a person does not state: they follow from other facts.
_DERIVED = {"cap": "cap_status", "sender_fault": "sender_fault_share", **FACT_OF}
#: What happens to parcels left at a station or locker; doing so takes the customer's consent (快递市场管理办法 28).
_AT_A_STATION = frozenset({Event.LOSS, Event.MISDELIVERY})
_WHOLE_PARCEL = frozenset({"loss", "total-damage"})


def relevant(facts: ClaimFacts, packs: PackLibrary) -> frozenset[str]:
    """Return the keys of all facts that can make a difference for this event under these terms."""
    keys = set(_ALWAYS) | set(_OF_EVENT[facts.event])
    sheet = _sheet(facts, packs)
    if sheet is not None:
        keys |= set(_of_sheet(sheet, facts))
        keys |= set(_of_provinces(sheet, packs))
        keys.add(sheet.chosen_by)
    if packs.agreements(facts.terms or ""):
        keys.add("agreement")
    if facts.insured is False:
        keys.add("value_told")
        keys -= {"declared_value", "premium"}
    return frozenset(keys & set(FIELDS))


def _sheet(facts: ClaimFacts, packs: PackLibrary) -> RuleSheet | None:
    """Return the rules in force for the facts; while the day is not known, the newest of those terms."""
    chosen = packs.choose(facts).pack
    if chosen is not None:
        return chosen.sheet
    versions = [pack.sheet for pack in packs.packs if pack.sheet.id == facts.terms]
    return versions[-1] if versions else None


def _of_sheet(sheet: RuleSheet, facts: ClaimFacts) -> Iterator[str]:
    treated_as = _TREATED_AS[facts.event]
    if facts.event != Event.DELAY:
        # Nothing that was asked for disappears because a part turns out to be the whole.
        treated_as |= {counts_as(facts)}
    if sheet.products:
        yield "product"
    if sheet.fault_cite:
        yield "sender_fault_share"
    yield from _of_limits(sheet)
    if sheet.regime == "express" and facts.event in _AT_A_STATION:
        yield "station_consent"
    for limit in sheet.time_limits:
        yield from limit.start
        yield from _of_conditions(limit.when)
    for exemption in sheet.exemptions:
        yield from _of_conditions(exemption.when)
    for rule in sheet.rules:
        if _can_apply(rule, facts, treated_as):
            yield from _of_rule(rule, facts, whole=treated_as <= _WHOLE_PARCEL)
    if sheet.rate_day and facts.rates:
        yield sheet.rate_day


def _of_limits(sheet: RuleSheet) -> Iterator[str]:
    for lifted in sheet.caps_lifted:
        yield "gross_negligence" if lifted.by == "gross-negligence" else "cap_status"
        if lifted.by == CapStatus.NOT_INCORPORATED:
            # Whoever filled in the order saw the terms, or did not.
            yield "ordered_by"


def _can_apply(rule: Rule, facts: ClaimFacts, treated_as: frozenset[str]) -> bool:
    """Tell whether a rule could still answer: none of its conditions fails on what is known."""
    known: dict[str, set[str]] = {"treated_as": set(treated_as), "cap": {"lifted" if _lifted(facts) else "applies"}}
    if facts.value_proof is not None:
        known["proof"] = {"false" if facts.value_proof is ValueProof.NONE else "true"}
    for key in ("insured", "consumer", "product", "account", "scope", "salvage_kept_by", "claimant", "goods"):
        value = getattr(facts, key)
        if value is not None:
            known[key] = {str(value).lower()}
    return all(known[key] & set(values_of(asked)) for key, asked in rule.when.items() if key in known)


def _lifted(facts: ClaimFacts) -> bool:
    return facts.cap_status not in (None, CapStatus.APPLIES) or bool(facts.gross_negligence)


def _of_rule(rule: Rule, facts: ClaimFacts, *, whole: bool) -> Iterator[str]:
    yield from _of_conditions(rule.when)
    yield from _OF_METHOD.get(rule.method, ())
    if rule.method in _BY_VALUE:
        yield rule.value
    if rule.part is Part.AFFECTED and not whole:
        yield "freight_affected"
    for cap in (*rule.caps, *rule.at_least):
        yield from _of_cap(cap, facts, whole=whole)


def _of_cap(cap: Cap, facts: ClaimFacts, *, whole: bool) -> Iterator[str]:
    affected = cap.part is Part.AFFECTED and not whole
    if cap.per_kg is not None:
        yield "weight_affected_kg" if affected else "weight_kg"
    if cap.freight_multiple is not None:
        yield "freight_affected" if affected else "freight"
    if cap.per_piece is not None:
        yield from ("pieces",) if whole else ("pieces", "pieces_lost")
    if cap.currency != "CNY":
        yield "currency"
    if cap.currency != facts.currency:
        yield "rates"


def _of_conditions(when: When) -> Iterator[str]:
    for condition, asked in when.items():
        if condition == "known":
            yield from values_of(asked)
        elif condition != "unknown":
            # What a rule wants not to be known need not be asked for.
            yield _DERIVED.get(condition, condition)


def _of_provinces(sheet: RuleSheet, packs: PackLibrary) -> Iterator[str]:
    layers = (pack.sheet for pack in packs.packs if pack.sheet.kind is PackKind.PROVINCE)
    if any(sheet.regime in layer.regimes for layer in layers):
        yield from ("province", "consumer")
