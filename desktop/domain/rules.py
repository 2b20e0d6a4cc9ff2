"""The model of a rule pack: dated, cited rules as a decision table; the closed set of methods is in ``methods``.

A sheet is the content of one TOML file, key by key. ``packs`` puts sheets to use, ``check_rules`` finds what is wrong
with one, ``desktop.rulepacks`` reads the files.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache, cached_property

import msgspec

from desktop.domain.codes import Code


class Mark(Code):
    """How far a cited value has been checked."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    UNVERIFIED = "unverified"


class PackKind(Code):
    """The place of a pack among the layers."""

    LAW = "law"
    PROVINCE = "province"
    CARRIER = "carrier"
    #: What one customer agreed beside the carrier's terms.
    AGREEMENT = "agreement"


class LineKind(Code):
    """What a rule gives; at most one rule of each kind applies."""

    GOODS = "goods"
    FREIGHT_REFUND = "freight-refund"
    PREMIUM_REFUND = "premium-refund"
    DIRECT_COST = "direct-cost"
    SALVAGE = "salvage"
    DEDUCTIBLE = "deductible"
    ADVANCE = "advance"


class Method(Code):
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
    #: The value the rule names whatever was lost: the law fixes it.
    INSURED_SUM = "insured-sum"
    #: What a person found, for things without a price.
    DISCRETIONARY = "discretionary"
    #: Nobody here knows the carrier's figure; it has to be asked.
    ASK_CARRIER = "ask-carrier"
    #: No amount is owed for this.
    NOTHING = "nothing"
    #: The fee of the shipment back.
    FREIGHT = "freight"
    #: The premium back.
    PREMIUM = "premium"
    #: The part of the premium that bought more cover than was paid out.
    PREMIUM_EXCESS = "premium-excess"
    #: The direct costs, in full.
    COSTS = "costs"
    #: What is left of the goods, where the claimant keeps it, taken off what is paid.
    SALVAGE = "salvage"
    #: The same, taken off the loss before any limit is looked at.
    SALVAGE_OF_LOSS = "salvage-of-loss"
    #: A fixed part the claimant bears.
    DEDUCTIBLE = "deductible"
    #: What was paid beforehand.
    ADVANCE = "advance"


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
            Method.INSURED_SUM,
            Method.DISCRETIONARY,
            Method.ASK_CARRIER,
            Method.NOTHING,
        }
    ),
    LineKind.FREIGHT_REFUND: frozenset({Method.FREIGHT, Method.NOTHING}),
    LineKind.PREMIUM_REFUND: frozenset({Method.PREMIUM, Method.PREMIUM_EXCESS, Method.NOTHING}),
    LineKind.DIRECT_COST: frozenset({Method.COSTS, Method.NOTHING}),
    LineKind.SALVAGE: frozenset({Method.SALVAGE, Method.SALVAGE_OF_LOSS, Method.NOTHING}),
    LineKind.DEDUCTIBLE: frozenset({Method.DEDUCTIBLE, Method.NOTHING}),
    LineKind.ADVANCE: frozenset({Method.ADVANCE}),
}


class Part(Code):
    """Whether a fee or weight counts whole, for the affected pieces only, or in the proportion of the loss."""

    WHOLE = "whole"
    AFFECTED = "affected"
    SHARE = "share"


