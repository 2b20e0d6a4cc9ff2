"""Our errors, split by whose turn it is to act.

Children carry facts, not sentences; ``desktop.wording.errors`` turns them into text with the next step. Refusals that
are rules of the trade live in ``desktop.domain``. Anything that is not a ``DeskError`` is a bug and goes to the
excepthook.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from desktop.domain.problems import Problem


class DeskError(Exception):
    """Anything the program can explain to the person in front of it."""


class Refused(DeskError):
    """A rule of the house says no: not allowed, already final, changed by someone else.

    Attributes:
        field: what was typed that it is about, by the name it has in the entry; empty where it is about the whole.

    """

    field: str = ""


class Unavailable(DeskError):
    """The world is at fault: disk full, file locked, USB stick gone."""


class Damaged(DeskError):
    """Stored data cannot be trusted."""


class NoOffice(Unavailable):
    """The folder holds no office (missing, empty or without its database)."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class OfficeExists(Refused):
    """An office is to be founded where one already is."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class FolderNotEmpty(Refused):
    """A new office needs a folder of its own."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class NotWritable(Unavailable):
    """The folder cannot be written to: read-only, no rights, or no such place."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class DiskFull(Unavailable):
    """There is no room left for what was to be kept."""


class OfficeInUse(Unavailable):
    """Another running program holds the office.

    Attributes:
        since: when it took it, in seconds since 1970; empty where that is not known.
        computer: the name of the computer it runs on; empty where that is not known.
        code: staff number of who works there; empty while nobody does.
    """

    def __init__(self, since: str, computer: str = "", code: str = "") -> None:
        super().__init__(since, computer, code)
        self.since, self.computer, self.code = since, computer, code


class MadeByNewer(Refused):
    """The office was written by a newer version of the program."""

    def __init__(self, schema: int) -> None:
        super().__init__(schema)
        self.schema = schema


class DatabaseDamaged(Damaged):
    """The database cannot be read as one, or does not fit the keys."""


class KeysDamaged(Damaged):
    """The key file cannot be read."""


class KeysMissing(Damaged):
    """The database is there without the key file that opens it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class EntryBroken(Damaged):
    """An entry's body or signature does not fit its header."""

    def __init__(self, entry_id: str, fault: str) -> None:
        super().__init__(entry_id, fault)
        self.entry_id, self.fault = entry_id, fault


class FileBroken(Damaged):
    """An encrypted file is missing or was changed."""

    def __init__(self, stored_as: str) -> None:
        super().__init__(stored_as)
        self.stored_as = stored_as


class WrongPassword(Refused):
    """Staff number and password do not belong together; which of them is wrong is not said."""


class KeyReplaced(Refused):
    """The person's password was replaced elsewhere, and with it the key they sign with."""


class TooManyTries(Refused):
    """Sign-in has to wait.

    Attributes:
        seconds: until the next try is taken.

    """

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class ClockBehind(Refused):
    """The computer's clock stands before the last entry; a person has to confirm or to mend the clock."""

    def __init__(self, now: datetime, last: str) -> None:
        super().__init__(now, last)
        self.now, self.last = now, last


class NoSuchCase(Refused):
    """The case is not in this office."""


class Incomplete(Refused):
    """What was typed cannot be taken as it is.

    Attributes:
        problems: all of them at once.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(problem.code for problem in problems))
        self.problems = tuple(problems)


class CaseChanged(Refused):
    """Someone else changed the case meanwhile; look again."""


class MissingCharacters(Refused):
    """A paper holds characters that no font here can print, so it is not drawn.

    Attributes:
        characters: each once, in order of first appearance.
    """

    def __init__(self, characters: Iterable[str]) -> None:
        self.characters = tuple(dict.fromkeys(characters))
        super().__init__(" ".join(f"U+{ord(char):04X}" for char in self.characters))


class IncompletePaper(Refused):
    """A paper may not be issued while these facts are empty; a draft may.

    Attributes:
        names: the fields, as they are called in the facts of the paper.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names
