"""Loads what is known about lateness: the second part of ``resources/promises.toml``."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Annotated

import msgspec

from desktop import paths
from desktop.domain.lateness import Cost, Lateness
from desktop.domain.owed import ORDER
from desktop.domain.promises import Promise
from desktop.resource_files import BadResourceFileError, read_toml

if TYPE_CHECKING:
    from pathlib import Path

_TASKS = {ORDER, *(promise.value for promise in Promise)}


class _Warning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    task: str
    minutes: Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    warnings: tuple[_Warning, ...]
    costs: tuple[Cost, ...]
    #: Read by ``desktop.calendars``.
    limits: tuple[object, ...] = ()
    #: Read by ``desktop.appeals``.
    appeals: tuple[object, ...] = ()


@cache
def load_lateness(path: Path | None = None) -> Lateness:
    """Load what lateness costs and when somebody is told before.

    Raises:
        BadResourceFileError: the file is damaged, or speaks of a time limit there is not.

    """
    path = path or paths.resource("promises.toml")
    read = read_toml(path, _File)
    for task in (*(line.task for line in read.warnings), *(line.task for line in read.costs)):
        if task not in _TASKS:
            raise BadResourceFileError(path.name, f"task: {task}")
    return Lateness(read.costs, {line.task: timedelta(minutes=line.minutes) for line in read.warnings})
