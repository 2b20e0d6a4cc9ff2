"""The root of our errors, split by whose turn it is to act.

Children carry facts, not sentences; ``desktop.wording.errors`` turns them into text with the next step. They
live beside the code that raises them. Anything that is not a ``DeskError`` is a bug for the excepthook.
"""


class DeskError(Exception):
    """Anything the program can explain to the person in front of it."""


class Refused(DeskError):
    """A rule of the house says no: not allowed, already final, changed by someone else."""


class Unavailable(DeskError):
    """The world is at fault: disk full, file locked, USB stick gone."""


class Damaged(DeskError):
    """Stored data cannot be trusted."""
