"""The branch's own words for scripts (话术): those who see to the work of others change them, everybody reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import scripts as actions
from desktop.domain.authority import Verb, refusal_of_role
from desktop.domain.scripts import Fact, Script, Step
from desktop.errors import Incomplete
from desktop.i18n import N_, _
from desktop.ui import panels, theme
from desktop.ui.choices import SegmentedField
from desktop.ui.collapsible import Collapsible
from desktop.ui.office.script_form import ScriptForm
from desktop.ui.table_model import Column, RowsModel
from desktop.ui.table_view import RowsView
from desktop.wording.errors import explain_ours
from desktop.wording.scripts import fact_label, step_label

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.problems import Problem
    from desktop.domain.scripts import Words
    from desktop.ui.background import Background
    from desktop.ui.changes import Changes

#: Milliseconds of silence after which what is typed is checked.
_CHECK_AFTER = 250
_LANGUAGES = (("zh_CN", "中文"), ("en", "English"))
_COLUMNS: tuple[Column[Script], ...] = (
    Column(N_("Step"), lambda script: step_label(script.step), width=132),
    Column(N_("When it is for"), lambda script: script.words(_script_language()).title, strong=True),
    Column(
        N_("Words"),
        lambda script: _("Own") if script.own else _("Ours"),
        icon=lambda script: "pencil" if script.own else "",
        width=84,
    ),
)


class ScriptsTab(QWidget):
    """All scripts at the left, the words of the chosen one at the right.

    Signals:
        said: a short message for the top bar.
    """

    said = Signal(str)

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._may = refusal_of_role(Verb.SUPERVISE, desk.person) is None
        self._script: Script | None = None
        self._language = _script_language()
        #: What was typed for a script and not kept yet, by its id: looking at another one loses nothing.
        self._typed: dict[str, dict[str, Words]] = {}
        self._model: RowsModel[Script] = RowsModel(_COLUMNS)
        self.table = RowsView(self._model, empty_text=_("There are no scripts."), empty_icon="file-text")
        self.table.setObjectName("scripts_table")
        self.form = ScriptForm()
        self.banner = panels.Banner("warning")
        self._language_field = SegmentedField(_LANGUAGES)
        self._language_field.setAccessibleName(_("Language of the script"))
        self._language_field.set_value(self._language)
        self.keep_button = panels.primary_button(_("Keep for this branch"), self._keep)
        self.keep_button.setObjectName("keep_script_button")
        self.ours_button = panels.button(_("Back to ours"), self._back_to_ours)
        self.ours_button.setObjectName("ours_button")
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setInterval(_CHECK_AFTER)
        self._build()
        self._connect()
        self._read()

    def _build(self) -> None:
        named = [_("{name} {fact}").format(name=f"{{{fact}}}", fact=fact_label(fact)) for fact in Fact]
        facts = Collapsible(
            _("Facts that may be written in braces"), panels.text(_(", ").join(named), "secondary", selectable=True)
        )
        card = panels.Card(margin=theme.M, scroll=True)
        card.body.addLayout(panels.row(panels.section_title(_("Words of the script")), None, self._language_field))
        for part in (self.form, facts):
            card.body.addWidget(part)
        card.body.addStretch(1)
        advice = _("Everybody sees the branch's words from then on.") if self._may else ""
        if not self._may:
            advice = _("A supervisor or manager changes the words.")
        foot = panels.footer(panels.text(advice, "secondary", wrap=False), self.ours_button, self.keep_button)
        right = QWidget()
        right.setLayout(panels.column(card, self.banner, foot))
        self.setLayout(panels.columns(self.table, right, weights=(5, 6), spacing=theme.M))
        # On their place by now: shown without one they would flash up as windows of their own.
        self.keep_button.setVisible(self._may)
        self.ours_button.setVisible(self._may)

    def _connect(self) -> None:
        self._silence.timeout.connect(self._check)
        self.table.row_chosen.connect(self._choose)
        self.form.changed.connect(self._on_typed)
        self._language_field.changed.connect(self._change_language)
        self._changes.scripts_changed.connect(self._read)

    def _read(self) -> None:
        self._background.run(lambda: actions.list_scripts(self._desk), self._show, self._fail)

    def _show(self, scripts: tuple[Script, ...]) -> None:
        wanted = self._script.id if self._script is not None else ""
        # In the order of a conversation, as they are offered.
        self._model.set_rows(sorted(scripts, key=lambda script: list(Step).index(script.step)))
        places = [script.id for script in self._model.rows]
        self.table.choose(places.index(wanted) if wanted in places else 0)

    def _choose(self, script: Script | None) -> None:
        self._script = script
        self._show_words()

    def _change_language(self) -> None:
        self._language = str(self._language_field.value() or self._language)
        self._show_words()

    def _show_words(self) -> None:
        self.banner.clear()
        if self._script is None:
            return
        own = self._own()
        self.form.show_words(own.get(self._language) or self._script.ours[self._language])
        self.form.set_read_only(not self._may)
        self._check()

    def _own(self) -> dict[str, Words]:
        """Return the words that are not ours, as typed so far, by language."""
        if self._script is None:
            return {}
        return dict(self._typed.get(self._script.id, self._script.own))

    def _on_typed(self, _key: str) -> None:
        if self._script is None or not self._may:
            return
        own, typed = self._own(), self.form.words()
        if typed == self._script.ours[self._language]:
            own.pop(self._language, None)
        else:
            own[self._language] = typed
        self._typed[self._script.id] = own
        self._silence.start()

    def _check(self) -> None:
        """Tell what is wrong while it is typed."""
        if self._script is None:
            return
        self._silence.stop()
        own = self._own()
        problems = actions.problems_of(self._script, own)
        self._tell(problems)
        self.keep_button.setEnabled(not problems and own != dict(self._script.own))
        self.ours_button.setEnabled(bool(self._script.own or own))

    def _tell(self, problems: list[Problem]) -> None:
        self.form.mark(problems, self._language)
        elsewhere = [problem for problem in problems if self._language not in problem.field.split(".")]
        self.banner.tell(_("Something is wrong in the other language. Look there too.") if elsewhere else "", "warning")

    def _keep(self) -> None:
        self._check()
        if self._script is not None and self.keep_button.isEnabled():
            self._write(self._script, self._own(), _("The words are kept."))

    def _back_to_ours(self) -> None:
        if self._script is None:
            return
        if self._script.own:
            self._write(self._script, {}, _("The words are ours again."))
        else:
            self._typed.pop(self._script.id, None)
            self._show_words()

    def _write(self, script: Script, own: dict[str, Words], told: str) -> None:
        self.keep_button.setEnabled(False)

        def done(_nothing: None) -> None:
            self._typed.pop(script.id, None)
            self._script = replace(script, own=own)
            self.said.emit(told)
            self._changes.scripts_changed.emit()

        self._background.run(lambda: actions.keep_script(self._desk, script, own), done, self._fail, writes=True)

    def _fail(self, error: Exception) -> None:
        self.keep_button.setEnabled(True)
        if isinstance(error, Incomplete):
            self._tell(list(error.problems))
        else:
            self.banner.tell(explain_ours(error), "warning")


def _script_language() -> str:
    """Return the language in force, or the one scripts have instead."""
    known = [code for code, _name in _LANGUAGES]
    return i18n.language() if i18n.language() in known else "en"
