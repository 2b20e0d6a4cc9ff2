"""The staff manual: sections at the left, the text at the right; opens where the page before it is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QTextBrowser

from desktop import i18n
from desktop.i18n import _
from desktop.manual import load_manual
from desktop.ui import panels, theme
from desktop.ui.page import PageWidget

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.manual import Section
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: The section that explains a page, where it is not called like the page.
_SECTION_OF = {"": "start"}

_WIDTH = 220


class HelpPage(PageWidget):
    """The manual in the language in force."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        del desk, background, changes
        self._sections = load_manual(i18n.language())
        self._search = QLineEdit()
        self._search.setObjectName("help_search")
        self._search.setPlaceholderText(_("Search the help"))
        self._search.setAccessibleName(_("Search the help"))
        self._search.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setObjectName("help_sections")
        self._list.setAccessibleName(_("Sections"))
        self._text = QTextBrowser()
        self._text.setObjectName("help_text")
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(theme.L)
        self.first_focus = self._search
        self._build()
        self._search.textChanged.connect(self._filter)
        self._list.currentItemChanged.connect(self._show)
        self._filter("")

    def opened(self) -> None:
        """Show the section about the page the person came from."""
        keys = [section.key for section in self._sections]
        wanted = _SECTION_OF.get(self.came_from, self.came_from)
        self._search.clear()
        self.show_part(keys.index(wanted) if wanted in keys else 0)

    def part_in_front(self) -> int:
        """Return the number of the section shown."""
        item = self._list.currentItem()
        return int(item.data(Qt.ItemDataRole.UserRole)) if item is not None else 0

    def show_part(self, number: int) -> None:
        """Show a section by its number."""
        for row in range(self._list.count()):
            if self._list.item(row).data(Qt.ItemDataRole.UserRole) == number:
                self._list.setCurrentRow(row)

    def _build(self) -> None:
        left = panels.column(self._search, self._list, spacing=theme.S)
        left.setStretch(1, 1)
        self._search.setFixedWidth(_WIDTH)
        self._list.setFixedWidth(_WIDTH)
        self._list.setSpacing(theme.XS)
        across = panels.row(spacing=theme.L)
        across.addLayout(left)
        across.addWidget(self._text, 1)
        self.body.addWidget(panels.PageHeader(_("Help")))
        self.body.addLayout(across, 1)

    def _filter(self, words: str) -> None:
        """List the sections that hold all words typed, in any order."""
        wanted = words.casefold().split()
        here = self.part_in_front()
        self._list.clear()
        for number, section in enumerate(self._sections):
            if all(word in f"{section.title}\n{section.text}".casefold() for word in wanted):
                item = QListWidgetItem(section.title, self._list)
                item.setData(Qt.ItemDataRole.UserRole, number)
        self.show_part(here)
        if self._list.currentItem() is None and self._list.count():
            self._list.setCurrentRow(0)
        if not self._list.count():
            self._text.setPlainText(_("Nothing in the help holds these words."))

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            section: Section = self._sections[item.data(Qt.ItemDataRole.UserRole)]
            self._text.setMarkdown(f"## {section.title}\n\n{section.text}")
            if self._search.text().strip():
                self._text.find(self._search.text().split()[0])
