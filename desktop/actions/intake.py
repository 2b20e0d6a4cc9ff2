"""Taking a complaint in: drafts, same waybill again, registration, correction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from desktop import i18n
from desktop.actions.form_drafts import PREFIX
from desktop.domain import entries as e
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.check import check_intake
from desktop.domain.handling import entrusted
from desktop.domain.intake import Intake, tidy
from desktop.errors import Incomplete
from desktop.storage import drafts, index, journal
from desktop.storage import tables as t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlalchemy import Connection

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.domain.problems import Problem
    from desktop.exchange.evidence_files import Evidence
    from desktop.storage.index import CaseRow


class Draft(msgspec.Struct, frozen=True):
    """A complaint nobody has registered yet.

    Attributes:
        saved_at: UTC text as in entries.
        evidence_paths: files dropped on the form; read when the case is registered.
        links: earlier cases the new one is to be linked to.
    """

    draft_id: str
    intake: Intake
    evidence_paths: tuple[str, ...] = ()
    saved_at: str = ""
    links: tuple[e.CaseLinked, ...] = ()


class Beside(NamedTuple):
    """What comes with a complaint: files handed in, and links to other cases."""

    evidence: tuple[Evidence, ...] = ()
    links: tuple[e.CaseLinked, ...] = ()


#: A complaint with nothing beside it.
ALONE = Beside()


def check_for_registration(desk: Desk, intake: Intake) -> list[Problem]:
    """Return everything that keeps a complaint from being registered."""
    return check_intake(intake, "register", i18n.today(desk.clock.now()))


def register_case(
    desk: Desk,
    intake: Intake,
    evidence: Sequence[Evidence] = (),
    draft_id: str = "",
    then: Sequence[e.CaseBody] = (),
    links: Sequence[e.CaseLinked] = (),
) -> Case:
    """Make a case of a complaint, with its evidence, and put its draft away.

    Args:
        desk: with who takes it in.
        intake: what the customer says.
        evidence: files handed in with it.
        draft_id: the draft it was typed as.
        then: checked entries that follow at once, in the same transaction.
        links: checked links to earlier cases; those name the new one from then on.

    Raises:
        Incomplete: something is missing or impossible; nothing was written.
        NotAllowed: an auditor registers nothing.
        NoSuchCase: a link leads nowhere.
    """
    intake = tidy(intake)
    problems = check_for_registration(desk, intake)
    if problems:
        raise Incomplete(problems)
    refusal = refusal_of_role(Verb.REGISTER, desk.person)
    if refusal is not None:
        raise refusal
    now = desk.clock.now()
    added = [keep_evidence(desk, piece) for piece in evidence]
    with desk.office.writing(now) as writing:
        case_id = journal.new_id(now)
        number = _next_number(writing.connection, i18n.today(now))
        owner = desk.person.person_id
        named = [entrusted(link, writing.case(link.other), owner, writing.people) for link in links]
        writing.append(desk.signer, case_id, e.CaseRegistered(number=number, intake=intake), *added, *named, *then)
        for link in links:
            writing.append(desk.signer, link.other, link_back(link, case_id))
        drafts.drop(writing.connection, draft_id)
        return writing.case(case_id)


def _next_number(connection: Connection, today: date) -> str:
    prefix = f"{today:%y%m%d}-"
    return f"{prefix}{index.next_serial(connection, t.cases, prefix):03d}"


def link_back(link: e.CaseLinked, case_id: str) -> e.CaseLinked:
    """Name the new case in the earlier one; a complaint about handling is about the earlier one only."""
    relation = "related" if link.relation == "about-handling" else link.relation
    return e.CaseLinked(other=case_id, relation=relation, reason=link.reason)


def correct_case(desk: Desk, case_id: str, intake: Intake, reason: str) -> Case:
    """Replace the registration of a case by what it should have read.

    Raises:
        Incomplete: something is missing or impossible.
        Refused: this person may not.
    """
    intake = tidy(intake)
    problems = check_for_registration(desk, intake)
    if problems:
        raise Incomplete(problems)
    return desk.record(case_id, Verb.CORRECT, e.CaseCorrected(intake=intake, reason=reason.strip()))


def same_waybill(desk: Desk, waybill: str) -> list[CaseRow]:
    """Return the cases there already are for a waybill, newest first."""
    with desk.office.reading() as connection:
        return index.cases_of_waybill(connection, waybill)


def keep_evidence(desk: Desk, evidence: Evidence) -> e.EvidenceAdded:
    """Store the content of a piece of evidence; it belongs to a case once the entry is written."""
    return e.EvidenceAdded(
        name=evidence.name,
        media_type=evidence.kind.value,
        sha256=e.digest(evidence.content),
        stored_as=desk.office.attachments.keep(evidence.content),
        size=len(evidence.content),
    )


def add_evidence(desk: Desk, case_id: str, evidence: Sequence[Evidence]) -> Case:
    """Add photos or documents to a case.

    Raises:
        Refused: this person may not.
        DiskFull, NotWritable: nothing was added.
    """
    return desk.record(case_id, Verb.ADD_EVIDENCE, *(keep_evidence(desk, piece) for piece in evidence))


def save_draft(desk: Desk, draft: Draft) -> Draft:
    """Keep a draft as it stands; nothing is required of it."""
    saved = msgspec.structs.replace(draft, saved_at=journal.stamp(desk.clock.now()))
    content = msgspec.json.encode(saved)
    with desk.office.database.writing() as connection:
        drafts.put(connection, draft.draft_id, desk.signer.person_id, saved.saved_at, content)
    return saved


def my_drafts(desk: Desk) -> list[Draft]:
    """Return the drafts of the person at the desk, newest first."""
    with desk.office.reading() as connection:
        contents = drafts.of_person(connection, desk.signer.person_id, other_than=PREFIX)
    return [draft for content in contents if (draft := _readable(content)) is not None]


def _readable(content: bytes) -> Draft | None:
    """Read a draft; one that another version of the program wrote stays where it is, unseen."""
    try:
        return msgspec.json.decode(content, type=Draft)
    except msgspec.MsgspecError:
        return None


def discard_draft(desk: Desk, draft_id: str) -> None:
    """Throw a draft away."""
    with desk.office.database.writing() as connection:
        drafts.drop(connection, draft_id)
