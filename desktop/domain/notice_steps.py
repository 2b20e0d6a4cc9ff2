"""Responsibility notices as they stand after their entries, to whom one is still to be given, and what keeps one back.

Notices are bound to the finding in force: where another finding divides the blame anew, those given on the earlier one
are withdrawn before others are given: nobody bears more than their part, and all of them not more than the loss.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from desktop.domain import entries as e
from desktop.domain.check_finding import ACCOUNTABLE, WHOLE
from desktop.domain.workdays import day_of
from desktop.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.case import Case

    NoticeStep: TypeAlias = e.NoticeObjected | e.ObjectionAnswered | e.NoticeWithdrawn


class WrittenTwice(Refused):
    """There is a work order or notice of that id already."""


class NoSuchNotice(Refused):
    """The case has no responsibility notice of that id, or there is nothing to say to it any more."""


class NoShare(Refused):
    """Nobody answers for that share by the finding in force, or they had a notice for it."""


class EarlierNoticesStand(Refused):
    """Notices given on an earlier finding still stand; they are withdrawn first.

    Attributes:
        parties: whom they were given to, by name or else code.

    """

    def __init__(self, parties: tuple[e.NoticeGiven, ...]) -> None:
        super().__init__(*(one.party for one in parties))
        self.parties = parties


class InTime(Refused):
    """An objection that came in time has to be heard."""


class PenaltyTooHigh(Refused):
    """A penalty is above the share of the loss or what others have left of it, or an answer would raise it."""

    field = "penalty_fen"

    def __init__(self, most_fen: int) -> None:
        super().__init__(most_fen)
        self.most_fen = most_fen


@dataclass
class Notice:
    """A responsibility notice with what was said to it."""

    given: tuple[e.Header, e.NoticeGiven]
    objected: tuple[e.Header, e.NoticeObjected] | None = None
    answered: tuple[e.Header, e.ObjectionAnswered] | None = None
    withdrawn: tuple[e.Header, e.NoticeWithdrawn] | None = None

    @property
    def penalty_fen(self) -> int:
        """What stands now."""
        if self.withdrawn is not None:
            return 0
        heard = self.answered is not None and self.answered[1].heard
        return self.answered[1].penalty_fen if self.answered and heard else self.given[1].penalty_fen

    @property
    def is_late(self) -> bool:
        """Whether the objection came after the last day to object, by the calendar in Beijing."""
        if self.objected is None:
            return False
        return day_of(e.moment(self.objected[0].time)).isoformat() > self.given[1].object_until

    @property
    def is_objected(self) -> bool:
        """Whether an objection waits for its answer."""
        return self.objected is not None and self.answered is None and self.withdrawn is None

    def take(self, header: e.Header, body: NoticeStep) -> None:
        """Take in the next entry of this notice."""
        match body:
            case e.NoticeObjected():
                self.objected = (header, body)
            case e.ObjectionAnswered():
                self.answered = (header, body)
            case e.NoticeWithdrawn():
                self.withdrawn = (header, body)


def shares_of(finding: e.FindingRecorded) -> tuple[e.Share, ...]:
    """Return who answers for how much; in a finding without shares one party answers for all of it."""
    if finding.shares or not finding.responsible:
        return finding.shares
    return (e.Share(finding.responsible, WHOLE),)


def to_be_told(case: Case) -> tuple[e.Share, ...]:
    """Return those who answer to the branch by the finding in force and have no notice for it."""
    return _matched(case)[0]


def outdated_notices(case: Case) -> tuple[str, ...]:
    """Return the ids of the notices that stand and that the finding in force has no share for."""
    return _matched(case)[1]


def standing(case: Case) -> list[Notice]:
    """Return the notices that were not withdrawn."""
    return [notice for notice in case.life.notices.values() if notice.withdrawn is None]


def is_objected(case: Case) -> bool:
    """Tell whether an objection to a notice waits for its answer."""
    return any(notice.is_objected for notice in case.life.notices.values())


def refusal_of_notice(notices: Mapping[str, Notice], body: e.NoticeGiven | NoticeStep) -> Refused | None:
    """Return why a step on a notice does not fit those of its case, or None."""
    if isinstance(body, e.NoticeGiven):
        if body.notice_id in notices:
            return WrittenTwice()
        most = body.loss_fen * body.percent // WHOLE
        return PenaltyTooHigh(most) if body.penalty_fen > most else None
    notice = notices.get(body.notice_id)
    if notice is None or notice.withdrawn is not None:
        return NoSuchNotice()
    if isinstance(body, e.NoticeWithdrawn):
        return None
    if notice.answered is not None:
        return NoSuchNotice()
    if isinstance(body, e.NoticeObjected):
        # The supervisor answers the words on the screen, which nobody puts others in the place of meanwhile.
        return WrittenTwice() if notice.objected is not None else None
    if notice.objected is None:
        return NoSuchNotice()
    if not body.heard and not notice.is_late:
        return InTime()
    most = notice.given[1].penalty_fen
    return PenaltyTooHigh(most) if body.penalty_fen > most else None


def refusal_to_give(case: Case, body: e.NoticeGiven) -> Refused | None:
    """Return why a notice cannot be given now: the finding in force, earlier notices, what others bear; or None."""
    shares, outdated = _matched(case)
    if _is_given_up(case) or not any((share.party, share.percent) == (body.party, body.percent) for share in shares):
        return NoShare()
    if outdated:
        return EarlierNoticesStand(tuple(case.life.notices[notice_id].given[1] for notice_id in outdated))
    others = sum(notice.penalty_fen for notice in standing(case))
    most = max(0, body.loss_fen - others)
    return PenaltyTooHigh(most) if body.penalty_fen > most else None


def _is_given_up(case: Case) -> bool:
    """Tell whether the complaint was withdrawn, or goes on in another case where its notices are given."""
    ending = case.life.ending[1] if case.life.ending is not None else None
    return isinstance(ending, e.CaseMerged) or (isinstance(ending, e.CaseClosed) and ending.outcome == "withdrawn")


def _matched(case: Case) -> tuple[tuple[e.Share, ...], tuple[str, ...]]:
    """Return the shares no standing notice is for, and the standing notices no share is for."""
    finding = case.finding[1] if case.finding is not None else None
    left = list(shares_of(finding)) if finding is not None and finding.stands != "no" else []
    outdated = []
    for notice_id, notice in case.life.notices.items():
        if notice.withdrawn is not None:
            continue
        given = notice.given[1]
        # By party and share, not by name: the name may be known only when the notice is written.
        fits = [one for one in left if (one.party, one.percent) == (given.party, given.percent)]
        if fits:
            left.remove(next((one for one in fits if one.name == given.name), fits[0]))
        else:
            outdated.append(notice_id)
    return tuple(share for share in left if share.party in ACCOUNTABLE), tuple(outdated)
