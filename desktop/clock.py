"""The only place that asks the computer what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Whatever tells the time; tests pass one that stands still."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)


class SteadyClock:
    """A clock that can be told from which moment to go on, for a computer whose own clock was set back by years.

    Until it is told, it is the clock it is made from; and again as soon as that one has been set right.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told: tuple[datetime, datetime] | None = None

    def now(self) -> datetime:
        """Return the present moment in UTC, as far as it is known."""
        read = self._clock.now()
        if self._told is None:
            return read
        moment, read_then = self._told
        return read if read >= moment else moment + max(read - read_then, timedelta(0))

    def go_on_from(self, moment: datetime) -> None:
        """Go on from a moment that has certainly been reached."""
        self._told = moment, self._clock.now()
