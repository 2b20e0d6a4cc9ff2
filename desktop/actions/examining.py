"""Checking an office against itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.due import owing
from desktop.actions.indexing import bring_up_to_date, rebuild_index
from desktop.actions.sign_in import unlock_keys
from desktop.storage.office import Office
from desktop.storage.verify import verify

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.actions.desk import Reference
    from desktop.clock import Clock
    from desktop.storage.verify import Report


def examine(
    folder: Path, code: str, password: str, reference: Reference, clock: Clock, *, rebuild: bool = False
) -> Report:
    """Check an office nobody works at; opens it even where entries about people are broken.

    With ``rebuild`` the index is made anew from the journal first; so it is where an older version of the program
    wrote it, for then it lacks what that version did not know.

    Raises:
        NoOffice, OfficeInUse, DatabaseDamaged, KeysDamaged, MadeByNewer, NotWritable: it could not be checked.
        WrongPassword, TooManyTries: the two do not belong together.

    """
    unlocked = unlock_keys(folder, clock.now(), lambda keys: keys.unlock(code, password))
    office = Office.open(folder, unlocked.office_key, owing(reference), damaged_too=True)
    try:
        if rebuild:
            rebuild_index(office, reference)
        else:
            bring_up_to_date(office, reference)
        return verify(office)
    finally:
        office.close()
