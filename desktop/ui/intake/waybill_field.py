"""The waybill of a complaint: scanned or typed, cleaned and recognised while it is typed, or none at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain import waybill
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.flow import FlowLayout
from desktop.ui.icons import Symbol
from desktop.ui.scan_field import ScanField

if TYPE_CHECKING:
    from desktop.domain.waybill import Forms

#: Longer than any waybill: the content of a label's QR code.
_LABEL_CODE = 24


@dataclass(frozen=True)
class Waybill:
    """What the field holds.

    Attributes:
        number: cleaned number; empty while there is none.
        raw: as it was scanned or typed.
        is_none: the person said that there is no number.
    """

    number: str = ""
    raw: str = ""
    is_none: bool = False


class WaybillField(QWidget):
    """A scan field, a button for parcels without a number, and a line that says what was understood.

    Signals:
        changed: the number changed.
        settled: a number is complete; carries it cleaned.
    """

    changed = Signal()
    settled = Signal(str)

    def __init__(self, forms: Forms, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self._raw = ""
        self._box = ""
        self._settled = ""
        self.edit = ScanField(_("Scan, or type and press Enter"))
        self.edit.setObjectName("waybill_edit")
        self.none_button = QPushButton(_("No number"))
        self.none_button.setCheckable(True)
        self.none_button.setAutoDefault(False)
        self.none_button.setObjectName("no_waybill_button")
        theme.mark(self.none_button, kind="chip")
        self._symbol = Symbol("info", size=14)
        self._advice = panels.text("", "secondary", wrap=False)
        self._advice.setObjectName("waybill_advice")
        self._first = panels.link_button("", lambda: self._take(0))
        self._second = panels.link_button("", lambda: self._take(1))
        self._parts: tuple[str, ...] = ()
        self._said = QWidget()
        layout = panels.column(spacing=2)
        across = panels.row(self.edit, self.none_button)
        across.setStretch(0, 1)
        layout.addLayout(across)
        layout.addWidget(self._below())
        self.setLayout(layout)
        self.setFocusProxy(self.edit)
        self.edit.changed.connect(self._on_typed)
        self.edit.scanned.connect(self._on_scanned)
        self.edit.repeated.connect(self._on_repeated)
        self.edit.editingFinished.connect(self._on_left)
        self.none_button.toggled.connect(self._on_none)
        self._advise()

    def _below(self) -> QWidget:
        """Put what was understood under the number; two numbers to choose from break into lines."""
        said = self._said
        said.setLayout(panels.row(self._symbol, self._advice, spacing=theme.XS))
        below = QWidget()
        flow = FlowLayout(below, spacing=theme.XS)
        for widget in (said, self._first, self._second):
            flow.addWidget(widget)
        policy = below.sizePolicy()
        policy.setHeightForWidth(True)
        below.setSizePolicy(policy)
        return below

    def value(self) -> object:
        """Return the number as ``Waybill``."""
        if self.none_button.isChecked():
            return Waybill(is_none=True)
        text = str(self.edit.value())
        return Waybill(waybill.clean(text).number, self._raw or text)

    def set_value(self, value: object) -> None:
        """Show a ``Waybill``."""
        shown = value if isinstance(value, Waybill) else Waybill()
        self.none_button.setChecked(shown.is_none)
        self.edit.set_value(shown.number)
        self._raw = shown.raw
        self._settled = shown.number
        self._box = waybill.clean(shown.raw).box_suffix
        self._advise()

    def typed(self) -> object:
        """Return what stands there as it was scanned or typed, in plain values."""
        return [self.edit.text(), self._raw, self.none_button.isChecked()]

    def type_again(self, typed: object) -> None:
        """Put it back; nothing is announced as a scan."""
        text, raw, is_none = typed if isinstance(typed, (list, tuple)) and len(typed) == 3 else ("", "", False)
        self.set_value(Waybill(str(text), str(raw), is_none=is_none is True))

    def trouble(self) -> str:
        """Say when something other than letters and digits is left."""
        return "" if self.none_button.isChecked() else self.edit.trouble()

    def set_read_only(self, read_only: bool) -> None:
        """Switch between reading and writing."""
        self.edit.set_read_only(read_only)
        self.none_button.setEnabled(not read_only)

    def take_scan(self, code: str) -> None:
        """Take a number scanned elsewhere in the window."""
        self.none_button.setChecked(False)
        self.edit.setText(code)
        self._on_scanned(str(self.edit.value()))

    def _on_typed(self) -> None:
        self._raw = self._box = ""
        self._advise()
        self.changed.emit()

    def _on_scanned(self, code: str) -> None:
        found = waybill.clean(code)
        number = found.number
        if len(number) > _LABEL_CODE and (inside := waybill.find_in_label(code, self._forms)):
            number = inside
        if number != code:
            self.edit.set_value(number)
        self._raw, self._box = code, found.box_suffix
        self._settled = number
        self._advise()
        self.changed.emit()
        self.settled.emit(number)

    def _on_left(self) -> None:
        """Take a number as complete when the field is left by any way."""
        number = waybill.clean(str(self.edit.value())).number
        if number != self._settled:
            self._settled = number
            self.settled.emit(number)

    def _on_repeated(self, _code: str) -> None:
        self._tell(_("Scanned already."), "secondary", "info")

    def _on_none(self, is_none: bool) -> None:
        self.edit.setEnabled(not is_none)
        if is_none:
            self.edit.set_value("")
        self._advise()
        self.changed.emit()

    def _take(self, place: int) -> None:
        part = self._parts[place]
        self.edit.setText(part)
        self.edit.setFocus()
        self._on_scanned(part)

    def _advise(self) -> None:
        cleaned = waybill.clean(str(self.edit.value()))
        glued = waybill.split_glued(cleaned.number, self._forms) if cleaned.number else None
        self._parts = tuple(dict.fromkeys(glued or ()))
        for button, part in zip((self._first, self._second), (*self._parts, "", ""), strict=False):
            button.setText(_("Use {number}").format(number=waybill.grouped(part)))
            button.setVisible(bool(part))
        # As high as a link, so that both read as one line.
        self._said.setMinimumHeight(self._first.sizeHint().height() if self._parts else 0)
        box = self._box or cleaned.box_suffix
        if cleaned.lost_digits:
            self._tell(_("Digits were cut off by a spreadsheet."), "danger", "octagon-alert")
        elif glued:
            self._tell(_("Two scans ran together."), "warning", "triangle-alert")
        elif box:
            shown = _("{number}, box {box}").format(number=waybill.grouped(cleaned.number), box=box)
            self._tell(shown, "secondary", "check")
        else:
            self._tell(waybill.grouped(cleaned.number), "secondary", "check" if cleaned.number else "")

    def _tell(self, words: str, tone: panels.Tone, icon: str) -> None:
        self._advice.setText(words or " ")
        theme.mark(self._advice, tone=tone)
        self._symbol.setVisible(bool(icon))
        if icon:
            self._symbol.show_icon(icon, tone)

    def event(self, event: QEvent) -> bool:
        """Pass the mark of a wrong field on to the line itself."""
        if event.type() == QEvent.Type.DynamicPropertyChange:
            theme.mark(self.edit, invalid=self.property("invalid") is True)
        return super().event(event)
