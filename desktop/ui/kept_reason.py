"""A reason asked for in a window of its own, kept like every other form of a case until it is signed or thrown away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop.actions import form_drafts
from desktop.ui.form_keeper import FormKeeper, KeptLine

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.fields import LongTextField

    Work = Callable[[], Case]


class KeptReason:
    """Keeps the reasons of one kind, one for every way it may go on (``pick``)."""

    def __init__(self, desk: Desk, background: Background, form: str) -> None:
        self._desk, self._background, self._form = desk, background, form
        self._case: Case | None = None
        self._drafts: dict[str, FormDraft] = {}
        self._places: dict[str, FormDraft] = {}

    def show_case(self, case: Case) -> None:
        """Take note of the case the reasons are about, as it stands."""
        if self._case is None or self._case.case_id != case.case_id:
            self.recorded()
        self._case = case

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Take note of what was kept, whatever form it belongs to; it stands there again when it is asked for."""
        self._drafts = {draft.pick: draft for draft in drafts if draft.form == self._form}

    def keeping(self, pick: str) -> Callable[[LongTextField, QDialog], QWidget]:
        """Return what keeps a reason in the window that asks for it: give it to ``ask.ask_reason``."""
        return lambda edit, window: self._keep(pick, edit, window)

    def recording(self, pick: str, work: Work) -> Work:
        """Return work that puts the draft away once the reason is recorded."""
        place = self._places.get(pick)
        return work if place is None else form_drafts.recording(self._desk, place, work, None)

    def recorded(self) -> None:
        """Take note that a reason is on record: nothing is begun any more."""
        self._drafts, self._places = {}, {}

    def _keep(self, pick: str, edit: LongTextField, window: QDialog) -> QWidget:
        line = KeptLine("reason")
        if self._case is not None:
            keeper = FormKeeper(self._desk, self._background, _Reason(edit), line, window)
            keeper.stand_for(self._case, self._form, pick=pick)
            if pick in self._drafts:
                keeper.take_up(self._drafts[pick])
            window.finished.connect(lambda _result: self._on_closed(pick, keeper))
        return line

    def _on_closed(self, pick: str, keeper: FormKeeper) -> None:
        """Keep what was typed; the window and all that is in it may be gone in a moment."""
        keeper.leave()
        draft, place = keeper.draft(), keeper.place
        self._drafts.pop(pick, None)
        if draft is not None:
            self._drafts[pick] = draft
        if place is not None:
            self._places[pick] = place


class _Reason(QObject):
    """The one field of a reason, as a form that can be kept."""

    changed = Signal()

    def __init__(self, edit: LongTextField) -> None:
        super().__init__(edit)
        self._edit = edit
        edit.changed.connect(self.changed)

    def typed(self) -> dict[str, Any]:
        words = self._edit.toPlainText()
        return {"words": words} if words else {}

    def type_again(self, typed: Mapping[str, object]) -> None:
        self._edit.set_value(typed.get("words"))

    def revert(self) -> None:
        self._edit.set_value("")
