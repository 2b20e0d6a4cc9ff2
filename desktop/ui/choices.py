"""Fields that offer a choice: a list, a row of segments, chips to switch on and off, yes or no or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from desktop.i18n import _
from desktop.ui import icons, theme
from desktop.ui.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QIcon, QPaintEvent, QWheelEvent

    Options = Sequence[tuple[object, str]]


_TICK = 14
#: Padding and ring of a segment, left and right.
_SEGMENT_SIDES = 2 * (theme.M + theme.RING)
#: Padding, ring and scroll bar of an open list.
_LIST_SIDES = 2 * (theme.M + theme.RING) + theme.L
_WIDEST_LIST = 560
_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChoiceField(QComboBox):
    """One of a list; ``None`` until chosen. The wheel works only while the field has the focus."""

    changed = Signal()

    def __init__(self, options: Options = (), placeholder: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[object] = []
        self.setPlaceholderText(placeholder or _("Choose"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        # The plain delegate lets the style sheet give the rows their height.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.set_options(options)
        self.currentIndexChanged.connect(self.changed)
        self.view().installEventFilter(self)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def set_options(self, options: Options) -> None:
        """Offer other values, keeping the chosen one if it is still there."""
        kept = self.value()
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, label in options]
        for number, (_value, label) in enumerate(options):
            self.addItem(label)
            self.setItemData(number, label, Qt.ItemDataRole.ToolTipRole)
        self.set_value(kept)
        self.blockSignals(False)

    @property
    def offered(self) -> tuple[object, ...]:
        """What can be chosen."""
        return tuple(self._values)

    def value(self) -> object:
        """Return the chosen value."""
        # Kept here and not in the items: Qt would turn enum members into plain strings.
        index = self.currentIndex()
        return self._values[index] if 0 <= index < len(self._values) else None

    def set_value(self, value: object) -> None:
        """Choose a value; an unknown one empties the field."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else -1)

    def trouble(self) -> str:
        """Every choice is readable."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the choice."""
        self.setEnabled(not read_only)

    def showPopup(self) -> None:
        """Give long words more room in the list than the field has."""
        wanted = self.view().sizeHintForColumn(0) + _LIST_SIDES
        self.view().setMinimumWidth(max(self.width(), min(wanted, _WIDEST_LIST)))
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Say by dots that words go on; Qt would just cut them off."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        words, room = self._words_and_room(option)
        option.currentText = QFontMetrics(self.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)  # type: ignore[attr-defined]  # not in the stub
        painter = QStylePainter(self)
        if self.currentIndex() < 0:
            option.palette.setBrush(QPalette.ColorRole.ButtonText, self.palette().placeholderText())  # type: ignore[attr-defined]  # not in the stub
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell words that are cut off in full under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and not self.toolTip():
            option = QStyleOptionComboBox()
            self.initStyleOption(option)
            words, room = self._words_and_room(option)
            cut = QFontMetrics(self.font()).horizontalAdvance(words) > room
            QToolTip.showText(event.globalPos(), words if cut else "", self)
            return True
        return super().event(event)

    def _words_and_room(self, option: QStyleOptionComboBox) -> tuple[str, int]:
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, self)
        return self.currentText() or self.placeholderText(), room.width() - 2

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page unless this field is being used."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter or Space, empty on Delete."""
        if event.key() in _ENTER:
            self.showPopup()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.setCurrentIndex(-1)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Start an open list at its first row while none is lit."""
        if isinstance(event, QKeyEvent) and (
            (event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down and self._light_first())
            # Qt takes Enter before it becomes a key press.
            or (event.type() == QEvent.Type.ShortcutOverride and event.key() in _ENTER and self._close_unlit())
        ):
            return True
        return super().eventFilter(watched, event)

    # Qt makes the first row of an open list current without lighting it: Down would go on to the second, and Enter
    # would choose what nobody sees.

    def _light_first(self) -> bool:
        if self.view().selectionModel().hasSelection():
            return False
        self.view().setCurrentIndex(self.model().index(0, self.modelColumn()))
        return True

    def _close_unlit(self) -> bool:
        if self.view().selectionModel().hasSelection():
            return False
        self.hidePopup()
        return True


class SegmentedField(QFrame):
    """One of two to five, all in sight; arrow keys move the choice."""

    changed = Signal()

    def __init__(self, options: Options, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = [value for value, label in options]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for number, (value, label) in enumerate(options):
            button = QPushButton(label)
            button.setObjectName(str(value))
            button.setCheckable(True)
            button.setAutoDefault(False)
            theme.mark(button, kind="segment")
            # Room for the bold letters of the one chosen: choosing neither cuts a word off nor moves the others.
            button.setMinimumWidth(QFontMetrics(theme.font(bold=True)).horizontalAdvance(label) + _SEGMENT_SIDES)
            self._group.addButton(button, number)
            button.installEventFilter(self)
            layout.addWidget(button, 1)
        theme.mark(self, area="segments")
        self.setFixedHeight(theme.current().control)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._stand_on(0)
        self._group.idToggled.connect(self._on_toggled)

    @property
    def offered(self) -> tuple[object, ...]:
        """What can be chosen."""
        return tuple(self._values)

    def value(self) -> object:
        """Return the chosen value, or ``None`` while nothing is chosen."""
        number = self._group.checkedId()
        return self._values[number] if number >= 0 else None

    def set_value(self, value: object) -> None:
        """Choose a value; an unknown one clears the choice."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)
            return
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(False)
        self._group.setExclusive(True)
        self._stand_on(0)

    def trouble(self) -> str:
        """Every choice is readable."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the choice."""
        for button in self._group.buttons():
            button.setEnabled(not read_only)

    def _on_toggled(self, number: int, checked: bool) -> None:
        if checked:
            self._stand_on(number)
        self.changed.emit()

    def _stand_on(self, here: int) -> None:
        """Let Tab stop at one segment only."""
        for button in self._group.buttons():
            is_here = self._group.id(button) == here
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_here else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._group.button(here))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrow keys, also while nothing is chosen yet."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, QPushButton)
            and (step := _STEPS.get(Qt.Key(event.key())))
        ):
            there = self._group.button((self._group.id(watched) + step) % len(self._values))
            there.setFocus(Qt.FocusReason.OtherFocusReason)
            there.setChecked(True)
            return True
        return super().eventFilter(watched, event)


