"""The other readings of a claim: what it would come to if a court, a province or another product saw it differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import Alternative
from desktop.domain.claim import CapStatus, ClaimFacts, Event
from desktop.domain.methods import COVER
from desktop.domain.reading import Choices, Terms
from desktop.domain.rules import Method

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.packs import RulePack
    from desktop.domain.reader import Reader


_CAP_STATUS = {status.value: status for status in CapStatus}


class Other(msgspec.Struct, frozen=True, gc=False):
    """One other reading: its name, what would make it true, and the facts, terms and choices to read with."""

    reading: str
    why: str
    facts: ClaimFacts
    terms: Terms
    choices: Choices = Choices()
    cite: tuple[str, ...] = ()

    def comes_to_the_same(self, other: Other) -> bool:
        """Say whether both read the very same things and differ in their name only."""
        return self.facts is other.facts and self.terms is other.terms and self.choices == other.choices


def other_readings(facts: ClaimFacts, terms: Terms, province: RulePack | None, main: Reader) -> list[Alternative]:
    """Work out every other reading that gives another sum than the main one.

    Args:
        facts: the facts of the claim.
        terms: the rules the main result was read under.
        province: the layer of the place of posting, whether it applied or not.
        main: the main reading.
    """
    found = []
    read: Other | None = None
    for other in _others(facts, terms, province, main):
        if read is None or not other.comes_to_the_same(read):
            outcome = main.read_otherwise(other.facts, other.terms, other.choices)
            read = other
        if outcome.payable is None or outcome.payable == main.outcome.payable:
            continue
        citations = terms.pack.citations(other.cite, terms.on)
        found.append(
            Alternative(
                reading=other.reading, payable=outcome.payable, lines=tuple(outcome.lines), why=other.why,
                citations=citations,
            )
        )  # fmt: skip
    return found


def _others(facts: ClaimFacts, terms: Terms, province: RulePack | None, main: Reader) -> Iterator[Other]:
    if main.outcome.time_barred:
        yield Other("not-time-barred", "time_limit=interrupted", facts, terms, Choices(without_time_limit=True))
        return
    if main.outcome.exempt is not None:
        yield Other("not-exempt", "cause=carrier", facts, terms, Choices(without_exemption=True))
        return
    yield from _of_the_limit(facts, terms)
    if facts.event == Event.DELAY and facts.delivered_on is not None:
        yield Other("given-back", "delivered_on=refused", facts, terms, Choices(given_back=True))
    yield from _of_cover(facts, terms, main)
    for rule in terms.pack.sheet.rules:
        if rule.optional:
            choices = Choices(optional=rule.id)
            yield Other(f"optional-{rule.id}", f"optional={rule.id}", facts, terms, choices, rule.cite)
    yield from _of_the_province(facts, terms, province)


def _of_the_limit(facts: ClaimFacts, terms: Terms) -> Iterator[Other]:
    """Read without the limit; or, where a person found that it falls away, with it after all."""
    if facts.cap_status not in (None, CapStatus.APPLIES) or facts.gross_negligence:
        plain = msgspec.structs.replace(facts, cap_status=CapStatus.APPLIES, gross_negligence=False)
        yield Other("cap-applies", "cap_status=applies", plain, terms)
        return
    without_limit: ClaimFacts | None = None
    for lifted in terms.pack.sheet.caps_lifted:
        if not lifted.reading:
            continue
        if lifted.by == "gross-negligence":
            changed, why = msgspec.structs.replace(facts, gross_negligence=True), "gross_negligence=true"
        else:
            # Why the limit falls away makes no difference to what is paid without it.
            without_limit = without_limit or msgspec.structs.replace(facts, cap_status=_CAP_STATUS[lifted.by])
            changed, why = without_limit, f"cap_status={lifted.by}"
        yield Other(lifted.reading, why, changed, terms, cite=lifted.cite)


def _of_cover(facts: ClaimFacts, terms: Terms, main: Reader) -> Iterator[Other]:
    """Cover below the full value is counted in three ways that do not always agree."""
    rule = main.outcome.goods_rule
    if rule is None or main.lines is None or main.outcome.of_province or rule.method not in COVER:
        return
    for method in (Method.PROPORTIONAL, Method.FIRST_LOSS, Method.AGREED_VALUE):
        if method != rule.method and not main.lines.pays_the_same_by(method):
            yield Other(f"under-insurance-{method}", f"method={method}", facts, terms, Choices(cover=method))


def _of_the_province(facts: ClaimFacts, terms: Terms, province: RulePack | None) -> Iterator[Other]:
    if terms.province is not None:
        yield Other("without-province", "consumer=false", facts, terms, Choices(without_province=True))
    elif province is not None and facts.consumer is None:
        as_consumer = msgspec.structs.replace(facts, consumer=True)
        yield Other("province", "consumer=true", as_consumer, msgspec.structs.replace(terms, province=province))
