"""Small pieces every page is made of: headings, cards, banners, chips, facts, amounts, buttons."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons, theme
from desktop.ui.following_area import FollowingArea
from desktop.ui.wrapped import WrappedLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLayout

    Slot = Callable[[], object]

Role = Literal["", "title", "section", "strong", "secondary", "figure", "label"]
Tone = Literal["", "info", "good", "warning", "danger", "secondary", "accent"]
_ICONS = {"info": "info", "warning": "triangle-alert", "danger": "octagon-alert", "good": "circle-check"}
_INK = {"info": "accent", "": "secondary"}


def text(words: str, role: Role = "", *, tone: Tone = "", wrap: bool = True, selectable: bool = False) -> QLabel:
    """Return plain text in a role of the type scale."""
    label = WrappedLabel(words) if wrap else QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    theme.mark(label, role=role, tone=tone)
    return label


def section_title(words: str) -> QLabel:
    """Return the heading of a group."""
    return text(words, "section", wrap=False)


def amount(words: str, *, tone: Tone = "") -> QLabel:
    """Return the one figure that matters on a screen, in 28 pt."""
    label = text(words, "figure", tone=tone, wrap=False, selectable=True)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label


def primary_button(words: str, then: Slot | None = None, *, icon: str = "", shortcut: str = "") -> QPushButton:
    """Return the one primary button of a screen; it stands where the work ends, bottom right."""
    return _button(words, then, icon, shortcut, "primary", "on_accent")


def button(words: str, then: Slot | None = None, *, icon: str = "", shortcut: str = "") -> QPushButton:
    """Return an ordinary button."""
    return _button(words, then, icon, shortcut, "", "text")


def quiet_button(words: str, then: Slot | None = None, *, icon: str = "", shortcut: str = "") -> QPushButton:
    """Return a button without an outline, for lesser verbs."""
    return _button(words, then, icon, shortcut, "quiet", "secondary")


def danger_button(words: str, then: Slot | None = None, *, icon: str = "", shortcut: str = "") -> QPushButton:
    """Return a button for a dangerous verb; ask with ``ask.confirm`` before doing it."""
    return _button(words, then, icon, shortcut, "danger", "danger")


def link_button(words: str, then: Slot | None = None) -> QPushButton:
    """Return a button that reads like a link."""
    return _button(words, then, "", "", "link", "accent")


def icon_button(icon: str, name: str, then: Slot | None = None, *, shortcut: str = "") -> QToolButton:
    """Return a button that is only an icon; ``name`` is its tool tip and accessible name."""
    made = QToolButton()
    made.setIcon(icons.icon(icon, "secondary"))
    made.setIconSize(QSize(theme.ICON, theme.ICON))
    made.setAccessibleName(name)
    made.setToolTip(_with_shortcut(name, shortcut))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setFixedWidth(theme.current().control + theme.XS)
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
    if then is not None:
        made.clicked.connect(lambda: then())
    theme.mark(made, kind="quiet")
    return made


def chip(words: str, tone: Tone = "", *, icon: str = "") -> QFrame:
    """Return a small coloured word that states something; give it an icon unless the word says it all."""
    frame = QFrame()
    layout = row(spacing=theme.XS)
    layout.setContentsMargins(theme.S - 2, 2, theme.S, 2)
    name = icon or _ICONS.get(tone, "")
    if name:
        layout.addWidget(icons.Symbol(name, _INK.get(tone, tone), 14))
    ink: Tone = "accent" if tone == "info" else tone
    layout.addWidget(text(words, tone=ink, wrap=False))
    frame.setLayout(layout)
    frame.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    theme.mark(frame, area="chip", tone=tone)
    return frame


def row(*parts: QWidget | QLayout | None, spacing: int = theme.S) -> QHBoxLayout:
    """Return widgets and layouts side by side without outer margins; ``None`` is a stretch."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _place(layout, parts)
    return layout


def columns(*widgets: QWidget, weights: tuple[int, ...] = (), spacing: int = theme.L) -> QHBoxLayout:
    """Return widgets side by side in equal widths, or in the proportion of ``weights``."""
    layout = row(*widgets, spacing=spacing)
    for number, widget in enumerate(widgets):
        widget.setMinimumWidth(1)
        widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        layout.setStretch(number, weights[number] if weights else 1)
    return layout


