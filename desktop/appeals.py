"""Loads when customers may turn to the postal authority: the third part of ``resources/promises.toml``."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import msgspec

from desktop import paths
from desktop.domain.appeal import AppealRule
from desktop.resource_files import read_toml

if TYPE_CHECKING:
    from pathlib import Path


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    appeals: tuple[AppealRule, ...]
    #: Read by ``desktop.calendars`` and ``desktop.lateness``.
    limits: tuple[object, ...] = ()
    warnings: tuple[object, ...] = ()
    costs: tuple[object, ...] = ()


@cache
def load_appeals(path: Path | None = None) -> tuple[AppealRule, ...]:
    """Load the dated rules on appeals.

    Raises:
        BadResourceFileError: the file is damaged.

    """
    return read_toml(path or paths.resource("promises.toml"), _File).appeals
