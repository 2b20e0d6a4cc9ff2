"""Which promise of a case breaks next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.actions.desk import Reference
    from desktop.domain.case import Case
    from desktop.storage.index import NextDue


def next_due(reference: Reference) -> NextDue:
    """Return the function the index asks; it knows the office's calendar and limits."""

    def of(case: Case) -> tuple[str, str]:
        return "", ""

    return of
