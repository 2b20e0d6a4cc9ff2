"""Read one of the program's own data files, and refuse a bad one by name, key and line."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, TypeVar

import msgspec

from desktop.errors import Damaged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.problems import Problem

T = TypeVar("T")


class BadResourceFileError(Damaged):
    """A data file cannot be used.

    Attributes:
        name: name of the file.
        reason: what the reader says, with key or line; for the person who edited the file.

    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.name = name
        self.reason = reason


class BadFiles(Damaged):
    """Files a person may have written cannot be used.

    Attributes:
        problems: all of them; each names its ``file`` and, where it can be told, its ``line`` among its facts.

    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(*(f"{problem.facts.get('file')}: {problem.field} {problem.code}" for problem in problems))
        self.problems = tuple(problems)


def read_toml(path: Path, form: type[T]) -> T:
    """Read a TOML file into a struct.

    Raises:
        BadResourceFileError: missing, not UTF-8, not TOML, or not of that form.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadResourceFileError(path.name, str(error)) from error
    return parse_toml(path.name, content, form)


def parse_toml(name: str, content: bytes, form: type[T]) -> T:
    """Read TOML into a struct.

    Raises:
        BadResourceFileError: not UTF-8, not TOML, or not of that form.

    """
    try:
        return msgspec.convert(tomllib.loads(content.decode("utf-8")), form)
    except ValueError as error:
        # TOML, UTF-8 and form errors are all ValueErrors.
        raise BadResourceFileError(name, str(error)) from error
