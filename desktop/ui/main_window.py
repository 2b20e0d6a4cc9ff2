"""The shell: rail, top bar, the page in front, the right panel, the lock. Nothing about cases.

Everything translated is set in constructors; on a change of language or theme ``app.py`` builds a new window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui import panels, theme
from desktop.ui.idle_work import IdleWork
from desktop.ui.progress_strip import ProgressStrip
from desktop.ui.rail import Rail
from desktop.ui.scan_catcher import ScanCatcher
from desktop.ui.scans import is_phone
from desktop.ui.top_bar import TopBar
from desktop.ui.where_it_was import WhereItWas

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from desktop.domain.waybill import Forms
    from desktop.ui.background import Background
    from desktop.ui.page import Page, PageWidget


class MainWindow(QMainWindow):
    """The one window of the program.

    Signals:
        scanned: a code was scanned and the page in front did not use it.
        searched: words were typed into the search box.
        switch_requested: somebody else wants to sign in.
        lock_requested: the person leaves the desk (Ctrl+L or the button).
        page_changed: the page with this key came to the front.
        closed: the window is closing; stop the background work.

    """

    scanned = Signal(str)
    searched = Signal(str)
    switch_requested = Signal()
    lock_requested = Signal()
    page_changed = Signal(str)
    closed = Signal()

    def __init__(
        self,
        pages: Sequence[Page],
        background: Background,
        forms: Forms,
        *,
        person: str,
        role: str,
        title: str = "明赔",
    ) -> None:
        super().__init__()
        self._pages = {page.key: page for page in pages}
        self._built: dict[str, PageWidget] = {}
        self._current = ""
        self._panel_wanted = True
        self._before: WhereItWas | None = None
        self._alone = False
        self._narrow = False
        self._rail = Rail(pages)
        self._top = TopBar(person, role, forms)
        self._strip = ProgressStrip(background)
        self._content = QStackedWidget()
        self._panel = QStackedWidget()
        self._shell = QWidget()
        self._layers = QStackedWidget()
        self._idle = IdleWork(self._shell)
        self._catcher = ScanCatcher(self, forms)
        self.setWindowTitle(title)
        # On a small screen at 150 % there is less room than we would like; buttons outside the screen help nobody.
        self.setMinimumSize(QSize(*theme.SMALLEST).boundedTo(room_on_screen()))
        self._build()
        self._connect()

    @property
    def current_key(self) -> str:
        """The key of the page in front."""
        return self._current

    @property
    def is_locked(self) -> bool:
        """Whether the lock covers everything."""
        return self._layers.currentWidget() is not self._shell

    def show_page(self, key: str) -> PageWidget:
        """Bring a page to the front, building it if need be, and return it.

        The page in front may refuse to go; then that one is returned.
        """
        if self._current and self._current != key and not self._built[self._current].may_leave():
            self._rail.show_current(self._current)
            return self._built[self._current]
        page = self.page(key)
        self._stand_alone(alone=False)
        if key != self._current:
            page.came_from = self._current
        self._current = key
        self._content.setCurrentWidget(page)
        self._rail.show_current(key)
        self._show_panel()
        page.opened()
        page.focus_first()
        self.page_changed.emit(key)
        return page

    def page(self, key: str) -> PageWidget:
        """Return a page without bringing it to the front."""
        if key not in self._built:
            page = self._pages[key].make()
            page.said.connect(self.say)
            page.panel_requested.connect(self._top.open_panel)
            page.alone_requested.connect(lambda alone: self._stand_alone(alone=alone))
            self._built[key] = page
            self._content.addWidget(page)
            if page.right_panel is not None:
                self._panel.addWidget(_padded(page.right_panel))
        return self._built[key]

    def prepare(self, *pieces: Callable[[], object]) -> None:
        """Do these one by one while nobody touches anything: what takes long to build is there when it is wanted."""
        self._idle.plan(*pieces)

    def say(self, words: str) -> None:
        """Show a short message in the top bar."""
        self._top.say(words)

    def set_badge(self, key: str, count: int) -> None:
        """Show how many wait on a page."""
        self._rail.set_badge(key, count)

    def set_person(self, person: str, role: str) -> None:
        """Show who is working."""
        self._top.set_person(person, role)

    def lock(self, cover: QWidget) -> None:
        """Hide everything behind a cover, which fills the whole window (the unlock form)."""
        if not self.is_locked:
            self._before = WhereItWas(self._shell, self._built.get(self._current))
        layer = QFrame()
        theme.mark(layer, area="lock")
        inside = QVBoxLayout(layer)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(cover)
        self._layers.addWidget(layer)
        self._layers.setCurrentWidget(layer)
        cover.setFocus()

    def unlock(self) -> None:
        """Take the cover away; the keyboard and what is scrolled are where they were."""
        self._layers.setCurrentWidget(self._shell)
        while self._layers.count() > 1:
            layer = self._layers.widget(1)
            self._layers.removeWidget(layer)
            layer.deleteLater()
        if self._before is None or not self._before.bring_back():
            self._built[self._current].focus_first()
        self._before = None

    def _build(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._content, 1)
        middle.addWidget(self._panel)
        self._panel.setFixedWidth(theme.PANEL)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._top)
        right.addWidget(self._strip)
        right.addLayout(middle, 1)
        across = QHBoxLayout(self._shell)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._rail)
        across.addLayout(right, 1)
        self._layers.addWidget(self._shell)
        self.setCentralWidget(self._layers)
        self.resize(QSize(1366, 700).boundedTo(room_on_screen()))

    def _connect(self) -> None:
        self._rail.page_requested.connect(self.show_page)
        self._top.search_box.scanned.connect(self._on_scanned)
        self._top.search_box.searched.connect(self.searched)
        self._catcher.scanned.connect(self._on_scanned)
        self._top.switch_requested.connect(self.switch_requested)
        self._top.lock_requested.connect(self.lock_requested)
        self._top.panel_toggled.connect(self._want_panel)
        self._shortcut("Ctrl+K", self._to_search)
        for number, (key, page) in enumerate(self._pages.items(), start=1):
            if number < 10:
                self._shortcut(f"Ctrl+{number}", lambda key=key: self.show_page(key))
            if page.shortcut:
                self._shortcut(page.shortcut, lambda key=key: self.show_page(key))

    def _shortcut(self, keys: str, then: object) -> None:
        # Shortcuts belong to the shell, not to the window: behind the lock they are dead.
        shortcut = QShortcut(QKeySequence(keys), self._shell)
        shortcut.activated.connect(then)

    def _stand_alone(self, *, alone: bool) -> None:
        """Leave nothing but the page in the window, or bring the rest back."""
        self._alone = alone
        self._rail.setVisible(not alone)
        self._top.setVisible(not alone)
        self._show_panel()

    def _to_search(self) -> None:
        if self._alone:
            return
        self._top.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._top.search_box.selectAll()

    def _on_scanned(self, code: str) -> None:
        if self.is_locked:
            return
        if is_phone(code):
            # Dialled into a button or a list: whoever did it looks for somebody.
            self.searched.emit(code)
        elif not (self._current and self._built[self._current].take_scan(code)):
            self.scanned.emit(code)

    def _want_panel(self, wanted: bool) -> None:
        self._panel_wanted = wanted
        self._show_panel()

    def _show_panel(self) -> None:
        page = self._built.get(self._current)
        filled = page.right_panel if page is not None else None
        if filled is not None:
            self._panel.setCurrentWidget(_frame_of(filled, self._panel))
        self._panel.setVisible(filled is not None and self._panel_wanted and not self._alone)
        self._top.offer_panel(filled is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the right panel away where page and panel do not fit side by side, and bring it back with the room."""
        super().resizeEvent(event)
        narrow = self.width() < theme.NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._top.fold_panel(folded=narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page in front keep its draft, then close."""
        if self._current and not self.is_locked and not self._built[self._current].may_leave():
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)


def room_on_screen() -> QSize:
    """Return how large a window may be; without a screen there is no limit."""
    screen = QGuiApplication.primaryScreen()
    if screen is None or QGuiApplication.platformName() in ("offscreen", "minimal"):
        return QSize(*theme.NO_LIMIT)
    return screen.availableGeometry().size()


def _padded(content: QWidget) -> QFrame:
    frame = QFrame()
    theme.mark(frame, area="panel")
    inner = QWidget()
    inside = QVBoxLayout(inner)
    inside.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
    inside.addWidget(content)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 0, 0, 0)
    layout.addWidget(panels.scrolling(inner))
    return frame


def _frame_of(content: QWidget, stack: QStackedWidget) -> QWidget:
    places = [stack.widget(number) for number in range(stack.count())]
    return next(place for place in places if place.isAncestorOf(content))
