"""Says formulas so that they can be read out and followed: each figure with what it is, no shorthand of programmers."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.i18n import N_, _, ngettext
from desktop.wording.formula_names import Known, with_names
from desktop.wording.formula_tree import Choice, Figure, Product, Sum, parse, worth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.assessment import Line
    from desktop.wording.formula_tree import Node

__all__ = ["Known", "calculation_text", "formula_text", "percent", "total_text"]

_SHARED = re.compile(r" × \(1 − (?P<share>[0-9.]+)\)$")
_AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")

#: What a figure is; a name that stands nowhere here says no more than the figure itself.
_FIGURES: dict[str, str] = {
    "loss": N_("the actual loss {figure}"),
    "loss_amount": N_("the loss as a sum {figure}"),
    "loss_ratio": N_("the share lost {figure}"),
    "actual_value": N_("the actual value {figure}"),
    "market_value": N_("the market price at the destination {figure}"),
    "repair_cost": N_("the cost of repair {figure}"),
    "declared_value": N_("the declared value {figure}"),
    "value_told": N_("the value stated when posting {figure}"),
    "salvage_value": N_("the value of what is left {figure}"),
    "freight": N_("the postage {figure}"),
    "freight_affected": N_("the postage of the affected pieces {figure}"),
    "premium": N_("the insurance fee {figure}"),
    "advance_paid": N_("what was paid beforehand {figure}"),
    "weight_kg": N_("{figure} kg"),
    "weight_affected_kg": N_("{figure} kg affected"),
    "per_kg": N_("{figure} a kilogram"),
    "per_piece": N_("{figure} a piece"),
    "rate": N_("the exchange rate {figure}"),
    "limit": N_("the limit {figure}"),
    "fixed_sum": N_("the fixed sum {figure}"),
    "least_fee": N_("the least fee {figure}"),
    "own_part": N_("the agreed own part {figure}"),
    "goods": N_("what is paid for the goods {figure}"),
    "goods_for_the_rest": N_("what would be paid for the goods less what is left of them {figure}"),
    "due": N_("what is due before that {figure}"),
}
_PERCENT = frozenset({"loss_ratio", "share"})
_PLAIN = frozenset({"weight_kg", "weight_affected_kg", "rate", "multiple"})
#: The amounts a total is made of, by kind of line; those taken off by what they are, since the sign says the rest.
_ADDED: dict[str, str] = {
    "goods": N_("the goods {figure}"),
    "freight-refund": N_("postage refunded {figure}"),
    "premium-refund": N_("insurance fee refunded {figure}"),
    "direct-cost": N_("direct costs {figure}"),
    "salvage": N_("what is left of the goods {figure}"),
    "deductible": N_("the claimant's own part {figure}"),
    "advance": N_("what was paid beforehand {figure}"),
    "goodwill": N_("goodwill {figure}"),
}
#: By whether the lowest counts, and whether there are but two.
_EXTREMES: dict[tuple[bool, bool], str] = {
    (True, True): N_("the lower of {figures}"),
    (True, False): N_("the lowest of {figures}"),
    (False, True): N_("the higher of {figures}"),
    (False, False): N_("the highest of {figures}"),
}


def calculation_text(title: str, formula: str, outcome: str, known: Known) -> str:
    """Say a calculation in one sentence.

    Args:
        title: what is worked out, or the rule it follows.
        formula: as the assessment has it.
        outcome: what it comes to, as the assessment has it.
        known: what the figures in it are.
    """
    shared = _SHARED.search(formula)
    amount = _money(outcome, known.currency)
    formula = formula[: shared.start()] if shared else formula
    words = formula_text(formula, known)
    if shared:
        return _("{title}: {words}, less the sender's own share of {share}, makes {amount}.").format(
            title=title, words=words, share=percent(shared["share"]), amount=amount
        )
    if words.endswith(amount) and isinstance(_named(formula, known), Figure):
        # One figure is the amount itself; what it is need not be said of nothing.
        return _("{title}: {amount}.").format(title=title, amount=words)
    return _("{title}: {words}, that is {amount}.").format(title=title, words=words, amount=amount)


def formula_text(formula: str, known: Known) -> str:
    """Say a formula with the name of each figure; one that cannot be read is shown as it is written."""
    shared = _SHARED.search(formula)
    if shared:
        words = formula_text(formula[: shared.start()], known)
        return _("{words}, less the sender's own share of {share}").format(words=words, share=percent(shared["share"]))
    tree = _named(formula, known)
    return formula if tree is None else _whole(tree, known.currency)


def total_text(lines: Iterable[Line], currency: str) -> str:
    """Say what a total is made of."""
    said = ""
    for line in lines:
        amount = _money(str(abs(line.amount)), currency)
        part = _(_ADDED[line.kind]).format(figure=amount) if line.kind in _ADDED else amount
        sign = " − " if line.amount < 0 else " + "
        said += part if not said and line.amount >= 0 else sign + part
    return said


def percent(share: str) -> str:
    """Show a share of 1 in percent."""
    return f"{(Decimal(share) * 100).normalize():f}%"


def _named(formula: str, known: Known) -> Node | None:
    tree = parse(formula)
    return None if tree is None else with_names(tree, known)


def _whole(tree: Node, currency: str) -> str:
    if isinstance(tree, Choice):
        figures = _figures(tree, currency)
        if len(figures) > 1 and len({worth(part) for part in tree.parts}) == 1:
            return _("{figures}, which come to the same").format(figures=_listed(figures))
    return _said(tree, currency)


def _said(node: Node, currency: str) -> str:
    if isinstance(node, Figure):
        return _figure(node, currency)
    if isinstance(node, Choice):
        figures = _figures(node, currency)
        if len(figures) == 1:
            return figures[0]
        return _(_EXTREMES[node.lowest, len(figures) == 2]).format(figures=_listed(figures))
    if isinstance(node, Sum):
        return _chain([(sign, _within(part, currency)) for sign, part in node.parts])
    return _product(node, currency)


def _product(node: Product, currency: str) -> str:
    (_times, first), (_sign, second), *others = node.factors
    begin = [("×", _within(first, currency)), (_sign, _within(second, currency))]
    if isinstance(first, Figure) and first.name == "multiple":
        amount = _within(second, currency)
        times = _("{multiple} times {amount}").format(multiple=first.text, amount=amount)
        begin = [("×", amount if worth(first) == 1 else times)]
    return _chain([*begin, *((sign, _within(factor, currency)) for sign, factor in others)])


def _chain(parts: list[tuple[str, str]]) -> str:
    return parts[0][1] + "".join(f" {sign} {words}" for sign, words in parts[1:])


def _within(node: Node, currency: str) -> str:
    """Say a part of a formula; what would run into its neighbours goes into brackets."""
    words = _said(node, currency)
    if isinstance(node, Sum) or (isinstance(node, Choice) and len(_figures(node, currency)) > 1):
        return _("({words})").format(words=words)
    return words


def _figures(choice: Choice, currency: str) -> list[str]:
    """Return the figures one of which is taken, each once; those of the same choice among them beside the others."""
    figures: list[str] = []
    for part in choice.parts:
        if isinstance(part, Choice) and part.lowest == choice.lowest:
            figures += _figures(part, currency)
        else:
            figures.append(_within(part, currency) if isinstance(part, Choice) else _said(part, currency))
    return list(dict.fromkeys(figures))


def _listed(figures: list[str]) -> str:
    return _("{first} and {last}").format(first=_(", ").join(figures[:-1]), last=figures[-1])


def _figure(figure: Figure, currency: str) -> str:
    if figure.name in ("pieces_lost", "pieces") and figure.text.isdigit():
        return _pieces(figure)
    text = figure.text
    if figure.name in _PERCENT:
        text = percent(text)
    elif figure.name not in _PLAIN and (_AMOUNT.fullmatch(text) or figure.currency):
        text = _money(text, figure.currency or currency)
    words = _FIGURES.get(figure.name)
    return _(words).format(figure=text) if words else text


def _pieces(figure: Figure) -> str:
    count = int(figure.text)
    if figure.name == "pieces":
        return ngettext("{n} piece sent", "{n} pieces sent", count).format(n=count)
    return ngettext("{n} piece lost", "{n} pieces lost", count).format(n=count)


def _money(text: str, currency: str) -> str:
    amount = Decimal(text)
    try:
        return i18n.money(Money(amount, currency))
    except ValueError:
        # Formulas have two decimals whatever the currency.
        return f"{i18n.currency_sign(currency)} {amount:,.2f}"