def column(*parts: QWidget | QLayout | None, spacing: int = theme.S) -> QVBoxLayout:
    """Return widgets and layouts under each other without outer margins; ``None`` is a stretch."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    _place(layout, parts)
    return layout


def footer(left: QWidget | None, *buttons: QWidget) -> QHBoxLayout:
    """Return the line where the work ends: a note at the left, buttons at the right, the primary one last."""
    return row(left, None, *buttons) if left is not None else row(None, *buttons)


def hairline() -> QFrame:
    """Return a horizontal line between areas."""
    line = QFrame()
    line.setFixedHeight(1)
    theme.mark(line, area="line")
    return line


def scrolling(widget: QWidget) -> QScrollArea:
    """Return a widget inside an area that scrolls up and down; sideways only where it is wider than the window."""
    area = FollowingArea()
    area.setWidget(widget)
    return area


class Card(QFrame):
    """A surface with a hairline round it; add to ``body``. With ``scroll`` long content scrolls inside."""

    def __init__(
        self, title: str = "", *, margin: int = theme.L, scroll: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        inside: QWidget = QWidget() if scroll else self
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(margin, margin, margin, margin)
        if scroll:
            around = QVBoxLayout(self)
            around.setContentsMargins(1, 1, 1, 1)
            around.addWidget(scrolling(inside))
        self.body.setSpacing(theme.S)
        if title:
            self.body.addWidget(section_title(title))
        theme.mark(self, area="card")


class PageHeader(QWidget):
    """The 18 pt title of a page, a line of counts under it, and its buttons at the right."""

    def __init__(self, title: str, *actions: QWidget, summary: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = text(title, "title", wrap=False)
        self._summary = text(summary, "secondary", wrap=False)
        if not summary:
            self._summary.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.S)
        layout.addLayout(column(self._title, self._summary, spacing=2))
        layout.addStretch(1)
        for action in actions:
            layout.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_summary(self, summary: str) -> None:
        """Change the line under the title."""
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))


class Banner(QFrame):
    """A coloured line with icon and words; ``tell`` shows it, ``clear`` hides it.

    Attributes:
        is_against: it says that something did not do, or cannot be done.

    Signals:
        told: it says something else now, or nothing.
    """

    told = Signal()

    def __init__(self, tone: Tone = "info", words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._symbol = icons.Symbol("info")
        # On the first line of the words, a little below its top.
        self._symbol.setFixedHeight(theme.ICON + 2)
        self._text = text("", selectable=True)
        self._actions = row()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.M, theme.S, theme.M, theme.S)
        layout.setSpacing(theme.S)
        layout.addWidget(self._symbol, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._actions)
        self.tell(words, tone)

    def tell(self, words: str, tone: Tone = "info") -> None:
        """Show words in a tone; nothing to say hides the banner."""
        ink: Tone = "accent" if tone == "info" else tone
        self.is_against = bool(words) and tone in ("warning", "danger")
        self._symbol.show_icon(_ICONS.get(tone, "info"), ink)
        self._text.setText(words)
        theme.mark(self, area="banner", tone=tone)
        # Without a parent it would come up as a window; it appears with the page it is put on.
        if self.parentWidget() is not None or not words:
            self.setVisible(bool(words))
        self.told.emit()

    def clear(self) -> None:
        """Hide the banner."""
        self.tell("")

    def add_action(self, action: QWidget) -> None:
        """Add a button at the right."""
        self._actions.addWidget(action)


class Facts(QWidget):
    """Names and values under each other, names small above or at the left."""

    def __init__(self, facts: Iterable[tuple[str, str | QWidget]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.M)
        self._grid.setVerticalSpacing(theme.S - 2)
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str | QWidget]]) -> None:
        """Replace everything; empty values are left out."""
        clear(self._grid)
        for number, (name, value) in enumerate(pair for pair in facts if pair[1]):
            shown = text(value, selectable=True) if isinstance(value, str) else value
            label = text(name, "secondary", wrap=False)
            # Smaller type: one pixel down puts both on one line.
            label.setContentsMargins(0, 1, 0, 0)
            self._grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, number, 1, Qt.AlignmentFlag.AlignTop)


class EmptyState(QWidget):
    """What to say where there is nothing yet: icon, a line, what to do, perhaps a button."""

    def __init__(
        self,
        icon: str,
        words: str,
        advice: str = "",
        action: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.S)
        layout.addStretch(2)
        layout.addWidget(icons.Symbol(icon, "border", 40), 0, middle)
        layout.addWidget(text(words, "section", wrap=False), 0, middle)
        if advice:
            line = text(advice, "secondary")
            line.setAlignment(middle)
            # A centred label that wraps by itself is given too little room: say how wide it is.
            needed = QFontMetrics(theme.font(theme.SECONDARY)).horizontalAdvance(advice) + theme.XS
            line.setFixedWidth(min(needed, theme.PANEL + theme.XL * 4))
            layout.addWidget(line, 0, middle)
        if action is not None:
            layout.addWidget(action, 0, middle)
        layout.addStretch(3)


def chain_tabs(*widgets: QWidget) -> None:
    """Let Tab go from each to the next; what followed the first comes after the last."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout and the layouts in it, and let it go."""
    while layout.count():
        item = layout.takeAt(0)
        # The stubs do not say so, but an item holds either of the two, or neither.
        widget, inner = cast("QWidget | None", item.widget()), cast("QLayout | None", item.layout())
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def fill(layout: QBoxLayout, rows: Iterable[QWidget]) -> None:
    """Show these rows in a layout, and what was in it no longer.

    They come into sight together: a row shown by itself lays out everything around it at once, and forty rows that
    is forty times as long.
    """
    clear(layout)
    holder = QWidget()
    holder.setLayout(column(*rows, spacing=layout.spacing()))
    layout.addWidget(holder)
    # At once and not with the next layout: the keyboard may be on its way here.
    holder.show()


def _place(layout: QBoxLayout, parts: Iterable[QWidget | QLayout | None]) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


class _Button(QPushButton):
    """A button that Enter presses while it has the focus, wherever it stands; Qt does so in dialogs only."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter without further keys."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


def _button(words: str, then: Slot | None, icon: str, shortcut: str, kind: str, ink: str) -> QPushButton:
    made = _Button(words)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    if icon:
        made.setIcon(icons.icon(icon, ink, gap=theme.XS))
        made.setIconSize(QSize(theme.ICON + theme.XS, theme.ICON))
    if shortcut:
        made.setShortcut(QKeySequence(shortcut))
        made.setToolTip(_with_shortcut(words, shortcut))
    if then is not None:
        made.clicked.connect(lambda: then())
    theme.mark(made, kind=kind)
    return made


def _with_shortcut(name: str, shortcut: str) -> str:
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{name} ({keys})" if keys else name
