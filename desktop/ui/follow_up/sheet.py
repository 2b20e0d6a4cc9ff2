"""One open form of the follow-up: fields, all problems at once, a button, a way out that loses nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop import i18n
from desktop.domain.as_seen import NotApproved, OutcomeChanged
from desktop.domain.check_life import check_life, tidy_body
from desktop.domain.life import CaseIsClosed, NotDone, NotProposed
from desktop.domain.money_back import GoodsInstead, NothingComesBack, WishChanged
from desktop.domain.work_orders import OrderIsClosed
from desktop.errors import DeskError, Incomplete
from desktop.i18n import _
from desktop.storage import journal
from desktop.ui import panels, theme
from desktop.ui.follow_up.checklist import Checklist
from desktop.ui.forms import Form, is_empty
from desktop.wording.errors import explain
from desktop.wording.life_problems import by_field

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.follow_up.step_form import Seen, StepForm
    from desktop.ui.forms import Values


#: What was typed rests on something that is no more.
_OUTDATED = (
    NotApproved,
    NotProposed,
    OutcomeChanged,
    WishChanged,
    GoodsInstead,
    NothingComesBack,
    CaseIsClosed,
    OrderIsClosed,
)


class Sheet(QWidget):
    """A form that is open.

    Signals:
        saved: the step is recorded; carries the case as it stands now.
        left: the person goes back; what they typed stays.
        refused: the case does not stand as it did when the form was opened.
        again: begin anew with the case as it stands now.
        wanted: something else has to be done first; the key of the act, or of a part of the case.
    """

    saved = Signal(object)
    left = Signal()
    refused = Signal()
    again = Signal()
    wanted = Signal(str)

    def __init__(self, desk: Desk, background: Background, key: str, declared: StepForm, seen: Seen) -> None:
        super().__init__()
        self._desk, self._background, self._declared = desk, background, declared
        self.key, self.seen = key, seen
        self.form = Form(declared.fields(desk, seen), dense=True)
        self._about = panels.text("", "secondary")
        self._trouble = panels.Banner()
        self._again = panels.link_button(_("Begin again"), self.again.emit)
        self._again.setToolTip(_("The case as it stands now; what you typed stays in the form."))
        self._checklist = Checklist()
        self._leave = panels.quiet_button(_("Go back"), self.left.emit)
        self._save = panels.primary_button(_(declared.verb), self.save)
        self._build()
        self._connect()
        self.start(seen)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not recorded."""
        return self.form.is_dirty

    @property
    def typed(self) -> Values:
        """What was typed beyond what the form begins with, by field."""
        return self.form.typed()

    def take_over(self, typed: Values) -> None:
        """Put in what was typed in a form that stood here before; where a choice is gone the field asks anew."""
        for key, value in typed.items():
            self.form.change(key, value)

    def start(self, seen: Seen) -> None:
        """Fill the form from a case as it stands."""
        self.seen = seen
        about = self._declared.about(self._desk, seen)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._trouble.clear()
        self.form.fill(self._declared.start(self._desk, seen))
        self._show_missing()

    def follow(self, seen: Seen) -> None:
        """Take note of a case that changed; what was typed, and what it rests on, stays."""
        if not self.is_dirty:
            self.start(seen)
        elif self._declared.missing is not None:
            self.seen = seen
            self._show_missing()

    def focus_first(self) -> None:
        """Put the keyboard into the field that is to be filled in."""
        values = self.form.values()
        empty = (key for key, value in values.items() if is_empty(value) and self.form.widget(key).isVisibleTo(self))
        self.form.focus(self._declared.first or next(empty, next(iter(values))))

    def save(self) -> None:
        """Record the step, or mark everything that is wrong with it."""
        if not self._save.isEnabled():
            return
        # A field tidies its text when it is left; later that would count as a change and take its mark away.
        tidy = getattr(self.focusWidget(), "tidy", None)
        if callable(tidy):
            tidy()
        values = self.form.values()
        body = self._declared.body(self._desk, self.seen, values)
        problems = self._problems(values, body)
        self.form.mark_problems(problems)
        if problems:
            return
        if self._missing(values):
            self._trouble.tell(_("Something is still missing. Do it first; this form waits."), "warning")
            self._checklist.focus_first()
            return
        self._trouble.clear()
        # A button that is shut hands the keyboard on, out of the page in the end.
        self.setFocus()
        self._save.setEnabled(False)
        work = partial(self._declared.record, self._desk, self.seen, tidy_body(body))
        self._background.run(work, self._on_saved, self._fail, writes=True)

    def _build(self) -> None:
        for name, widget in (
            ("step_form", self.form),
            ("step_trouble", self._trouble),
            ("begin_again_button", self._again),
            ("leave_step_button", self._leave),
            ("save_step_button", self._save),
        ):
            widget.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._trouble.add_action(self._again)
        self._again.hide()
        self._save.setToolTip(_("Ctrl+Enter"))
        self._leave.setToolTip(_("Esc: what is typed here stays"))
        inside = QWidget()
        body = panels.column(self._about, self._checklist, self.form, None, spacing=theme.S)
        # Room for the focus ring beside the scroll bar.
        body.setContentsMargins(2, 0, theme.M, 0)
        inside.setLayout(body)
        layout = panels.column(
            panels.section_title(_(self._declared.title)), self._trouble, panels.scrolling(inside), spacing=theme.S
        )
        layout.setStretch(2, 1)
        layout.addWidget(self.form.problem_bar)
        layout.addLayout(panels.footer(None, self._leave, self._save))
        self.setLayout(layout)

    def _connect(self) -> None:
        self._checklist.setVisible(self._declared.missing is not None)
        self._checklist.wanted.connect(self.wanted)
        self.form.changed.connect(self._on_changed)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(keys).activated.connect(self.save)
        self._shortcut("Esc").activated.connect(self.left)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.save)

    def _shortcut(self, keys: str) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _problems(self, values: Values, body: e.LifeBody) -> dict[str, str]:
        """Return everything that is wrong at once: what cannot be read, then what the step itself lacks."""
        now = self._desk.clock.now()
        found = check_life(tidy_body(body), self._desk.office.people, journal.stamp(now), i18n.today(now))
        found += self._declared.check(self._desk, self.seen, values)
        return by_field(found, self._declared.names) | self.form.problems()

    def _missing(self, values: Values) -> tuple[str, ...]:
        return self._declared.missing(self.seen.case, values) if self._declared.missing is not None else ()

    def _show_missing(self) -> None:
        values = self.form.values()
        if self._declared.missing is not None:
            self._checklist.show_missing(self.seen.case, self._missing(values))

    def _on_changed(self, key: str) -> None:
        if self._declared.react is not None:
            self._declared.react(self._desk, self.seen, self.form, key)
        self._show_missing()

    def _on_saved(self, case: Case) -> None:
        self._save.setEnabled(True)
        self.form.mark_saved()
        self.saved.emit(case)

    def _fail(self, error: Exception) -> None:
        self._save.setEnabled(True)
        if isinstance(error, Incomplete):
            self.form.mark_problems(by_field(error.problems, self._declared.names))
            return
        if not isinstance(error, DeskError):
            raise error
        self._trouble.tell(explain(error), "danger")
        # What was typed rests on something that is no more: it cannot go in as it is.
        outdated = isinstance(error, _OUTDATED)
        self._again.setVisible(outdated)
        (self._again if outdated else self._save).setFocus()
        if outdated or isinstance(error, NotDone):
            self.refused.emit()
