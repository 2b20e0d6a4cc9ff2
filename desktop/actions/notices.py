"""The responsibility notice: until when one may object, and what the paper says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions.history import printable
from desktop.documents import notice
from desktop.documents.facts import Mark
from desktop.domain import entries as e
from desktop.domain.authority import NotYet, Verb
from desktop.domain.masking import mask_waybill
from desktop.domain.money import Money, capitals
from desktop.domain.notice_steps import to_be_told
from desktop.domain.notices import NobodyToTell, loss_of, most_to_bear
from desktop.domain.promises import Promise, due_time
from desktop.wording import case as words
from desktop.wording import notices as notice_words
from desktop.wording import settlement

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.paper_facts import PaperDetails
    from desktop.documents.facts import Issue
    from desktop.domain.case import Case
    from desktop.domain.notice_steps import Notice


def last_day_to_object(desk: Desk) -> date:
    """Return until when somebody told today may object."""
    return i18n.today(due_time(Promise.OBJECTION, desk.clock.now(), desk.timing).at)


def suggested(desk: Desk, case: Case, share: e.Share) -> e.NoticeGiven:
    """Return the notice for one who answers, as far as the case tells it; its words are in the language in force."""
    loss = sum(fen for _part, fen in loss_of(case))
    account = case.finding[1].account if case.finding else ""
    return e.NoticeGiven(
        notice_id="",
        party=share.party,
        name=share.name,
        percent=share.percent,
        loss_fen=loss,
        penalty_fen=most_to_bear(loss, share.percent),
        reason=account,
        object_until=last_day_to_object(desk).isoformat(),
    )


def notice_facts(desk: Desk, case: Case, issue: Issue, details: PaperDetails) -> notice.NoticeFacts:
    """Gather the responsibility notice: the one chosen, else the last given, else a draft of the first to be given.

    Raises:
        NotYet: there is no finding.
        NobodyToTell: nobody of ours or of our partners answers for anything.
    """
    if case.finding is None:
        raise NotYet(Verb.RECORD_FINDING)
    notices = case.life.notices
    chosen = notices.get(details.notice) or (list(notices.values())[-1] if notices else None)
    if chosen is not None:
        body = chosen.given[1]
    elif shares := to_be_told(case):
        body = suggested(desk, case, shares[0])
    else:
        raise NobodyToTell
    finding, penalty = case.finding[1], chosen.penalty_fen if chosen else body.penalty_fen
    return notice.NoticeFacts(
        issue=replace(issue, waybill=mask_waybill(case.intake.waybill)),
        complaint_type=settlement.type_names(case.intake.types),
        party=words.responsible(body.party),
        name=printable(body.name),
        percent=body.percent,
        found=printable(finding.account),
        cause=printable(finding.cause),
        loss=Money.from_fen(body.loss_fen),
        penalty=Money.from_fen(penalty),
        penalty_in_words=capitals(Money.from_fen(penalty)),
        basis=notice_words.basis(body, body.penalty_fen if chosen and chosen.withdrawn else penalty),
        reason=printable(body.reason),
        object_until=date.fromisoformat(body.object_until),
        phone=issue.office.phone,
        given=_mark(desk, chosen.given[0]) if chosen else None,
        objection=printable(chosen.objected[1].words) if chosen and chosen.objected else "",
        answer=printable(_answer(chosen)),
        late=notice_words.late(chosen) if chosen else "",
        withdrawn=printable(notice_words.withdrawn(chosen)) if chosen else "",
        heard=chosen is None or chosen.answered is None or chosen.answered[1].heard,
    )


def _answer(chosen: Notice | None) -> str:
    return chosen.answered[1].reason if chosen is not None and chosen.answered is not None else ""


def _mark(desk: Desk, header: e.Header) -> Mark:
    person = desk.office.people.at(header.actor, header.time)
    return Mark(name=person.name if person else "", at=e.moment(header.time))
