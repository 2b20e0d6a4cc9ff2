"""A rule file on its way in: everything wrong with it, or what it would change, before anybody says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop import i18n
from desktop.domain.rules import Mark
from desktop.i18n import N_, _, ngettext
from desktop.rulepacks import plain_sheet
from desktop.ui import panels, theme
from desktop.ui.rules import reading
from desktop.ui.rules.differences import DifferencesView
from desktop.ui.table_model import RIGHT, Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.assessment import spoken
from desktop.wording.citations import article_text
from desktop.wording.rule_diff import diff_groups
from desktop.wording.rule_files import MOST_TOLD, Fault, rule_fault
from desktop.wording.rule_packs import KINDS, period, to_confirm

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.actions.rule_packs import Looked
    from desktop.domain.packs import RulePack
    from desktop.domain.problems import Problem
    from desktop.domain.rule_diff import Change

_FAULTS: tuple[Column[Fault], ...] = (
    Column(N_("Line"), lambda fault: fault.line, align=RIGHT, width=56),
    Column(N_("Key"), lambda fault: fault.key, width=240),
    Column(N_("What to do"), lambda fault: fault.sentence),
)
#: How many unconfirmed sources are named; all of them stand on the page of the pack.
_MOST_NAMES = 6
#: How many warnings stand there; the command ``rules check`` gives them all.
_MOST_WARNINGS = 4
#: Where the sentence of a fault is shown in full.
_FULL_HEIGHT = 44


class ImportView(QWidget):
    """The file that was chosen.

    Signals:
        confirmed: take it in; carries its ``Source``.
        again_wanted: read the file again; carries its path.
        closed: nothing more to do with it.
    """

    confirmed = Signal(object)
    again_wanted = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._path: Path | None = None
        self._looked: Looked | None = None
        self._stack = QStackedWidget()
        self._title = panels.text("", "title")
        self._title.setObjectName("import_title")
        back = panels.icon_button("chevron-left", _("Back to the list"), self.closed.emit, shortcut="Alt+Left")
        back.setObjectName("back_from_import_button")
        self._stack.addWidget(self._wrong_page())
        self._stack.addWidget(self._right_page())
        head = panels.row(back, self._title)
        head.setStretch(1, 1)
        card = panels.Card()
        card.body.addWidget(self._stack)
        layout = panels.column(head, card, spacing=theme.M)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_looked(self, path: Path, looked: Looked) -> None:
        """Show what a file holds."""
        self._path, self._looked = path, looked
        if looked.pack is None:
            self._show_wrong(path, looked.problems)
        else:
            self._show_right(looked.pack, looked)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what came in between since the file was looked at."""
        assert self._path is not None, "a file is imported after it was looked at"
        self._show_wrong(self._path, problems)

    def focus(self) -> None:
        """Put the keyboard where the next step is."""
        target = self.faults if self._stack.currentIndex() == 0 else self.import_button
        target.setFocus()

    def _wrong_page(self) -> QWidget:
        self._count = panels.Banner("danger")
        self._count.setObjectName("import_count")
        self.faults = RowsView(RowsModel(_FAULTS))
        self.faults.setObjectName("import_faults")
        self.faults.setAccessibleName(_("What is wrong with the file"))
        # A sentence that names everything possible is longer than a line.
        self._sentence = panels.text("", "secondary", selectable=True)
        self._sentence.setObjectName("import_sentence")
        self._sentence.setMinimumHeight(_FULL_HEIGHT)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.faults.row_chosen.connect(self._on_fault)
        close = panels.button(_("Close"), self.closed.emit)
        close.setObjectName("close_import_button")
        again = panels.primary_button(_("Check again"), self._again)
        again.setObjectName("check_again_button")
        again.setToolTip(_("After the file was put right and saved"))
        page = QWidget()
        layout = panels.column(self._count, self.faults, self._sentence, panels.footer(None, close, again))
        layout.setStretch(1, 1)
        page.setLayout(layout)
        return page

    def _right_page(self) -> QWidget:
        # Beside each other: what differs needs the height.
        self._facts, self._more_facts = panels.Facts(), panels.Facts()
        facts = QWidget()
        facts.setLayout(panels.columns(self._facts, self._more_facts))
        facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._effect = panels.text("")
        self._effect.setObjectName("import_effect")
        self._open = panels.Banner("warning")
        self._warned = panels.Banner("warning")
        self._warned.setObjectName("import_warnings")
        self._changes_title = panels.text("", "strong")
        self._differences = DifferencesView()
        self._rules = QWidget()
        self._rules.setLayout(panels.column())
        cancel = panels.button(_("Cancel"), self.closed.emit)
        cancel.setObjectName("cancel_import_button")
        self.import_button = panels.primary_button(_("Import"), self._confirm, icon="check")
        self.import_button.setObjectName("confirm_import_button")
        note = panels.text(_("It can be withdrawn as long as no assessment has used it."), "secondary")
        page = QWidget()
        parts = (
            facts,
            self._effect,
            self._open,
            self._warned,
            self._changes_title,
            self._differences,
            self._rules,
        )
        foot = panels.row(note, cancel, self.import_button)
        foot.setStretch(0, 1)
        layout = panels.column(*parts, foot)
        layout.setStretch(5, 1)
        layout.setStretch(6, 1)
        page.setLayout(layout)
        return page

    def _show_wrong(self, path: Path, problems: Sequence[Problem]) -> None:
        self._title.setText(path.name)
        faults = [rule_fault(problem) for problem in problems[:MOST_TOLD]]
        count = ngettext(
            "This file cannot be imported. There is {n} thing to put right.",
            "This file cannot be imported. There are {n} things to put right.",
            len(problems),
        )
        self._count.tell(count.format(n=i18n.number(len(problems))), "danger")
        self.faults.rows_model.set_rows(faults)
        self.faults.choose(0)
        self._stack.setCurrentIndex(0)

    def _show_right(self, pack: RulePack, looked: Looked) -> None:
        sheet = pack.sheet
        self._title.setText(_("Import {title} {version}?").format(title=spoken(sheet.title), version=sheet.version))
        self._facts.show_facts([(_("Kind"), _(KINDS[sheet.kind])), (_("Published by"), sheet.issuer)])
        days = period(sheet.in_force_from, sheet.in_force_to)
        self._more_facts.show_facts([(_("Period"), days), (_("Holds"), _contents(pack))])
        self._effect.setText(_effect(pack, looked.earlier))
        self._open.tell(_open_points(pack), "warning")
        self._warned.tell(_warnings(looked.warnings), "warning")
        if looked.earlier is not None:
            self._show_changes(pack, looked.earlier, looked.changes)
        else:
            self._show_rules(pack)
        self.import_button.setEnabled(True)
        self._stack.setCurrentIndex(1)

    def _show_changes(self, pack: RulePack, earlier: RulePack, changes: Sequence[Change]) -> None:
        said = _("What differs from version {version}:").format(version=earlier.sheet.version)
        self._changes_title.setText(said)
        cites = {**earlier.cited, **pack.cited}
        self._differences.show_groups(diff_groups(changes, plain_sheet(earlier), plain_sheet(pack), cites))
        self._differences.show()
        self._rules.hide()

    def _show_rules(self, pack: RulePack) -> None:
        """Let the manager read what a pack says that has nothing before it."""
        self._changes_title.setText(_("What it says:"))
        inside = self._rules.layout()
        assert inside is not None, "it was given one"
        panels.clear(inside)
        inside.addWidget(reading.rules_of(pack, pack.sheet.in_force_from))
        self._rules.show()
        self._differences.hide()

    def _on_fault(self, fault: Fault | None) -> None:
        self._sentence.setText("" if fault is None else fault.sentence)

    def _again(self) -> None:
        self.again_wanted.emit(self._path)

    def _confirm(self) -> None:
        assert self._looked is not None, "there is nothing to confirm before a file was looked at"
        self.import_button.setEnabled(False)
        self.confirmed.emit(self._looked.source)


