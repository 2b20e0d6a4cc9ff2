"""个案记录: everything that happened to a case, line by line, for somebody who was not there."""

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
    from datetime import datetime

    from reportlab.platypus import Flowable

#: Without these it is not issued.
REQUIRED = ("issue.case_number", "entries", "logs")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """One entry.

    Attributes:
        number: from 1 in the order things happened.
        stale: why the entry is not obeyed; empty if it is.

    """

    number: int
    at: datetime
    who: str
    what: str
    stale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFacts:
    """The end of one computer's log.

    Attributes:
        device: id of the computer.
        entries: how many entries the log has, of all cases.
        head: SHA-256 (hex) of its last entry.

    """

    device: str
    entries: int
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryFacts:
    """What the history says; names and numbers of customers come masked."""

    issue: shared.Issue
    status: str
    complaint_type: str
    customer: str
    phone: str
    entries: tuple[EntryFacts, ...]
    logs: tuple[LogFacts, ...]


def build_history(facts: HistoryFacts, *, language: str) -> bytes:
    """Draw the history of a case.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Case history"), facts.issue, _("Scan to check this paper"))
        width = sheet.content_width
        story: list[Flowable] = [
            *parts.heading(facts.issue.office, sheet.title),
            parts.grid(_rows(facts), width),
            *parts.section(_("What happened, oldest first"), [_entries(facts, width)]),
            *parts.section(_("Ends of the logs"), [_logs(facts, width), Text(_logs_note(), styles.SMALL)]),
        ]
        return page.build(story, sheet)


def _rows(facts: HistoryFacts) -> list[Pair]:
    issue, entries = facts.issue, facts.entries
    period = (
        _("{first} to {last}").format(first=i18n.moment(entries[0].at), last=i18n.moment(entries[-1].at))
        if entries
        else ""
    )
    return [
        Pair(_("Case number"), issue.case_number),
        Pair(_("Status"), facts.status),
        Pair(_("Complaint type"), facts.complaint_type),
        Pair(_("Waybill"), issue.waybill or _("None")),
        Pair(_("Customer"), facts.customer),
        Pair(_("Phone"), facts.phone or _("None")),
        Pair(_("Time covered"), period, wide=True),
        Pair(_("Entries"), i18n.number(len(entries))),
        Pair(_("Printed by"), issue.issued_by),
        Pair(_("Printed at"), i18n.moment(issue.issued_at)),
        Pair(_("Paper number"), issue.number),
    ]


def _entries(facts: HistoryFacts, width: float) -> Flowable:
    columns = [
        Column(_("No."), 1.1),
        Column(_("Time"), 3.7),
        Column(_("By whom"), 2.4),
        Column(_("What was recorded"), 11),
    ]
    rows = [(str(one.number), i18n.moment(one.at), one.who, _told(one)) for one in facts.entries]
    return parts.table(columns, rows, width)


def _told(entry: EntryFacts) -> str:
    if not entry.stale:
        return entry.what
    stale = _("Does not count: {why}").format(why=entry.stale)
    return f"{entry.what}\n{stale}"


def _logs(facts: HistoryFacts, width: float) -> Flowable:
    columns = [Column(_("Computer"), 5), Column(_("Entries"), 2, "right"), Column(_("Value of the last entry"), 9)]
    rows = [(log.device, i18n.number(log.entries), _in_groups(log.head)) for log in facts.logs]
    return parts.table(columns, rows, width)


def _in_groups(value: str) -> str:
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))


def _logs_note() -> str:
    return _(
        "Every entry is chained to the one before it. If the office's logs still contain an entry with the number and "
        "value above, nothing before it was changed, and nothing was taken off the end since this was printed."
    )
