"""Names for what a paper needs, as an office would ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Fields of the facts of papers, as ``desktop.documents`` calls them.
FACTS = {
    "issue.number": N_("paper number"),
    "issue.case_number": N_("case number"),
    "issue.waybill": N_("waybill number"),
    "issue.issued_by": N_("who issues it"),
    "issue.office.name": N_("name of the branch"),
    "issue.office.phone": N_("phone of the branch"),
    "issue.office.address": N_("address of the branch"),
    "issue.office.licence": N_("licence or filing number of the branch"),
    "amount_in_words": N_("amount in capitals"),
    "basis": N_("basis of the calculation"),
    "claimant_name": N_("name of the claimant"),
    "claimant_phone": N_("phone of the claimant"),
    "claimant_standing": N_("capacity of the claimant"),
    "customer_name": N_("name of the customer"),
    "complaint_type": N_("type of complaint"),
    "contact_name": N_("person to turn to"),
    "contact_phone": N_("phone to turn to"),
    "contents": N_("contents of the parcel"),
    "damage": N_("what was damaged or lost"),
    "enquiry_phone": N_("phone for questions"),
    "entries": N_("entries of the case"),
    "logs": N_("ends of the logs"),
    "found": N_("what was found"),
    "party": N_("who answers for it"),
    "penalty_in_words": N_("amount in capitals"),
    "reason": N_("reason"),
    "event": N_("what happened"),
    "happened": N_("what happened"),
    "improvements": N_("what will be done better"),
    "lines": N_("items of the settlement"),
    "payment_method": N_("way of payment"),
    "prepared": N_("who prepared it"),
    "received_by": N_("who took the complaint in"),
    "request": N_("what the customer asks for"),
    "responsibility": N_("who answers for it"),
    "steps": N_("steps of the calculation"),
    "terms": N_("rules in force"),
    "code": N_("recovery code"),
    "posted_on": N_("day of posting"),
    "payee": N_("payee"),
    "account": N_("account"),
}


def gaps(missing: Sequence[str], by_hand: Sequence[str]) -> list[str]:
    """Say what a paper lacks: what keeps it from being issued, and what is left to be written by hand."""
    sentences = []
    if missing:
        sentences.append(_("It cannot be issued without: {facts}.").format(facts=_(", ").join(map(fact, missing))))
    if by_hand:
        sentences.append(
            _("Not known; a line is left to write it in by hand: {facts}.").format(
                facts=_(", ").join(map(fact, by_hand))
            )
        )
    return sentences


def fact(name: str) -> str:
    """Name a field of a paper's facts; one we have no name for stands for itself."""
    return _(FACTS.get(name, name))
