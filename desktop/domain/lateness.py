"""What it costs to be late, where a source says so, and how long before somebody is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

import msgspec

#: What nobody has said anything about is told of so long before.
USUAL_WARNING = timedelta(hours=2)


class Cost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing that lateness costs.

    Attributes:
        task: code of a promise, or ``order``.
        text: what it costs, by language.
        source: where that is written, by language.
        mark: ``verified``, ``secondary`` or ``unverified``, as with limits.

    """

    task: str
    text: dict[str, str]
    source: dict[str, str]
    mark: Literal["verified", "secondary", "unverified"]


class Lateness(msgspec.Struct, frozen=True):
    """What is known about lateness.

    Attributes:
        costs: in the order they are told.
        warnings: how long before a task breaks somebody is told, by code.

    """

    costs: tuple[Cost, ...]
    warnings: Mapping[str, timedelta]

    def costs_of(self, task: str) -> tuple[Cost, ...]:
        """Return what lateness costs with one kind of task; empty where no source says anything."""
        return tuple(cost for cost in self.costs if cost.task == task)

    def warning_of(self, task: str) -> timedelta:
        """Return how long before it breaks somebody is told."""
        return self.warnings.get(task, USUAL_WARNING)

    @property
    def longest_warning(self) -> timedelta:
        """How far ahead anybody has to look."""
        return max([USUAL_WARNING, *self.warnings.values()])
