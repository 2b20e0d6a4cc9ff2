"""Scripts beside a case: those that fit its types, level, mood and step, the best one open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions import scripts as actions
from desktop.domain.scripts import Step, choose
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.collapsible import Collapsible
from desktop.ui.scripts.script_card import ScriptCard
from desktop.wording.scripts import step_label

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.scripts import Situation
    from desktop.domain.scripts import Script
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Most scripts offered for one step.
_MOST = 6
#: Room for a title in the narrowest place of the panel, pixels.
_TITLE = 230


class ScriptsPanel(QWidget):
    """Follows the step of the case until the person picks another one."""

    def __init__(self, desk: Desk, background: Background, changes: Changes, *, aside: QWidget | None = None) -> None:
        """Make the panel; ``aside`` stands at the end of its head."""
        super().__init__()
        self.setObjectName("scripts_panel")
        self._desk, self._background = desk, background
        self._scripts: tuple[Script, ...] = ()
        self._situation: Situation | None = None
        self._picked: Step | None = None
        self._typed: dict[str, str] = {}
        self._chosen: tuple[Script, ...] = ()
        self._folds: list[_Fold] = []
        self._filling = False
        self._step = ChoiceField([(step, step_label(step)) for step in Step])
        self._step.setObjectName("script_step")
        self._step.setAccessibleName(_("Step of the conversation"))
        self._places = QVBoxLayout()
        self._places.setSpacing(theme.S)
        head = panels.row(panels.section_title(_("Scripts")), self._step)
        head.setStretch(1, 1)
        if aside is not None:
            head.addWidget(aside)
        layout = panels.column(head, self._places, spacing=theme.S)
        self.setLayout(layout)
        self._step.changed.connect(self._pick)
        changes.scripts_changed.connect(self._load)
        self._load()

    def show_situation(self, situation: Situation) -> None:
        """Show what fits; another case begins without what was picked and typed for the last one."""
        if self._situation is not None and situation.about != self._situation.about:
            self.start()
        self._situation = situation
        self._show()

    def start(self) -> None:
        """Forget what was picked and typed."""
        self._picked = None
        self._typed.clear()
        self._chosen = ()

    def _load(self) -> None:
        self._background.run(lambda: actions.list_scripts(self._desk), self._take)

    def _take(self, scripts: tuple[Script, ...]) -> None:
        self._scripts = scripts
        self._show()

    def _pick(self) -> None:
        if not self._filling:
            self._picked = Step(str(self._step.value())) if self._step.value() else None
            self._show()

    def _show(self) -> None:
        if self._situation is None:
            return
        now = self._situation
        step = self._picked or now.step
        self._filling = True
        self._step.set_value(step)
        self._filling = False
        intake = now.intake
        fitting = choose(self._scripts, intake.types, intake.level, intake.mood, step, now.stands)
        chosen = tuple(fitting[:_MOST])
        facts = now.facts | self._typed
        if chosen != self._chosen:
            self._chosen = chosen
            self._lay_out(facts)
        for fold in self._folds:
            fold.show_facts(facts)

    def _lay_out(self, facts: dict[str, str]) -> None:
        panels.clear(self._places)
        self._folds = [_Fold(script, facts, is_open=number == 0) for number, script in enumerate(self._chosen)]
        for fold in self._folds:
            fold.typed.connect(self._type)
            self._places.addWidget(fold)
        if not self._folds:
            self._places.addWidget(panels.text(_("There is no script for this step."), "secondary"))

    def _type(self, key: str, text: str) -> None:
        self._typed[key] = text
        if self._situation is not None:
            for fold in self._folds:
                fold.show_facts(self._situation.facts | self._typed)


class _Fold(QWidget):
    """A script folded to its title; its card is made when it is first opened.

    Signals:
        typed: a fact by its name, and what was typed for it.
    """

    typed = Signal(str, str)

    def __init__(self, script: Script, facts: dict[str, str], *, is_open: bool) -> None:
        super().__init__()
        self._words = script.words(i18n.language())
        self._facts = facts
        self._card: ScriptCard | None = None
        self._inside = QWidget()
        self._inside.setLayout(panels.column())
        # The head of a fold does not break into lines; a long title must not widen the panel.
        letters = QFontMetrics(theme.font(bold=True))
        title = letters.elidedText(self._words.title, Qt.TextElideMode.ElideRight, _TITLE)
        self._fold = Collapsible(title, self._inside, is_open=is_open)
        self._fold.setToolTip(self._words.title)
        self._fold.setObjectName(f"script_{script.id}")
        self.setLayout(panels.column(self._fold))
        self._fold.toggled.connect(self._on_toggled)
        self._on_toggled(is_open)

    def show_facts(self, facts: dict[str, str]) -> None:
        """Fill in the facts as they stand now, at once or when it is opened."""
        self._facts = facts
        if self._card is not None:
            self._card.show_facts(facts)

    def _on_toggled(self, is_open: bool) -> None:
        inside = self._inside.layout()
        if is_open and self._card is None and inside is not None:
            self._card = ScriptCard(self._words, self._facts)
            self._card.typed.connect(self.typed)
            inside.addWidget(self._card)
