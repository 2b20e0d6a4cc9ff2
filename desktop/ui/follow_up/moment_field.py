"""A moment typed the way people say it: ``18:00``, ``tomorrow 12:00``, ``3-2 18:00``."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.workdays import at
from desktop.i18n import _
from desktop.ui import fields, theme, typed
from desktop.ui.date_field import CalendarPopup, add_calendar_button, opens_calendar

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QDate
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_CLOCK = re.compile(r"(?:^|\s|(?<=[日号天]))(\d{1,2}):(\d{2})$", re.ASCII)


def read_moment(text: str, now: datetime, end_of_day: time) -> datetime | None:
    """Read a moment to come in Beijing time, as UTC.

    Args:
        text: a day, a time of day, or both; a day alone means its close of business, a time alone today.
        now: the moment it is typed.
        end_of_day: close of business.

    Raises:
        Unreadable: it is neither; nothing is guessed.
    """
    tight = typed.narrow(text).replace("：", ":")
    if not tight:
        return None
    clock = _CLOCK.search(tight)
    day_text = tight[: clock.start()].strip() if clock else tight
    today = i18n.today(now)
    day = typed.read_date(day_text, today, past=False) if day_text else today
    if day is None:
        raise typed.Unreadable("not_a_date")
    if clock is None:
        return at(day, end_of_day)
    try:
        moment = time(int(clock[1]), int(clock[2]))
    except ValueError as error:
        raise typed.Unreadable("not_a_date") from error
    return at(day, moment)


class MomentField(fields.TextField):
    """A moment to come; the value is a ``datetime`` in UTC, to the minute. F4 opens the calendar for its day."""

    def __init__(
        self,
        now: Callable[[], datetime],
        end_of_day: time,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("18:00 or tomorrow 12:00"), longest=40, parent=parent)
        self._now, self._end_of_day = now, end_of_day
        self._calendar: CalendarPopup | None = None
        # Room for a whole moment beside the calendar button.
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("2026-12-30 18:00") + 2 * theme.XL)
        add_calendar_button(self, self.open_calendar)
        self.editingFinished.connect(self.tidy)

    def value(self) -> object:
        """Return the moment, or ``None`` for nothing or nothing readable."""
        try:
            return read_moment(self.text(), self._now(), self._end_of_day)
        except typed.Unreadable:
            return None

    def set_value(self, value: object) -> None:
        """Show a moment."""
        self.setText(_written(value) if isinstance(value, datetime) else "")

    def trouble(self) -> str:
        """Return why the text is no moment."""
        try:
            read_moment(self.text(), self._now(), self._end_of_day)
        except typed.Unreadable as unreadable:
            if unreadable.reason == "no_such_day":
                return fields.explain(unreadable.reason)
            return _("This is not a time. Write it like 18:00 or 3-2 18:00.")
        return ""

    def tidy(self) -> None:
        """Write the moment out in full."""
        found = self.value()
        if isinstance(found, datetime) and self.text() != _written(found):
            self.setText(_written(found))

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        super().set_read_only(read_only)
        for action in self.actions():
            action.setVisible(not read_only)

    def open_calendar(self) -> None:
        """Show the calendar under the field, at the day that is due now."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._take)
        self._calendar.open_at(self, self._day())

    def _day(self) -> date:
        shown = self.value()
        return i18n.today(shown if isinstance(shown, datetime) else self._now())

    def _take(self, picked: QDate) -> None:
        """Put another day in; the time of day stays, and is close of business where none was typed."""
        shown = self.value()
        clock = self._end_of_day
        if isinstance(shown, datetime):
            clock = shown.astimezone(i18n.BEIJING).time()
        self.set_value(at(date(picked.year(), picked.month(), picked.day()), clock))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with F4 or Alt+Down."""
        if opens_calendar(event) and not self.isReadOnly():
            self.open_calendar()
        else:
            super().keyPressEvent(event)


def _written(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).astimezone(i18n.BEIJING):%Y-%m-%d %H:%M}"
