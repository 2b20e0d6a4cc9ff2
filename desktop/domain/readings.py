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
    from desktop.domain.lines import Lines
    from desktop.domain.packs import RulePack
    from desktop.domain.reader import Reader


_ANSWERABLE, _IN_TIME = Choices(without_exemption=True), Choices(without_time_limit=True)
_CAP_STATUS = {status.value: status for status in CapStatus}
#: By what a term of the carrier's own to claim in may be no term at all.
_TERM_FALLS = ("civil-incorporation", "civil-void-clause", "civil-limitation")
#: Damage that a delay did to the contents.
_DAMAGED = ("total-damage", "partial-damage")
_WAYS_OF_COVER = (Method.PROPORTIONAL, Method.FIRST_LOSS, Method.AGREED_VALUE)
#: Sums that do not go by the loss.
_NO_LOSS_IN_IT = frozenset({Method.FIXED, Method.INSURED_SUM, Method.NOTHING})
_APPLIES, _DELAY = CapStatus.APPLIES, Event.DELAY


_PLAIN = Choices()


class Other(msgspec.Struct, frozen=True, gc=False):
    """One other reading: its name, what would make it true, and the facts, terms and choices to read with."""

    reading: str
    why: str
    facts: ClaimFacts
    terms: Terms
    choices: Choices = _PLAIN
    cite: tuple[str, ...] = ()

    def comes_to_the_same(self, other: Other) -> bool:
        """Say whether both read the very same things and differ in their name only."""
        return self.facts is other.facts and self.terms is other.terms and self.choices is other.choices


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
        citations = terms.cited[other.cite] if other.cite else ()
        found.append(
            Alternative(
                reading=other.reading, payable=outcome.payable, lines=tuple(outcome.lines), why=other.why,
                citations=citations,
            )
        )  # fmt: skip
    return found


def _others(facts: ClaimFacts, terms: Terms, province: RulePack | None, main: Reader) -> list[Other]:
    outcome = main.outcome
    if outcome.barred_by:
        return _of_being_late(facts, terms, main)
    if outcome.exempt is not None:
        return [Other("not-exempt", "cause=carrier", facts, terms, _ANSWERABLE)]
    return [
        *(_of_late_notice(facts, terms, main) if outcome.warnings else ()),
        *_of_the_limit(facts, terms),
        *(_of_a_delay(facts, terms, main) if facts.event == _DELAY else ()),
        *_of_cover(facts, terms, main),
        *(_of_rules(facts, terms, main) if terms.pack.other_rules else ()),
        *(_of_own_share(facts, terms, main) if facts.sender_fault_share else ()),
        *_of_the_province(facts, terms, province),
    ]


