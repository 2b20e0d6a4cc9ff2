"""What each paper says, gathered from a case: every value final before drawing begins.

Call these inside ``i18n.use(language)``; the sentences come out in the language of the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

from desktop import i18n
from desktop.documents import agreement, apology, receipt
from desktop.documents.facts import Issue, Mark, OfficeFacts
from desktop.domain import entries as e
from desktop.domain.accounts import check_account, check_name
from desktop.domain.assessment import Assessment
from desktop.domain.authority import NotYet, Verb
from desktop.domain.claim import ClaimFacts
from desktop.domain.money import Money, capitals
from desktop.domain.promises import Promise, due_time
from desktop.domain.proposal import goodwill_fen
from desktop.i18n import _
from desktop.wording import assessment as assessment_words
from desktop.wording import intake as intake_words
from desktop.wording import settlement as words
from desktop.wording.sentences import ended

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem

_APOLOGY_KINDS: tuple[str, ...] = get_args(apology.Kind)


@dataclass(frozen=True, kw_only=True)
class PaperDetails:
    """What a person adds to a paper that the case does not hold.

    An empty text means the usual words, or a line to write on by hand.

    Attributes:
        happened: what happened, in words meant for the customer; what the finding says where it is empty.
        payment_method: one of ``settlement.PAYMENTS``, or words.
        salutation: how a letter addresses the customer.
        still_needed: what the customer is still to bring.
        branch_copy: the copy the branch keeps, which shows who approved.
        notice: id of the responsibility notice; empty for the last one given.
    """

    happened: str = ""
    payment_method: str = ""
    payee: str = ""
    account: str = ""
    bank: str = ""
    salutation: Literal["mr", "ms", "neutral"] = "neutral"
    effect: str = ""
    improvements: tuple[str, ...] = ()
    still_needed: tuple[str, ...] = ()
    branch_copy: bool = False
    notice: str = ""


def check_details(details: PaperDetails) -> list[Problem]:
    """Return what a person added that cannot go out on a paper: an account that is none, a payee without a name."""
    account = check_account(details.account, way=details.payment_method, bank=details.bank)
    return account + check_name("payee", details.payee)


#: What is kept with an issued paper; whose copy it is, is asked each time.
_KEPT = (
    "happened",
    "payment_method",
    "payee",
    "account",
    "bank",
    "salutation",
    "effect",
    "improvements",
    "still_needed",
)
#: What rests on the proposal: it is begun anew with another one.
_OF_PROPOSAL = ("happened", "improvements")


def added_by(details: PaperDetails) -> dict[str, str]:
    """Return what a person added, as texts by field; lists have a line for each."""
    texts = {name: getattr(details, name) for name in _KEPT}
    joined = {name: text if isinstance(text, str) else "\n".join(text) for name, text in texts.items()}
    return {name: text for name, text in joined.items() if text}


def added_before(case: Case, paper: str) -> dict[str, str]:
    """Return what was added to the last paper of a kind, for the next one to begin with."""
    issued = next((body for _header, body in reversed(case.papers) if body.paper == paper), None)
    if issued is None:
        return {}
    proposal = case.proposal.digest if case.proposal is not None else ""
    holds = not case.proposal_stale and issued.proposal == proposal
    return {name: text for name, text in issued.added.items() if holds or name not in _OF_PROPOSAL}


def begun_with(case: Case, paper: str, language: str) -> dict[str, str]:
    """Return what the form of a paper begins with: what it would say by itself, what was added to the last one."""
    begun: dict[str, str] = {}
    finding = case.finding[1] if case.finding else None
    if paper in ("agreement", "apology"):
        begun["happened"] = finding.account if finding else case.intake.words
    if paper == "apology" and finding is not None:
        with i18n.use(language):
            begun["improvements"] = "\n".join(_improvements(finding))
    return {**begun, **added_before(case, paper)}


@dataclass(frozen=True)
class Assessed:
    """The assessment of a case, decoded."""

    facts: ClaimFacts
    result: Assessment

    @property
    def currency(self) -> str:
        """The currency everything is settled in."""
        return self.result.currency


def assessed(case: Case) -> Assessed | None:
    """Decode the assessment a case holds."""
    if case.assessment is None:
        return None
    body = case.assessment.body
    return Assessed(
        msgspec.json.decode(body.facts, type=ClaimFacts), msgspec.json.decode(body.assessment, type=Assessment)
    )


def issue_facts(desk: Desk, case: Case, number: str, now: datetime, *, draft: bool) -> Issue:
    """Say who issues which paper when; the code is added by the caller."""
    office = desk.office.details
    return Issue(
        office=OfficeFacts(
            name=office.name,
            brand=office.brand,
            address=office.address,
            phone=office.phone,
            licence=office.licence,
        ),
        number=number,
        issued_at=now,
        issued_by=desk.person.name,
        case_number=case.number,
        waybill=case.intake.waybill,
        draft=draft,
    )


def paper_amount(case: Case, paper: str) -> Money | None:
    """Return the amount a paper states: what is proposed, else what was computed; others state none."""
    if paper in ("receipt", "history", "notice"):
        return None
    currency = currency_of(case)
    if case.proposal is not None and not case.proposal_stale:
        return Money.from_fen(case.proposal.body.amount_fen, currency)
    if paper == "calculation" and case.assessment is not None:
        return Money.from_fen(case.assessment.body.payable_fen, currency)
    return None


def receipt_facts(desk: Desk, case: Case, issue: Issue, details: PaperDetails) -> receipt.ReceiptFacts:
    """Gather the acceptance receipt."""
    assert case.registered is not None, "a case begins with its registration"
    intake, received = case.intake, e.moment(case.registered.time)
    due = {
        promise: due_time(promise, received, desk.timing, level=intake.level).at
        for promise in (Promise.FIRST_REPLY, Promise.SETTLEMENT, Promise.COMPLAINT_REPLY)
    }
    return receipt.ReceiptFacts(
        issue=issue,
        received_at=received,
        received_by=name_of(desk, case.registered),
        complaint_type=words.type_names(intake.types),
        request=words.request(intake),
        first_reply_by=due[Promise.FIRST_REPLY],
        settle_by=due[Promise.SETTLEMENT],
        statutory_by=i18n.today(due[Promise.COMPLAINT_REPLY]),
        enquiry_phone=desk.office.details.phone,
        customer=intake.complainant_name,
        channel=intake_words.choice_label(intake.channel),
        materials=tuple(_material(body) for _header, body in case.evidence),
        still_needed=details.still_needed,
    )


def agreement_facts(desk: Desk, case: Case, issue: Issue, details: PaperDetails) -> agreement.AgreementFacts:
    """Gather the settlement agreement from the proposal.

    Raises:
        NotYet: there is no proposal.
    """
    if case.proposal is None:
        raise NotYet(Verb.PROPOSE)
    intake, made = case.intake, assessed(case)
    proposal, finding = case.proposal.body, case.finding[1] if case.finding else None
    total = Money.from_fen(proposal.amount_fen, currency_of(case))
    before = Money.from_fen(proposal.paid_before_fen, currency_of(case)) if proposal.paid_before_fen else None
    return agreement.AgreementFacts(
        issue=issue,
        claimant_name=intake.complainant_name,
        claimant_phone=intake.phone or intake.other_contact,
        claimant_standing=intake_words.choice_label(intake.capacity),
        posted_on=_posted_on(intake.posted_on),
        contents=intake.contents or _("as stated on the waybill"),
        damage=ended(details.happened or (finding.account if finding else intake.words)),
        responsibility=words.responsibility(parties_of(finding)),
        lines=_agreed_lines(desk, case, made),
        total=total,
        amount_in_words=in_words(total),
        basis=words.basis(
            pack_title(desk, case),
            goodwill_of(case),
            assessed=made is not None,
            reduced=proposal.amount_fen < proposal.computed_fen,
        ),
        already_paid=before,
        balance=Money(total.amount - before.amount, total.currency) if before else None,
        payment_method=words.payment(details.payment_method, account=bool(details.account)),
        in_cash=details.payment_method == "cash",
        payee=details.payee,
        account=details.account,
        bank=details.bank,
        salvage=words.salvage(made.facts.salvage_kept_by or "") if made else "",
        goods_may_be_found=made is not None and made.result.treated_as == "loss",
        approval=mark_of(desk, case, e.Verdict.APPROVE) if details.branch_copy else None,
    )


def article_on_found(case: Case) -> int:
    """Return which article of the agreement of a case says what happens if the parcel is found; 0 for none."""
    made = _readable(case)
    if made is None or made.result.treated_as != "loss":
        return 0
    # What becomes of damaged goods stands before it where anything is left of them.
    return 7 if words.salvage(made.facts.salvage_kept_by or "") else 6


def _readable(case: Case) -> Assessed | None:
    try:
        return assessed(case)
    except msgspec.MsgspecError:
        return None


def apology_facts(desk: Desk, case: Case, issue: Issue, details: PaperDetails) -> apology.ApologyFacts:
    """Gather the apology letter; it admits what the finding says and nothing more.

    Raises:
        NotYet: there is no finding.
    """
    if case.finding is None:
        raise NotYet(Verb.RECORD_FINDING)
    assert case.registered is not None, "a case begins with its registration"
    intake, finding, office = case.intake, case.finding[1], desk.office.details
    amount = paper_amount(case, "apology")
    kind = intake.types[0].value if intake.types else "other"
    return apology.ApologyFacts(
        issue=issue,
        customer_name=intake.complainant_name,
        salutation=details.salutation,
        kind=kind if kind in _APOLOGY_KINDS else "other",  # type: ignore[arg-type] # checked against the very list
        complained_on=i18n.today(e.moment(case.registered.time)),
        happened=ended(details.happened or finding.account),
        improvements=details.improvements or _improvements(finding),
        contact_name=desk.person.name,
        contact_phone=office.phone,
        effect=details.effect,
        outcome=words.outcome(case.proposal.body.remedies, _with_words(amount)) if case.proposal else "",
        head_office=office.head_office_phone,
        approval=mark_of(desk, case, e.Verdict.APPROVE) if details.branch_copy else None,
    )


def parties_of(finding: e.FindingRecorded | None) -> tuple[str, ...]:
    """Return the codes of all who answer for something, the one who bears most first; none without a finding."""
    if finding is None:
        return ()
    shares = sorted((share for share in finding.shares if share.percent), key=lambda share: -share.percent)
    return tuple(dict.fromkeys(share.party for share in shares)) or (
        (finding.responsible,) if finding.responsible else ()
    )


def _improvements(finding: e.FindingRecorded) -> tuple[str, ...]:
    """Return what a finding itself puts on record; one that holds nobody responsible has nothing to improve."""
    said = words.improvement(parties_of(finding))
    return (said,) if said else ()


def _with_words(amount: Money | None) -> str:
    """Show an amount with its capitals behind; empty for nothing."""
    if not amount:
        return ""
    return _("{amount} ({words})").format(amount=i18n.money(amount), words=in_words(amount))


def currency_of(case: Case) -> str:
    """Return the currency a case is settled in."""
    made = assessed(case)
    return made.currency if made else "CNY"


def in_words(amount: Money) -> str:
    """Write an amount in capitals; those exist for the yuan only."""
    return capitals(amount) if amount.currency == "CNY" else i18n.money(amount)


def name_of(desk: Desk, header: e.Header) -> str:
    """Name who signed an entry, as they were called then."""
    person = desk.office.people.at(header.actor, header.time)
    return person.name if person else ""


def mark_of(desk: Desk, case: Case, verdict: e.Verdict) -> Mark | None:
    """Return who gave a verdict on the proposal in force, and when."""
    if case.proposal_stale:
        return None
    for decision in case.decisions:
        if decision.body.verdict is verdict:
            return Mark(name=name_of(desk, decision.header), at=e.moment(decision.header.time))
    return None


def _material(body: e.EvidenceAdded) -> receipt.MaterialFacts:
    form = _("photo") if body.media_type.startswith("image/") else _("file")
    return receipt.MaterialFacts(name=body.name, form=form, count=1)


def pack_title(desk: Desk, case: Case) -> str:
    """Name the rules a case was assessed by; empty where it was not."""
    if case.assessment is None:
        return ""
    body = case.assessment.body
    pack = desk.reference.packs.find(body.pack_sha256)
    if pack is None:
        return body.pack_id
    return assessment_words.spoken(pack.sheet.title)


def goodwill_of(case: Case) -> Money | None:
    """Return how much of what is proposed is goodwill; None if nothing is."""
    assert case.proposal is not None, "only called with a proposal"
    body = case.proposal.body
    fen = goodwill_fen(case.intake, body.amount_fen, body.computed_fen, assessed=case.assessment is not None)
    return Money.from_fen(fen, currency_of(case)) if fen else None


def _agreed_lines(desk: Desk, case: Case, made: Assessed | None) -> tuple[agreement.AgreedLine, ...]:
    """List what is paid for: the lines of the assessment, and what a person added or took off."""
    assert case.proposal is not None, "only called with a proposal"
    body, lines = case.proposal.body, []
    if made is not None:
        said = assessment_words.explain(made.result, desk.reference.packs)
        lines = [
            agreement.AgreedLine(what=text.title, amount=Money(line.amount, made.currency))
            for text, line in zip(said.lines, made.result.lines, strict=True)
        ]
    difference = Money.from_fen(body.amount_fen - body.computed_fen, currency_of(case))
    if difference or not lines:
        if goodwill_of(case):
            lines.append(agreement.AgreedLine(what=_("Goodwill"), amount=difference, reason=body.change_reason))
        else:
            what = _("Agreed reduction") if difference.fen < 0 else _("Agreed payment")
            lines.append(agreement.AgreedLine(what=what, amount=difference))
    return tuple(lines)


def _posted_on(text: str | None) -> date | None:
    """Read the day of posting; one that cannot be read is left to be written by hand."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
