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
    Cover.UNINSURED: N_("not insured"),
    Cover.UNKNOWN: N_("insured or not is unknown"),
}
_UNUSUAL = {
    Unusual.FAR_ABOVE: N_("{amount} is more than one and a half times what is usual in alike cases ({median})."),
    Unusual.ABOVE: N_("{amount} is more than in three of four alike cases (up to {high})."),
    Unusual.BELOW: N_("{amount} is less than in three of four alike cases (from {low})."),
}
_INSURED_BANDS = (
    N_("insured, for how much is unknown"),
    N_("insured for up to {high}"),
    N_("insured for over {low}"),
    N_("insured for over {low} up to {high}"),
)
_GOODS_BANDS = (
    N_("goods of unknown value"),
    N_("goods worth up to {high}"),
    N_("goods worth over {low}"),
    N_("goods worth over {low} up to {high}"),
)


def kind(like: Likeness) -> str:
    """Say what is compared: ``Total damage, insured for over ¥1,000 up to ¥3,000``."""
    event = claim_words.choice_label("event", like.event)
    if like.cover is Cover.INSURED:
        return _("{event}, {value}").format(event=event, value=_band(like))
    return _("{event}, {cover}, {value}").format(event=event, cover=_(_COVERS[like.cover]), value=_band(like))


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


def nearest_title(like: Likeness) -> str:
    """Say in what the cases named below are the nearest ones."""
    return _("Nearest in insured value") if like.cover is Cover.INSURED else _("Nearest in goods value")


def nearest(like: Likeness, case: Settled) -> tuple[str, str]:
    """Name one of the nearest cases: its number and what was approved; the value compared and when it was decided."""
    decided = _("decided {day}").format(day=i18n.day(i18n.today(datetime.fromisoformat(case.decided_at))))
    if case.value_fen is not None:
        said = _("insured for {amount}") if like.cover is Cover.INSURED else _("goods worth {amount}")
        value = said.format(amount=amount(like, case.value_fen))
        decided = _("{first}, {second}").format(first=value, second=decided)
    return _("{number}: {amount}").format(number=case.number, amount=amount(like, case.amount_fen)), decided


def amount(like: Likeness, fen: int) -> str:
    """Show an amount in the currency cases are compared in."""
    return i18n.money(Money.from_fen(fen, like.currency))


def _round(like: Likeness, edge: int) -> str:
    # Edges are whole: the places after the point would only be in the way.
    return i18n.money(Money(Decimal(edge), like.currency)).removesuffix(".00")


def _band(like: Likeness) -> str:
    """Say the band of what is compared: of insured parcels the insured value, of others that of the goods."""
    unknown, up_to, over, between = _INSURED_BANDS if like.cover is Cover.INSURED else _GOODS_BANDS
    if like.band == NO_VALUE:
        return _(unknown)
    edges = [_round(like, edge) for edge in EDGES]
    if like.band == 1:
        return _(up_to).format(high=edges[0])
    if like.band > len(edges):
        return _(over).format(low=edges[-1])
    return _(between).format(low=edges[like.band - 2], high=edges[like.band - 1])
