"""The drafts of the person at the desk, so that nothing half-said is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop import i18n
from desktop.domain.masking import mask_name
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.actions.intake import Draft


class DraftList(QWidget):
    """Drafts to go on with, newest first; hidden while there are none.

    Signals:
        draft_requested: go on with the draft of this id.
        discard_requested: throw the draft of this id away.
    """

    draft_requested = Signal(str)
    discard_requested = Signal(str)

    def __init__(self, *, may_discard: bool = False) -> None:
        super().__init__()
        self._may_discard = may_discard
        self._body = QVBoxLayout()
        self._body.setSpacing(theme.S)
        self.setLayout(panels.column(panels.section_title(_("My drafts")), self._body))
        self.setObjectName("drafts")
        self.hide()

    def show_drafts(self, drafts: Sequence[Draft]) -> None:
        """Show these drafts."""
        panels.clear(self._body)
        for draft in drafts:
            self._body.addWidget(self._line(draft))
        self.setVisible(bool(drafts))

    def _line(self, draft: Draft) -> QWidget:
        frame = QFrame()
        theme.mark(frame, area="filerow")
        intake = draft.intake
        name = mask_name(intake.complainant_name) or grouped(intake.waybill) or _("Without a name yet")
        go_on = panels.link_button(name, lambda: self.draft_requested.emit(draft.draft_id))
        go_on.setObjectName("draft_button")
        saved = panels.text(_("saved {moment}").format(moment=i18n.moment_of_text(draft.saved_at)), "secondary")
        line = panels.row(panels.column(go_on, saved, spacing=0))
        if self._may_discard:
            throw = panels.icon_button(
                "x", _("Throw this draft away"), lambda: self.discard_requested.emit(draft.draft_id)
            )
            throw.setObjectName("discard_button")
            line.addWidget(throw)
        line.setContentsMargins(theme.XS, theme.XS, theme.XS, theme.XS)
        line.setStretch(0, 1)
        frame.setLayout(line)
        return frame
