"""The model of a rule pack: dated, cited rules as a decision table; the closed set of methods is in ``methods``.

A sheet is the content of one TOML file, key by key. A pack is a sheet whose citations have been resolved against the
shared law it extends. Reading files and refusing bad ones is the work of ``desktop.rulepacks``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.assessment import PackRef
from desktop.domain.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.claim import ClaimFacts


class Mark(StrEnum):
    """How far a cited value has been checked."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class PackKind(StrEnum):
    """The place of a pack among the layers."""

    LAW = "law"
    PROVINCE = "province"
    CARRIER = "carrier"


class LineKind(StrEnum):
    """What a rule gives; at most one rule of each kind applies."""

    GOODS = "goods"
    FREIGHT_REFUND = "freight-refund"
    PREMIUM_REFUND = "premium-refund"
    DIRECT_COST = "direct-cost"
    SALVAGE = "salvage"
    DEDUCTIBLE = "deductible"


class Method(StrEnum):
    """The closed set of calculations a rule may ask for."""

    #: The proven loss, in full.
    ACTUAL_LOSS = "actual-loss"
    #: The loss measured by the market price at the destination.
    MARKET_PRICE = "market-price"
    #: The loss, at most the value the rule names.
    FIRST_LOSS = "first-loss"
    #: The loss in the proportion of that value to the full value.
    PROPORTIONAL = "proportional"
    #: That value times the share lost.
    AGREED_VALUE = "agreed-value"
    #: The loss, at most the lowest of the caps.
    CAPPED = "capped"
    #: The repair, at most the value the rule names.
    REPAIR = "repair"
    #: The sum of one cap whatever was lost: the law fixes it.
    FIXED = "fixed"
    #: What a person found, for things without a price.
    DISCRETIONARY = "discretionary"
    #: No amount is owed for this.
    NOTHING = "nothing"
    #: The fee of the shipment back.
    FREIGHT = "freight"
    #: The premium back.
    PREMIUM = "premium"
    #: The direct costs, in full.
    COSTS = "costs"
    #: What is left of the goods, where the claimant keeps it.
    SALVAGE = "salvage"
    #: A fixed part the claimant bears.
    DEDUCTIBLE = "deductible"


#: Which methods can give which kind of line.
METHODS_OF: dict[LineKind, frozenset[Method]] = {
    LineKind.GOODS: frozenset(
        {
            Method.ACTUAL_LOSS,
            Method.MARKET_PRICE,
            Method.FIRST_LOSS,
            Method.PROPORTIONAL,
            Method.AGREED_VALUE,
            Method.CAPPED,
            Method.REPAIR,
            Method.FIXED,
            Method.DISCRETIONARY,
            Method.NOTHING,
        }
    ),
    LineKind.FREIGHT_REFUND: frozenset({Method.FREIGHT, Method.NOTHING}),
    LineKind.PREMIUM_REFUND: frozenset({Method.PREMIUM, Method.NOTHING}),
    LineKind.DIRECT_COST: frozenset({Method.COSTS, Method.NOTHING}),
    LineKind.SALVAGE: frozenset({Method.SALVAGE, Method.NOTHING}),
    LineKind.DEDUCTIBLE: frozenset({Method.DEDUCTIBLE, Method.NOTHING}),
}


class Part(StrEnum):
    """Whether a fee or weight counts whole or for the affected pieces only."""

    WHOLE = "whole"
    AFFECTED = "affected"


