"""Finding, assessment and proposal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from desktop.actions.desk import reference_of
from desktop.domain import entries as e
from desktop.domain.as_seen import AssessmentChanged
from desktop.domain.assess import assess
from desktop.domain.assessment import write_assessment
from desktop.domain.authority import Verb
from desktop.domain.check_finding import check_finding, tidy_finding
from desktop.domain.claim import write_facts
from desktop.domain.money_back import kept_fen
from desktop.domain.problems import Problem
from desktop.domain.proposal import ProposalDraft, check_proposal
from desktop.errors import CaseChanged, Incomplete

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.assessment import PackRef
    from desktop.domain.case import Case
    from desktop.domain.claim import ClaimFacts
    from desktop.domain.packs import PackLibrary


def record_finding(desk: Desk, case_id: str, finding: e.FindingRecorded) -> Case:
    """Record what happened and who answers for it.

    Raises:
        Incomplete: all that is missing or contradicts itself.
        Refused: this person may not.
    """
    body = tidy_finding(finding)

    def make(case: Case) -> tuple[e.Body, ...]:
        problems = check_finding(body, {header.entry_id for header, _evidence in case.evidence})
        if problems:
            raise Incomplete(problems)
        return (body,)

    return desk.record_from(case_id, Verb.RECORD_FINDING, make)


def keep_assessment(desk: Desk, case_id: str, facts: ClaimFacts, basis: str, seen: str | None = None) -> Case:
    """Record what the rules pay, with the facts and the rule pack it rests on.

    Args:
        desk: with the person who assesses.
        case_id: the case.
        facts: as on the screen.
        basis: ``Case.basis`` of the registration the facts were taken from.
        seen: digest of the assessment whose facts the person went on from, empty for none; ``None`` for whichever
            there is.

    Raises:
        CaseChanged: the registration was corrected since.
        AssessmentChanged: another assessment has taken the place of that one.
        Incomplete: the facts are contradictory or do not suffice.
        Refused: this person may not.
    """
    with desk.office.writing(desk.clock.now()) as writing:
        packs = reference_of(desk.program, writing.people).packs
        result = assess(facts, packs)
        if result.total is None or result.pack is None:
            raise Incomplete([*result.problems, *(Problem(key, "needed") for key in result.needs)])
        case = writing.case(case_id)
        refusal = case.may(Verb.ASSESS, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        if case.basis != basis:
            raise CaseChanged
        if seen is not None and seen != (case.assessment.digest if case.assessment else ""):
            raise AssessmentChanged
        new = [ref for ref in (result.pack, *result.layers) if ref.sha256 not in writing.people.kept_packs]
        writing.append(desk.signer, "", *(_kept(packs, ref) for ref in new))
        body = e.Assessed(
            basis=case.basis,
            facts=msgspec.Raw(write_facts(facts)),
            assessment=msgspec.Raw(write_assessment(result)),
            payable_fen=result.total.fen,
            pack_id=result.pack.id,
            pack_version=result.pack.version,
            pack_sha256=result.pack.sha256,
        )
        writing.append(desk.signer, case_id, body)
        return writing.case(case_id)


def _kept(packs: PackLibrary, ref: PackRef) -> e.PackKept:
    pack = packs.find(ref.sha256)
    assert pack is not None, "an assessment names packs of the library it was made with"
    return e.PackKept(pack_id=ref.id, version=ref.version, sha256=ref.sha256, source=pack.source)


def propose(desk: Desk, case_id: str, draft: ProposalDraft) -> Case:
    """Send a proposal to a supervisor, bound to the assessment and the finding as they stand.

    Raises:
        Incomplete: something is missing or impossible.
        Stale: the registration was corrected since the assessment.
        Refused: this person may not.
    """
    problems = check_proposal(draft)
    if problems:
        raise Incomplete(problems)

    def make(case: Case) -> tuple[e.Body, ...]:
        assert draft.amount_fen is not None, "check_proposal refuses that"
        computed = case.assessment.body.payable_fen if case.assessment else 0
        if computed != draft.computed_fen:
            raise Incomplete([Problem("amount", "assessment-changed")])
        if kept_fen(case) != draft.kept_fen:
            raise Incomplete([Problem("includes_kept", "paid-meanwhile")])
        return (
            e.Proposed(
                assessment=case.assessment.digest if case.assessment else "",
                finding=case.finding[0].digest if case.finding else "",
                basis=case.basis,
                amount_fen=draft.amount_fen,
                computed_fen=computed,
                change_reason=draft.change_reason.strip(),
                remedies=tuple(draft.remedies),
                words=draft.words.strip(),
                paid_before_fen=draft.paid_before_fen,
            ),
        )

    return desk.record_from(case_id, Verb.PROPOSE, make)
