"""受理回执: what a customer takes home when a complaint has been accepted. One A5 page, upright."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.documents import facts as shared
from desktop.documents import page, parts, styles
from desktop.documents.parts import Pair
from desktop.documents.tables import Cell, Table
from desktop.documents.text import Text
from desktop.i18n import _

if TYPE_CHECKING:
    from datetime import date, datetime

#: Without these it is not issued.
REQUIRED = ("issue.case_number", "received_by", "complaint_type", "request", "enquiry_phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialFacts:
    """Something the customer handed in: its name, its form (original, copy, photo), how many."""

    name: str
    form: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptFacts:
    """What the receipt says.

    Attributes:
        customer: name as the customer should read it; empty leaves the row out.
        complaint_type: in words, not a code.
        request: what the customer asks, in one sentence.
        first_reply_by: until when we answer first; ``settle_by`` until when we expect to be done.
        statutory_by: last day for the answer the law demands.
        still_needed: what the customer is still to bring; ``supply_by`` until when.

    """

    issue: shared.Issue
    received_at: datetime
    received_by: str
    complaint_type: str
    request: str
    first_reply_by: datetime
    settle_by: datetime
    statutory_by: date
    enquiry_phone: str
    customer: str = ""
    channel: str = ""
    materials: tuple[MaterialFacts, ...] = ()
    still_needed: tuple[str, ...] = ()
    supply_by: date | None = None


def build_receipt(facts: ReceiptFacts, *, language: str) -> bytes:
    """Draw the acceptance receipt.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        note = _("Scan to check this paper")
        sheet = page.Sheet(_("Acceptance receipt"), facts.issue, note, "A5")
        width = sheet.content_width
        story = [
            *parts.heading(facts.issue.office, sheet.title),
            parts.grid(_rows(facts), width),
            parts.gap(2.5),
            _due_times(facts, width),
            parts.gap(2.5),
            *parts.numbered(_notices(facts), styles.NOTICE),
            parts.gap(2),
            parts.SignLines([_("Accepted by (signature)"), _("Customer (signature)")], width),
        ]
        return page.build(story, sheet)


def _rows(facts: ReceiptFacts) -> list[Pair]:
    issue = facts.issue
    rows = [
        Pair(_("Case number"), issue.case_number),
        Pair(_("Accepted at"), i18n.moment(facts.received_at)),
        Pair(_("Waybill"), issue.waybill or _("None")),
        Pair(_("Accepted by"), facts.received_by),
    ]
    if facts.customer:
        rows.append(Pair(_("Customer"), facts.customer))
    if facts.channel:
        rows.append(Pair(_("Came by"), facts.channel))
    rows += [
        Pair(_("Branch address"), issue.office.address, wide=True),
        Pair(_("Request"), f"{facts.complaint_type}\n{facts.request}", wide=True),
        Pair(_("Handed in"), _materials(facts.materials), wide=True),
    ]
    if facts.still_needed:
        rows.append(Pair(_("Still needed"), _needed(facts), wide=True))
    return rows


def _materials(materials: tuple[MaterialFacts, ...]) -> str:
    lines = [
        _("{number}. {name} ({form}, {count})").format(
            number=number, name=material.name, form=material.form, count=i18n.number(material.count)
        )
        for number, material in enumerate(materials, 1)
    ]
    return "\n".join(lines) or _("None")


def _needed(facts: ReceiptFacts) -> str:
    lines = [f"{number}. {name}" for number, name in enumerate(facts.still_needed, 1)]
    if facts.supply_by:
        lines.append(_("Please hand them in by {day}.").format(day=i18n.day(facts.supply_by)))
    return "\n".join(lines)


def _due_times(facts: ReceiptFacts, width: float) -> Table:
    dues = [
        (_("First reply by"), i18n.moment(facts.first_reply_by)),
        (_("Expected to be settled by"), i18n.moment(facts.settle_by)),
        (_("Latest answer by law"), i18n.day(facts.statutory_by)),
    ]
    heads = tuple(Cell(Text(label, styles.DUE_LABEL), grey=True) for label, _due in dues)
    values = tuple(Cell(Text(due, styles.DUE)) for _label, due in dues)
    return Table([heads, values], [width / 3] * 3)


def _notices(facts: ReceiptFacts) -> list[str]:
    phone = facts.enquiry_phone
    return [
        _("To ask how your case stands, call {phone} and give the case number.").format(phone=phone),
        _("This receipt confirms that we have accepted your complaint. It does not fix who is responsible."),
        _(
            "We use your name, contact details and the materials you handed in only to handle this "
            "complaint and claim, keep them for as long as the law demands, and pass them only to those "
            "who must take part in handling it. You may ask us to show, correct or delete them."
        ),
        _(
            "If we have not answered by the latest day, or you do not accept the outcome, you may appeal "
            "to the postal administration by calling 12305."
        ),
    ]
