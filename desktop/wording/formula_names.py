"""Finds out what each figure of a formula is, from the facts its step used and from where in the formula it stands.

Two facts may have the same value, and limits of the terms are no facts at all, so the place counts: what comes first in
``min(...)`` is the loss, what follows limits it; what is divided by is the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from desktop.wording.formula_tree import Choice, Figure, Product, Sum, parse, worth

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.wording.formula_tree import Node

#: Facts that measure the loss, and those of them that are the whole it is a part of.
_MEASURES = ("loss_amount", "repair_cost", "loss_ratio", "pieces_lost", "pieces")
_WHOLES = ("actual_value", "market_value", "pieces")
_OF_LOSS = frozenset({*_MEASURES, *_WHOLES})
_FEES = ("freight", "freight_affected")
_WEIGHTS = ("weight_kg", "weight_affected_kg")
_COUNTS = ("pieces_lost", "pieces")
#: Pays by the declared value; the loss has a part in it only where it is lower.
_AGREED = "agreed-value"
#: Methods whose formula begins with the loss.
_FROM_THE_LOSS = frozenset({"actual-loss", "market-price", "first-loss", "proportional", _AGREED, "capped"})
#: Methods the terms may name any fact to limit for, also one that measures the loss; a loss is held to the full value.
_ANY_FACT_LIMITS = frozenset({"first-loss", "proportional", _AGREED, "loss"})
#: What a figure is that no fact of the step gives: standing first or alone, and after that.
_NO_FACTS = {
    "capped": ("", "limit"),
    "fixed": ("fixed_sum", "limit"),
    "first-loss": ("", "limit"),
    "actual-loss": ("", "fixed_sum"),
    "salvage": ("", "goods"),
    "salvage-of-loss": ("goods_for_the_rest", "goods"),
    "deductible": ("own_part", "goods"),
    "advance": ("", "due"),
    "premium-excess": ("goods", "goods"),
    "price": ("least_fee", ""),
}


@dataclass(frozen=True)
class Known:
    """What a step tells of the figures in its formula.

    Attributes:
        method: the rule's method; ``loss`` for the loss itself, ``price`` for the price of cover.
        inputs: the facts used, by key, as they are written in the formula.
        currency: of the amounts.
        loss: formula and amount of the loss that was worked out before; empty where none was.
        rates: exchange rates told before, by currency.
    """

    method: str = ""
    inputs: Mapping[str, str] = field(default_factory=dict)
    currency: str = "CNY"
    loss: tuple[str, str] = ("", "")
    rates: Mapping[str, str] = field(default_factory=dict)


def with_names(tree: Node, known: Known) -> Node:
    """Give every figure of a formula its name, as far as the step tells."""
    return _Namer(known).whole(tree)


class _Namer:
    def __init__(self, known: Known) -> None:
        self._known = known
        self._inputs = dict(known.inputs)
        self._first, self._later = _NO_FACTS.get(known.method, ("", ""))
        self._used: set[str] = set()
        self._currency = ""

    def whole(self, tree: Node) -> Node:
        tree = self._with_the_loss(tree)
        method, keys = self._known.method, tuple(self._inputs)
        if method == "fixed":
            unnamed = self._later if isinstance(tree, Choice) else self._first
            return self._limit(tree, unnamed)
        if method in (_AGREED, "proportional") and not isinstance(tree, Choice):
            keys = (*(key for key in keys if key not in _OF_LOSS), *keys)
        if isinstance(tree, Sum):
            (_plus, first), *others = tree.parts
            named = ((sign, self._node(part, keys, self._later)) for sign, part in others)
            return Sum((("+", self._node(first, keys, self._first)), *named))
        return self._node(tree, keys, self._first)

    def _with_the_loss(self, tree: Node) -> Node:
        """Put the loss as it was worked out before in the place of its own formula, where both are exactly the same."""
        formula, amount = self._known.loss
        loss = parse(formula) if formula else None
        if loss is None or worth(loss) != worth(Figure(amount)):
            return tree
        told = Figure(amount, "loss")
        if self._known.method == "repair":
            last = isinstance(tree, Choice) and isinstance(tree.parts[0], Choice) and tree.parts[-1] == loss
            return Choice(True, (tree.parts[0], told)) if last and isinstance(tree, Choice) else tree
        if self._known.method not in _FROM_THE_LOSS or not (isinstance(tree, Choice) or self._known.method != _AGREED):
            return tree
        replaced = _begins_with(tree, loss, told, in_products=True)
        if replaced != tree:
            self._inputs = {key: text for key, text in self._inputs.items() if key not in _MEASURES}
        return replaced

    def _node(self, node: Node, keys: Sequence[str], unnamed: str) -> Node:
        if isinstance(node, Figure):
            return self._figure(node, keys, unnamed)
        if isinstance(node, Choice):
            return self._choice(node, keys)
        if isinstance(node, Sum):
            return Sum(tuple((sign, self._node(part, keys, unnamed)) for sign, part in node.parts))
        share = "share" if self._known.method in ("deductible", "price") else unnamed
        start = "goods" if self._known.method == "deductible" else unnamed
        named = []
        for place, (sign, factor) in enumerate(node.factors):
            order = (*(key for key in _WHOLES if key in self._inputs), *keys) if sign == "÷" else keys
            named.append((sign, self._node(factor, order, share if place else start)))
        return Product(tuple(named))

    def _choice(self, node: Choice, keys: Sequence[str]) -> Choice:
        first, *others = node.parts
        if self._known.method == "repair":
            return Choice(node.lowest, tuple(self._node(part, keys, "") for part in node.parts))
        if self._known.method == "price":
            return Choice(node.lowest, (self._node(first, (), self._first), *(self._node(o, keys, "") for o in others)))
        named = self._node(first, keys, self._first)
        return Choice(node.lowest, (named, *(self._limit(part, self._later) for part in others)))

    def _limit(self, node: Node, unnamed: str) -> Node:
        """Name what limits the loss: a fact that is no measure of it, or a figure of the terms."""
        keys = tuple(key for key in self._inputs if key not in _OF_LOSS)
        if self._known.method in _ANY_FACT_LIMITS:
            keys = (*keys, *self._inputs)
        if isinstance(node, Figure):
            return self._figure(node, keys, unnamed)
        if isinstance(node, Choice):
            return Choice(node.lowest, tuple(self._limit(part, unnamed) for part in node.parts))
        if isinstance(node, Sum):
            return Sum(tuple((sign, self._limit(part, "")) for sign, part in node.parts))
        return self._converted(node, unnamed) or self._by_count(node) or self._node(node, keys, unnamed)

    def _converted(self, node: Product, unnamed: str) -> Product | None:
        """Name a limit set in another currency: all but the last factor is in that one."""
        currency = self._inputs.get("rates", "")
        *others, (sign, last) = node.factors
        if sign != "×" or not isinstance(last, Figure) or last.text != self._known.rates.get(currency):
            return None
        inner = others[0][1] if len(others) == 1 else Product(tuple(others))
        self._currency = currency
        named = self._limit(inner, unnamed)
        self._currency = ""
        factors = named.factors if isinstance(named, Product) else (("×", named),)
        return Product((*factors, ("×", replace(last, name="rate"))))

    def _by_count(self, node: Product) -> Product | None:
        """Name so many times the fee, so much a kilogram or so much a piece."""
        if len(node.factors) != 2 or any(
            sign != "×" or not isinstance(factor, Figure) for sign, factor in node.factors
        ):
            return None
        first, second = (factor for _sign, factor in node.factors)
        assert isinstance(first, Figure)
        assert isinstance(second, Figure)
        for each, keys in (("multiple", _FEES), ("per_kg", _WEIGHTS), ("per_piece", _COUNTS)):
            key = next((key for key in keys if self._known.inputs.get(key) == second.text), "")
            if key and (each == "multiple" or _is_amount(first.text)):
                currency = "" if each == "multiple" else self._currency
                return Product((("×", Figure(first.text, each, currency)), ("×", Figure(second.text, key))))
        return None

    def _figure(self, figure: Figure, keys: Sequence[str], unnamed: str) -> Figure:
        if figure.name:
            return figure
        fitting = [key for key in keys if self._inputs[key] == figure.text]
        key = next((key for key in fitting if key not in self._used), fitting[0] if fitting else "")
        self._used.add(key)
        return replace(figure, name=key or unnamed, currency="" if key else self._currency)


def _begins_with(tree: Node, loss: Node, told: Figure, *, in_products: bool) -> Node:
    if tree == loss:
        return told
    if isinstance(tree, Choice):
        return Choice(tree.lowest, (_begins_with(tree.parts[0], loss, told, in_products=False), *tree.parts[1:]))
    if not isinstance(tree, Product) or not in_products:
        return tree
    begin = loss.factors if isinstance(loss, Product) else (("×", loss),)
    if tree.factors[: len(begin)] != begin:
        return tree
    return Product((("×", told), *tree.factors[len(begin) :]))


def _is_amount(text: str) -> bool:
    """Tell whether a figure is written like an amount, with two decimals."""
    return len(text.rpartition(".")[2]) == 2 and "." in text
