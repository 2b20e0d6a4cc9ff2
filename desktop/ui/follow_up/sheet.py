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
from desktop.domain.closing import refusal_to_record
from desktop.domain.life import CaseIsClosed, NotDone, NotProposed
from desktop.domain.money_back import GoodsInstead, NothingComesBack, WishChanged
from desktop.domain.work_orders import OrderIsClosed
from desktop.errors import Incomplete, Refused
from desktop.i18n import _
from desktop.storage import journal
from desktop.ui import panels, theme
from desktop.ui.fields import TextField
from desktop.ui.follow_up.checklist import Checklist
from desktop.ui.follow_up.looking import Looking
from desktop.ui.follow_up.moment_field import MomentField
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.forms import Form, is_empty
from desktop.wording.errors import explain_ours
from desktop.wording.life_problems import by_field

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain import entries as e
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.follow_up.step_form import Found, Seen, StepForm
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
        self._doubted: e.LifeBody | None = None
        self._kept = KeptLine("step")
        self._keeper = FormKeeper(desk, background, self.form, self._kept, self)
        self._taken_up: FormDraft | None = None
        self._found = panels.text("", "secondary")
        self._looking = Looking(desk, background, declared.look, self._fail, self) if declared.look else None
        self._leave = panels.quiet_button(_("Go back"), self.left.emit)
        self._save = panels.primary_button(_(declared.verb), self.save)
        self._build()
        self._connect()
        self.start(seen)

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not recorded."""
        return self.form.is_dirty

    def start(self, seen: Seen) -> None:
        """Fill the form from a case as it stands."""
        self.seen = seen
        self._keeper.stand_for(seen.case, self.key, seen.order_id, seen.pick)
        about = self._declared.about(self._desk, seen)
        self._about.setText(about)
        self._about.setVisible(bool(about))
        self._trouble.clear()
        self.form.fill(self._declared.start(self._desk, seen))
        self._taken_up = None
        self._show_missing()
        if self._looking is not None:
            self._looking.start(seen, self.form.values())

    def take_up(self, draft: FormDraft) -> None:
        """Put back what was typed before, and say so."""
        self._taken_up = draft
        self._keeper.take_up(draft)
        self._show_missing()
        if self._looking is not None:
            self._looking.follow(self.form.values())

    def leave(self) -> FormDraft | None:
        """Keep what is typed; return it, if anything is."""
        self._keeper.leave()
        return self._keeper.draft()

    def follow(self, seen: Seen) -> None:
        """Take note of a case that changed; what was typed, and what it rests on, stays."""
        if not self.is_dirty:
            before = self._figures()
            self.start(seen)
            self._tell_updated(before)
            return
        if _rests_on(seen.case) == _rests_on(self.seen.case):
            self._keeper.follow(seen.case)
        if self._declared.missing is not None:
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
        if self._is_in_doubt(body):
            return
        if self._missing(values):
            self._trouble.tell(_(self._declared.waits), "warning")
            self._checklist.focus_first()
            return
        self._trouble.clear()
        # A button that is shut hands the keyboard on, out of the page in the end.
        self.setFocus()
        self._save.setEnabled(False)
        work = partial(self._declared.record, self._desk, self.seen, tidy_body(body))
        self._background.run(self._keeper.recording(work), self._on_saved, self._fail, writes=True)

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
        body = panels.column(self._about, self._checklist, self.form, self._found, None, spacing=theme.S)
        # Room for the focus ring beside the scroll bar.
        body.setContentsMargins(2, 0, theme.M, 0)
        inside.setLayout(body)
        layout = panels.column(
            panels.section_title(_(self._declared.title)), self._trouble, panels.scrolling(inside), spacing=theme.S
        )
        layout.setStretch(2, 1)
        layout.addWidget(self.form.problem_bar)
        foot = panels.row(self._kept, self._leave, self._save)
        foot.setStretch(0, 1)
        layout.addLayout(foot)
        self.setLayout(layout)

    def _connect(self) -> None:
        self._checklist.setVisible(self._declared.missing is not None)
        self._checklist.wanted.connect(self.wanted)
        self.form.changed.connect(self._on_changed)
        self.form.left.connect(self._on_left)
        self.form.heed(self._trouble)
        if self._looking is not None:
            self._looking.found.connect(self._show_found)
        self._keeper.reverted.connect(self._show_missing)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            self._shortcut(keys).activated.connect(self.save)
        self._shortcut("Esc").activated.connect(self.left)
        for line in self.form.findChildren(QLineEdit):
            line.returnPressed.connect(self.save)

    def _is_in_doubt(self, body: e.LifeBody) -> bool:
        """Point out what looks like a slip, once; whoever saves the same again means it."""
        doubt = self._declared.doubt(self._desk, self.seen, tidy_body(body))
        if not doubt or self._doubted == body:
            return False
        self._doubted = body
        self._trouble.tell(
            _("{first} {second}").format(first=doubt, second=_("If it is meant, save again.")), "warning"
        )
        self._save.setFocus()
        return True

    def _shortcut(self, keys: str) -> QShortcut:
        made = QShortcut(QKeySequence(keys), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    def _problems(self, values: Values, body: e.LifeBody) -> dict[str, str]:
        """Return everything that is wrong at once: what cannot be read, then what the step itself lacks."""
        now, names = self._desk.clock.now(), self._declared.names
        case, tidied = self.seen.case, tidy_body(body)
        found = check_life(tidied, self._desk.office.people, journal.stamp(now), i18n.today(now), case)
        found += self._declared.check(self._desk, self.seen, values)
        return self._in_field(refusal_to_record(case, tidied)) | by_field(found, names) | self.form.problems()

    def _in_field(self, refusal: Exception | None) -> dict[str, str]:
        """Return what a refusal says by the field it is about; nothing where it is about none of this form."""
        if not isinstance(refusal, Refused) or not refusal.field:
            return {}
        key = self._declared.names.get(refusal.field, refusal.field)
        return {key: explain_ours(refusal)} if key in self.form.values() else {}

    def _on_left(self, key: str) -> None:
        """Mark a field that was left with something in it that cannot be, as a day before the case."""
        values = self.form.values()
        if key not in values or is_empty(values[key]):
            return
        if problem := self._problems(values, self._declared.body(self._desk, self.seen, values)).get(key):
            self.form.mark_one(key, problem)

    def _missing(self, values: Values) -> tuple[str, ...]:
        return self._declared.missing(self.seen.case, values) if self._declared.missing is not None else ()

    def _show_missing(self) -> None:
        values = self.form.values()
        if self._declared.missing is not None:
            closing = self._declared.lists_done
            self._checklist.show_missing(self.seen.case, self._missing(values), with_done=closing)

    def _figures(self) -> dict[str, str]:
        """Return the texts and amounts in sight; days and moments follow the clock and not the case."""
        lines = (line for line in self.form.findChildren(TextField) if line.isVisibleTo(self))
        return {line.accessibleName(): line.text() for line in lines if not isinstance(line, MomentField)}

    def _tell_updated(self, before: dict[str, str]) -> None:
        """Say which figures are others than those that stood here a moment ago: nobody should pay by memory."""
        sentence = _("{field} {now} (before: {before})")
        told = [
            sentence.format(field=name, now=now, before=before[name])
            for name, now in self._figures().items()
            if now != before.get(name, now)
        ]
        if told:
            self._kept.tell(_("Updated: {what}").format(what=_(", ").join(told)), tone="warning")

    def _on_changed(self, key: str) -> None:
        if self._declared.react is not None:
            self._declared.react(self._desk, self.seen, self.form, key)
        self._show_missing()
        if self._looking is not None:
            self._looking.follow(self.form.values())

    def _show_found(self, found: Found) -> None:
        """Show what was looked up; what the person typed or chose meanwhile, or before, stays."""
        before, typed = self._taken_up.typed if self._taken_up else {}, self.form.typed()
        for key, options in found.options.items():
            self.form.widget(key).set_options(options)
        self.form.begin_with(found.start)
        self.form.type_again({key: before[key] for key in found.options if key in before and key not in typed})
        self._found.setText(found.words)

    def _on_saved(self, case: Case) -> None:
        self._save.setEnabled(True)
        self.form.mark_saved()
        self._keeper.recorded()
        self.saved.emit(case)

    def _fail(self, error: Exception) -> None:
        self._save.setEnabled(True)
        self._keeper.not_recorded()
        if isinstance(error, Incomplete):
            self.form.mark_problems(by_field(error.problems, self._declared.names))
            return
        if in_field := self._in_field(error):
            self.form.mark_problems(in_field)
            return
        self._trouble.tell(explain_ours(error), "danger")
        # What was typed rests on something that is no more: it cannot go in as it is.
        outdated = isinstance(error, _OUTDATED)
        self._again.setVisible(outdated)
        (self._again if outdated else self._save).setFocus()
        if outdated or isinstance(error, NotDone):
            self.refused.emit()


def _rests_on(case: Case) -> str:
    """Return what money would go out on."""
    return case.proposal.digest if case.proposal is not None else ""
