"""赔偿协议: what the branch and the claimant agree on, limited to one waybill and one loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.documents import clauses, page, parts, styles
from desktop.documents import facts as shared
from desktop.documents.parts import Column, Pair
from desktop.documents.tables import Cell, Table
from desktop.documents.text import Text
from desktop.i18n import _

if TYPE_CHECKING:
    from datetime import date

    from reportlab.platypus import Flowable

    from desktop.domain.money import Money

#: Without these it is not issued.
REQUIRED = (
    "issue.case_number", "damage", "responsibility", "lines", "amount_in_words", "basis", "payment_method",
)  # fmt: skip
#: Where these are empty there is a line to write on: nobody in front of a customer can wait for a licence number.
BY_HAND = (
    "issue.waybill", "issue.office.licence", "issue.office.address", "claimant_name", "claimant_phone",
    "claimant_standing", "posted_on", "contents", "payee", "account",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """One thing that is paid for, and how much; a reason where a person and no rule put it there."""

    what: str
    amount: Money
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementFacts:
    """What the agreement says. Empty optional facts leave a line to write on by hand.

    Attributes:
        claimant_standing: sender, named beneficiary, consignee, agent with authority; in words.
        damage: what happened, in words meant for the customer.
        responsibility: how both sides put it, no further than the finding.
        total: the sum of the lines; ``balance`` what is left to pay after ``already_paid``.
        basis: agreed insured-value rule, actual loss, local rule or negotiation; in a sentence.
        in_cash: it is paid over the counter, so no account is needed.
        days_to_pay: calendar days from the day the agreement takes effect.
        salvage: who keeps the damaged goods, in a sentence; empty where nothing is left.
        goods_may_be_found: the parcel is lost, so say what happens if it turns up.
        check_code: short code to compare with the QR code's content.
        approval: given only for the branch's own copy, which shows it.

    """

    issue: shared.Issue
    claimant_name: str
    claimant_phone: str
    claimant_standing: str
    posted_on: date | None
    contents: str
    damage: str
    responsibility: str
    lines: tuple[AgreedLine, ...]
    total: Money
    amount_in_words: str
    basis: str
    payment_method: str
    identity_kind: str = ""
    identity_number: str = ""
    claimant_address: str = ""
    route: str = ""
    already_paid: Money | None = None
    balance: Money | None = None
    payee: str = ""
    account: str = ""
    bank: str = ""
    in_cash: bool = False
    days_to_pay: int = 7
    salvage: str = ""
    goods_may_be_found: bool = False
    check_code: str = ""
    approval: shared.Mark | None = None


def build_agreement(facts: AgreementFacts, *, language: str) -> bytes:
    """Draw the compensation agreement.

    Raises:
        MissingCharacters: no font has some character of the facts.
        IncompletePaper: required facts are empty and it is no draft.

    """
    shared.check(facts, REQUIRED, facts.issue)
    with i18n.use(language):
        sheet = page.Sheet(_("Settlement agreement"), facts.issue, _("Scan to check number, amount and date"))
        width = sheet.content_width
        story = [
            Text(parts.spaced(sheet.title), styles.TITLE),
            Text(_number_line(facts), styles.SUBTITLE),
            _office_block(facts, width),
            parts.gap(2),
            _claimant_block(facts, width),
            parts.gap(2),
            Text(clauses.preamble(), styles.CLAUSE),
            *_articles(facts, width),
            *_close(facts, width),
        ]
        return page.build(story, sheet)


def _number_line(facts: AgreementFacts) -> str:
    number = _("Agreement {number}").format(number=facts.issue.number)
    code = _("Check code {code}").format(code=facts.check_code) if facts.check_code else ""
    copy = _("Branch copy") if facts.approval else ""
    return "　".join(words for words in (number, code, copy) if words)


def _office_block(facts: AgreementFacts, width: float) -> Table:
    issue = facts.issue
    office = issue.office
    return parts.grid(
        [
            Pair(
                _("Party A"),
                _("{name} (brand: {brand})").format(name=office.name, brand=office.brand),
                wide=True,
            ),
            Pair(_("Licence or filing"), office.licence),
            Pair(_("Handled by"), issue.issued_by),
            Pair(_("Address"), office.address),
            Pair(_("Phone"), office.phone),
        ],
        width,
        labels=parts.label_width(_labels()),
    )


def _labels() -> list[str]:
    """Name the longest labels of all grids, so that the grids line up."""
    return [_("Party A"), _("Licence or filing"), _("Identity document"), _("Bank or platform")]


def _claimant_block(facts: AgreementFacts, width: float) -> Table:
    identity = f"{facts.identity_kind} {facts.identity_number}".strip()
    return parts.grid(
        [
            Pair(_("Party B"), facts.claimant_name),
            Pair(_("Standing"), facts.claimant_standing),
            Pair(_("Identity document"), identity),
            Pair(_("Phone"), facts.claimant_phone),
            Pair(_("Address"), facts.claimant_address, wide=True),
        ],
        width,
        labels=parts.label_width(_labels()),
    )


def _articles(facts: AgreementFacts, width: float) -> list[Flowable]:
    articles: list[tuple[str, list[Flowable]]] = [
        (_("The parcel and the loss"), _paragraphs(clauses.parcel(facts))),
        (_("Responsibility"), _paragraphs(clauses.responsibility(facts))),
        (_("Amount"), _amount(facts, width)),
        (_("Basis of the amount"), _paragraphs(clauses.basis(facts))),
        (_("Payment"), _payment(facts, width)),
    ]
    if facts.salvage:
        articles.append((_("The damaged goods"), _paragraphs(clauses.salvage(facts))))
    if facts.goods_may_be_found:
        articles.append((_("If the parcel is found"), _paragraphs(clauses.found())))
    articles += [
        (_("What this agreement settles"), _paragraphs(clauses.scope(facts))),
        (_("Personal data and discretion"), _paragraphs(clauses.personal_data())),
        (_("Disputes"), _paragraphs(clauses.disputes())),
        (_("Effect and copies"), _paragraphs(clauses.effect())),
    ]
    story: list[Flowable] = []
    for number, (heading, content) in enumerate(articles, 1):
        name = _("Article {number}  {heading}").format(number=parts.ordinal(number), heading=heading)
        story += parts.section(name, content, styles.CLAUSE_HEAD)
    return story


def _paragraphs(texts: list[str]) -> list[Flowable]:
    if len(texts) == 1:
        return [Text(texts[0], styles.CLAUSE)]
    return parts.numbered(texts, styles.CLAUSE_NUMBERED)


def _amount(facts: AgreementFacts, width: float) -> list[Flowable]:
    money = i18n.money
    rows = [("\n".join(filter(None, (line.what, line.reason))), money(line.amount)) for line in facts.lines]
    columns = [Column(_("What is paid for"), 7), Column(_("Amount"), 3, "right")]
    story: list[Flowable] = [
        Text(clauses.amount(), styles.CLAUSE),
        parts.table(columns, rows, width, total=(_("Sum"), money(facts.total))),
        Text(
            _("In words: {words}").format(words=facts.amount_in_words),
            styles.WORDS_IN_AGREEMENT,
        ),
    ]
    if facts.already_paid and facts.balance:
        story.append(
            Text(
                _("Of this {paid} has been paid already; {balance} remains to be paid.").format(
                    paid=money(facts.already_paid), balance=money(facts.balance)
                ),
                styles.CLAUSE,
            )
        )
    return story


def _payment(facts: AgreementFacts, width: float) -> list[Flowable]:
    pairs = [Pair(_("Method"), facts.payment_method), Pair(_("Payee"), facts.payee)]
    if not facts.in_cash:
        pairs += [Pair(_("Account"), facts.account), Pair(_("Bank or platform"), facts.bank)]
    account = parts.grid(pairs, width, labels=parts.label_width(_labels()))
    return [Text(clauses.payment(facts), styles.CLAUSE), account, Text(clauses.payee(), styles.CLAUSE)]


def _close(facts: AgreementFacts, width: float) -> list[Flowable]:
    blank = _("Date: ____________________")
    half = width / 2
    heads = (
        Cell(Text(_("Party A (seal)"), styles.LABEL), grey=True),
        Cell(Text(_("Party B (signature)"), styles.LABEL), grey=True),
    )
    # A company seal is 40 mm across.
    room = "\n" * 6
    bodies = (
        Cell(Text(f"{facts.issue.office.name}\n" + _("Handled by (signature):") + room + blank, styles.CELL)),
        Cell(Text(f"{facts.claimant_name}\n" + room + blank, styles.CELL)),
    )
    signatures = parts.together(
        parts.gap(4),
        Text(_("(No further text; signatures follow)"), styles.CLAUSE),
        Table([heads, bodies], [half, half], tail=2),
    )
    if facts.approval is None:
        return [signatures]
    issue = facts.issue
    record = parts.marks(
        [
            (_("Issued by"), shared.Mark(name=issue.issued_by, at=issue.issued_at)),
            (_("Approved by"), facts.approval),
        ],
        width,
    )
    return [
        signatures,
        parts.gap(3),
        parts.together(Text(_("Approval record, branch copy only"), styles.SMALL), record),
    ]
