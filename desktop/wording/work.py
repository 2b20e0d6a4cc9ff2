"""Work in words: what has to be done, how long is left, what it costs to be late."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.owed import AMEND, ANOTHER_REMEDY, OBJECTION, ORDER
from desktop.domain.promises import Promise
from desktop.domain.work_rows import CLOSE, DECIDE
from desktop.i18n import N_, _, ngettext
from desktop.wording import life_words as w
from desktop.wording.promises import promise_label

if TYPE_CHECKING:
    from desktop.domain.lateness import Cost, Lateness
    from desktop.domain.people import People
    from desktop.domain.work_rows import TaskRow

_OTHERS = {
    DECIDE: N_("Decide on the proposal"),
    CLOSE: N_("Close the case"),
    AMEND: N_("Revise the proposal"),
    ANOTHER_REMEDY: N_("Offer another remedy"),
    OBJECTION: N_("Answer the objection"),
}


def task_label(task: str) -> str:
    """Name a task by its code."""
    if task in set(Promise):
        return promise_label(Promise(task))
    if task == ORDER:
        return _("Work order")
    return _(_OTHERS[task]) if task in _OTHERS else task


def task_words(row: TaskRow) -> str:
    """Say what has to be done; a work order names the department that has it."""
    if row.task != ORDER:
        return task_label(row.task)
    if row.department:
        return _("Work order: {department}").format(department=w.name(w.DEPARTMENTS, row.department))
    return _("Work order")


def time_left(due_at: str, now: datetime) -> str:
    """Say how long is left until a due time, or for how long it has been over."""
    left = datetime.fromisoformat(due_at) - now
    if left < timedelta(0):
        return _("Overdue {time}").format(time=span(-left))
    return _("{time} left").format(time=span(left))


def span(length: timedelta) -> str:
    """Say how long: minutes under two hours, hours under two days, else days."""
    # Nobody reads "0 min": what is left or over counts as a minute from its first second.
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 120:
        return ngettext("{count} min", "{count} min", minutes).format(count=minutes)
    hours = minutes // 60
    if hours < 48:
        return ngettext("{count} h", "{count} h", hours).format(count=hours)
    return ngettext("{count} day", "{count} days", hours // 24).format(count=hours // 24)


def costs(lateness: Lateness, task: str) -> str:
    """Say on one line what it costs to be late with a task; empty where no source says anything."""
    return _("; ").join(_of(cost.text) for cost in lateness.costs_of(task))


def costs_with_sources(lateness: Lateness, task: str) -> list[str]:
    """Say one cost a line, each with where it is written."""
    return [cost_with_source(cost) for cost in lateness.costs_of(task)]


def cost_with_source(cost: Cost) -> str:
    """Say one cost with where it is written, and whether that was read in the text itself."""
    source = _of(cost.source)
    if cost.mark != "verified":
        source = _("{source} (seen only in a copy)").format(source=source)
    return _("{cost}. Source: {source}.").format(cost=_of(cost.text), source=source)


def who(row: TaskRow, people: People) -> str:
    """Name the person who has a task; empty where none of the office has it."""
    person = people.at(row.person_id) if row.person_id else None
    return person.name if person is not None else ""


def reminder(row: TaskRow, now: datetime) -> str:
    """Say what breaks soon. It appears on a screen anybody may see: nothing but the number of the case."""
    return _("{number}: {task}, {time}").format(
        number=row.number, task=task_label(row.task), time=time_left(row.due_at, now)
    )


def given(row: TaskRow) -> str:
    """Say that somebody else gave a person a work order or a case; like a reminder, with nothing but the number."""
    said = _("{number}: a work order") if row.ref else _("{number}: the case is yours now")
    return said.format(number=row.number)


def overdue(count: int) -> str:
    """Say how many things are late."""
    return ngettext("{count} overdue", "{count} overdue", count).format(count=i18n.number(count))


def _of(texts: dict[str, str]) -> str:
    return texts.get(i18n.language()) or texts.get("en", "")
