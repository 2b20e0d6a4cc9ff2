"""Where a conversation stands: the step of a case, and of one that is only being typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.case import Status
from desktop.domain.life import told_since
from desktop.domain.payments import paid_fen
from desktop.domain.scripts import Stands, Step

if TYPE_CHECKING:
    from desktop.domain.case import Case
    from desktop.domain.intake import Intake


def step_of_intake(intake: Intake, *, about_handling: bool = False) -> Step:
    """Return where a conversation is while the matter is being typed.

    Args:
        intake: as typed so far.
        about_handling: it complains about how an earlier case was handled.
    """
    if about_handling:
        return Step.SECOND_COMPLAINT
    if not intake.words.strip():
        return Step.OPENING
    return Step.FIRST_REPLY if intake.types else Step.HEARING_OUT


def step_of(case: Case) -> Step:
    """Return where the conversation of a case is."""
    life = case.life
    if life.found and not life.is_closed:
        return Step.FOUND_LATER if paid_fen(case) else Step.FOUND
    if life.is_closed:
        return Step.CLOSING if life.satisfaction else Step.SATISFACTION
    if case.decision is not None and case.settlement in (Status.APPROVED, Status.REFUSED):
        told = told_since(case, case.decision.header.time)
        return _step_after_decision(case) if told is None or told[1].answer == "declines" else Step.SATISFACTION
    if any(body.relation == "about-handling" for _header, body in life.links):
        return Step.SECOND_COMPLAINT
    return _step_on_the_way(case)


def stands_of(case: Case) -> Stands | None:
    """Return what the finding says; None before there is one."""
    stands = case.finding[1].stands if case.finding else ""
    return Stands(stands) if stands in set(Stands) else None


def _step_after_decision(case: Case) -> Step:
    assert case.proposal is not None, "there is a verdict on it"
    amount, asked = case.proposal.body.amount_fen, case.intake.asked_amount or 0
    if case.settlement is Status.REFUSED or (asked and not amount):
        return Step.NO_COMPENSATION
    return Step.PARTIAL if 0 < amount < asked else Step.OUTCOME


def _step_on_the_way(case: Case) -> Step:
    if case.finding is not None and case.finding[1].unreasonable:
        return Step.UNREASONABLE
    waiting = case.life.waiting
    if waiting is not None and waiting.began[1].reason == "evidence":
        return Step.EVIDENCE
    spoken = any(body.reached for _header, body in case.life.contacts)
    return Step.PROGRESS if spoken or case.finding is not None else Step.FIRST_REPLY
