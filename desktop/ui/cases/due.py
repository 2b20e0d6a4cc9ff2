"""Due times as a person at the desk reads them: how long is left, or what day."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop import i18n
from desktop.i18n import _
from desktop.wording.work import span, task_label

if TYPE_CHECKING:
    from desktop.ui.table_model import Tone

#: From here on a due time is called near.
SOON = timedelta(hours=2)


class DueWords(NamedTuple):
    """A due time on screen: words, the colour and the icon that go with them."""

    words: str
    tone: Tone = ""
    icon: str = ""


def due_words(due_at: str, now: datetime, *, waiting: bool = False) -> DueWords:
    """Say when something is due: ``Overdue 2 h``, ``Soon: 14 min``, ``Today 18:00``, ``5 Mar 18:00``.

    Args:
        due_at: ISO text; empty where nothing has to be done by a time.
        now: this moment.
        waiting: we wait for the customer; where that is all, it is said instead of a time.
    """
    if not due_at:
        return DueWords(_("On hold"), "", "pause") if waiting else DueWords("")
    due = datetime.fromisoformat(due_at)
    left = due - now
    if left < timedelta(0):
        return DueWords(_("Overdue {time}").format(time=span(-left)), "danger", "octagon-alert")
    if left <= SOON:
        return DueWords(_("Soon: {time}").format(time=span(left)), "warning", "triangle-alert")
    days = (i18n.today(due) - i18n.today(now)).days
    clock = f"{due.astimezone(i18n.BEIJING):%H:%M}"
    if days == 0:
        return DueWords(_("Today {time}").format(time=clock))
    return DueWords(_("{day} {time}").format(day=i18n.day_of_year(i18n.today(due)), time=clock))


def due_tip(due_at: str, promise: str) -> str:
    """Say in full what is due and when."""
    if not due_at:
        return ""
    return _("{promise}: {moment}").format(promise=task_label(promise), moment=i18n.moment_of_text(due_at))


def is_overdue(due_at: str, now: datetime) -> bool:
    """Say whether the time is over."""
    return bool(due_at) and datetime.fromisoformat(due_at) < now
