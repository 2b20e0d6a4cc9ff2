"""Says what money that went to the customer was for, what of it comes back with goods found, and what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.money_back import (
    back_for_goods,
    due_back,
    kept_fen,
    paid_parts,
    returned_of_payment,
    to_come_back,
)
from desktop.domain.paid_for import AGREED, COMES_BACK, DELAY, GOODS, GOODWILL, for_goods
from desktop.i18n import N_, _
from desktop.wording.life_history import day

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem

_NAMES = {
    GOODS: N_("the goods"),
    AGREED: N_("one agreed sum"),
    DELAY: N_("the delay"),
    GOODWILL: N_("goodwill"),
    "freight-refund": N_("postage"),
    "premium-refund": N_("insurance fee"),
    "direct-cost": N_("direct costs"),
}


def make_up(case: Case, clause: str = "") -> str:
    """Say of everything paid what was for the goods and what stays with the customer; empty where nothing was paid.

    Args:
        case: the case.
        clause: where the agreement that was issued says so; empty without one.
    """
    parts = paid_parts(case)
    paid, goods = sum(parts.values()), for_goods(parts)
    if not paid:
        return ""
    stays = _(", ").join(
        _("{what} {amount}").format(what=_(_NAMES.get(kind, kind)), amount=i18n.yuan(fen))
        for kind, fen in parts.items()
        if kind not in COMES_BACK
    )
    if not stays:
        told = _("{paid} was paid, all of it for the goods.")
        if AGREED in parts:
            told = _("{paid} was paid as one sum agreed, so all of it counts as paid for the goods.")
        return told.format(paid=i18n.yuan(paid))
    if not goods:
        told = _("Of {paid} paid nothing was for the goods: {stays} stays with the customer{clause}.")
    else:
        told = _("Of {paid} paid, {goods} was for the goods; {stays} stays with the customer{clause}.")
    where = _(" ({clause})").format(clause=clause) if clause else ""
    return told.format(paid=i18n.yuan(paid), goods=i18n.yuan(goods), stays=stays, clause=where)


def so_far(case: Case) -> str:
    """Say what came back for the goods, what is still to come, and what the customer has; empty while nothing came."""
    back = back_for_goods(case)
    if not back:
        return ""
    return _("To come back {due}, here already {back}, still to come {left}; the customer has {kept} now.").format(
        due=i18n.yuan(max(due_back(case), back)),
        back=i18n.yuan(back),
        left=i18n.yuan(to_come_back(case)),
        kept=i18n.yuan(kept_fen(case)),
    )


def paid_in_parts(case: Case) -> str:
    """List the payments on the proposal in force, each with its day; those that were a mistake are left out."""
    proposal = case.proposal.digest if case.proposal is not None else ""
    paid = [
        (body.amount_fen - returned_of_payment(case, header.digest), day(body.paid_on))
        for header, body in case.life.payments
        if body.proposal == proposal
    ]
    return _(", ").join(_("{amount} · {day}").format(amount=i18n.yuan(fen), day=when) for fen, when in paid if fen)


#: Remarks on the money of a case, by their code.
_REMARKS = {
    "paid-before-case": N_("A payment of {amount} is dated {day}, before the case was taken in ({first})."),
    "paid-before-approval": N_("A payment of {amount} is dated {day}, before it was approved ({first})."),
    "back-before-case": N_("Money back of {amount} is dated {day}, before the case was taken in ({first})."),
    "paid-twice": N_("A payment of {amount} on {day} looks like one that was recorded before."),
}


def remark(found: Problem) -> str:
    """Say what looks wrong in the money of a case, as ``closing.remarks`` found it."""
    facts = found.facts
    return _(_REMARKS[found.code]).format(
        amount=i18n.yuan(int(facts["fen"])), day=day(facts["day"]), first=day(facts.get("first", ""))
    )
