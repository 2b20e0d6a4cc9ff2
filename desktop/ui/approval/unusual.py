"""What a supervisor should look at twice before deciding, each in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.assessment import Assessment
from desktop.domain.evidence import proof_named
from desktop.domain.intake import ComplaintType
from desktop.domain.money import Money
from desktop.domain.money_back import kept_fen
from desktop.i18n import _, ngettext
from desktop.needed_evidence import unshown_in
from desktop.wording import other_claims, similar
from desktop.wording.claim_problems import warning_text
from desktop.wording.evidence import proof_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.actions.similar import Beside
    from desktop.domain.case import Case
    from desktop.storage.index import CaseRow

_SHOULD_BE_SEEN = frozenset(
    {ComplaintType.DAMAGE, ComplaintType.SHORTAGE, ComplaintType.WRONG_CONTENTS, ComplaintType.MISDELIVERY}
)


def unusual(case: Case, same_waybill: Sequence[CaseRow], beside: Beside) -> list[str]:
    """Return everything out of the ordinary about a case and its proposal.

    Args:
        case: as it stands.
        same_waybill: the cases of the same parcel.
        beside: what alike cases came to, and the claims of other cases of the parcel.
    """
    claims = other_claims.warning(beside.others)
    told = {case.case_id, *(claim.case_id for claim in beside.others)}
    return [
        *([claims] if claims else []),
        *_amount(case, beside),
        *_assessment(case),
        *_ground(case),
        *_others(row.number for row in same_waybill if row.case_id not in told),
    ]


def decode_assessment(case: Case) -> Assessment | None:
    """Return the kept assessment; None if there is none this version can read."""
    if case.assessment is None:
        return None
    try:
        return msgspec.json.decode(case.assessment.body.assessment, type=Assessment)
    except msgspec.MsgspecError:
        return None


def _amount(case: Case, beside: Beside) -> Iterator[str]:
    if case.proposal is None:
        return
    body = case.proposal.body
    if body.assessment and body.amount_fen != body.computed_fen:
        # The reason given stands in the sentence of the proposal.
        yield _("Amount changed by hand: {amount} instead of {computed}.").format(
            amount=i18n.yuan(body.amount_fen), computed=i18n.yuan(body.computed_fen)
        )
    if (kept := kept_fen(case)) and body.amount_fen and not body.paid_before_fen:
        yield _("{paid} was paid on this case already; with this it is {all} in all.").format(
            paid=i18n.yuan(kept), all=i18n.yuan(kept + body.amount_fen)
        )
    if beside.comparison is not None and (out_of_line := similar.unusual(beside.comparison, body.amount_fen)):
        yield out_of_line
    asked = case.intake.asked_amount
    if asked is not None and asked > body.amount_fen:
        yield _("The customer asks for more: {amount}.").format(amount=i18n.yuan(asked))


def _assessment(case: Case) -> Iterator[str]:
    result = decode_assessment(case)
    if result is None:
        return
    dearest = max((other.payable for other in result.alternatives), default=None)
    if dearest is not None and result.payable is not None and dearest > result.payable:
        yield _("A dispute could cost up to {amount}; see the other readings.").format(
            amount=i18n.money(Money(dearest, result.currency))
        )
    for warning in result.warnings:
        yield warning_text(warning).sentence
    cited = {citation for line in result.lines for citation in line.citations}
    if any(citation.endswith("[unverified]") for citation in cited):
        yield _("The amount rests on a rule nobody has checked yet.")


def _ground(case: Case) -> Iterator[str]:
    if case.finding is None:
        yield _("There is no finding.")
    elif case.finding[1].stands == "no":
        yield _("By the finding the complaint does not stand.")
    proof = proof_named(case)
    if note := proof_note(proof, unshown_in(case, proof)):
        yield note
    if not case.evidence and _SHOULD_BE_SEEN.intersection(case.intake.types):
        yield _("There is no evidence.")
    corrections = sum(isinstance(happened.entry.body, e.CaseCorrected) for happened in case.history)
    if corrections:
        yield ngettext(
            "The registration was corrected {n} time.", "The registration was corrected {n} times.", corrections
        ).format(n=corrections)


def _others(numbers: Iterable[str]) -> Iterator[str]:
    if others := _(", ").join(numbers):
        yield _("The same parcel has other cases: {numbers}.").format(numbers=others)
