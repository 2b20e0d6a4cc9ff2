"""Coming in: sign in, unlock, change places, confirm with the password, recover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.actions.desk import Desk, Reference
from desktop.actions.due import owing
from desktop.actions.indexing import bring_up_to_date
from desktop.domain import entries as e
from desktop.domain.authority import NoLongerHere
from desktop.domain.founding import check_password
from desktop.domain.people import Role
from desktop.errors import Incomplete, NoOffice, TooManyTries, WrongPassword
from desktop.storage import database, keys
from desktop.storage.files import disk_error
from desktop.storage.keys import KeyFile, Signer, Unlocked
from desktop.storage.office import Office, check_free
from desktop.storage.tries import Tries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from desktop.clock import Clock
    from desktop.storage.index import Tell


def look(folder: Path) -> None:
    """Check whatever can be checked before anybody types a password.

    Raises:
        NoOffice, KeysMissing, KeysDamaged, OfficeInUse, NotWritable: as they say; nothing was changed.
    """
    try:
        KeyFile.read(folder)
    except OSError as error:
        raise disk_error(error, folder) from error
    if not (folder / database.FILE).is_file():
        raise NoOffice(folder)
    check_free(folder)


def seconds_to_wait(folder: Path, now: datetime) -> int:
    """Return how long the next password has to wait after wrong ones."""
    return Tries(folder).wait(now)


def sign_in(
    folder: Path, code: str, password: str, reference: Reference, clock: Clock, tell: Tell | None = None
) -> Desk:
    """Open an office for one person; ``tell`` hears how far the lists are where they have to be made anew.

    Raises:
        NoOffice, OfficeInUse, DatabaseDamaged, KeysMissing, KeysDamaged, MadeByNewer, NotWritable: as they say.
        WrongPassword: the two do not belong together.
        TooManyTries: too early after a wrong one.
        NoLongerHere: the account was closed.
    """
    unlocked = unlock_keys(folder, clock.now(), lambda key_file: key_file.unlock(code, password))
    office = Office.open(folder, unlocked.office_key, owing(reference))
    person = office.people.at(unlocked.signer.person_id)
    if person is None or not person.active:
        office.close()
        raise NoLongerHere
    try:
        bring_up_to_date(office, reference, tell)
    except BaseException:
        office.close()
        raise
    office.tell_holder(code)
    return Desk(office, unlocked.signer, clock, reference)


def change_places(desk: Desk, code: str, password: str) -> Desk:
    """Let another person take the seat at an office that stays open.

    Raises:
        WrongPassword, TooManyTries, NoLongerHere: nobody changes places.
    """
    unlocked = unlock_keys(desk.office.folder, desk.clock.now(), lambda key_file: key_file.unlock(code, password))
    person = desk.office.people.at(unlocked.signer.person_id)
    if person is None or not person.active:
        raise NoLongerHere
    desk.office.tell_holder(code)
    return desk.seat(unlocked.signer)


def confirm(desk: Desk, password: str) -> Signer:
    """Ask the person at the desk for their password again; the signer returned is theirs, freshly unlocked.

    Raises:
        WrongPassword, TooManyTries: it is not confirmed.
    """
    code = desk.person.code
    return unlock_keys(desk.office.folder, desk.clock.now(), lambda key_file: key_file.unlock(code, password)).signer


def recover(
    folder: Path, recovery_code: str, password: str, reference: Reference, clock: Clock, tell: Tell | None = None
) -> Desk:
    """Give the first active manager a new password and a new signing key, by the recovery sheet.

    Raises:
        WrongPassword, TooManyTries: that is not the code of this office.
        Incomplete: the new password cannot be taken.
    """
    problems = check_password(password, password)
    if problems:
        raise Incomplete(problems)
    unlocked = unlock_keys(folder, clock.now(), lambda key_file: key_file.unlock_recovery(recovery_code))
    office = Office.open(folder, unlocked.office_key, owing(reference))
    try:
        manager = next(p for p in office.people.everyone() if p.active and p.role is Role.MANAGER)
        signer = Signer.new(manager.person_id)
        with office.writing(clock.now()) as writing:
            writing.append(
                unlocked.signer, "", e.PersonRekeyed(person_id=manager.person_id, public_key=signer.public_key)
            )
        KeyFile.read(folder).put(manager.code, Unlocked(unlocked.office_key, signer), password)
        bring_up_to_date(office, reference, tell)
    except BaseException:
        office.close()
        raise
    return Desk(office, signer, clock, reference)


def new_recovery_code() -> str:
    """Make up a recovery code; it opens nothing before ``replace_recovery_code``."""
    return keys.new_recovery_code()


def replace_recovery_code(desk: Desk, old: str, new: str) -> None:
    """Let a new recovery sheet take the place of the old one, which is void from then on.

    Raises:
        WrongPassword, TooManyTries: the old code is not right; it stays in force.
    """
    folder = desk.office.folder
    unlocked = unlock_keys(folder, desk.clock.now(), lambda key_file: key_file.unlock_recovery(old))
    KeyFile.read(folder).put("", unlocked, new)


def unlock_keys(folder: Path, now: datetime, unlock: Callable[[KeyFile], Unlocked]) -> Unlocked:
    """Open a slot of the key file, counting wrong tries.

    Raises:
        TooManyTries: too early after a wrong one; nothing was tried.
        WrongPassword: counted.
    """
    tries = Tries(folder)
    seconds = tries.wait(now)
    if seconds:
        raise TooManyTries(seconds)
    try:
        unlocked = unlock(KeyFile.read(folder))
    except WrongPassword:
        tries.failed(now)
        raise
    tries.succeeded()
    return unlocked
