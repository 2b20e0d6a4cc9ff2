"""Papers: preview, issue, read again, and check the code of one that comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, get_args

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop import errors, i18n
from desktop.actions import paper_facts as gather
from desktop.actions.calculation_facts import calculation_facts
from desktop.actions.history import history_facts
from desktop.actions.notices import notice_facts
from desktop.actions.paper_facts import PaperDetails, added_by
from desktop.documents import agreement, apology, calculation, history, notice, receipt
from desktop.documents import facts as shared
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.paper_code import PaperCode, UnreadableCode, read_code, short_code, tidy_code
from desktop.domain.problems import Problem
from desktop.i18n import _
from desktop.storage import index
from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.documents.facts import Issue
    from desktop.domain.case import Case
    from desktop.storage.index import PaperRow

Paper = Literal["receipt", "calculation", "agreement", "apology", "notice", "history"]
PAPERS: tuple[Paper, ...] = get_args(Paper)
#: What most cases need, in the order it is needed.
_IN_TURN: tuple[Paper, ...] = ("receipt", "calculation", "agreement", "apology")
#: What states a proposal, and so is a draft until that is approved.
_OF_PROPOSAL: tuple[Paper, ...] = ("calculation", "agreement", "apology")

_PREFIXES: dict[Paper, str] = {
    "receipt": "SL", "calculation": "HS", "agreement": "XY", "apology": "ZQ", "notice": "ZR",
    "history": "LS",
}  # fmt: skip
_MAKERS: dict[Paper, tuple[Callable[[Desk, Case, Issue, PaperDetails], Any], Callable[..., bytes]]] = {
    "receipt": (gather.receipt_facts, receipt.build_receipt),
    "calculation": (calculation_facts, calculation.build_calculation),
    "agreement": (gather.agreement_facts, agreement.build_agreement),
    "apology": (gather.apology_facts, apology.build_apology),
    "notice": (notice_facts, notice.build_notice),
    "history": (history_facts, history.build_history),
}
#: What each paper cannot be issued without, and what is left to be written by hand.
_NEEDED: dict[Paper, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "receipt": (receipt.REQUIRED, ()),
    "calculation": (calculation.REQUIRED, ()),
    "agreement": (agreement.REQUIRED, agreement.BY_HAND),
    "apology": (apology.REQUIRED, ()),
    "notice": (notice.REQUIRED, ()),
    "history": (history.REQUIRED, ()),
}
#: What a paper asks for where nobody adds anything.
NOTHING_ADDED = PaperDetails()


class Standing(StrEnum):
    """What a check of a paper's code found."""

    GENUINE = "genuine"
    UNKNOWN_HERE = "unknown-here"
    FORGED = "forged"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class CheckedPaper:
    """What a paper's code says and what this office knows about it.

    Attributes:
        code: what was read; None if it is no code of ours.
        paper: the paper this office issued under that number.
        issued_by: name of whoever issued it.
        overtaken: the proposal it states no longer holds.
    """

    standing: Standing
    code: PaperCode | None = None
    paper: PaperRow | None = None
    issued_by: str = ""
    overtaken: bool = False


@dataclass(frozen=True)
class Gaps:
    """What a paper would lack if it were issued now, by the names ``desktop.documents`` uses.

    Attributes:
        missing: it cannot be issued without.
        by_hand: there would be a line to write on.
    """

    missing: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()


def is_draft(case: Case, paper: Paper) -> bool:
    """Tell whether a paper would be marked as a draft.

    Those that state a proposal are until it is approved, the responsibility notice until notice was given.
    """
    if paper == "notice":
        return not case.life.notices
    return paper in _OF_PROPOSAL and not case.is_approved


def issued_papers(case: Case) -> set[str]:
    """Return the kinds of papers that are out and state what holds now: drafts and superseded ones do not count."""
    holds = case.proposal.digest if case.proposal is not None else ""
    return {
        issued.paper
        for _header, issued in case.papers
        if issued.paper == "receipt" or (not issued.draft and issued.proposal == holds)
    }


def next_paper(case: Case) -> Paper:
    """Return the paper to issue next: the receipt first, after approval what is still missing."""
    issued = issued_papers(case)
    if not case.is_approved:
        return "receipt"
    if case.assessment is None:
        # Nothing was computed: there is nothing to lay out on a sheet.
        issued.add("calculation")
    return next((paper for paper in _IN_TURN if paper not in issued), "receipt")


def preview_paper(
    desk: Desk, case_id: str, paper: Paper, language: str, details: PaperDetails = NOTHING_ADDED
) -> bytes:
    """Draw a paper without recording it; always marked as a draft, for nobody has issued it.

    Raises:
        NotYet: a step the paper states is missing.
        MissingCharacters: it cannot be drawn.
    """
    case = desk.office.case(case_id)
    with i18n.use(language):
        issue = gather.issue_facts(desk, case, _("Preview"), desk.clock.now(), draft=True)
    return _draw(desk, case, paper, issue, language, details)


def paper_gaps(desk: Desk, case_id: str, paper: Paper, details: PaperDetails = NOTHING_ADDED) -> Gaps:
    """Return what a paper would lack if it were issued now, so that it is told before anybody types.

    Raises:
        NotYet: a step the paper states is missing.
    """
    case = desk.office.case(case_id)
    issue = gather.issue_facts(desk, case, _("Preview"), desk.clock.now(), draft=False)
    facts = _MAKERS[paper][0](desk, case, issue, details)
    missing, by_hand = (shared.empty(facts, names) for names in _NEEDED[paper])
    return Gaps(missing, by_hand)


