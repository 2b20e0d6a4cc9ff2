"""What is typed into the forms of a case before it is recorded: kept, brought back, thrown away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from desktop.domain import entries as e
from desktop.errors import DeskError
from desktop.storage import drafts, journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case

logger = logging.getLogger(__name__)
Made = TypeVar("Made")

#: Ids of these drafts begin so; those of a complaint not registered yet are made of letters and digits alone.
PREFIX = "form:"
#: Forms of papers begin so.
PAPER = "paper-"
#: Forms that stand in the story of a case; a notice has several.
_IN_STORY = ("finding", "note", "notice-", "correction")
#: Forms that have a part of the case to themselves, named like it.
_OWN_PART = ("assessment", "proposal")
#: Reasons that are asked for in a window of their own, with the part of the case it is opened from; the first of them
#: belongs to the page of the approvals.
DECIDING = "verdict"
_ASKED = {DECIDING: "approval", "alone": "proposal"}


class FormDraft(msgspec.Struct, frozen=True):
    """What one person typed into one form of a case.

    Attributes:
        number: of the case.
        form: which form.
        about: what the form is about: a work order, a notice, a party; empty for the case as a whole.
        pick: what the way to the form said already, such as an outcome.
        typed: what differs from how the form began, by field, in plain values.
        seen: how much had happened in the case by then (``happened``).
        saved_at: UTC text as in entries.
    """

    case_id: str
    number: str
    form: str
    about: str = ""
    pick: str = ""
    typed: dict[str, Any] = {}
    seen: int = 0
    saved_at: str = ""

    def id_for(self, person_id: str) -> str:
        """Return the id of the draft: one person has one for each form."""
        return PREFIX + ":".join((person_id, self.case_id, self.form, self.about, self.pick))


def happened(case: Case) -> int:
    """Count what happened in a case; looks at names and phones change nothing anybody types."""
    return sum(not isinstance(line.entry.body, e.Revealed) for line in case.history)


def part_of(form: str) -> str:
    """Return the part of a case a form stands in, as ``open_case`` calls it; ``approval`` is the page of that name."""
    if form.startswith(_IN_STORY):
        return "story"
    if form.startswith(PAPER):
        return "papers"
    return form if form in _OWN_PART else _ASKED.get(form, "follow-up")


def keep_form(desk: Desk, draft: FormDraft) -> FormDraft:
    """Keep what is typed as it stands; nothing is required of it.

    Raises:
        DiskFull, NotWritable: it is not kept.
    """
    saved = msgspec.structs.replace(draft, saved_at=journal.stamp(desk.clock.now()))
    person_id = desk.signer.person_id
    with desk.office.database.writing() as connection:
        drafts.put(connection, draft.id_for(person_id), person_id, saved.saved_at, msgspec.json.encode(saved))
    return saved


def forms_of_case(desk: Desk, case_id: str) -> list[FormDraft]:
    """Return what the person at the desk has typed on a case, newest first."""
    return _read(desk, f"{PREFIX}{desk.signer.person_id}:{case_id}:")


def my_forms(desk: Desk) -> list[FormDraft]:
    """Return what the person at the desk has typed on any case, newest first."""
    return _read(desk, PREFIX)


def _read(desk: Desk, prefix: str) -> list[FormDraft]:
    with desk.office.reading() as connection:
        contents = drafts.of_person(connection, desk.signer.person_id, prefix=prefix)
    return [draft for content in contents if (draft := _readable(content)) is not None]


def _readable(content: bytes) -> FormDraft | None:
    """Read a draft; one that another version of the program wrote stays where it is, unseen."""
    try:
        return msgspec.json.decode(content, type=FormDraft)
    except msgspec.MsgspecError:
        return None


def recording(desk: Desk, place: FormDraft, work: Callable[[], Made], unkept: FormDraft | None) -> Callable[[], Made]:
    """Return work that keeps what is typed if it is not kept yet, records it, and puts the draft away."""

    def record() -> Made:
        if unkept is not None:
            keep_form(desk, unkept)
        made = work()
        try:
            put_away(desk, place)
        except DeskError:
            # It is recorded: that is what counts. The draft comes back and says that the case has changed.
            logger.warning("a draft of a form is left over")
        return made

    return record


def put_away(desk: Desk, draft: FormDraft) -> None:
    """Throw away what was typed into a form, or what has been recorded since."""
    with desk.office.database.writing() as connection:
        drafts.drop(connection, draft.id_for(desk.signer.person_id))
