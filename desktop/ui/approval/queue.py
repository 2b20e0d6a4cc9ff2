"""The list of proposals that wait: how much, for how long already, and which promise breaks when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.actions import approval, cases
from desktop.domain import entries as e
from desktop.domain.case import Status
from desktop.i18n import N_, _
from desktop.ui.cases.due import due_tip, due_words
from desktop.ui.table_model import RIGHT, Column
from desktop.wording.case import stale

if TYPE_CHECKING:
    from datetime import timedelta

    from desktop.actions.desk import Desk
    from desktop.clock import Clock
    from desktop.storage.index import CaseRow

_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def read_queue(desk: Desk) -> list[CaseRow]:
    """Return the cases that wait for a verdict, then those whose proposal went stale while it waited."""
    waiting = approval.waiting(desk)
    others = cases.list_cases(desk, (Status.REGISTERED, Status.ASSESSED))
    return waiting + [row for row in others if row.stale and row.proposed_at]


def columns(clock: Clock) -> tuple[Column[CaseRow], ...]:
    """Return the columns; ages and due times are told anew at every painting."""
    return (
        Column(
            N_("Amount"),
            lambda row: i18n.yuan(row.amount_fen or 0),
            lambda row: row.amount_fen or 0,
            align=RIGHT,
            width=98,
            strong=True,
            tip=lambda row: _("Case {number}").format(number=row.number),
        ),
        Column(
            N_("Waiting"),
            lambda row: _("stale") if row.stale else span(clock.now() - e.moment(row.proposed_at)),
            lambda row: row.proposed_at,
            width=80,
            tone=lambda row: "warning" if row.stale else "",
            icon=lambda row: "triangle-alert" if row.stale else "",
            tip=lambda row: stale(row.stale) if row.stale else i18n.moment_of_text(row.proposed_at),
        ),
        Column(
            N_("Due"),
            lambda row: due_words(row.due_at, clock.now()).words,
            lambda row: row.due_at or None,
            tone=lambda row: due_words(row.due_at, clock.now()).tone,
            icon=lambda row: due_words(row.due_at, clock.now()).icon,
            tip=lambda row: due_tip(row.due_at, row.due_promise),
        ),
    )


def span(length: timedelta) -> str:
    """Say a length of time in its largest unit: ``25 min``, ``3 h``, ``2 d``."""
    seconds = max(int(length.total_seconds()), 0)
    if seconds < _HOUR:
        return _("{n} min").format(n=seconds // _MINUTE)
    if seconds < 2 * _DAY:
        return _("{n} h").format(n=seconds // _HOUR)
    return _("{n} d").format(n=seconds // _DAY)
