"""The kinds of field a form is made of: lines of text, amounts, numbers, phones, passwords.

Every kind answers to ``FieldWidget``. Choices, dates, scans and files live beside this module in ``choices``,
``date_field``, ``scan_field`` and ``drop_area``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QMimeData, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QPainter, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton, QToolTip, QWidget

from desktop.domain.money import Money
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui import icons, theme, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent

_SIGNS = {"CNY": "¥"}
_REASONS = {
    "not_an_amount": N_("This is not an amount. Write it like 3421.00."),
    "negative": N_("An amount cannot be below zero."),
    "too_fine": N_("There are too many decimal places."),
    "too_large": N_("This amount is too large."),
    "not_a_number": N_("This is not a number."),
    "out_of_range": N_("This number is outside the possible range."),
    "not_a_date": N_("This is not a date. Write it like 3-2 or 2026-03-02."),
    "not_a_time": N_("This is not a time. Write it like 9:00 or 1830."),
    "no_such_day": N_("There is no such day."),
    "in_future": N_("This day has not come yet."),
    "not_a_phone": N_("This phone number looks incomplete."),
    "not_ascii": N_("A waybill number has only letters and digits. Please scan or type it again."),
}
#: So many characters without a place to break a line. Ideographs and Korean syllables are such places themselves; the
#: control characters of a scanner are none.
_UNBROKEN: Final = re.compile(
    r"[^ \t\n\r\u2000-\u200b\u2028\u2029\u3000\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]{500}"
)
_WRAP = QTextOption.WrapMode


def explain(reason: str) -> str:
    """Return the sentence for the reason code of ``typed.Unreadable``."""
    return _(_REASONS[reason])


class FieldWidget(Protocol):
    """What a form needs from a field; every kind is also a ``QWidget``.

    Signals:
        changed: the value may have changed.
    """

    @property
    def changed(self) -> SignalInstance:
        """The signal that tells of a change."""

    def value(self) -> object:
        """Return what the field holds; ``None`` or empty when nothing (readable) is there."""

    def set_value(self, value: object) -> None:
        """Show a value; ``None`` empties the field."""

    def trouble(self) -> str:
        """Return why the typed text cannot be read, or nothing."""

    def set_read_only(self, read_only: bool) -> None:
        """Let the value be read and copied but not changed."""


class TextField(QLineEdit):
    """One line of text, trimmed.

    Attributes:
        least_scan: how far the form of a number has to decide before keys that come in fast count as a scan that went
            astray. The more a field is for numbers of its own, the further.
    """

    changed = Signal()

    def __init__(
        self,
        placeholder: str = "",
        *,
        longest: int = 200,
        least_scan: Force = Force.WEAK,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.least_scan = least_scan
        self.setPlaceholderText(placeholder)
        self.setMaxLength(longest)
        self.textChanged.connect(self.changed)
        self.inputRejected.connect(self._tell_full)

    def value(self) -> object:
        """Return the trimmed text."""
        return self.text().strip()

    def _tell_full(self) -> None:
        """Say that not all of it fits: a long paste would be cut off without a word."""
        told = _("Only {count} characters fit here. The rest was left out.").format(count=self.maxLength())
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), told, self)

    def set_value(self, value: object) -> None:
        """Show a text from its beginning."""
        self.setText("" if value is None else str(value))
        self.setCursorPosition(0)

    def trouble(self) -> str:
        """Any text is fine."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        # Marking sets Qt's own property, and restyles only while that still differs.
        theme.mark(self, readOnly=read_only)


class _ReadField(TextField):
    """A line whose text is read into a value and tidied when the field is left."""

    def __init__(self, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, longest=60, least_scan=Force.MEDIUM, parent=parent)
        self.editingFinished.connect(self.tidy)

    def value(self) -> object:
        """Return the value, or ``None`` for nothing or nothing readable."""
        try:
            return self.read(self.text())
        except typed.Unreadable:
            return None

    def set_value(self, value: object) -> None:
        """Show a value as it is written."""
        self.setText("" if value is None else self.show_value(value))

    def trouble(self) -> str:
        """Return why the text cannot be read."""
        try:
            self.read(self.text())
        except typed.Unreadable as unreadable:
            return explain(unreadable.reason)
        return ""

    def tidy(self) -> None:
        """Rewrite readable text in its tidy form; leave the rest as typed."""
        value = self.value()
        if value is not None and not self.isReadOnly():
            tidy = self.show_value(value)
            if tidy != self.text():
                self.setText(tidy)

    def read(self, text: str) -> object:
        """Read the text; kinds override this."""
        raise NotImplementedError

    def show_value(self, value: object) -> str:
        """Write a value as text."""
        return str(value)


class MoneyField(_ReadField):
    """An amount, right-aligned; reads ``￥3,421``, full-width digits and 元 into ``Money``."""

    def __init__(self, currency: str = "CNY", *, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, parent=parent)
        self._currency = currency
        self._sign = _SIGNS.get(currency, currency)
        self.setTextMargins(self.fontMetrics().horizontalAdvance(self._sign) + theme.XS, 0, 0, 0)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    def read(self, text: str) -> Money | None:
        """Read an amount."""
        return typed.read_money(text, self._currency)

    def show_value(self, value: object) -> str:
        """Write an amount with grouped thousands."""
        if not isinstance(value, Money):
            raise TypeError(value)
        return f"{value.amount:,}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the currency at the left, where it takes no keys."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(theme.current().colour("secondary"))
        inner = self.rect().adjusted(theme.S + 2, 0, 0, 0)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._sign)
        painter.end()