def issue_paper(
    desk: Desk, case_id: str, paper: Paper, language: str, details: PaperDetails = NOTHING_ADDED
) -> PaperRow:
    """Issue a paper in a language: draw it, keep it encrypted, record it. ``details`` is what the case does not hold.

    Raises:
        NotYet: a step the paper states is missing.
        Incomplete: an account or a payee was typed that cannot be one.
        IncompletePaper: something the paper must state is empty.
        MissingCharacters: no font has some character.
        CaseChanged: somebody changed the case meanwhile; nothing was recorded.
        NotAllowed, DiskFull, NotWritable: nothing was recorded.
    """
    now = desk.clock.now()
    case = desk.office.case(case_id)
    _refuse(case.may(Verb.ISSUE_PAPER, desk.person))
    if wrong := gather.check_details(details):
        raise errors.Incomplete(wrong)
    with desk.office.reading() as connection:
        number = _next_number(connection, case, paper)
    draft, amount = is_draft(case, paper), gather.paper_amount(case, paper)
    fen = amount.fen if amount is not None else None
    code = PaperCode(number, fen, i18n.today(now), draft).signed(desk.signer.sign)
    issue = replace(gather.issue_facts(desk, case, number, now, draft=draft), qr=code)
    content = _draw(desk, case, paper, issue, language, details)
    body = e.PaperIssued(
        paper=paper,
        number=number,
        language=language,
        draft=draft,
        proposal=case.proposal.digest if case.proposal and paper in _OF_PROPOSAL else "",
        amount_fen=fen,
        sha256=e.digest(content),
        stored_as=desk.office.papers.keep(content),
        code=code,
        added=added_by(details),
    )
    _record(desk, now, case, paper, body)
    return _row(desk, number)


def _record(desk: Desk, now: datetime, drawn_from: Case, paper: Paper, issued: e.PaperIssued) -> None:
    """Write down that a paper was issued, unless what it says or its number has been overtaken since it was drawn."""
    with desk.office.writing(now) as writing:
        case = writing.case(drawn_from.case_id)
        _refuse(case.may(Verb.ISSUE_PAPER, writing.person(desk.signer)))
        same_ground = _ground(case, paper) == _ground(drawn_from, paper)
        if not same_ground or _next_number(writing.connection, case, paper) != issued.number:
            raise errors.CaseChanged
        writing.append(desk.signer, case.case_id, issued)


def read_paper(desk: Desk, number: str) -> bytes:
    """Return the PDF of an issued paper.

    Raises:
        Incomplete: this office issued no paper under that number.
        FileBroken: it is missing or was changed.
    """
    return desk.office.papers.fetch(_row(desk, number).stored_as)


def list_papers(desk: Desk, case_id: str = "") -> list[PaperRow]:
    """Return issued papers, newest first; those of one case if it is named."""
    with desk.office.reading() as connection:
        return index.list_papers(connection, case_id)


def check_paper_code(desk: Desk, text: str) -> CheckedPaper:
    """Check the text of a paper's QR code against what this office recorded, without any network.

    Genuine means: this office has the paper on record, with this very code, and its signature verifies under the
    key its issuer had then.
    """
    try:
        code, signature = read_code(text)
    except UnreadableCode:
        return CheckedPaper(Standing.UNREADABLE)
    with desk.office.reading() as connection:
        paper = index.paper_numbered(connection, code.number)
    if paper is None:
        return CheckedPaper(Standing.UNKNOWN_HERE, code)
    case = desk.office.case(paper.case_id)
    header, body = next((h, b) for h, b in case.papers if h.entry_id == paper.entry_id)
    key = desk.office.people.key_at(header.actor, header.time)
    same = body.code == tidy_code(text) and _verifies(key, signature, code.message())
    person = desk.office.people.at(header.actor, header.time)
    proposal = case.proposal.digest if case.proposal and not case.proposal_stale else ""
    return CheckedPaper(
        Standing.GENUINE if same else Standing.FORGED,
        code,
        paper,
        person.name if person else "",
        overtaken=bool(body.proposal) and body.proposal != proposal,
    )


def _draw(desk: Desk, case: Case, paper: Paper, issue: Issue, language: str, details: PaperDetails) -> bytes:
    make, build = _MAKERS[paper]
    with i18n.use(language):
        facts = make(desk, case, issue, details)
    if isinstance(facts, agreement.AgreementFacts) and issue.qr:
        facts = replace(facts, check_code=short_code(issue.qr))
    return build(facts, language=language)


def _ground(case: Case, paper: Paper) -> tuple[object, ...]:
    """Return everything a paper states about a case; two equal grounds give the same paper."""
    return (
        case.intake,
        case.finding[0].digest if case.finding else "",
        case.assessment.digest if case.assessment else "",
        case.proposal.digest if case.proposal else "",
        tuple(decision.digest for decision in case.decisions),
        len(case.evidence),
        len(case.history) if paper not in _IN_TURN else 0,
    )


def _next_number(connection: Connection, case: Case, paper: Paper) -> str:
    prefix = f"{_PREFIXES[paper]}{case.number}-"
    return f"{prefix}{index.next_serial(connection, t.papers, prefix)}"


def _row(desk: Desk, number: str) -> PaperRow:
    with desk.office.reading() as connection:
        row = index.paper_numbered(connection, number)
    if row is None:
        raise errors.Incomplete([Problem("number", "unknown-paper")])
    return row


def _refuse(refusal: errors.Refused | None) -> None:
    if refusal is not None:
        raise refusal


def _verifies(key: str, signature: bytes, message: bytes) -> bool:
    if not key:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
