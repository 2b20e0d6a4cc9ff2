"""The page of rule packs: all of them in a list, the chosen one beside it; a manager brings in the branch's own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop import i18n
from desktop.actions import rule_packs
from desktop.domain.authority import Verb, refusal_of_role
from desktop.i18n import _, ngettext
from desktop.rulepacks import BadRuleFiles
from desktop.ui import ask, panels, theme
from desktop.ui.drop_area import DropArea
from desktop.ui.page import PageWidget
from desktop.ui.rules.comparing import CompareView
from desktop.ui.rules.detail import PackDetail
from desktop.ui.rules.importing import ImportView
from desktop.ui.rules.table import columns, named
from desktop.ui.table_model import RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.errors import explain_ours
from desktop.wording.rule_rows import place, withdrawal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from desktop.actions.desk import Desk
    from desktop.actions.rule_packs import Looked, PackRow
    from desktop.rule_text import Source
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Widths of the list and of what is beside it.
_SHARES = (12, 8)


class RulesPage(PageWidget):
    """Everybody reads and compares; a manager imports and withdraws."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self.setObjectName("rules_page")
        self._desk, self._background, self._changes = desk, background, changes
        self._wanted = ""
        self._may_manage = refusal_of_role(Verb.MANAGE, desk.person) is None
        self._model: RowsModel[PackRow] = RowsModel(columns(self._today))
        self.table = RowsView(self._model, empty_text=_("There are no rule packs."), empty_icon="scale")
        self.detail = PackDetail(self._today, may_manage=self._may_manage)
        self.importing = ImportView()
        self.comparing = CompareView()
        self.drop = DropArea(
            _("Drop a rule pack of your own here: it is checked first"),
            refusal=_refusal,
            patterns=((_("Rule packs"), "*.toml"),),
        )
        self.banner = panels.Banner()
        self.first_focus = self.table
        self._build()
        self._connect()

    def opened(self) -> None:
        """Read the list anew."""
        self._background.run(partial(rule_packs.list_packs, self._desk), self._show_rows, self._fail)

    def focus_first(self) -> None:
        """Put the keyboard into what is in front."""
        if self._stack.currentWidget() is self.comparing:
            self.comparing.before.setFocus()
        elif self._stack.currentWidget() is self.importing:
            self.importing.focus()
        else:
            super().focus_first()

    def show_list(self) -> None:
        """Go back to the list."""
        self.banner.clear()
        self._stack.setCurrentIndex(0)
        self.table.setFocus()

    def look_at(self, path: Path) -> None:
        """Check a file and show what is wrong with it, or what it would change."""
        self.banner.clear()
        look = partial(rule_packs.look_at_pack, self._desk, path)
        self._background.run(look, partial(self._show_looked, path), self._fail)

    def _build(self) -> None:
        self.table.setObjectName("packs_table")
        self.table.setAccessibleName(_("Rule packs"))
        self.drop.setObjectName("pack_drop")
        self.banner.setObjectName("rules_banner")
        compare = panels.button(_("Compare versions"), self._compare, icon="columns-2")
        compare.setObjectName("compare_button")
        choose = panels.button(_("Import a pack"), self.drop.choose, icon="plus")
        choose.setObjectName("import_button")
        choose.setVisible(self._may_manage)
        self.drop.setVisible(self._may_manage)
        guide = panels.quiet_button(_("Guide and example"), self._save_guide, icon="download")
        guide.setObjectName("guide_button")
        guide.setToolTip(_("Copies how to write a rule pack, and a complete one to begin with, to a folder."))
        guide.setVisible(self._may_manage)
        self._header = panels.PageHeader(_("Rule packs"), guide, compare, choose)
        left = QWidget()
        left.setLayout(panels.column(self.table, self.drop))
        card = panels.Card()
        card.body.addWidget(self.detail)
        overview = QWidget()
        layout = panels.column(self._header, spacing=theme.M)
        layout.addLayout(panels.columns(left, card, weights=_SHARES), 1)
        overview.setLayout(layout)
        self._stack = QStackedWidget()
        for widget in (overview, self.importing, self.comparing):
            self._stack.addWidget(widget)
        self.body.addWidget(self.banner)
        self.body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.table.row_chosen.connect(self._on_chosen)
        self.table.row_opened.connect(lambda _row: self.detail.tabs.tabBar().setFocus())
        self.drop.files_added.connect(self._on_dropped)
        self.detail.withdraw_wanted.connect(self._withdraw)
        self.importing.confirmed.connect(self._import)
        self.importing.again_wanted.connect(self.look_at)
        self.importing.closed.connect(self.show_list)
        self.comparing.closed.connect(self.show_list)

    def _today(self) -> date:
        return i18n.today(self._desk.clock.now())

    def _show_rows(self, rows: Sequence[PackRow]) -> None:
        current = self.table.current_row()
        wanted = self._wanted or (current.sha256 if current else "")
        self._wanted = ""
        self._model.set_rows(sorted(rows, key=lambda row: place(row, self._today())))
        count = ngettext("{n} pack", "{n} packs", len(rows)).format(n=len(rows))
        advice = "" if self._may_manage else _("A manager imports packs of the branch.")
        self._header.set_summary(_(" · ").join(filter(None, (count, advice))))
        if rows:
            self.table.choose(max(self._model.position_of(lambda row: row.sha256 == wanted), 0))

    def _on_chosen(self, row: PackRow | None) -> None:
        self.detail.show_row(row)

    def _on_dropped(self, paths: list[Path]) -> None:
        self.drop.set_value(())
        if len(paths) > 1:
            self.banner.tell(_("One pack at a time, please; this is the first of them."), "info")
        self.look_at(paths[0])

    def _show_looked(self, path: Path, looked: Looked) -> None:
        self.importing.show_looked(path, looked)
        self._stack.setCurrentWidget(self.importing)
        self.importing.focus()

    def _import(self, source: Source) -> None:
        self.banner.clear()
        take_in = partial(rule_packs.import_pack, self._desk, source)
        self._background.run(take_in, partial(self._on_imported, source), self._on_refused, writes=True)

    def _on_imported(self, source: Source, _nothing: None) -> None:
        self._wanted = source.sha256
        self.show_list()
        self.said.emit(_("{file} is imported. New assessments use it.").format(file=source.name))
        self._tell_changed()

    def _on_refused(self, error: Exception) -> None:
        if isinstance(error, BadRuleFiles):
            self.importing.show_problems(error.problems)
            self.importing.focus()
        else:
            self.importing.import_button.setEnabled(True)
            self._fail(error)

    def _save_guide(self) -> None:
        folder = ask.choose_folder(self, _("Where to copy the guide and the example"))
        if folder is not None:
            self._background.run(partial(rule_packs.save_guide, folder), self._on_guide, self._fail)

    def _on_guide(self, place: Path) -> None:
        self.banner.tell(_("Copied to {folder}. Begin with README.md.").format(folder=place), "good")

    def _withdraw(self, row: PackRow) -> None:
        title = _("Withdraw {name}?").format(name=named(row))
        others = [other for other in self._model.rows if other.sha256 != row.sha256]
        prompt = "\n\n".join((withdrawal(row, others, self._today()), _("Why is it withdrawn?")))
        reason = ask.ask_reason(self, title, prompt, _("Withdraw"), danger=True)
        if reason is None:
            return
        take_back = partial(rule_packs.withdraw_pack, self._desk, row.sha256, reason)
        self._background.run(take_back, partial(self._on_withdrawn, row), self._on_not_withdrawn, writes=True)

    def _on_withdrawn(self, row: PackRow, _nothing: None) -> None:
        self.said.emit(_("{name} is withdrawn.").format(name=named(row)))
        self._tell_changed()

    def _on_not_withdrawn(self, error: Exception) -> None:
        self._fail(error)
        self.opened()

    def _tell_changed(self) -> None:
        self._changes.rules_changed.emit()
        self.opened()

    def _compare(self) -> None:
        self._stack.setCurrentWidget(self.comparing)
        self.comparing.show_rows(self._model.rows, self.table.current_row())

    def _fail(self, error: Exception) -> None:
        self.banner.tell(explain_ours(error), "danger")


def _refusal(path: Path) -> str:
    return "" if path.suffix.lower() == ".toml" else _("A rule pack is a file whose name ends in .toml.")
