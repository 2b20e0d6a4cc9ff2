"""A date typed the way people say it, or picked from a calendar."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop import i18n
from desktop.clock import SystemClock
from desktop.domain.waybill import Force
from desktop.i18n import _
from desktop.ui import fields, icons, theme, typed

if TYPE_CHECKING:
    from collections.abc import Callable


def beijing_today() -> date:
    """Return today's date in Beijing by the computer's clock."""
    return i18n.today(SystemClock().now())


class DateField(QLineEdit):
    """A date: ``3-2``, ``0302``, ``2026-03-02``, ``昨天``; Up and Down step a day, F4 opens the calendar.

    Attributes:
        past: without a year the last such day is meant, and a day to come is refused.
        least_scan: as in ``TextField``.

    """

    changed = Signal()

    def __init__(
        self,
        today: Callable[[], date] = beijing_today,
        *,
        past: bool = True,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.past = past
        self.least_scan = Force.MEDIUM
        self._today = today
        self._calendar: CalendarPopup | None = None
        self.setMaxLength(20)
        # Room for a whole date beside the calendar button.
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("2026-12-30") + 2 * theme.XL)
        self.setPlaceholderText(placeholder or _("3-2 or yesterday"))
        add_calendar_button(self, self.open_calendar)
        self.textChanged.connect(self.changed)
        self.editingFinished.connect(self.tidy)

    def value(self) -> object:
        """Return the date, or ``None`` for nothing or nothing readable."""
        try:
            return self._read()
        except typed.Unreadable:
            return None

    def set_value(self, value: object) -> None:
        """Show a date."""
        self.setText(value.isoformat() if isinstance(value, date) else "")

    def trouble(self) -> str:
        """Return why the text is no possible date."""
        try:
            self._read()
        except typed.Unreadable as unreadable:
            return fields.explain(unreadable.reason)
        return ""

    def tidy(self) -> None:
        """Write the date out in full."""
        found = self.value()
        if isinstance(found, date) and self.text() != found.isoformat() and not self.isReadOnly():
            self.setText(found.isoformat())

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        self.setReadOnly(read_only)
        theme.mark(self, readOnly=read_only)
        for action in self.actions():
            action.setVisible(not read_only)

    def open_calendar(self) -> None:
        """Show the calendar under the field."""
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.picked.connect(self._take)
        shown = self.value()
        self._calendar.open_at(self, shown if isinstance(shown, date) else self._today())

    def _read(self) -> date | None:
        found = typed.read_date(self.text(), self._today(), past=self.past)
        if self.past and found is not None and found > self._today():
            raise typed.Unreadable("in_future")
        return found

    def _take(self, picked: QDate) -> None:
        self.set_value(date(picked.year(), picked.month(), picked.day()))
        self.setFocus()

    def _step(self, days: int) -> None:
        shown = self.value()
        start = shown if isinstance(shown, date) else self._today()
        self.set_value(date.fromordinal(start.toordinal() + (days if isinstance(shown, date) else 0)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the day of the week behind a date: the quickest way to see a slip of a day."""
        super().paintEvent(event)
        found = self.value()
        if not isinstance(found, date) or self.text() != found.isoformat():
            return
        words = QLocale().dayName(found.isoweekday(), QLocale.FormatType.ShortFormat)
        metrics = self.fontMetrics()
        start = theme.S + theme.M + metrics.horizontalAdvance(self.text())
        if start + metrics.horizontalAdvance(words) < self.width() - theme.XL - theme.XS:
            painter = QPainter(self)
            painter.setPen(theme.current().colour("secondary"))
            inner = self.rect().adjusted(start, 0, 0, 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with Up and Down, open the calendar with F4 or Alt+Down."""
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif opens_calendar(event):
            self.open_calendar()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)


def add_calendar_button(line: QLineEdit, opened: Callable[[], None]) -> None:
    """Put the button that opens a calendar at the end of a line."""
    action = QAction(icons.icon("calendar", "secondary"), _("Open the calendar (F4)"), line)
    action.triggered.connect(opened)
    line.addAction(action, QLineEdit.ActionPosition.TrailingPosition)
    for button in line.findChildren(QToolButton):
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def opens_calendar(event: QKeyEvent) -> bool:
    """Say whether a key opens the calendar: F4 or Alt+Down."""
    alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
    return event.key() == Qt.Key.Key_F4 or (event.key() == Qt.Key.Key_Down and alt)


class PromisedDayField(DateField):
    """A day promised, which may be over or still ahead; without a year the one nearest to today is meant."""

    def _read(self) -> date | None:
        today = self._today()
        before = typed.read_date(self.text(), today, past=True)
        after = typed.read_date(self.text(), today, past=False)
        if before is None or after is None:
            return before or after
        return min(before, after, key=lambda day: abs((day - today).days))


class CalendarPopup(QFrame):
    """A calendar that closes when a day is picked.

    Signals:
        picked: the person chose a day.
    """

    picked = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._calendar = QCalendarWidget()
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setGridVisible(False)
        self._dress()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        layout.addWidget(self._calendar)
        theme.mark(self, area="popup")
        self._calendar.clicked.connect(self._pick)
        self._calendar.activated.connect(self._pick)

    def _dress(self) -> None:
        for name, icon in (
            ("qt_calendar_prevmonth", "chevron-left"),
            ("qt_calendar_nextmonth", "chevron-right"),
        ):
            for button in self._calendar.findChildren(QToolButton, name):
                button.setIcon(icons.icon(icon, "secondary"))
        quiet = QTextCharFormat()
        quiet.setForeground(theme.current().colour("secondary"))
        # Qt paints weekends red; red is for promises only.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, quiet)
        self._calendar.setHeaderTextFormat(quiet)

    def open_at(self, field: QWidget, shown: date) -> None:
        """Show the calendar under a field with a day marked."""
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.move(field.mapToGlobal(QPoint(0, field.height() + theme.XS)))
        self.show()
        self._calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(day)

    def event(self, event: QEvent) -> bool:
        """Keep Esc for closing the calendar: a form around it that leaves by Esc would have it first."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)
