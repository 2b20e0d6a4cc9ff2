"""The bar at the top: scan or search, messages, who is working, switch, lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from desktop.domain.waybill import Force
from desktop.i18n import _
from desktop.ui import icons, panels, theme, typed
from desktop.ui.scan_field import IDLE
from desktop.ui.scans import Burst, could_be_printed, is_label, is_phone

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from desktop.domain.waybill import Forms

#: Milliseconds a message stays in the bar.
MESSAGE_STAYS = 6000
_AVATAR = 26


class SearchBox(QLineEdit):
    """Takes a scan or words to look for.

    The Chinese input method is off until the button at the right is pressed: with it on, the letters of a
    scanned number would land in a candidate window. Names can be found by their pinyin without it.

    Signals:
        scanned: a scanner wrote a code here.
        searched: the person typed words and pressed Enter.

    """

    scanned = Signal(str)
    searched = Signal(str)

    def __init__(self, forms: Forms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = forms
        self._chinese = False
        self._burst = Burst()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(IDLE)
        self._idle.timeout.connect(self._on_silence)
        self.setMaxLength(200)
        self.setPlaceholderText(_("Scan or search: waybill, name, phone   Ctrl+K"))
        self.setAccessibleName(_("Scan or search"))
        self.addAction(
            QAction(icons.icon("scan-line", "secondary"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )
        self._language = QAction(icons.icon("languages", "secondary"), _("Type Chinese"), self)
        self._language.setCheckable(True)
        self._language.toggled.connect(self._allow_chinese)
        self.addAction(self._language, QLineEdit.ActionPosition.TrailingPosition)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("search_box")
        theme.mark(self, kind="search")

    def _allow_chinese(self, allowed: bool) -> None:
        self._chinese = allowed
        self.updateMicroFocus()
        self.setFocus()

    def _on_silence(self) -> None:
        # Without an Enter only a number that is surely whole: people pause in the middle of one.
        if self._burst.is_fast and is_label(self.text(), Force.MEDIUM, self._forms):
            self._commit_scan()

    def _commit_scan(self) -> None:
        code = typed.clean_scan(self.text())
        if self._burst.is_fast and could_be_printed(code) and not is_phone(code):
            self._burst.forget()
            self.clear()
            self.scanned.emit(code)

    def inputMethodQuery(self, query: Qt.InputMethodQuery, argument: object = None) -> object:
        """Switch the input method with the key at the right."""
        if query == Qt.InputMethodQuery.ImEnabled and not self._chinese:
            return False
        return super().inputMethodQuery(query) if argument is None else super().inputMethodQuery(query, argument)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell a scan from typing by its pace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._idle.stop()
            self._commit_scan()
            if words := typed.narrow(self.text()):
                self.searched.emit(words)
            self._burst.forget()
            event.accept()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._burst.forget()
        else:
            super().keyPressEvent(event)
            if event.text() and event.text().isprintable():
                self._burst.note(event)
                self._idle.start()


class TopBar(QFrame):
    """Search at the left, person and lock at the right, messages between.

    Signals:
        switch_requested: somebody else wants to sign in.
        lock_requested: the person leaves the desk.
        panel_toggled: the right panel should be open (``True``) or folded.

    """

    switch_requested = Signal()
    lock_requested = Signal()
    panel_toggled = Signal(bool)

    def __init__(self, person: str, role: str, forms: Forms, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_box = SearchBox(forms)
        self.search_box.setMinimumWidth(theme.PANEL)
        self.search_box.setMaximumWidth(460)
        self._message = _Message()
        self._person = _PersonButton(person, role)
        menu = QMenu(self._person)
        menu.addAction(icons.icon("users"), _("Switch person"), self.switch_requested.emit)
        menu.addAction(icons.icon("lock"), _("Lock"), self.lock_requested.emit)
        self._person.setMenu(menu)
        lock = panels.icon_button("lock", _("Lock"), self.lock_requested.emit, shortcut="Ctrl+L")
        self._panel = panels.icon_button("panel-right", _("Side panel"), shortcut="Ctrl+\\")
        self._person.setObjectName("person_button")
        lock.setObjectName("lock_button")
        self._panel.setObjectName("panel_button")
        for button in (self._person, lock, self._panel):
            # A click takes nobody out of the field they write in; behind the lock they go on there.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._panel.setCheckable(True)
        self._panel.setChecked(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.XL, 0, theme.M, 0)
        layout.setSpacing(theme.S)
        layout.addWidget(self.search_box, 3)
        layout.addWidget(self._message, 2)
        layout.addWidget(self._person)
        layout.addWidget(lock)
        layout.addWidget(self._panel)
        self.setFixedHeight(theme.TOP_BAR)
        theme.mark(self, area="top")
        self._panel.toggled.connect(self.panel_toggled)

    def say(self, words: str) -> None:
        """Show a short message without taking the focus; it goes away by itself."""
        self._message.say(words)

    def offer_panel(self, offered: bool) -> None:
        """Say whether the page has a right panel."""
        self._panel.setEnabled(offered)

    def open_panel(self) -> None:
        """Open the right panel as if the person had pressed its button."""
        self._panel.setChecked(True)

    def fold_panel(self, *, folded: bool) -> None:
        """Fold the right panel for want of room, or open it again; the person may do otherwise."""
        self._panel.setChecked(not folded)

    def set_person(self, person: str, role: str) -> None:
        """Show who is working."""
        self._person.set_person(person, role)


class _Message(QWidget):
    """A tick and a line that goes away."""

    def __init__(self) -> None:
        super().__init__()
        self._symbol = icons.Symbol("check", "good", 16)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        theme.mark(self._words, role="secondary")
        self._words.setMinimumWidth(0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.S, 0, theme.S, 0)
        layout.setSpacing(theme.XS)
        layout.addStretch(1)
        layout.addWidget(self._symbol)
        layout.addWidget(self._words)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(MESSAGE_STAYS)
        self._timer.timeout.connect(lambda: self.say(""))
        self.say("")

    def say(self, words: str) -> None:
        """Show words for a while and read them out to a screen reader."""
        room = max(self.width() - theme.ICON - 3 * theme.S, theme.PANEL // 2)
        self._words.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._words.setToolTip(words)
        self._symbol.setVisible(bool(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
            self._timer.start()


class _PersonButton(QToolButton):
    """A round initial, the name and the role; opens the menu of the person."""

    def __init__(self, person: str, role: str) -> None:
        super().__init__()
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        theme.mark(self, kind="person")
        self.set_person(person, role)

    def set_person(self, person: str, role: str) -> None:
        """Show a name and a role."""
        self._initial = person[:1].upper()
        self.setText(_("{name} · {role}").format(name=person, role=role))
        self.setAccessibleName(self.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the initial in front of the words."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(theme.S, (self.height() - _AVATAR) / 2, _AVATAR, _AVATAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.current().colour("accent_soft"))
        painter.drawEllipse(place)
        painter.setPen(theme.current().colour("accent"))
        painter.setFont(theme.font(theme.SECONDARY, bold=True))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._initial)
        painter.end()
