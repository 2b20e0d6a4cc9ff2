"""Taking a matter in, seen beside what there is already: new, linked, answered at once, or gone on with elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.actions import intake as registering
from desktop.actions import life
from desktop.domain import entries as e
from desktop.domain.authority import Verb
from desktop.domain.case import Status
from desktop.domain.closing import refusal_to_record
from desktop.domain.intake import tidy
from desktop.domain.life import CaseIsClosed
from desktop.domain.problems import Problem
from desktop.domain.taking_in import ENDED, MoneyIsAsked, SameMatterOpen, asks_for_money, way_of
from desktop.errors import Incomplete
from desktop.storage import drafts

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.intake import Intake
    from desktop.exchange.evidence_files import Evidence


@dataclass(frozen=True)
class Taken:
    """What was taken in at the desk.

    Attributes:
        draft_id: the draft it was typed as; empty if there is none.
        links: earlier cases it has to do with, each with the reason.
    """

    intake: Intake
    evidence: tuple[Evidence, ...] = ()
    draft_id: str = ""
    links: tuple[e.CaseLinked, ...] = ()


def take_in(desk: Desk, taken: Taken) -> Case:
    """Make a case of a matter, linked to those it has to do with; the other cases name it too.

    Raises:
        Incomplete: something is missing or impossible; nothing was written.
        SameMatterOpen: its waybill has an open case, and no link says why there should be another one.
        Refused: this person may not.
    """
    _refuse_second(desk, taken)
    links = _checked_links(desk, taken)
    return registering.register_case(desk, taken.intake, taken.evidence, taken.draft_id, links=links)


def answer_at_once(desk: Desk, taken: Taken, words: str) -> Case:
    """Take a matter in with the answer given on the spot, and close it, in one step.

    Args:
        desk: with who answers.
        taken: the matter.
        words: what the customer was told.

    Raises:
        Incomplete: something is missing in the registration or the answer; nothing was written.
        MoneyIsAsked: the customer asks for money.
        SameMatterOpen, Refused: as ``take_in``.
    """
    if asks_for_money(taken.intake):
        raise MoneyIsAsked
    _refuse_second(desk, taken)
    links = _checked_links(desk, taken)
    told = e.CustomerContacted(way=way_of(taken.intake), about="outcome", reached=True, words=words)
    problems = registering.check_for_registration(desk, taken.intake)
    if problems:
        raise Incomplete(problems)
    return life.settle_at_once(desk, taken.intake, told, taken.draft_id, registering.Beside(taken.evidence, links))


def continue_there(desk: Desk, case_id: str, taken: Taken) -> Case:
    """Add what a customer says to a case there is already, with the files, and put the draft away.

    A case that was closed is reopened, for the customer has come back.

    Raises:
        Incomplete: there are no words to add.
        CaseIsClosed: it goes on in another case.
        Refused: this person may not.
    """
    intake = tidy(taken.intake)
    words = "\n".join(filter(None, (intake.words, intake.note)))
    if not words:
        raise Incomplete([Problem("words", "missing")])
    said = life.checked(desk, e.CustomerContacted(way=way_of(intake), about="progress", reached=True, words=words))
    added = [registering.keep_evidence(desk, piece) for piece in taken.evidence]
    with desk.office.writing(desk.clock.now()) as writing:
        case = writing.case(case_id)
        refusal = case.may(Verb.LOOK_AFTER, writing.person(desk.signer))
        if refusal is not None:
            raise refusal
        if case.status is Status.MERGED:
            raise CaseIsClosed
        steps: list[e.LifeBody] = [said]
        if case.life.is_closed:
            steps.insert(0, e.CaseReopened(reason=words))
        for step in steps:
            unfit = refusal_to_record(case, step)
            if unfit is not None:
                raise unfit
        writing.append(desk.signer, case_id, *steps, *added)
        drafts.drop(writing.connection, taken.draft_id)
        return writing.case(case_id)


def _refuse_second(desk: Desk, taken: Taken) -> None:
    """Let nobody take the same parcel in twice without a reason."""
    linked = {link.other for link in taken.links}
    for row in registering.same_waybill(desk, tidy(taken.intake).waybill):
        if row.status not in ENDED and row.case_id not in linked:
            raise SameMatterOpen(row.case_id, row.number)


def _checked_links(desk: Desk, taken: Taken) -> tuple[e.CaseLinked, ...]:
    links = []
    for link in taken.links:
        checked = life.checked(desk, link)
        assert isinstance(checked, e.CaseLinked), "tidying keeps the kind"
        links.append(checked)
    return tuple(links)
