"""Says what this office paid in alike cases, and whether an amount is out of line with it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money import Money
from desktop.domain.similar import EDGES, ENOUGH, NO_VALUE, Cover, Unusual
from desktop.i18n import N_, _, ngettext
from desktop.wording import claim as claim_words

if TYPE_CHECKING:
    from desktop.domain.similar import Comparison, Likeness, Settled

_COVERS = {
    Cover.INSURED: N_("insured"),
    Cover.UNINSURED: N_("not insured"),
    Cover.UNKNOWN: N_("insured or not is unknown"),
}
_UNUSUAL = {
    Unusual.FAR_ABOVE: N_("{amount} is more than one and a half times what is usual in alike cases ({median})."),
    Unusual.ABOVE: N_("{amount} is more than in three of four alike cases (up to {high})."),
    Unusual.BELOW: N_("{amount} is less than in three of four alike cases (from {low})."),
}


def kind(like: Likeness) -> str:
    """Say what is compared: ``Total damage, insured, value over ¥1,000 up to ¥3,000``."""
    return _("{event}, {cover}, {value}").format(
        event=claim_words.choice_label("event", like.event), cover=_(_COVERS[like.cover]), value=_band(like)
    )


def count(comparison: Comparison) -> str:
    """Say how many cases were counted, and under whose terms."""
    n = comparison.count
    if not n:
        return _("No case like this has been approved here yet.")
    if comparison.same_terms:
        said = ngettext("{n} approved case like this, same terms", "{n} approved cases like this, same terms", n)
    elif comparison.likeness.terms:
        said = ngettext("{n} approved case like this, any terms", "{n} approved cases like this, any terms", n)
    else:
        said = ngettext("{n} approved case like this", "{n} approved cases like this", n)
    return said.format(n=i18n.number(n))


def median(comparison: Comparison) -> str:
    """Say the median; empty without any case."""
    if comparison.median_fen is None:
        return ""
    return _("Median {amount}").format(amount=amount(comparison.likeness, comparison.median_fen))


def middle(comparison: Comparison) -> str:
    """Say between which amounts the middle half lies, or that there are too few cases; empty without any case."""
    if comparison.middle_fen is None:
        return _("Fewer than {n}: too few to tell what is usual.").format(n=ENOUGH) if comparison.count else ""
    low, high = (amount(comparison.likeness, fen) for fen in comparison.middle_fen)
    return _("Half of them between {low} and {high}").format(low=low, high=high)


def unusual(comparison: Comparison, fen: int) -> str:
    """Say that an amount is out of line with alike cases; empty where it is not, or where that cannot be told."""
    found = comparison.judge(fen)
    if found is None or comparison.middle_fen is None or comparison.median_fen is None:
        return ""
    like, (low, high) = comparison.likeness, comparison.middle_fen
    return _(_UNUSUAL[found]).format(
        amount=amount(like, fen),
        median=amount(like, comparison.median_fen),
        low=amount(like, low),
        high=amount(like, high),
    )


def nearest(like: Likeness, case: Settled) -> tuple[str, str]:
    """Name one of the nearest cases: its number with what was approved, then its value and when it was decided."""
    decided = _("decided {day}").format(day=i18n.day(i18n.today(datetime.fromisoformat(case.decided_at))))
    if case.value_fen is not None:
        value = _("value {amount}").format(amount=amount(like, case.value_fen))
        decided = _("{first}, {second}").format(first=value, second=decided)
    return _("{number}: {amount}").format(number=case.number, amount=amount(like, case.amount_fen)), decided


def amount(like: Likeness, fen: int) -> str:
    """Show an amount in the currency cases are compared in."""
    return i18n.money(Money.from_fen(fen, like.currency))


def _round(like: Likeness, edge: int) -> str:
    # Edges are whole: the places after the point would only be in the way.
    return i18n.money(Money(Decimal(edge), like.currency)).removesuffix(".00")


def _band(like: Likeness) -> str:
    if like.band == NO_VALUE:
        return _("value unknown")
    edges = [_round(like, edge) for edge in EDGES]
    if like.band == 1:
        return _("value up to {high}").format(high=edges[0])
    if like.band > len(edges):
        return _("value over {low}").format(low=edges[-1])
    return _("value over {low} up to {high}").format(low=edges[like.band - 2], high=edges[like.band - 1])
