"""The history of a case with every id resolved, on the screen and on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.documents import fonts, history
from desktop.domain import entries as e
from desktop.domain.masking import mask_in_text, mask_name, mask_phone, mask_waybill
from desktop.domain.merging import merged_from
from desktop.errors import NoSuchCase
from desktop.i18n import _
from desktop.storage import alike, journal
from desktop.wording import case as words
from desktop.wording import settlement
from desktop.wording.history import sentence
from desktop.wording.names import Names, other_cases

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.paper_facts import PaperDetails
    from desktop.documents.facts import Issue
    from desktop.domain.case import Case, Happened


def names_of(desk: Desk, case: Case) -> Names:
    """Return what the ids in a case's history stand for; asks the database only for other cases' numbers."""
    others = other_cases(case)
    if not others:
        return Names.of_case(case, desk.office.people, {})
    with desk.office.reading() as connection:
        return Names.of_case(case, desk.office.people, alike.numbers_of(connection, others))


def merged_cases(desk: Desk, case: Case) -> list[Case]:
    """Return the cases that go on in a case, with those that went on in them; one that is not here is left out."""
    found: dict[str, Case] = {}
    left = merged_from(case)
    while left:
        case_id = left.pop(0)
        if case_id in found or case_id == case.case_id:
            continue
        try:
            found[case_id] = desk.office.case(case_id)
        except NoSuchCase:
            continue
        left += merged_from(found[case_id])
    return list(found.values())


def history_facts(desk: Desk, case: Case, issue: Issue, _details: PaperDetails) -> history.HistoryFacts:
    """Gather the printed history: all entries, numbers of customers masked, with the ends of all logs."""
    intake, names = case.intake, names_of(desk, case)
    masks = {number: mask_waybill(number) for number in (intake.waybill, intake.waybill_raw)}
    masks |= {phone: mask_phone(phone) for phone in (intake.phone, intake.other_party_phone, intake.other_contact)}
    with desk.office.reading() as connection:
        heads = journal.heads(connection)

    def line(number: int, happened: Happened) -> history.EntryFacts:
        header = happened.entry.header
        told = mask_in_text(sentence(happened, desk.reference.packs, names), masks)
        return history.EntryFacts(
            number=number,
            at=e.moment(header.time),
            who=printable(names.person(header.actor, header.time) or _("Unknown person")),
            what=printable(told),
            stale=words.stale(happened.stale) if happened.stale else "",
        )

    return history.HistoryFacts(
        issue=replace(issue, waybill=mask_waybill(intake.waybill)),
        status=words.status(case.status.value),
        complaint_type=settlement.type_names(intake.types),
        customer=printable(mask_name(intake.complainant_name)),
        phone=mask_phone(intake.phone) if intake.phone else "",
        entries=tuple(line(number, happened) for number, happened in enumerate(case.history, 1)),
        logs=tuple(history.LogFacts(device=device, entries=count, head=head) for device, count, head in heads),
    )


def printable(text: str) -> str:
    """Name characters no font has, ``[U+1F600]``: what was written long ago cannot be written another way now."""
    for char in fonts.missing(text):
        text = text.replace(char, f"[U+{ord(char):04X}]")
    return text