class IntegerField(_ReadField):
    """A whole number between two bounds, right-aligned."""

    def __init__(
        self,
        least: int | None = 0,
        most: int | None = None,
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent=parent)
        self._least, self._most = least, most
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> int | None:
        """Read a whole number."""
        return typed.read_integer(text, self._least, self._most)


class DecimalField(_ReadField):
    """A decimal number such as a weight in kilograms or a share, right-aligned."""

    def __init__(
        self,
        places: int = 3,
        *,
        least: Decimal | None = None,
        most: Decimal | None = None,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(placeholder, parent=parent)
        self._places, self._least, self._most = places, least, most
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def read(self, text: str) -> Decimal | None:
        """Read a decimal number."""
        return typed.read_decimal(text, self._places, self._least, self._most)


class PhoneField(_ReadField):
    """A phone number as typed, narrowed; extensions and landlines are welcome."""

    def read(self, text: str) -> str | None:
        """Read a phone number without judging its range: only length and characters."""
        return typed.read_phone(text)


class TimeField(_ReadField):
    """A time of day, read into ``HH:MM``."""

    def read(self, text: str) -> str | None:
        """Read a time of day."""
        return typed.read_time(text)


class LongTextField(QPlainTextEdit):
    """Several lines of text; a paste arrives plain, Tab moves on.

    Looking for the end of a word, Qt reads on to it at every line: one word of 100,000 letters took over half a second
    a key. While there is such a word, lines break between any two letters.
    """

    changed = Signal()

    def __init__(
        self, placeholder: str = "", *, lines: int = 4, longest: int = 4000, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._longest = longest
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 2 * theme.S)
        self.document().contentsChange.connect(self._break_words)
        self.textChanged.connect(self.changed)

    def value(self) -> object:
        """Return the trimmed text."""
        return self.toPlainText().strip()

    def set_value(self, value: object) -> None:
        """Show a text."""
        self.setPlainText("" if value is None else str(value))

    def trouble(self) -> str:
        """Say when the text is longer than may be kept."""
        over = len(self.toPlainText()) - self._longest
        if over <= 0:
            return ""
        return _("The text is {count} characters too long.").format(count=over)

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        # Marking sets Qt's own property, and restyles only while that still differs.
        theme.mark(self, readOnly=read_only)

    def _break_words(self) -> None:
        """Break lines within words while one of them is longer than anybody writes."""
        endless = _UNBROKEN.search(self.toPlainText()) is not None
        mode = _WRAP.WrapAnywhere if endless else _WRAP.WrapAtWordBoundaryOrAnywhere
        if mode != self.wordWrapMode():
            self.setWordWrapMode(mode)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Paste words only, without the invisible characters web pages leave behind."""
        lines = source.text().replace("\u2028", "\n").replace("\u00a0", " ").splitlines()
        cleaned = ("".join(c for c in line if c == "\t" or c.isprintable()) for line in lines)
        self.insertPlainText("\n".join(cleaned))


class PasswordField(QLineEdit):
    """A password, shown only while the eye is held; tells when Caps Lock seems on.

    Signals:
        caps_lock_seen: a letter arrived in the case that only Caps Lock gives (``True``), or not (``False``).

    """

    changed = Signal()
    caps_lock_seen = Signal(bool)

    def __init__(self, placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setPlaceholderText(placeholder)
        self._eye = QAction(icons.icon("eye", "secondary"), _("Hold to show the password"), self)
        self._caps = QAction(icons.icon("arrow-big-up", "warning"), _("Caps Lock is on"), self)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.addAction(self._caps, QLineEdit.ActionPosition.TrailingPosition)
        self._caps.setVisible(False)
        for button in self.findChildren(QToolButton):
            if button.defaultAction() is self._eye:
                button.pressed.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Normal))
                button.released.connect(lambda: self.setEchoMode(QLineEdit.EchoMode.Password))
        self.textChanged.connect(self.changed)
        self.caps_lock_seen.connect(self._caps.setVisible)

    def value(self) -> object:
        """Return the password exactly as typed."""
        return self.text()

    def set_value(self, value: object) -> None:
        """Empty the field or put a password in."""
        self.setText("" if value is None else str(value))

    def trouble(self) -> str:
        """Any password can be read."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        self.setReadOnly(read_only)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """Keep the Chinese input method out: a candidate window would show the password."""
        if query == Qt.InputMethodQuery.ImEnabled:
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice letters whose case does not match the Shift key."""
        typed_text = event.text()
        if typed_text.isalpha() and typed_text.isascii():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock_seen.emit(typed_text.isupper() != shift)
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the password again when the field is left."""
        self.setEchoMode(QLineEdit.EchoMode.Password)
        super().focusOutEvent(event)


def kind(make: Callable[..., FieldWidget], *args: object, **options: object) -> Callable[[], FieldWidget]:
    """Return a maker of a field with fixed options, for the ``kind`` of a form's ``Field``."""
    return lambda: make(*args, **options)
