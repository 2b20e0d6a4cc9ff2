"""责任认定书: tells somebody for what and how much they answer, and until when they may object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.documents import facts as shared
from desktop.documents import page, parts, styles
from desktop.documents.parts import Column, Pair
from desktop.documents.text import Text
from desktop.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from reportlab.platypus import Flowable

    from desktop.domain.money import Money

#: Without these it is not issued.
REQUIRED = ("issue.case_number", "party", "found", "penalty_in_words", "basis", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """What the notice says; the waybill comes masked.

    Attributes:
        party: department or company; ``name`` of the person where it is known.
        found: what happened, as the finding says.
        loss: what the matter cost the branch.
        penalty: what stands now, after an answered objection; ``penalty_in_words`` in capitals.
        basis: how the penalty was found; a sentence.
        reason: why this party answers.
        phone: where an objection can be made.
        given: who gave the notice; None while it is a draft.
        objection: what they said; ``answer`` what the supervisor said to it.
        late: by when the objection should have come and when it came, a sentence; empty for one in time.
        heard: false where the supervisor did not hear it for that.
        withdrawn: that and why the notice was taken back; empty while it stands.

    """

    issue: shared.Issue
    complaint_type: str
    party: str
    name: str
    percent: int
    found: str
    cause: str
    loss: Money
    penalty: Money
    penalty_in_words: str
    basis: str
    reason: str
    object_until: date
    phone: str
    given: shared.Mark | None = None
    objection: str = ""
    answer: str = ""
    late: str = ""
    heard: bool = True
    withdrawn: str = ""


def build_notice(facts: NoticeFacts, *, language: str) -> bytes:
    """Draw the responsibility notice.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Responsibility notice"), facts.issue, _("Scan to check this paper"))
        width = sheet.content_width
        story: list[Flowable] = [
            *parts.heading(facts.issue.office, sheet.title),
            parts.grid(_rows(facts), width),
            *(parts.section(_("Withdrawn"), [Text(facts.withdrawn, styles.BODY)]) if facts.withdrawn else []),
            *parts.section(_("What was found"), [Text(words, styles.BODY) for words in _found(facts)]),
            *parts.section(_("Who answers for how much"), [_shares(facts, width), parts.grid(_sums(facts), width)]),
            *parts.section(_("Basis"), [Text(words, styles.BODY) for words in (facts.basis, facts.reason)]),
            *parts.section(_("Right to object"), parts.numbered(_rights(facts), styles.STEP)),
            *_objection(facts),
            parts.gap(6),
            parts.together(
                parts.SignLines([_("Supervisor (signature)"), _("Branch (seal)")], width),
                parts.gap(4),
                parts.SignLines([_("Received by (signature)"), _("Date")], width),
            ),
        ]
        return page.build(story, sheet)


def _rows(facts: NoticeFacts) -> list[Pair]:
    issue = facts.issue
    to = _("{party} ({name})").format(party=facts.party, name=facts.name) if facts.name else facts.party
    rows = [
        Pair(_("Notice number"), issue.number),
        Pair(_("Date"), i18n.day(i18n.today(issue.issued_at))),
        Pair(_("Case number"), issue.case_number),
        Pair(_("Waybill"), issue.waybill or _("None")),
        Pair(_("Complaint type"), facts.complaint_type),
        Pair(_("To"), to),
    ]
    if facts.given is not None:
        rows += [Pair(_("Given by"), facts.given.name), Pair(_("Given at"), i18n.moment(facts.given.at))]
    return rows


def _found(facts: NoticeFacts) -> list[str]:
    return [facts.found, *([_("Cause: {cause}").format(cause=facts.cause)] if facts.cause else [])]


def _shares(facts: NoticeFacts, width: float) -> Flowable:
    columns = [
        Column(_("Party"), 5),
        Column(_("Name"), 4),
        Column(_("Share"), 2, "right"),
        Column(_("Loss of the branch"), 3, "right"),
        Column(_("To bear"), 3, "right"),
    ]
    row = (facts.party, facts.name, f"{facts.percent} %", i18n.money(facts.loss), i18n.money(facts.penalty))
    return parts.table(columns, [row], width)


def _sums(facts: NoticeFacts) -> list[Pair]:
    return [Pair(_("To bear, in capitals"), facts.penalty_in_words, wide=True)]


def _rights(facts: NoticeFacts) -> list[str]:
    return [
        _("You may object until {day}, in writing or by telephone {phone}, and hand in evidence.").format(
            day=i18n.day(facts.object_until), phone=facts.phone
        ),
        _("A supervisor answers every objection. The amount may be lowered, never raised, because of it."),
        _("While an objection is open nothing is taken from you."),
    ]


def _objection(facts: NoticeFacts) -> list[Flowable]:
    if not facts.objection:
        return []
    said = [_("Objection: {words}").format(words=facts.objection), *filter(None, [facts.late])]
    if facts.answer:
        line = _("Answer: {words}") if facts.heard else _("Not heard, for it came late: {words}")
        said.append(line.format(words=facts.answer))
    return parts.section(_("Objection and answer"), [Text(words, styles.BODY) for words in said])
