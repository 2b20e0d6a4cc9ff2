"""Reads the formula of a calculation, ``min(5000.00 × 0.5, 3000.00)``, into its parts; what they are is not known here.

The formulas are those that ``desktop.domain.methods`` and its neighbours write: figures, ``×``, ``÷``, ``+``, ``−``,
brackets, ``min`` and ``max``. Anything else is left as it is written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

_WORD = re.compile(r"\s*(min\(|max\(|[0-9]+(?:\.[0-9]+)?(?:E[+-]?[0-9]+)?|[-−+×÷(),])")
#: No formula of a rule nests deeper.
_DEEPEST = 20


@dataclass(frozen=True)
class Figure:
    """A figure as it is written.

    Attributes:
        name: what it is, a code of ``formula_names``; empty where nobody knows.
        currency: of an amount; empty for that of the claim.
    """

    text: str
    name: str = ""
    currency: str = ""


@dataclass(frozen=True)
class Choice:
    """The lowest of some parts, or the highest."""

    lowest: bool
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Product:
    """Factors, each with the sign before it: ``×`` or ``÷``."""

    factors: tuple[tuple[str, Node], ...]


@dataclass(frozen=True)
class Sum:
    """Parts, each with the sign before it: ``+`` or ``−``."""

    parts: tuple[tuple[str, Node], ...]


Node = Figure | Choice | Product | Sum


class _UnreadableError(Exception):
    """The formula is none of those this program writes."""


@lru_cache(maxsize=512)
def parse(formula: str) -> Node | None:
    """Read a formula; a minus before all of it is left out. ``None`` where it cannot be read."""
    try:
        return _Reader(formula.removeprefix("−")).whole()
    except _UnreadableError:
        return None


def worth(node: Node) -> Fraction:
    """Work out what a formula comes to, exactly; dividing by nothing gives nothing."""
    if isinstance(node, Figure):
        return Fraction(node.text)
    if isinstance(node, Choice):
        return (min if node.lowest else max)(map(worth, node.parts))
    if isinstance(node, Sum):
        return sum((-worth(part) if sign == "−" else worth(part) for sign, part in node.parts), Fraction(0))
    result = Fraction(1)
    for sign, factor in node.factors:
        value = worth(factor)
        result = result * value if sign == "×" else result / value if value else Fraction(0)
    return result


class _Reader:
    def __init__(self, formula: str) -> None:
        self._words: list[str] = []
        place, text = 0, formula.strip()
        while place < len(text):
            found = _WORD.match(text, place)
            if found is None:
                raise _UnreadableError
            self._words.append(found[1])
            place = found.end()
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._sum()
        if self._at != len(self._words):
            raise _UnreadableError
        return node

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _UnreadableError
        parts = [("+", self._product())]
        while self._next() in ("+", "−"):
            sign = self._take()
            parts.append((sign, self._product()))
        self._depth -= 1
        return parts[0][1] if len(parts) == 1 else Sum(tuple(parts))

    def _product(self) -> Node:
        factors = [("×", self._factor())]
        while self._next() in ("×", "÷"):
            sign = self._take()
            factors.append((sign, self._factor()))
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors))

    def _factor(self) -> Node:
        word = self._take()
        if word in ("min(", "max("):
            parts = [self._sum()]
            while self._next() == ",":
                self._take()
                parts.append(self._sum())
            self._close()
            return Choice(word == "min(", tuple(parts))
        if word == "(":
            node = self._sum()
            self._close()
            return node
        if word == "-" and self._next()[:1].isdigit():
            return Figure(f"-{self._take()}")
        if not word[:1].isdigit():
            raise _UnreadableError
        return Figure(word)

    def _close(self) -> None:
        if self._take() != ")":
            raise _UnreadableError

    def _next(self) -> str:
        return self._words[self._at] if self._at < len(self._words) else ""

    def _take(self) -> str:
        word = self._next()
        self._at += 1
        return word
