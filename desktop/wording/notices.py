"""Responsibility notices in words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.notices import most_to_bear
from desktop.i18n import N_, _
from desktop.wording import case as words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.notice_steps import Notice

_PARTS = {
    "paid": N_("{amount} paid to the customer"),
    "approved": N_("{amount} approved for the customer"),
    "carriage": N_("{amount} postage for sending once more"),
}


def loss(parts: Iterable[tuple[str, int]]) -> str:
    """Say what a loss consists of."""
    return _(" + ").join(_(_PARTS[part]).format(amount=i18n.yuan(fen)) for part, fen in parts)


def loss_in_all(parts: Iterable[tuple[str, int]]) -> str:
    """Say what a matter cost the branch, with its parts."""
    known = list(parts)
    if not known:
        return _("What it cost us: nothing has been approved or paid yet.")
    told = _("What it cost us: {parts}").format(parts=loss(known))
    if len(known) == 1:
        return told
    return _("{parts} = {sum}").format(parts=told, sum=i18n.yuan(sum(fen for _part, fen in known)))


def party(body: e.NoticeGiven | e.Share) -> str:
    """Name whom a notice is for, with the share."""
    named = words.responsible(body.party)
    if body.name:
        named = _("{party} ({name})").format(party=named, name=body.name)
    return _("{party} {percent} %").format(party=named, percent=body.percent)


def basis(body: e.NoticeGiven, penalty_fen: int) -> str:
    """Say how a penalty was found: the share of the loss, and what is left of it."""
    most = most_to_bear(body.loss_fen, body.percent)
    share = _("The matter cost the branch {loss}; the share ({percent} %) comes to {most}.").format(
        loss=i18n.yuan(body.loss_fen), percent=body.percent, most=i18n.yuan(most)
    )
    if body.direct_fen:
        costs = _("{amount} of it are direct costs: {reason}.").format(
            amount=i18n.yuan(body.direct_fen), reason=body.direct_reason
        )
        share = _("{first} {second}").format(first=share, second=costs)
    if penalty_fen < most:
        less = _("Less than that, {penalty}, is to be borne.").format(penalty=i18n.yuan(penalty_fen))
        return _("{first} {second}").format(first=share, second=less)
    return share


def withdrawn(notice: Notice) -> str:
    """Say when and why a notice was taken back; empty while it stands."""
    if notice.withdrawn is None:
        return ""
    header, body = notice.withdrawn
    told = _("Withdrawn on {day}, nothing is to be borne any more: {reason}")
    return told.format(day=i18n.day(i18n.today(e.moment(header.time))), reason=body.reason)


def state(notice: Notice, today: date) -> tuple[str, str]:
    """Return where a notice stands, and its tone."""
    body = notice.given[1]
    if notice.withdrawn is not None:
        return _("Withdrawn, nothing is to be borne"), "info"
    if notice.answered is not None:
        told = _("Objection answered, {amount} stands")
        if not notice.answered[1].heard:
            told = _("Objection came late and was not heard, {amount} stands")
        return told.format(amount=i18n.yuan(notice.penalty_fen)), "good"
    if notice.objected is not None:
        return _("Late objection: hear it or not") if notice.is_late else _("Objection to be answered"), "warning"
    if body.object_until < today.isoformat():
        return _("No objection"), "good"
    return _("May object until {day}").format(day=i18n.day(_day(body.object_until))), "info"


def late(notice: Notice) -> str:
    """Say by when an objection should have come and when it came; empty for one in time."""
    if notice.objected is None or not notice.is_late:
        return ""
    return _("Objected on {day}, after the last day ({last}).").format(
        day=i18n.day(i18n.today(e.moment(notice.objected[0].time))), last=i18n.day(_day(notice.given[1].object_until))
    )


def too_much(notice: Notice, loss_fen: int) -> str:
    """Say that the loss has become less and a penalty is above the share of it now; empty if it is not."""
    most = most_to_bear(loss_fen, notice.given[1].percent)
    if notice.penalty_fen <= most:
        return ""
    return _("Money came back since: the loss is {loss} now, their share {most}.").format(
        loss=i18n.yuan(loss_fen), most=i18n.yuan(most)
    )


def problems(found: dict[str, str]) -> dict[str, str]:
    """Rename the fields of a body to those of the form."""
    names = {"loss_fen": "penalty", "penalty_fen": "penalty", "direct_fen": "direct"}
    return {names.get(key, key): told for key, told in found.items()}


def _day(text: str) -> date:
    return date.fromisoformat(text)
