"""The drafts of the person at the desk, so that nothing half-said is forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions.form_drafts import part_of
from desktop.domain.masking import mask_name
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.wording.form_drafts import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent, QShowEvent

    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.intake import Draft

#: Characters of a customer's words that are enough to know the draft by.
_BEGINNING = 80


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
        go_on = _Card((words, _saved(form.saved_at)), lambda: self.form_requested.emit(form.case_id, part))
        go_on.setObjectName("form_draft_button")
        return go_on

    def _line(self, draft: Draft) -> QWidget:
        intake = draft.intake
        name = mask_name(intake.complainant_name) or _("Without a name yet")
        what = grouped(intake.waybill) or " ".join(intake.words[:_BEGINNING].split()) or _("Without a waybill yet")
        go_on = _Card((name, what, _saved(draft.saved_at)), lambda: self.draft_requested.emit(draft.draft_id))
        go_on.setObjectName("draft_button")
        if not self._may_discard:
            return go_on
        throw = panels.icon_button("x", _("Throw this draft away"), lambda: self.discard_requested.emit(draft.draft_id))
        throw.setObjectName("discard_button")
        holder = QWidget()
        line = panels.row(go_on, throw, spacing=theme.XS)
        line.setStretch(0, 1)
        holder.setLayout(line)
        return holder


class _Card(QPushButton):
    """A card that is one button, all of it: a line that names the draft, and quieter ones below."""

    def __init__(self, lines: Sequence[str], then: Callable[[], None]) -> None:
        super().__init__()
        title, *below = [_Line(line) for line in lines]
        for line in below:
            theme.mark(line, role="secondary")
        theme.mark(title, role="strong", tone="accent")
        inside = panels.column(title, *below, spacing=0)
        inside.setContentsMargins(theme.S, theme.XS, theme.S, theme.XS)
        self.setLayout(inside)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_(", ").join(lines))
        self.setToolTip("\n".join(lines))
        self.clicked.connect(lambda: then())
        theme.mark(self, kind="card")

    def sizeHint(self) -> QSize:
        """Ask for the room of the lines; a button as such has but one."""
        inside = self.layout()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def showEvent(self, event: QShowEvent) -> None:
        """Insist on that room: the sheet gives every button a height of its own to begin with."""
        super().showEvent(event)
        self.setMinimumHeight(self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter too, wherever the card stands."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)


class _Line(QLabel):
    """A line that ends with dots where it has no room, and lets clicks through to its card."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumWidth(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as fits."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            painter, self.rect(), int(middle), self.palette(), self.isEnabled(), words, self.foregroundRole()
        )
        painter.end()


def _saved(saved_at: str) -> str:
    return _("saved {moment}").format(moment=i18n.moment_of_text(saved_at))
