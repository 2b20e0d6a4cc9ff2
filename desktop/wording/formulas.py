"""Says formulas so that they can be followed by ear, and shows them without the shorthand of programmers."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from desktop.i18n import N_, _

_AMOUNTS = r"\((?P<amounts>(?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)"
_LOWEST = re.compile("min" + _AMOUNTS)
_HIGHEST = re.compile("max" + _AMOUNTS)
_SHARED = re.compile(r" × \(1 − (?P<share>[0-9.]+)\)$")
_EXTREMES = ((_LOWEST, N_("the lowest of {figures}")), (_HIGHEST, N_("the highest of {figures}")))
_ALIKE = N_("{figures}, which come to the same")


def calculation_text(title: str, formula: str, amount: str, outcome: str) -> str:
    """Say a calculation in one sentence.

    Args:
        title: what is worked out, or the rule it follows.
        formula: with its numbers, as the assessment has it.
        amount: what it comes to, as shown.
        outcome: the same as the assessment has it.
    """
    shared = _SHARED.search(formula)
    if shared:
        formula = formula[: shared.start()]
    words = formula
    for extreme, chosen in _EXTREMES:
        found = extreme.fullmatch(formula)
        figures = _figures(found, extreme) if found else []
        if len(figures) == 1:
            words = formula = figures[0]
        elif figures:
            said = _ALIKE if _are_alike(figures) else chosen
            words = _(said).format(figures=_(", ").join(figures))
    if shared:
        return _("{title}: {words}, less the sender's own share of {share}, makes {amount}.").format(
            title=title, words=words, share=percent(shared["share"]), amount=amount
        )
    if formula in {outcome, "0.00"} or formula.startswith("−"):
        return _("{title}: {amount}.").format(title=title, amount=amount)
    return _("{title}: {words}, that is {amount}.").format(title=title, words=words, amount=amount)


def spoken_formula(formula: str) -> str:
    """Show a formula without shorthand: ``min(9500.00, 3000.00)`` as the lower of two figures, one figure as itself."""

    def shown(found: re.Match[str]) -> str:
        figures = _figures(found, _LOWEST)
        return figures[0] if len(figures) == 1 else _("lower of ({figures})").format(figures=", ".join(figures))

    return _LOWEST.sub(shown, formula)


def percent(share: str) -> str:
    """Show a share of 1 in percent."""
    return f"{(Decimal(share) * 100).normalize():f}%"


def _figures(found: re.Match[str], extreme: re.Pattern[str]) -> list[str]:
    """Return the figures one of which is taken, each once; those of the same choice among them beside the others."""
    figures: list[str] = []
    depth, begun, text = 0, 0, found["amounts"]
    for place, sign in enumerate(f"{text}, "):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            part = text[begun:place].strip()
            within = extreme.fullmatch(part)
            figures += _figures(within, extreme) if within else [part]
            begun = place + 1
    return list(dict.fromkeys(figures))


def _are_alike(figures: list[str]) -> bool:
    """Say whether all figures come to the same; products and sums are worked out, anything else is left."""
    worths = {_worth(figure) for figure in figures}
    return len(worths) == 1 and None not in worths


def _worth(figure: str) -> Decimal | None:
    total = Decimal(0)
    try:
        for part in figure.split(" + "):
            product = Decimal(1)
            for factor in part.split(" × "):
                product *= Decimal(factor)
            total += product
    except InvalidOperation:
        return None
    return total
