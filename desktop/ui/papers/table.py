"""Columns of lists of issued papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.i18n import N_, _
from desktop.ui.table_model import Column
from desktop.wording.case import paper

if TYPE_CHECKING:
    from desktop.storage.index import PaperRow

NUMBER: Column[PaperRow] = Column(N_("Number"), lambda row: row.number, width=140, strong=True)
KIND: Column[PaperRow] = Column(N_("Paper"), lambda row: paper(row.paper))
STATE: Column[PaperRow] = Column(
    N_("Status"),
    lambda row: state(draft=row.draft),
    icon=lambda row: "triangle-alert" if row.draft else "circle-check",
    tone=lambda row: "warning" if row.draft else "good",
    width=92,
)
ALL_PAPERS = (NUMBER, KIND, STATE)


def state(*, draft: bool) -> str:
    """Say whether a paper is in force."""
    return _("Draft") if draft else _("Final")