class Edge(Code):
    """Whether the last day of a period still belongs to it."""

    AFTER = "after"
    ON = "on"


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Base of all parts of a rule file: unknown keys are refused."""


@cache
def fields_of(form: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """Return the keys of a part with their types; working that out takes a while, so it is done once."""
    return msgspec.structs.fields(form)


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
    """One limit: the sum of the parts that are given (UPU: a flat amount and an amount per kilogram).

    Attributes:
        per_piece: for each piece lost, or for each piece where the whole parcel is gone.
        currency: of the amounts; another one than the claim's is converted at the rate given in the facts.
        valid_from: first day of the limit; the day that picks the pack's version decides.
    """

    amount: Decimal | None = None
    per_kg: Decimal | None = None
    per_piece: Decimal | None = None
    freight_multiple: Decimal | None = None
    part: Part = Part.WHOLE
    currency: str = "CNY"
    cite: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


When = dict[str, bool | str | tuple[str, ...]]

#: In the order of ``date.weekday``.
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Rule(Sheet, frozen=True, dict=True):
    """One row of the decision table; the first row of its kind whose conditions hold is applied.

    Attributes:
        value: the fact that limits ``first-loss``, ``proportional``, ``agreed-value`` and ``repair``, or that
            ``insured-sum`` pays; for ``premium-excess`` ``actual_value`` measures the excess by the value instead of by
            what is paid.
        threshold: for ``proportional``: from this share of the full value on, the loss is paid in full.
        amount: for ``deductible``: a fixed sum.
        rate: for ``deductible``: a share of the goods line.
        at_least: for ``first-loss``: limits below which the value does not lower what is paid; for ``actual-loss``:
            a sum the law gives even where less was lost.
        optional: the carrier may pay this but need not; it is shown as another reading.
        beside: ids of rules: where one of them is applied, this rule is shown as another reading of the same text; it
            is never applied by itself.
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
    at_least: tuple[Cap, ...] = ()
    optional: bool = False
    beside: tuple[str, ...] = ()

    @cached_property
    def cites(self) -> tuple[str, ...]:
        """The citations of the rule itself and of its limits."""
        return (*self.cite, *[name for cap in (*self.caps, *self.at_least) for name in cap.cite])

    @cached_property
    def caps_are_dated(self) -> bool:
        """Whether some of its limits hold for a time only."""
        return any(cap.valid_from is not None or cap.valid_to is not None for cap in self.caps)


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
        years: counted before months and these before days, from the day after the period begins.
        after_months: the period begins this much later than ``start``: "a year from the sixtieth day after ...".
        after_days: likewise, after the months.
        skips: weekdays that do not count, for a period of days.
        bars: false where a late claim is only warned of: a duty to notify that the terms do not make a bar.
        agreed: a term of the terms or of a recommended standard and not of the law: what a late claim comes to if it
            is judged the other way is shown as another reading.
    """

    id: str
    title: Text
    cite: tuple[str, ...]
    start: tuple[str, ...]
    years: int = 0
    months: int = 0
    days: int = 0
    after_months: int = 0
    after_days: int = 0
    skips: tuple[str, ...] = ()
    when: When = {}
    bars: bool = True
    agreed: bool = False


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


class Band(Sheet, frozen=True):
    """One band of a premium table: a fixed fee, or a share of the whole declared value.

    Attributes:
        up_to: the largest declared value of the band, itself included; missing in the last band.
        least: the smallest premium of the band where it is a share.
    """

    up_to: Decimal | None = None
    fee: Decimal | None = None
    rate: Decimal | None = None
    least: Decimal | None = None


class PremiumTable(Sheet, frozen=True):
    """What cover costs before posting.

    Attributes:
        product: product of the pack it belongs to, empty where it holds for all.
        largest: the largest value the carrier lets a sender declare.
    """

    id: str
    title: Text
    cite: tuple[str, ...]
    bands: tuple[Band, ...]
    product: str = ""
    largest: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None


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
        delay_only: the clause by which a delay never gives more than what is due for lateness, whatever the contents
            lost by it; shown as another reading.
        overlays: for an agreement: ids of the terms it changes; its rules come before theirs.
        one_claim: the clause by which a waybill may be claimed for once only.
        rate_day: the fact whose day's exchange rate the terms ask for.
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
    delay_only: tuple[str, ...] = ()
    overlays: tuple[str, ...] = ()
    one_claim: tuple[str, ...] = ()
    rate_day: str = ""
    note: Text | None = None
    citations: tuple[Citation, ...] = msgspec.field(name="citation", default=())
    products: tuple[Product, ...] = msgspec.field(name="product", default=())
    rules: tuple[Rule, ...] = msgspec.field(name="rule", default=())
    exemptions: tuple[Exemption, ...] = msgspec.field(name="exemption", default=())
    caps_lifted: tuple[CapLifted, ...] = msgspec.field(name="cap_lifted", default=())
    time_limits: tuple[TimeLimit, ...] = msgspec.field(name="time_limit", default=())
    lost_after: tuple[LostAfter, ...] = msgspec.field(name="lost_after", default=())
    premiums: tuple[PremiumTable, ...] = msgspec.field(name="premium", default=())


def in_force(start: date | None, end: date | None, on: date) -> bool:
    """Say whether a day lies in a period whose ends both belong to it; a missing end is open."""
    return (start is None or start <= on) and (end is None or on <= end)
