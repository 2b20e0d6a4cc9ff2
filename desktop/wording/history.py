"""One sentence for each entry of a case's history, readable by a stranger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.money import Money
from desktop.i18n import _
from desktop.wording import case as words
from desktop.wording import finding as finding_words
from desktop.wording import life_history
from desktop.wording.assessment import pack_title

if TYPE_CHECKING:
    from desktop.domain.case import Happened
    from desktop.domain.packs import PackLibrary


def sentence(happened: Happened, packs: PackLibrary) -> str:
    """Say what happened, without who and when; ``packs`` tells what rules are called."""
    body = happened.entry.body
    match body:
        case None:
            return _("Content erased (personal data)")
        case e.CaseRegistered():
            return _("Taken in as {number}").format(number=body.number)
        case e.CaseCorrected():
            return _("Registration corrected: {reason}").format(reason=body.reason)
        case e.EvidenceAdded():
            return _("Evidence added: {name}").format(name=body.name)
        case e.FindingRecorded():
            return finding_words.sentence(body)
        case e.PaperIssued():
            paper = words.paper(body.paper)
            return (_("Draft made: {paper} {number}") if body.draft else _("Issued: {paper} {number}")).format(
                paper=paper, number=body.number
            )
        case e.NoteAdded():
            return _("Note: {words}").format(words=body.words)
        case e.Revealed():
            return _("Looked at masked data")
        case _ if isinstance(body, e.LifeBody):
            return life_history.sentence(body)
        case _:
            return _settlement(body, packs)


def _settlement(body: e.Body, packs: PackLibrary) -> str:
    match body:
        case e.Assessed():
            rules = pack_title(packs.find(body.pack_sha256), body.pack_id, body.pack_version)
            return _("Assessed: {amount} by {rules}").format(amount=_amount(body.payable_fen), rules=rules)
        case e.Proposed():
            remedies = _(", ").join(words.remedy(code) for code in body.remedies)
            return _("Proposed: {amount}; {remedies}").format(amount=_amount(body.amount_fen), remedies=remedies)
        case e.Decided(alone=True):
            return _("Settled on one's own: {reason}").format(reason=body.reason)
        case e.Decided(verdict=e.Verdict.APPROVE) if body.beside:
            return _("Approved as one more claim of the same waybill: {reason}").format(reason=body.reason)
        case e.Decided():
            return _("{verdict}: {reason}").format(verdict=words.verdict(body.verdict), reason=body.reason)
        case _:
            return e.kind_of(body)


def _amount(fen: int) -> str:
    return i18n.money(Money.from_fen(fen))
