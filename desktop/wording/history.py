"""One sentence for each entry of a case's history, readable by a stranger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain import entries as e
from desktop.i18n import N_, _
from desktop.wording import case as words
from desktop.wording import finding as finding_words
from desktop.wording import life_history
from desktop.wording.assessment import pack_title
from desktop.wording.names import Names

if TYPE_CHECKING:
    from desktop.domain.case import Happened
    from desktop.domain.packs import PackLibrary


def sentence(happened: Happened, packs: PackLibrary, names: Names | None = None) -> str:
    """Say what happened, without who and when.

    Args:
        happened: the entry.
        packs: tell what rules are called.
        names: tell whom and what ids stand for; without them a sentence leaves them out.
    """
    names = names or Names()
    body = happened.entry.body
    match body:
        case None:
            return _("Content erased (personal data)")
        case e.CaseRegistered():
            told = _("Taken in as {number}; read back to the customer, who confirmed it")
            return (told if body.intake.read_back else _("Taken in as {number}")).format(number=body.number)
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
            return looked_at(body.what)
        case _ if isinstance(body, e.LifeBody):
            return life_history.sentence(body, names)
        case _:
            return _settlement(body, packs, names)


def _settlement(body: e.Body, packs: PackLibrary, names: Names) -> str:
    match body:
        case e.Assessed():
            rules = pack_title(packs.find(body.pack_sha256), body.pack_id, body.pack_version)
            return _("Assessed: {amount} by {rules}").format(amount=i18n.yuan(body.payable_fen), rules=rules)
        case e.Proposed():
            return _proposed(body)
        case e.Decided(alone=True):
            return _("Settled on one's own: {reason}").format(reason=body.reason)
        case e.Decided(verdict=e.Verdict.APPROVE) if body.beside:
            others = _(", ").join(filter(None, (names.numbers.get(other) for other in body.beside)))
            told = _("Approved as one more claim of the same waybill: {reason}").format(reason=body.reason)
            return _("{sentence} (beside {cases})").format(sentence=told, cases=others) if others else told
        case e.Decided():
            return _("{verdict}: {reason}").format(verdict=words.verdict(body.verdict), reason=body.reason)
        case _:
            return e.kind_of(body)


def _proposed(body: e.Proposed) -> str:
    remedies = _(", ").join(words.remedy(code) for code in body.remedies)
    told = _("Proposed: {amount}; {remedies}").format(amount=i18n.yuan(body.amount_fen), remedies=remedies)
    if body.change_reason and not body.assessment:
        told = _("{sentence}. Not worked out by rules: {reason}").format(sentence=told, reason=body.change_reason)
    elif body.change_reason:
        given = i18n.yuan(body.computed_fen)
        told = _("{sentence}. The rules gave {amount}: {reason}").format(
            sentence=told, amount=given, reason=body.change_reason
        )
    return told


def looked_at(what: str) -> str:
    """Say which masked personal data somebody looked at."""
    named = {"name": N_("name"), "phone": N_("phone"), "address": N_("address"), "id": N_("identity number")}
    if what not in named:
        return _("Looked at masked data")
    return _("Looked at masked data: {what}").format(what=_(named[what]))