class YesNoField(SegmentedField):
    """Yes (``True``), no (``False``) or not known (``None``)."""

    def __init__(self, yes: str = "", no: str = "", unknown: str = "", *, parent: QWidget | None = None) -> None:
        options = ((True, yes or _("Yes")), (False, no or _("No")), (None, unknown or _("Not known")))
        super().__init__(options, parent=parent)
        self.set_value(None)


class ChipsField(QWidget):
    """Any number of choices as chips to switch on and off; arrow keys walk, Space switches."""

    changed = Signal()

    def __init__(self, options: Options, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: dict[object, QPushButton] = {}
        layout = FlowLayout(self)
        for value, label in options:
            chip = QPushButton(label)
            chip.setObjectName(str(value))
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setIconSize(QSize(_TICK, _TICK))
            chip.toggled.connect(self.changed)
            # A tick beside the word: being on is never shown by colour alone.
            chip.toggled.connect(lambda on, chip=chip: chip.setIcon(_tick(on=on)))
            chip.setIcon(_tick(on=False))
            theme.mark(chip, kind="chip")
            self._buttons[value] = chip
            layout.addWidget(chip)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    @property
    def offered(self) -> tuple[object, ...]:
        """What can be switched on."""
        return tuple(self._buttons)

    def value(self) -> object:
        """Return the values switched on, in the order offered."""
        return tuple(value for value, chip in self._buttons.items() if chip.isChecked())

    def set_value(self, value: object) -> None:
        """Switch exactly these values on."""
        wanted = value if isinstance(value, (tuple, list, set, frozenset)) else ()
        for offered, chip in self._buttons.items():
            chip.setChecked(offered in wanted)

    def trouble(self) -> str:
        """Every choice is readable."""
        return ""

    def set_read_only(self, read_only: bool) -> None:
        """Lock the choice."""
        for chip in self._buttons.values():
            chip.setEnabled(not read_only)


def _tick(*, on: bool) -> QIcon:
    return icons.icon("check", "accent", size=_TICK) if on else icons.icon("plus", "secondary", size=_TICK)
