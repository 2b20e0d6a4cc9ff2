"""Counts wrong passwords of an office, across restarts, so that guessing gets slower and slower."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Annotated

import msgspec

from desktop.paths import write_atomically

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

#: Tries that cost nothing: everybody mistypes.
FREE = 3
LONGEST_SECONDS = 300


class _Kept(msgspec.Struct, frozen=True):
    failures: Annotated[int, msgspec.Meta(ge=0)] = 0
    last: float = 0.0


class Tries:
    """The count of one office folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "tries.json"
        try:
            self._kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            self._kept = _Kept()

    def wait(self, now: datetime) -> int:
        """Return how many seconds the next try has to wait."""
        if self._kept.failures < FREE:
            return 0
        doublings = min(self._kept.failures - FREE + 1, LONGEST_SECONDS.bit_length())
        delay: int = min(2**doublings, LONGEST_SECONDS)
        # A clock set back must not lock anybody out for longer than the delay itself.
        passed = max(0.0, now.timestamp() - self._kept.last)
        return max(0, round(delay - passed))

    def failed(self, now: datetime) -> None:
        """Note a wrong password."""
        self._keep(_Kept(self._kept.failures + 1, now.timestamp()))

    def succeeded(self) -> None:
        """Forget the failures."""
        if self._kept.failures:
            self._keep(_Kept())

    def _keep(self, kept: _Kept) -> None:
        self._kept = kept
        # In a folder that cannot be written to, the count lasts as long as this window.
        with contextlib.suppress(OSError):
            write_atomically(self._path, msgspec.json.encode(kept))
