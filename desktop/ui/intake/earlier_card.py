"""One earlier case that may be the same matter: what it shares, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.domain import entries as e
from desktop.domain.masking import mask_name
from desktop.domain.traces import TraceKind
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.choices import ChoiceField
from desktop.ui.fields import TextField
from desktop.ui.flow import FlowLayout
from desktop.ui.intake import words
from desktop.wording import case as case_words
from desktop.wording import life_words
from desktop.wording.same_again import shared_text

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.actions.same_again import Earlier


class EarlierCard(panels.Card):
    """An earlier case with its three ways: look at it, go on there, or a new case linked to it.

    Signals:
        open_requested: show it.
        continue_requested: add what was typed to it instead of making a new case.
        link_changed: the new case is to be linked to it, or no longer.
    """

    open_requested = Signal()
    continue_requested = Signal()
    link_changed = Signal()

    def __init__(self, earlier: Earlier) -> None:
        super().__init__(margin=theme.M)
        self.setObjectName(f"earlier_{earlier.row.case_id}")
        self.link: e.CaseLinked | None = None
        self._earlier: Earlier | None = None
        self._state = panels.row()
        self._number = panels.text("", "strong", selectable=True)
        self._about = panels.text("", "secondary")
        self._who = panels.text("", "secondary")
        self._shared = panels.text("")
        self._shared.setObjectName("shared_traces")
        self._ways = QWidget()
        self._link_form = _LinkForm()
        self._linked = panels.text("", "secondary")
        self._linked.setObjectName("linked_note")
        self._undo = panels.link_button(_("Do not link"), self._unlink)
        self._undo.setObjectName("unlink_button")
        self._go_on = panels.link_button(_("Go on there"), self.continue_requested.emit)
        self._go_on.setObjectName("continue_there_button")
        self._link = panels.link_button("", self.ask_why)
        self._link.setObjectName("link_button")
        self._build()
        self._link_form.settled.connect(self._keep_link)
        self.show_earlier(earlier)
        self._show_link()

    def show_earlier(self, earlier: Earlier) -> None:
        """Show the case as it stands now."""
        if earlier == self._earlier:
            return
        self._earlier, row = earlier, earlier.row
        self._number.setText(row.number)
        panels.clear(self._state)
        self._state.addWidget(
            panels.chip(
                case_words.status(row.status),
                "warning" if earlier.is_open else "",
                icon="folder-open" if earlier.is_open else "check",
            )
        )
        about = _("{type} · {moment}").format(
            type=words.type_name(row.type), moment=i18n.moment_of_text(row.registered_at)
        )
        self._about.setText(about)
        self._who.setText(mask_name(row.complainant))
        self._shared.setText(_("Shared: {what}").format(what=shared_text(earlier.shared)))
        # A case that is linked and shares nothing any more of what is typed now.
        self._shared.setVisible(bool(earlier.shared))
        self._go_on.setVisible(row.status != "merged")
        self._link.setText(_("New all the same") if self.is_same_parcel else _("New, linked"))

    @property
    def is_same_parcel(self) -> bool:
        """Whether it is open and about the same waybill, so that a second case needs a reason."""
        earlier = self._earlier
        return earlier is not None and earlier.is_open and TraceKind.WAYBILL in earlier.shared

    def put_link(self, link: e.CaseLinked) -> None:
        """Show a link chosen before, as a draft has it."""
        self.link = link
        self._show_link()

    def ask_why(self) -> None:
        """Let the person say how the new case has to do with this one, and why."""
        self._link_form.start("related")
        self._ways.hide()

    def _build(self) -> None:
        head = panels.row(self._number, None, self._state)
        self.body.addLayout(head)
        for part in (self._shared, self._about, self._who):
            self.body.addWidget(part)
        look = panels.link_button(_("Look at it"), self.open_requested.emit)
        look.setObjectName("open_same_button")
        flow = FlowLayout(self._ways, spacing=theme.M)
        for way in (look, self._go_on, self._link):
            flow.addWidget(way)
        for below in (self._ways, self._link_form, self._linked, self._undo):
            self.body.addWidget(below)
        self.body.setSpacing(theme.XS)

    def _keep_link(self, relation: str, reason: str) -> None:
        assert self._earlier is not None, "a card shows a case"
        self.link = e.CaseLinked(other=self._earlier.row.case_id, relation=relation, reason=reason) if reason else None
        self._show_link()
        self.link_changed.emit()

    def _unlink(self) -> None:
        self._keep_link("", "")

    def _show_link(self) -> None:
        self._link_form.hide()
        self._ways.setVisible(self.link is None)
        for part in (self._linked, self._undo):
            part.setVisible(self.link is not None)
        if self.link is not None:
            relation = life_words.name(life_words.RELATIONS, self.link.relation)
            told = _("The new case will be linked. {relation}: {reason}")
            self._linked.setText(told.format(relation=relation, reason=self.link.reason))


class _LinkForm(QWidget):
    """How the new case has to do with an earlier one, and why; Enter in the reason settles it, Escape drops it.

    Signals:
        settled: relation and reason; an empty reason for a change of mind.
    """

    settled = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("link_form")
        self._relation = ChoiceField([(code, _(name)) for code, name in life_words.RELATIONS.items()])
        self._relation.setObjectName("relation")
        self._reason = TextField()
        self._reason.setObjectName("link_reason")
        asked = panels.text(_("How it has to do with that case"), "label", wrap=False)
        asked.setBuddy(self._relation)
        why = panels.text(_("Why there is a new case"), "label", wrap=False)
        why.setBuddy(self._reason)
        for field, label in ((self._relation, asked), (self._reason, why)):
            field.setAccessibleName(label.text())
        self._keep = panels.button(_("Link"), self._settle)
        self._keep.setObjectName("keep_link_button")
        drop = panels.quiet_button(_("Cancel"), lambda: self.settled.emit("", ""))
        foot = panels.row(self._keep, drop, None)
        self.setLayout(panels.column(asked, self._relation, why, self._reason, foot, spacing=theme.XS))
        self._reason.changed.connect(self._offer)
        self._reason.returnPressed.connect(self._settle)
        self._offer()

    def start(self, relation: str) -> None:
        """Ask, with the keyboard in the reason."""
        self._relation.set_value(relation)
        self._reason.set_value("")
        self.show()
        self._reason.setFocus()

    def _offer(self) -> None:
        self._keep.setEnabled(bool(self._reason.value()))

    def _settle(self) -> None:
        if self._reason.value():
            self.settled.emit(str(self._relation.value() or "related"), str(self._reason.value()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Drop it on Escape."""
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.settled.emit("", "")
            return
        super().keyPressEvent(event)
