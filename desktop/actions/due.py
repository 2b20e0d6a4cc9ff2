"""Promises and tasks of a case, by the days and hours of this branch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.appeals import load_appeals
from desktop.calendars import timing_of
from desktop.domain import owed
from desktop.domain.appeal import appeal_window

if TYPE_CHECKING:
    from desktop.actions.desk import Desk, Reference
    from desktop.domain.appeal import AppealWindow
    from desktop.domain.case import Case
    from desktop.domain.people import People
    from desktop.domain.promises import Due, Promise
    from desktop.storage.index import Owing


def promises_of(desk: Desk, case: Case) -> dict[Promise, Due]:
    """Return what a case owes the customer by when."""
    return owed.promises_of(case, desk.timing)


def appeal_of(desk: Desk, case: Case) -> AppealWindow | None:
    """Return when the customer may turn to the postal authority; None where there is nothing to appeal."""
    return appeal_window(case, load_appeals(), desk.timing.calendar)


def owing(reference: Reference) -> Owing:
    """Return the function the index asks what is to be done by when; it knows calendar and limits."""

    def of(case: Case, people: People) -> list[owed.Task]:
        return owed.tasks_of(case, timing_of(reference.timing, people.branch))

    return of
