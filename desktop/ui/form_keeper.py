"""Nothing typed into a form of a case is lost: it is kept among the drafts until it is recorded or thrown away."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
from PySide6.QtCore import QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import form_drafts
from desktop.actions.form_drafts import FormDraft, happened
from desktop.i18n import _
from desktop.storage import journal
from desktop.ui import panels, theme
from desktop.ui.keeping import Keeping
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background

Made = TypeVar("Made")

#: Throws away what is typed in the form the keyboard is in; once more brings it back.
KEY = "Alt+Del"


class Typed(Protocol):
    """What can be kept: a ``Form``, or something that answers like one.

    Signals:
        changed: the person changed something.
    """

    @property
    def changed(self) -> SignalInstance:
        """The signal that tells of a change."""

    def typed(self) -> dict[str, Any]:
        """Return what differs from the beginning, in plain values; nothing while all is as it began."""

    def type_again(self, typed: Mapping[str, object]) -> None:
        """Put it back."""

    def revert(self) -> None:
        """Show the beginning again."""


class KeptLine(QWidget):
    """Says quietly that what is typed is kept, or is here again, with the way to throw it away.

    Signals:
        pressed: throw away what is typed, or bring back what was thrown away.
    """

    pressed = Signal()

    def __init__(self, name: str) -> None:
        """Stand for the form of this name."""
        super().__init__()
        self._words = panels.text("", "secondary")
        self._words.setObjectName(f"{name}_kept_line")
        self._button = panels.link_button("", self.pressed.emit)
        self._button.setObjectName(f"{name}_discard_button")
        self._button.setToolTip(QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText))
        across = panels.row(self._words, self._button)
        across.setStretch(0, 1)
        self.setLayout(across)
        self.clear()

    def clear(self) -> None:
        """Say nothing; the place stays, so that nothing moves when there is something to say."""
        self._words.setText("")
        self._button.hide()

    def tell(self, words: str, verb: str = "", *, tone: panels.Tone = "") -> None:
        """Say something, with a word for what can be done about it."""
        self._words.setText(words)
        theme.mark(self._words, tone=tone)
        self._button.setText(verb)
        self._button.setVisible(bool(verb))


class FormKeeper(QObject):
    """Keeps one form, and brings back what was kept of it.

    Signals:
        reverted: the form shows its beginning again, or what was thrown away; follow it.
    """

    reverted = Signal()

    def __init__(self, desk: Desk, background: Background, form: Typed, line: KeptLine, around: QWidget) -> None:
        """Watch a form; its key works wherever the keyboard is ``around`` it."""
        super().__init__(around)
        self._desk, self._background, self._form, self._line = desk, background, form, line
        self._place: FormDraft | None = None
        self._thrown: dict[str, Any] = {}
        self._unkept = self._is_kept = False
        self._changed_beneath = False
        self._keeping = Keeping(self.leave, self)
        key = QShortcut(QKeySequence(KEY), around)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self.turn)
        form.changed.connect(self._touch)
        line.pressed.connect(self.turn)

    def stand_for(self, case: Case, form: str, about: str = "", pick: str = "") -> None:
        """Say what the form is for from now on, before it is filled; what was typed for the one before is kept."""
        self.leave()
        self._place = FormDraft(case.case_id, case.number, form, about, pick, seen=happened(case))
        self._thrown, self._is_kept, self._changed_beneath = {}, False, False
        self._line.clear()

    def stand_aside(self) -> None:
        """Keep nothing from now on: what is typed here could not be recorded."""
        self.leave()
        self._place = None
        self._line.clear()

    def fill_beneath(self, fill: Callable[[], None]) -> None:
        """Fill the form anew, for what it rests on has changed; what is typed stays on top of it, and says so."""
        typed = self._form.typed()
        fill()
        if typed:
            self._form.type_again(typed)
        if self._form.typed():
            self._changed_beneath = True
            self._line.tell(_changed(), _("Throw away"), tone="warning")
        elif typed:
            self._changed_beneath = False
            self._line.clear()

    @property
    def place(self) -> FormDraft | None:
        """What the form is for, nothing typed; ``None`` while it is for nothing."""
        return self._place

    def follow(self, case: Case) -> None:
        """Take note that the person sees the case as it stands now."""
        if self._place is not None:
            self._place = msgspec.structs.replace(self._place, seen=happened(case))

    def take_up(self, draft: FormDraft) -> None:
        """Put back what was typed, and say so."""
        assert self._place is not None, "the form stands for a case"
        self._form.type_again(draft.typed)
        self._keeping.rest()
        self._unkept, self._is_kept = False, True
        words = _("Here again, not saved yet: what you typed {time}.").format(time=i18n.moment_of_text(draft.saved_at))
        self._changed_beneath = draft.seen != self._place.seen
        self._say(words)

    def leave(self) -> None:
        """Keep what is typed as it stands; nothing is required of it."""
        self._keeping.rest()
        if self._place is None or not self._unkept:
            return
        self._unkept = False
        draft = self.draft()
        if draft is not None:
            self._is_kept = True
            self._background.run(
                partial(form_drafts.keep_form, self._desk, draft), self._tell_kept, self._fail, writes=True
            )
        else:
            self._line.clear()
            self._put_away()

    def draft(self) -> FormDraft | None:
        """Return what is typed, if anything is."""
        typed = self._form.typed()
        if self._place is None or not typed:
            return None
        return msgspec.structs.replace(self._place, typed=typed, saved_at=journal.stamp(self._desk.clock.now()))

    def recording(self, work: Callable[[], Made]) -> Callable[[], Made]:
        """Return work that keeps what is typed, records it, and puts the draft away."""
        self._keeping.rest()
        draft = self.draft() if self._unkept else None
        self._unkept, self._is_kept = False, self._is_kept or draft is not None
        return work if self._place is None else form_drafts.recording(self._desk, self._place, work, draft)

    def recorded(self) -> None:
        """Take note that what was typed is recorded."""
        self._keeping.rest()
        self._unkept = self._is_kept = self._changed_beneath = False
        self._thrown = {}
        self._line.clear()

    def not_recorded(self) -> None:
        """Take note that what was typed could not be recorded: it goes on being kept."""
        self._touch()

    def throw_away(self) -> None:
        """Show the beginning of the form again, and keep nothing."""
        self._keeping.rest()
        self._thrown = self._form.typed()
        self._unkept = False
        self._form.revert()
        # Filling a form may touch it; there is nothing to keep now.
        self._keeping.rest()
        self._put_away()
        self._changed_beneath = False
        if self._thrown:
            self._line.tell(_("What was typed is thrown away."), _("Bring it back"))
        self.reverted.emit()

    def turn(self) -> None:
        """Throw away what is typed, or bring back what was thrown away last."""
        if self._form.typed():
            self.throw_away()
        elif self._thrown:
            typed, self._thrown = self._thrown, {}
            self._form.type_again(typed)
            self._unkept = True
            self.leave()
            self.reverted.emit()

    def _touch(self) -> None:
        self._thrown = {}
        self._unkept = True
        self._keeping.touch()

    def _put_away(self) -> None:
        if self._is_kept and self._place is not None:
            self._is_kept = False
            work = partial(form_drafts.put_away, self._desk, self._place)
            self._background.run(work, None, self._fail, writes=True)

    def _tell_kept(self, draft: FormDraft) -> None:
        here = self._place is not None and self._place.id_for("") == draft.id_for("")
        if here and self._is_kept and not self._thrown:
            saved = datetime.fromisoformat(draft.saved_at).astimezone(i18n.BEIJING)
            self._say(_("Draft saved {time}").format(time=f"{saved:%H:%M:%S}"))

    def _say(self, words: str) -> None:
        """Say how it stands with what is typed, and as long as it is open that the case has changed beneath it."""
        if self._changed_beneath:
            self._line.tell(f"{words} {_changed()}", _("Throw away"), tone="warning")
        else:
            self._line.tell(words, _("Throw away"))

    def _fail(self, error: Exception) -> None:
        self._line.tell(explain_ours(error), tone="danger")
        self._touch()


def _changed() -> str:
    return _("The case has changed since; look through it before you save.")
