"""From the facts of a claim to what the rules pay: pure and deterministic, with every step and the other readings."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.domain.assessment import Assessment, Step
from desktop.domain.check_claim import check_claim, warn_of
from desktop.domain.loss import figure
from desktop.domain.premium import agreed_tables, largest_declarable, listed_otherwise
from desktop.domain.problems import Problem
from desktop.domain.reader import Reader
from desktop.domain.reading import Terms
from desktop.domain.readings import other_readings, province_floor

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.packs import Chosen, PackLibrary, RulePack

#: What price lists of cover are written in.
_TABLES_IN = "CNY"
#: Facts a limit is a multiple of; a nil fee is warned of with the facts already.
_MULTIPLIED = ("freight_affected", "weight_kg", "weight_affected_kg")


def assess(facts: ClaimFacts, packs: PackLibrary) -> Assessment:
    """Work out what is payable on the facts.

    Missing facts end in ``needs``, contradictions in ``problems`` (all of them at once); ``payable`` is then ``None``.
    """
    chosen = packs.choose(facts)
    problems = _problems(facts, chosen)
    if problems or chosen.pack is None or chosen.on is None:
        ref = None if chosen.pack is None else chosen.pack.ref
        return Assessment(
            payable=None, currency=facts.currency, problems=problems, needs=chosen.needs, pack=ref,
            warnings=warn_of(facts),
        )  # fmt: skip
    return _assess_under(facts, packs, chosen.pack, chosen)


def lacking(facts: ClaimFacts, packs: PackLibrary) -> tuple[str, ...] | None:
    """Return the facts a reading of the claim stops at, none if it comes to its end.

    ``None`` where there is nothing to reckon: the facts cannot be right, the claim is too late, or the parcel came in
    time.
    """
    chosen = packs.choose(facts)
    if _problems(facts, chosen):
        return None
    if chosen.pack is None or chosen.on is None:
        return chosen.needs
    outcome = Reader(facts, _terms(facts, packs, chosen.pack, chosen.on)[0]).read()
    if outcome.problems or outcome.time_barred or outcome.treated_as == "on-time":
        return None
    return tuple(outcome.needs)


def _problems(facts: ClaimFacts, chosen: Chosen) -> tuple[Problem, ...]:
    of_product = () if facts.product is None else _product_problems(facts, facts.product, chosen.pack)
    return (*check_claim(facts), *chosen.problems, *of_product)


def _terms(facts: ClaimFacts, packs: PackLibrary, pack: RulePack, on: date) -> tuple[Terms, RulePack | None]:
    """Return the rules to read a claim by, and the province's layer even where only consumers may rely on it."""
    province = packs.province(facts)
    if province is not None and pack.sheet.regime not in province.sheet.regimes:
        province = None
    # Moving a last day past days of rest is Chinese law (civil code 203); a treaty counts its own days.
    calendar = packs.calendar if pack.is_chinese else None
    return Terms(pack, province if facts.consumer else None, on, *pack.period(on), calendar), province


def _assess_under(facts: ClaimFacts, packs: PackLibrary, pack: RulePack, chosen: Chosen) -> Assessment:
    assert chosen.on is not None
    terms, province = _terms(facts, packs, pack, chosen.on)
    reader = Reader(facts, terms)
    main = reader.read()
    settled = main.payable is not None
    # Where only the carrier knows its limit, what the law gives without it is worth knowing.
    readable = settled or all(problem.code == "ask-carrier" for problem in main.problems or [Problem("", "")])
    others = []
    if readable:
        others = other_readings(facts, terms, province, reader)
    elif main.needs and main.treated_as is not None:
        others = province_floor(facts, terms, province, reader)
    return Assessment(
        payable=main.payable,
        currency=facts.currency,
        lines=tuple(main.lines) if settled else (),
        alternatives=tuple(others),
        exempt=True if main.exempt else None,
        exempt_reason=main.exempt,
        time_barred=main.time_barred,
        treated_as=main.treated_as,
        needs=tuple(main.needs),
        problems=tuple(main.problems),
        warnings=(
            *warn_of(facts),
            *_warn_of_terms(facts, pack, province, packs),
            *main.warnings,
            *_warn_of_zeros(facts, main.steps),
        ),
        pack=pack.ref,
        layers=pack.bases if terms.province is None else (*pack.bases, terms.province.ref),
        steps=(_which_pack(facts, pack, terms), *main.steps),
        not_applied=tuple(main.not_applied),
    )


def _warn_of_terms(facts: ClaimFacts, pack: RulePack, province: RulePack | None, packs: PackLibrary) -> list[Problem]:
    warnings = []
    if facts.insured and not pack.sheet.agreed:
        warnings.append(Problem("terms", "cover-without-terms"))
    if province is not None and facts.consumer is None:
        warnings.append(Problem("consumer", "consumer-not-known"))
    if facts.insured and facts.declared_value is not None and facts.accepted_on is not None:
        agreed = agreed_tables(pack, packs) if facts.agreement else ()
        largest = largest_declarable(pack, facts.accepted_on, facts.product, agreed)
        if largest is not None and facts.declared_value > largest:
            warnings.append(Problem("declared_value", "above-largest", {"largest": str(largest)}))
        elif facts.premium is not None and facts.currency == _TABLES_IN:
            on, product = facts.accepted_on, facts.product or ""
            listed = listed_otherwise(pack, facts.premium, facts.declared_value, on, product, agreed)
            if listed is not None:
                told = {"paid": figure(facts.premium), "listed": figure(listed)}
                warnings.append(Problem("premium", "premium-not-as-listed", told))
    if pack.sheet.one_claim:
        warnings.append(Problem("terms", "one-claim"))
    wanted = getattr(facts, pack.sheet.rate_day) if pack.sheet.rate_day else None
    for rate in facts.rates:
        if wanted is not None and rate.on != wanted:
            facts_of_it = {"currency": rate.currency, "on": rate.on.isoformat(), "wanted": wanted.isoformat()}
            warnings.append(Problem("rates", "rate-of-another-day", facts_of_it))
    return warnings


def _warn_of_zeros(facts: ClaimFacts, steps: Iterable[Step]) -> list[Problem]:
    """Warn of a nil that makes the goods come to nothing: it may stand for a figure nobody knew."""
    zeros = [key for key in _MULTIPLIED if getattr(facts, key) == 0]
    if not zeros:
        return []
    used = [
        step.inputs for step in steps if step.code.startswith("line-") and step.outcome and not Decimal(step.outcome)
    ]
    return [Problem(key, "zero-entered") for key in zeros if any(key in inputs for inputs in used)]


def _which_pack(facts: ClaimFacts, pack: RulePack, terms: Terms) -> Step:
    sheet = pack.sheet
    inputs = {"terms": str(facts.terms), "version": sheet.version, sheet.chosen_by: terms.on.isoformat()}
    if terms.province:
        inputs["province"] = terms.province.sheet.id
    return Step(code="pack", inputs=inputs, outcome=sheet.id)


def _product_problems(facts: ClaimFacts, product: str, pack: RulePack | None) -> tuple[Problem, ...]:
    """Refuse a product the terms do not have, or on a route it is not for."""
    if pack is None or not pack.sheet.products:
        return ()
    found = [offered for offered in pack.sheet.products if offered.id == product]
    if not found:
        known = ", ".join(offered.id for offered in pack.sheet.products)
        return (Problem("product", "unknown-product", {"product": product, "known": known}),)
    routes = {scope for offered in found for scope in offered.scope}
    wrong = routes and facts.scope is not None and facts.scope not in routes
    return (Problem("scope", "contradicts", {"other": "product"}),) if wrong else ()
