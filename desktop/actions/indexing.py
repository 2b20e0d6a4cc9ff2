"""Keeping the index in step with the journal and with the calendar it was written by."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from desktop.errors import Damaged
from desktop.storage import index

if TYPE_CHECKING:
    from desktop.actions.desk import Reference
    from desktop.storage.index import Tell
    from desktop.storage.office import Office


def rebuild_index(office: Office, reference: Reference, tell: Tell | None = None) -> None:
    """Throw the index away and make it anew from the journal; ``tell`` hears how far that is.

    Raises:
        EntryBroken: the journal itself is broken; the old index stays.

    """
    with office.database.writing() as connection:
        index.rebuild(connection, office.owing, tell)
        index.set_mark(connection, reference.timing_mark)


def bring_up_to_date(office: Office, reference: Reference, tell: Tell | None = None) -> None:
    """Make the index anew where due times may have moved since it was written: a new calendar, other limits.

    Where an entry is broken the old index stays: one case that cannot be trusted keeps nobody from the others.
    """
    with office.reading() as connection:
        written_with = index.mark(connection)
    if written_with != reference.timing_mark:
        with contextlib.suppress(Damaged):
            rebuild_index(office, reference, tell)
