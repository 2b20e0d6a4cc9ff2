"""The drafts of the person at the desk, so that nothing half-said is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions.form_drafts import part_of
from desktop.domain.masking import mask_name
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.wording.form_drafts import name_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.intake import Draft


class DraftList(QWidget):
    """Drafts to go on with, newest first; hidden while there are none.

    Signals:
        draft_requested: go on with the draft of this id.
        discard_requested: throw the draft of this id away.
        form_requested: go on with a form of a case; ids of the case and of the part it stands in.
    """

    draft_requested = Signal(str)
    discard_requested = Signal(str)
    form_requested = Signal(str, str)

    def __init__(self, *, may_discard: bool = False) -> None:
        super().__init__()
        self._may_discard = may_discard
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.S)
        self.setLayout(panels.column(panels.section_title(_("My drafts")), self._body))
        self.setObjectName("drafts")
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft], forms: Sequence[FormDraft] = ()) -> None:
        """Show these drafts, and what is half typed into forms of cases."""
        panels.clear(self._body)
        for draft in drafts:
            self._body.addWidget(self._line(draft))
        for form in forms:
            self._body.addWidget(self._form_line(form))
        self.setVisible(bool(drafts or forms))

    def _form_line(self, form: FormDraft) -> QWidget:
        words = _("{number} · {form}").format(number=form.number, form=name_of(form.form))
        part = part_of(form.form)
        go_on = panels.link_button(words, lambda: self.form_requested.emit(form.case_id, part))
        go_on.setObjectName("form_draft_button")
        return _framed(panels.row(panels.column(go_on, _saved(form.saved_at), spacing=0)))

    def _line(self, draft: Draft) -> QWidget:
        intake = draft.intake
        name = mask_name(intake.complainant_name) or grouped(intake.waybill) or _("Without a name yet")
        go_on = panels.link_button(name, lambda: self.draft_requested.emit(draft.draft_id))
        go_on.setObjectName("draft_button")
        line = panels.row(panels.column(go_on, _saved(draft.saved_at), spacing=0))
        if self._may_discard:
            throw = panels.icon_button(
                "x", _("Throw this draft away"), lambda: self.discard_requested.emit(draft.draft_id)
            )
            throw.setObjectName("discard_button")
            line.addWidget(throw)
        return _framed(line)


def _saved(saved_at: str) -> QWidget:
    return panels.text(_("saved {moment}").format(moment=i18n.moment_of_text(saved_at)), "secondary")


def _framed(line: QHBoxLayout) -> QFrame:
    frame = QFrame()
    theme.mark(frame, area="filerow")
    line.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
    line.setStretch(0, 1)
    frame.setLayout(line)
    return frame
