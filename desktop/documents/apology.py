"""致歉信: a letter that says what went wrong, what comes of it, and where else to turn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from desktop import i18n
from desktop.documents import facts as shared
from desktop.documents import letters, page, parts, styles
from desktop.documents.text import Text
from desktop.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from reportlab.platypus import Flowable

#: Without these it is not issued.
REQUIRED = ("happened", "improvements", "contact_name", "contact_phone")

Kind = Literal[
    "delay",
    "loss",
    "damage",
    "shortage",
    "wrong_contents",
    "misdelivery",
    "unauthorized_station",
    "false_sign",
    "attitude",
    "fee",
    "pickup",
    "other",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApologyFacts:
    """What the letter says.

    Attributes:
        salutation: how to address the customer; ``neutral`` where we do not know.
        kind: type of complaint; chooses the sentences of concern.
        happened: what happened, when and where, no further than the finding, in words meant for the customer.
        effect: what it meant for this customer, if they told us; a sentence.
        outcome: what we do about it, in whole sentences, with the amount if money is paid; ``pay_by`` until when.
        improvements: what we have changed, one sentence each.
        contact_hours: when the phone is answered.
        head_office: how to reach the brand's head office.
        signer: who signs for the branch; ``signer_title`` their office.
        approval: given only for the branch's own copy, which shows it.

    """

    issue: shared.Issue
    customer_name: str
    salutation: Literal["mr", "ms", "neutral"]
    kind: Kind
    complained_on: date
    happened: str
    improvements: tuple[str, ...]
    contact_name: str
    contact_phone: str
    contact_hours: str = ""
    effect: str = ""
    outcome: str = ""
    pay_by: date | None = None
    head_office: str = ""
    signer: str = ""
    signer_title: str = ""
    approval: shared.Mark | None = None


def build_apology(facts: ApologyFacts, *, language: str) -> bytes:
    """Draw the apology letter.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Apology letter"), facts.issue, _("Scan to check this paper"))
        return page.build([*_head(facts), *_letter(facts), *_sign_off(facts, sheet.content_width)], sheet)


def _head(facts: ApologyFacts) -> list[Flowable]:
    issue = facts.issue
    reference = _("Our reference {number}").format(number=issue.number)
    if issue.waybill:
        reference = _("{reference}, waybill {waybill}").format(reference=reference, waybill=issue.waybill)
    return [
        Text(issue.office.name, styles.LETTER_OFFICE),
        Text(
            "　".join(words for words in (issue.office.address, issue.office.phone) if words),
            styles.LETTER_ADDRESS,
        ),
        parts.Rule(),
        parts.gap(6),
        Text(parts.spaced(_("Apology letter")), styles.LETTER_TITLE),
        Text(reference, styles.LETTER_REFERENCE),
        Text(letters.salutation(facts), styles.LETTER_FLUSH),
    ]


def _letter(facts: ApologyFacts) -> list[Flowable]:
    paragraphs = [letters.opening(facts), facts.happened, letters.concern(facts)]
    if outcome := letters.outcome(facts):
        paragraphs.append(outcome)
    story: list[Flowable] = [Text(words, styles.LETTER) for words in paragraphs]
    story.append(Text(letters.lead_to_improvements(), styles.LETTER_LEAD))
    story += parts.numbered(facts.improvements, styles.LETTER_NUMBERED)
    story += [Text(words, styles.LETTER) for words in (letters.contact(facts), letters.elsewhere(facts))]
    return story


def _sign_off(facts: ApologyFacts, width: float) -> list[Flowable]:
    issue = facts.issue
    signer = _("{title}: {name}").format(title=facts.signer_title or _("Manager"), name=facts.signer or "　　　　　　")
    phrase, *rest = letters.regards()
    # A page never holds the signature alone.
    block = parts.together(
        Text(letters.closing(), styles.LETTER),
        Text(phrase, styles.LETTER),
        *(Text(words, styles.LETTER_FLUSH) for words in rest),
        parts.gap(4),
        Text(issue.office.name, styles.LETTER_RIGHT),
        Text(signer, styles.LETTER_RIGHT),
        Text(i18n.day(i18n.today(issue.issued_at)), styles.LETTER_RIGHT),
    )
    if facts.approval is None:
        return [block]
    issued = shared.Mark(name=issue.issued_by, at=issue.issued_at)
    record = parts.marks([(_("Issued by"), issued), (_("Approved by"), facts.approval)], width)
    return [
        block,
        parts.gap(4),
        parts.together(Text(_("Approval record, branch copy only"), styles.SMALL), record),
    ]
