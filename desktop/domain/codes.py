"""Words from closed lists, as they stand in files of facts and rules."""

from __future__ import annotations

from enum import StrEnum


class Code(StrEnum):
    """A word from a closed list; working out a claim meets some hundred of them.

    It is equal to its text, so it may be hashed like its text; ``Enum`` does that in Python. And before Python 3.12
    ``Enum`` takes five times as long to give a member as a module does to give a constant: those that every claim asks
    for are constants of the modules that ask.
    """

    __hash__ = str.__hash__