def _contents(pack: RulePack) -> str:
    sheet = pack.sheet
    rules = ngettext("{n} rule", "{n} rules", len(sheet.rules)).format(n=len(sheet.rules))
    tables = ngettext("{n} premium table", "{n} premium tables", len(sheet.premiums)).format(n=len(sheet.premiums))
    return _(", ").join((rules, tables))


def _effect(pack: RulePack, earlier: RulePack | None) -> str:
    """Say what changes for assessments once the pack is in."""
    day, title = i18n.day(pack.sheet.in_force_from), spoken(pack.sheet.title)
    if earlier is None:
        return _('New: from {day} on, claims can be worked out by "{title}".').format(day=day, title=title)
    if earlier.own:
        return _("From {day} on it takes the place of version {version}, which ends the day before.").format(
            day=day, version=earlier.sheet.version
        )
    return _("On the days it is in force it takes the place of version {version}, which came with the program.").format(
        version=earlier.sheet.version
    )


def _warnings(warnings: Sequence[Problem]) -> str:
    """Say what to look at, rule by rule; of many the first."""
    faults = [rule_fault(problem) for problem in warnings[:_MOST_WARNINGS]]
    lines = [_("Line {line}, {key}: {sentence}").format(line=f.line, key=f.key, sentence=f.sentence) for f in faults]
    if len(warnings) > _MOST_WARNINGS:
        lines.append(_("... and {n} more.").format(n=len(warnings) - _MOST_WARNINGS))
    return "\n".join(lines)


def _open_points(pack: RulePack) -> str:
    """Say which sources nobody has read in the text yet."""
    count = to_confirm(pack.sheet)
    if not count:
        return ""
    said = ngettext("{n} source is not confirmed yet: {names}.", "{n} sources are not confirmed yet: {names}.", count)
    names = [article_text(c.instrument, c.article) for c in pack.sheet.citations if c.mark != Mark.VERIFIED]
    shown = list(dict.fromkeys(names))
    if len(shown) > _MOST_NAMES:
        shown = [*shown[:_MOST_NAMES], "…"]
    return said.format(n=count, names=_(", ").join(shown))
