"""Says a quote to a customer: the two sides, what they differ by, what cover would have changed, and all of it as text.

No word here is for the branch alone: what a dispute could cost stays on the clerk's screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import Account
from desktop.domain.money import Money
from desktop.domain.premium import Premium
from desktop.domain.quote import Axis
from desktop.i18n import N_, _
from desktop.wording.assessment import explain, spoken
from desktop.wording.citations import citation_text
from desktop.wording.claim import field_label
from desktop.wording.claim_problems import FieldText, problem_text
from desktop.wording.settlement import fact_value

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from desktop.domain.claim import ClaimFacts
    from desktop.domain.packs import PackLibrary
    from desktop.domain.quote import Answer, Cover, Side
    from desktop.wording.assessment import Explanation

AXES: dict[Axis, str] = {
    Axis.PROOF: N_("Proof of value"),
    Axis.COVER: N_("Cover"),
    Axis.PRODUCT: N_("Product"),
    Axis.LIMIT: N_("Limit"),
    Axis.TERMS: N_("Carrier"),
}
#: Less, more, the same: what the second side does compared with the first.
_DIFFERENCES: dict[Axis, tuple[str, str, str]] = {
    Axis.PROOF: (
        N_("Without proof of value it is {amount} less."),
        N_("Without proof of value it is {amount} more."),
        N_("With or without proof of value, it comes to the same."),
    ),
    Axis.COVER: (
        N_("Not insured, it is {amount} less."),
        N_("Not insured, it is {amount} more."),
        N_("Insured or not, it comes to the same."),
    ),
    Axis.LIMIT: (
        N_("If the limit falls away, it is {amount} less."),
        N_("If the limit falls away, it is {amount} more."),
        N_("With or without the limit, it comes to the same."),
    ),
    Axis.PRODUCT: (
        N_("{second} pays {amount} less than {first}."),
        N_("{second} pays {amount} more than {first}."),
        N_("{first} and {second} pay the same."),
    ),
}
#: Steps that tell a customer how an amount came about; the others are for whoever checks it.
_TOLD = ("lateness", "time-limit-passed", "exempt", "cap-lifted", "loss")
#: What is said of the facts, in this order; what the sides differ in is said by their titles.
_SITUATION = (
    "product", "agreement", "event", "loss_ratio", "loss_amount", "pieces", "pieces_lost", "actual_value", "insured",
    "declared_value", "premium", "freight", "weight_kg", "account", "goods", "claimant", "promised_by", "rates",
)  # fmt: skip
_DIFFERING: dict[Axis, tuple[str, ...]] = {
    Axis.PROOF: (),
    Axis.LIMIT: (),
    Axis.COVER: ("insured",),
    Axis.PRODUCT: ("product",),
    Axis.TERMS: ("product", "agreement"),
}
#: Warnings the sides themselves show by their sums.
_SHOWN_BY_SUMS = frozenset({"value-unproven", "under-insured", "over-insured"})


@dataclass(frozen=True)
class SideText:
    """One side in words.

    Attributes:
        amount: what is paid; empty while it cannot be computed.
        lines: what it is made up of, where that is more than one thing.
        steps: how it came about, in sentences for a customer.
        wanting: what is missing or wrong, each with its field.
        dispute: the most a dispute could cost, or the least it could come to; for the branch alone.
        warnings: what to look at again; for the branch alone.
    """

    title: str
    amount: str
    lines: str
    steps: tuple[str, ...]
    wanting: tuple[FieldText, ...]
    dispute: str
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class QuoteText:
    """A whole quote in words.

    Attributes:
        situation: what was said of the parcel, in one line.
        difference: what the sides differ by; empty while one cannot be computed.
        cover: what another insured value would cost and change; empty where there is nothing to say.
        price_source: where the price of cover stands.
        caution: that this is no promise.
    """

    situation: str
    sides: tuple[SideText, ...]
    difference: str
    cover: str
    price_source: str
    caution: str

    def message(self) -> str:
        """Return everything a customer may know as plain text, to be pasted into a chat."""
        parts = [_("What the rules pay"), self.situation]
        for side in self.sides:
            parts += ["", _("{title}: {amount}").format(title=side.title, amount=side.amount or _("not known yet"))]
            parts += [f"{number}. {step}" for number, step in enumerate(side.steps, 1)]
        parts += ["", *(part for part in (self.difference, self.cover) if part), self.caution]
        return "\n".join(parts)


def to_compare(said: QuoteText | None) -> str:
    """Say what is missing before both sides can be held against each other; empty where nothing is."""
    if said is None:
        return _("Say what happened to the parcel to compare.")
    wanted = [want.label for side in said.sides for want in side.wanting if want.label]
    if wanted:
        return _("To compare, enter: {fields}.").format(fields=_(", ").join(dict.fromkeys(wanted)))
    if all(side.amount for side in said.sides):
        return ""
    return _("One side has no amount: look at what is said of it.")


def tell(answer: Answer, packs: PackLibrary, today: date) -> QuoteText:
    """Put a quote into words, in the language in force."""
    titles = _titles(answer, packs)
    source = ""
    if answer.cover is not None and isinstance(answer.cover.price, Premium):
        source = _(", ").join(citation_text(citation) for citation in answer.cover.price.citations)
        source = _("Price of cover: {source}").format(source=source)
    return QuoteText(
        situation=_situation(answer, packs),
        sides=_sides(answer, titles, packs),
        difference=_difference(answer, titles),
        cover=_cover(answer, titles[0]),
        price_source=source,
        caution=_("By the rules as they stand on {day}. What is paid in the end depends on what is found.").format(
            day=i18n.day(today)
        ),
    )


def _titles(answer: Answer, packs: PackLibrary) -> tuple[str, ...]:
    """Name each side by what makes it differ from the other."""
    first = answer.sides[0].facts
    if answer.axis is Axis.PROOF:
        return _("With an invoice or order record"), _("Without proof of value")
    if answer.axis is Axis.LIMIT:
        return _("The limit applies"), _("The limit falls away")
    if answer.axis is Axis.COVER:
        insured = _("Insured")
        if first.declared_value is not None:
            insured = _("Insured for {amount}").format(amount=_yuan(first.declared_value))
        return insured, _("Not insured")
    if answer.axis is Axis.PRODUCT:
        return tuple(_product(side.facts, packs) for side in answer.sides)
    return tuple(_carrier(side.facts, packs) for side in answer.sides)


def _sides(answer: Answer, titles: tuple[str, ...], packs: PackLibrary) -> tuple[SideText, ...]:
    """Say both sides; what is missing or to be looked at on both is said once."""
    sides = [_side(side, title, packs) for side, title in zip(answer.sides, titles, strict=True)]
    if answer.axis is Axis.LIMIT:
        sides = [replace(side, dispute="") for side in sides]
    first = sides[0]
    others = (
        replace(
            side,
            wanting=tuple(want for want in side.wanting if want not in first.wanting),
            warnings=tuple(warning for warning in side.warnings if warning not in first.warnings),
        )
        for side in sides[1:]
    )
    return first, *others


def _side(side: Side, title: str, packs: PackLibrary) -> SideText:
    result, said = side.result, explain(side.result, packs)
    several = len(said.lines) > 1
    lines = _(" + ").join(f"{line.title} {line.amount}" for line in said.lines) if several else ""
    return SideText(
        title=title,
        amount=said.payable,
        lines=lines,
        steps=_steps(side, said) if said.payable else (),
        wanting=tuple(_wanted(want, side.facts) for want in (*said.problems, *said.needs)),
        dispute=_dispute(side, said),
        warnings=tuple(
            text.sentence
            for warning, text in zip(result.warnings, said.warnings, strict=True)
            if warning.code not in _SHOWN_BY_SUMS
        ),
    )


def _dispute(side: Side, said: Explanation) -> str:
    readings = [(other.payable, text) for other, text in zip(side.result.alternatives, said.readings, strict=True)]
    if not readings:
        return ""
    payable = side.result.payable
    if side.result.needs:
        told = [_("{title}: {amount}, provisional").format(title=r.title, amount=r.amount) for _sum, r in readings]
        return _("; ").join(told)
    most, least = max(readings, key=lambda r: r[0]), min(readings, key=lambda r: r[0])
    if payable is None or most[0] > payable:
        return _("In a dispute up to {amount} ({title}).").format(amount=most[1].amount, title=most[1].title)
    return _("In a dispute down to {amount} ({title}).").format(amount=least[1].amount, title=least[1].title)


def _wanted(want: FieldText, facts: ClaimFacts) -> FieldText:
    if want.field != "loss_amount":
        return want
    how = _("As a share, as a sum or in pieces.")
    if facts.loss_ratio is not None or facts.pieces_lost is not None:
        how = _("Here it has to be said as a sum of money.")
    return FieldText(want.field, _("How much of it is lost"), how)


def _steps(side: Side, said: Explanation) -> tuple[str, ...]:
    steps = zip(side.result.steps, said.steps, strict=True)
    told = [text.sentence for step, text in steps if _is_told(step.code)]
    if not any(step.code.startswith("line-") for step in side.result.steps):
        told.append(said.headline)
    return tuple(told)


def _is_told(code: str) -> bool:
    return code in _TOLD or code.startswith("line-")


def _situation(answer: Answer, packs: PackLibrary) -> str:
    facts = answer.sides[0].facts
    left_out = _DIFFERING[answer.axis]
    carrier = "" if answer.axis is Axis.TERMS else _carrier(facts, packs, with_product=False)
    said = [carrier, *(_said(key, facts, packs) for key in _SITUATION if key not in left_out)]
    return _("; ").join(part for part in said if part)


def _said(key: str, facts: ClaimFacts, packs: PackLibrary) -> str:
    """Say one fact so that it can be understood without the name of its field where that goes without saying."""
    value = getattr(facts, key)
    if key == "insured":
        return _("not insured") if value is False else ""
    # At a counter everybody walks in.
    if value is None or value == () or value is Account.WALK_IN:
        return ""
    if key in ("product", "agreement"):
        return (_product if key == "product" else _agreement)(facts, packs)
    if key == "loss_ratio":
        return _("{share} of it lost").format(share=f"{(value * 100).normalize():f}%")
    shown = fact_value(facts, key)
    return (
        shown
        if key in ("event", "account", "goods")
        else _("{label} {value}").format(label=field_label(key), value=shown)
    )


def _difference(answer: Answer, titles: tuple[str, ...]) -> str:
    difference = answer.difference
    if difference is None:
        return ""
    words = _DIFFERENCES.get(answer.axis, _DIFFERENCES[Axis.PRODUCT])
    amount = difference.amount
    sentence = words[0] if amount < 0 else words[1] if amount > 0 else words[2]
    shown = i18n.money(-difference if amount < 0 else difference)
    return _(sentence).format(amount=shown, first=titles[0], second=titles[1])


def _cover(answer: Answer, title: str) -> str:
    if answer.cover is None:
        return ""
    said = _cover_of(answer.cover, answer.sides[0])
    if not said or answer.axis not in (Axis.PRODUCT, Axis.TERMS):
        return said
    return _("{title}: {sentence}").format(title=title, sentence=said)


def _cover_of(cover: Cover, now: Side) -> str:
    value = _yuan(cover.value)
    price = _yuan(cover.price.amount) if isinstance(cover.price, Premium) else ""
    then, today = cover.side.result.total, now.result.total
    if then is None or today is None:
        return _("To insure it for {value} costs {price}.").format(value=value, price=price) if price else ""
    amounts = {"value": value, "price": price, "then": i18n.money(then), "now": i18n.money(today)}
    if price:
        if then.amount == today.amount:
            sentence = _("Insured for {value}, which costs {price}, you would get the same {now}.")
        else:
            sentence = _("Insured for {value}, which costs {price}, you would get {then} instead of {now}.")
        return sentence.format(**amounts)
    if then.amount == today.amount:
        sentence = _("Insured for {value} you would get the same {now}.")
    else:
        sentence = _("Insured for {value} you would get {then} instead of {now}.")
    return sentence.format(**amounts)


def price_unknown(cover: Cover) -> str:
    """Say why there is no price of cover to tell; empty where there is one."""
    if isinstance(cover.price, Premium) or not cover.price:
        return ""
    if cover.price[0].code == "above-largest":
        return problem_text(cover.price[0]).sentence
    return _("What cover costs does not stand in these rules; look it up with the carrier.")


def _carrier(facts: ClaimFacts, packs: PackLibrary, *, with_product: bool = True) -> str:
    named = [pack.sheet.title for pack in packs.packs if pack.sheet.id == facts.terms]
    title = spoken(named[-1]) if named else str(facts.terms or "")
    product = _product(facts, packs) if with_product else ""
    return _("{carrier}, {product}").format(carrier=title, product=product) if product else title


def _product(facts: ClaimFacts, packs: PackLibrary) -> str:
    titles = {product.id: product.title for product in packs.products(facts.terms or "")}
    return spoken(titles[facts.product]) if facts.product in titles else ""


def _agreement(facts: ClaimFacts, packs: PackLibrary) -> str:
    titles = {pack.sheet.id: pack.sheet.title for pack in packs.agreements(facts.terms or "")}
    return spoken(titles[facts.agreement]) if facts.agreement in titles else ""


def _yuan(amount: Decimal) -> str:
    return i18n.money(Money.rounded(amount))