class Edge(StrEnum):
    """Whether the last day of a period still belongs to it."""

    AFTER = "after"
    ON = "on"


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parts of a rule file: unknown keys are refused."""


class Text(Sheet, frozen=True):
    """A title in the languages of the program."""

    zh_CN: str  # noqa: N815 - the language's own code
    en: str


class Citation(Sheet, frozen=True):
    """One article of one edition; the same id may be given again for other dates."""

    id: str
    instrument: str
    version: str
    article: str
    mark: Mark
    address: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def text(self) -> str:
        """The citation in its one fixed form: ``快递暂行条例(2025) 第28条 [secondary]``."""
        return f"{self.instrument}({self.version}) {self.article} [{self.mark}]"


class Cap(Sheet, frozen=True):
    """One limit: the sum of the parts that are given (UPU: a flat amount and an amount per kilogram)."""

    amount: Decimal | None = None
    per_kg: Decimal | None = None
    freight_multiple: Decimal | None = None
    part: Part = Part.WHOLE
    currency: str = "CNY"
    cite: tuple[str, ...] = ()


When = dict[str, bool | str | tuple[str, ...]]


class Rule(Sheet, frozen=True):
    """One row of the decision table; the first row of its kind whose conditions hold is applied.

    Attributes:
        value: the fact that limits ``first-loss``, ``proportional``, ``agreed-value`` and ``repair``.
        threshold: for ``proportional``: from this share of the full value on, the loss is paid in full.
        amount: for ``deductible``: a fixed sum.
        rate: for ``deductible``: a share of the goods line.
    """

    id: str
    line: LineKind
    method: Method
    title: Text
    cite: tuple[str, ...]
    when: When = {}
    caps: tuple[Cap, ...] = ()
    part: Part = Part.WHOLE
    value: str = "declared_value"
    threshold: Decimal | None = None
    amount: Decimal | None = None
    rate: Decimal | None = None


class Exemption(Sheet, frozen=True):
    """A reason for which the carrier need not answer for the goods."""

    id: str
    title: Text
    cite: tuple[str, ...]
    when: When


class CapLifted(Sheet, frozen=True):
    """What takes the limit away, and the other reading that shows its cost."""

    by: str
    title: Text
    cite: tuple[str, ...]
    reading: str = ""


class TimeLimit(Sheet, frozen=True):
    """Until when a claim must be made.

    Attributes:
        start: facts that begin it; the first one known counts, the later ones are its earliest possible day.
    """

    id: str
    title: Text
    cite: tuple[str, ...]
    start: tuple[str, ...]
    years: int = 0
    days: int = 0
    when: When = {}


class LostAfter(Sheet, frozen=True):
    """From how many days after the promised day a late parcel may be treated as lost."""

    scope: tuple[str, ...]
    days: int
    edge: Edge
    cite: tuple[str, ...]
    valid_from: date | None = None
    valid_to: date | None = None


class Product(Sheet, frozen=True):
    """A product whose rules differ; ``scope`` lists the routes that can only be this product."""

    id: str
    title: Text
    scope: tuple[str, ...] = ()


class RuleSheet(Sheet, frozen=True):
    """The whole content of one rule file.

    Attributes:
        regime: which body of law it belongs to: ``express``, ``postal``, ``cross-border``, ``air``, ``road``, ``upu``.
        chosen_by: the fact whose date picks the version.
        extends: ids of the law files whose citations it uses.
        regimes: for a province: the regimes it may overlay.
        agreed: false where there are no terms that could promise more than a province sets.
        fault_cite: the law by which the sender's own share is taken off the goods line.
        delay_cite: the law by which lateness counts.
        note: what a branch has to know about where the values come from.
    """

    id: str
    kind: PackKind
    version: str
    title: Text
    issuer: str
    jurisdiction: str
    in_force_from: date
    chosen_by: str
    in_force_to: date | None = None
    regime: str = "express"
    regimes: tuple[str, ...] = ()
    agreed: bool = True
    extends: tuple[str, ...] = ()
    fault_cite: tuple[str, ...] = ()
    delay_cite: tuple[str, ...] = ()
    note: Text | None = None
    citations: tuple[Citation, ...] = msgspec.field(name="citation", default=())
    products: tuple[Product, ...] = msgspec.field(name="product", default=())
    rules: tuple[Rule, ...] = msgspec.field(name="rule", default=())
    exemptions: tuple[Exemption, ...] = msgspec.field(name="exemption", default=())
    caps_lifted: tuple[CapLifted, ...] = msgspec.field(name="cap_lifted", default=())
    time_limits: tuple[TimeLimit, ...] = msgspec.field(name="time_limit", default=())
    lost_after: tuple[LostAfter, ...] = msgspec.field(name="lost_after", default=())


def in_force(start: date | None, end: date | None, on: date) -> bool:
    """Say whether a day lies in a period whose ends both belong to it; a missing end is open."""
    return (start is None or start <= on) and (end is None or on <= end)


@dataclass(frozen=True)
class RulePack:
    """A sheet ready for use: its citations resolved, its content hashed.

    Attributes:
        source: the file as it reads.
        sha256: of the file's bytes.
        bases: the law files it extends.
        cited: all editions of each citation, its own and those of its bases.
    """

    sheet: RuleSheet
    source: str
    sha256: str
    bases: tuple[PackRef, ...]
    cited: Mapping[str, tuple[Citation, ...]]

    @property
    def ref(self) -> PackRef:
        """Name, version and hash, as an assessment keeps them."""
        return PackRef(id=self.sheet.id, version=self.sheet.version, sha256=self.sha256)

    def citations(self, ids: Iterable[str], on: date) -> tuple[str, ...]:
        """Return each citation as it stood on a day, in the order asked for, each once."""
        texts = (c.text for name in ids for c in self.cited[name] if in_force(c.valid_from, c.valid_to, on))
        return tuple(dict.fromkeys(texts))

    def title_of(self, rule_id: str) -> Text | None:
        """Return the title of one of its rules, exemptions, limits or time limits."""
        sheet = self.sheet
        named = {rule.id: rule.title for rule in sheet.rules}
        named |= {exemption.id: exemption.title for exemption in sheet.exemptions}
        named |= {limit.id: limit.title for limit in sheet.time_limits}
        named |= {lifted.by: lifted.title for lifted in sheet.caps_lifted}
        return named.get(rule_id)


@dataclass(frozen=True)
class Chosen:
    """Which pack answers for a claim, or why none does.

    Attributes:
        on: the day that picked the version; citations are those of this day.
    """

    pack: RulePack | None = None
    on: date | None = None
    needs: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class PackLibrary:
    """All packs of an office, several versions of each."""

    def __init__(self, packs: Iterable[RulePack]) -> None:
        self.packs: tuple[RulePack, ...] = tuple(
            sorted(packs, key=lambda pack: (pack.sheet.id, pack.sheet.in_force_from))
        )
        self._by_hash = {pack.sha256: pack for pack in self.packs}
        self._carriers = self._versions(PackKind.CARRIER)
        self._provinces = self._versions(PackKind.PROVINCE)

    def _versions(self, kind: PackKind) -> dict[str, tuple[RulePack, ...]]:
        ids = {pack.sheet.id for pack in self.packs if pack.sheet.kind == kind}
        return {name: tuple(p for p in self.packs if p.sheet.id == name) for name in sorted(ids)}

    def terms(self) -> tuple[str, ...]:
        """Return the ids a claim may name as its terms."""
        return tuple(self._carriers)

    def products(self, terms: str) -> tuple[Product, ...]:
        """Return the products of the latest version of some terms."""
        versions = self._carriers.get(terms)
        return versions[-1].sheet.products if versions else ()

    def find(self, sha256: str) -> RulePack | None:
        """Return the pack with this content, to explain an assessment made with it."""
        return self._by_hash.get(sha256)

    def source(self, sha256: str) -> str:
        """Return the text of the pack with this content, to be kept beside an assessment.

        Raises:
            KeyError: there is no such pack here.
        """
        return self._by_hash[sha256].source

    def choose(self, facts: ClaimFacts) -> Chosen:
        """Pick the version of the claim's terms that was in force on the day the terms go by."""
        if facts.terms is None:
            return Chosen(needs=("terms",))
        versions = self._carriers.get(facts.terms)
        if not versions:
            known = ", ".join(self._carriers)
            return Chosen(problems=(Problem("terms", "no-pack", {"terms": facts.terms, "known": known}),))
        return _in_force_among(versions, facts, "terms")

    def province(self, facts: ClaimFacts) -> Chosen:
        """Pick the provincial layer, if the place of posting has one."""
        versions = self._provinces.get(facts.province or "")
        if not versions:
            return Chosen()
        chosen = _in_force_among(versions, facts, "province")
        return Chosen() if chosen.problems else chosen


def _in_force_among(versions: tuple[RulePack, ...], facts: ClaimFacts, field: str) -> Chosen:
    chosen_by = versions[-1].sheet.chosen_by
    on: date | None = getattr(facts, chosen_by)
    if on is None:
        return Chosen(needs=(chosen_by,))
    for pack in versions:
        if in_force(pack.sheet.in_force_from, pack.sheet.in_force_to, on):
            return Chosen(pack=pack, on=on)
    facts_of_it = {"terms": versions[-1].sheet.id, "on": on.isoformat()}
    return Chosen(problems=(Problem(field, "no-pack-in-force", facts_of_it),))