def _of_being_late(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Read as if no time limit ended the claim, because it was interrupted or its term is no term at all."""
    interrupted = Other("not-time-barred", "time_limit=interrupted", facts, terms, _IN_TIME)
    if not all(limit.agreed for limit in main.outcome.barred_by):
        return [interrupted]
    cite = tuple(name for name in _TERM_FALLS if name in terms.pack.cited)
    return [interrupted, Other("term-void", "time_limit=void", facts, terms, _IN_TIME, cite)]


def _of_late_notice(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Read a notice that came too late as if the carrier's term for it ended the claim."""
    late = {warning.facts["rule"] for warning in main.outcome.warnings if warning.code == "late-notice"}
    for limit in terms.pack.sheet.time_limits if late else ():
        if limit.agreed and limit.id in late:
            return [Other("term-bars", f"time_limit={limit.id}", facts, terms, Choices(agreed_terms=True), limit.cite)]
    return []


def _of_the_limit(facts: ClaimFacts, terms: Terms) -> list[Other]:
    """Read without the limit; or, where a person found that it falls away, with it after all."""
    if facts.gross_negligence or facts.cap_status not in (None, _APPLIES):
        plain = msgspec.structs.replace(facts, cap_status=_APPLIES, gross_negligence=False)
        return [Other("cap-applies", "cap_status=applies", plain, terms)]
    found = []
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
        found.append(Other(lifted.reading, why, changed, terms, cite=lifted.cite))
    return found


def _of_a_delay(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Read a parcel that came late as given back, and one spoilt by it as late and nothing else."""
    found = []
    if facts.delivered_on is not None:
        found.append(Other("given-back", "delivered_on=refused", facts, terms, Choices(given_back=True)))
    spoilt = main.outcome.treated_as in _DAMAGED
    if spoilt and terms.pack.sheet.delay_only and not main.situation.lifted:
        choices, cite = Choices(delay_only=True), terms.pack.sheet.delay_only
        found.append(Other("delay-only", "terms=delay-only", facts, terms, choices, cite))
    return found


def _of_cover(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Cover below the full value is counted in three ways that do not always agree."""
    rule, lines = main.outcome.goods_rule, main.lines
    if lines is None:
        return []
    if rule is None:
        return _of_unknown_cover(facts, terms, lines) if facts.insured and main.outcome.problems else []
    if main.outcome.of_province or rule.method not in COVER or rule.at_least:
        # A rule that names what is due at least leaves no other way open: a treaty, not the carrier, fixed it.
        return []
    return [
        Other(f"under-insurance-{method}", f"method={method}", facts, terms, Choices(cover=method))
        for method in _WAYS_OF_COVER
        if method != rule.method and not lines.pays_the_same_by(method)
    ]


def _of_unknown_cover(facts: ClaimFacts, terms: Terms, lines: Lines) -> list[Other]:
    """Where only the carrier knows how it counts cover: each known way, or one reading where all come to the same."""
    if len({lines.goods_by(method) for method in _WAYS_OF_COVER}) == 1:
        return [Other("cover-in-any-way", "method=any", facts, terms, Choices(cover=Method.FIRST_LOSS))]
    return [
        Other(f"under-insurance-{method}", f"method={method}", facts, terms, Choices(cover=method))
        for method in _WAYS_OF_COVER
    ]


def _of_own_share(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Whether the sender's own share comes off before or after the limit, the law does not say (civil code 592)."""
    rule, cite = main.outcome.goods_rule, terms.pack.sheet.fault_cite
    if not cite or rule is None or rule.method in _NO_LOSS_IN_IT:
        return []
    choices = Choices(own_share_first=True)
    return [Other("own-share-first", "sender_fault_share=before-limit", facts, terms, choices, cite)]


def _of_rules(facts: ClaimFacts, terms: Terms, main: Reader) -> list[Other]:
    """Ask rules the carrier need not follow, and those that understand a rule that was applied in another way."""
    applied = {line.rule for line in main.outcome.lines}
    found = []
    for rule in terms.pack.other_rules:
        if rule.optional or not applied.isdisjoint(rule.beside):
            name = "optional" if rule.optional else "beside"
            choices = Choices(optional=rule.id)
            found.append(Other(f"{name}-{rule.id}", f"{name}={rule.id}", facts, terms, choices, rule.cites))
    return found


def province_floor(facts: ClaimFacts, terms: Terms, province: RulePack | None, main: Reader) -> list[Alternative]:
    """Where facts are missing: what the province's rule gives at least, if it can be worked out without them."""
    choices, reading, why = Choices(province_only=True), "province-floor", "province=at-least"
    if terms.province is None:
        if province is None or facts.consumer is not None:
            return []
        facts, terms = msgspec.structs.replace(facts, consumer=True), msgspec.structs.replace(terms, province=province)
        reading, why = "province", "consumer=true"
    outcome = main.read_otherwise(facts, terms, choices)
    if outcome.payable is None or not outcome.of_province:
        return []
    return [Alternative(reading=reading, payable=outcome.payable, lines=tuple(outcome.lines), why=why)]


def _of_the_province(facts: ClaimFacts, terms: Terms, province: RulePack | None) -> list[Other]:
    if terms.province is not None:
        return [Other("without-province", "consumer=false", facts, terms, Choices(without_province=True))]
    if province is None or facts.consumer is not None:
        return []
    as_consumer = msgspec.structs.replace(facts, consumer=True)
    return [Other("province", "consumer=true", as_consumer, msgspec.structs.replace(terms, province=province))]
