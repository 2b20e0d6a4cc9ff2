"""Why a case is due when it is: the promise that breaks first, and a panel with every step for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from desktop import i18n
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.due import due_words
from desktop.wording import appeal as appeal_words
from desktop.wording.promises import due_text, explain, promise_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from PySide6.QtGui import QMouseEvent

    from desktop.domain.appeal import AppealWindow
    from desktop.domain.promises import Due, Promise
    from desktop.ui.cases.due import DueWords

#: Why it is due then, from anywhere on the case.
KEY = "F7"
_SIZE = (640, 560)

Owed = tuple["Promise", "Due"]


def in_order(owed: Mapping[Promise, Due]) -> list[Owed]:
    """Return promises, the one that breaks first on top; what stands still comes last."""
    return sorted(owed.items(), key=lambda pair: (pair[1].waiting_since is not None, pair[1].at))


class DueChip(QWidget):
    """The promise that breaks first, in a chip that can be clicked, and a button for the keyboard."""

    def __init__(self, owed: Sequence[Owed], appeal: AppealWindow | None, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self._owed, self._appeal, self._now = owed, appeal, now
        promise, due = owed[0]
        self._chip = _chip(promise, due, now)
        self._chip.setObjectName("due_chip")
        self._chip.setToolTip("\n".join([_when(due), *explain(due)]))
        self._chip.setCursor(Qt.CursorShape.PointingHandCursor)
        title = _("Why this due time")
        why = panels.icon_button("info", title, self.open)
        why.setToolTip(f"{title} ({KEY})")
        why.setObjectName("why_due_button")
        self.setLayout(panels.row(self._chip, why, spacing=theme.XS))

    def open(self) -> None:
        """Show the panel."""
        WhyDue(self._owed, self._appeal, self._now, self).open()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the panel for a click on the chip."""
        if self._chip.geometry().contains(event.position().toPoint()):
            self.open()


class WhyDue(QDialog):
    """Every promise of a case with the steps to its due time, and the customer's way out; Escape closes it."""

    def __init__(self, owed: Sequence[Owed], appeal: AppealWindow | None, now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("why_due_panel")
        self.setWindowTitle(_("Why this due time"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        inside = QWidget()
        parts: list[QWidget | None] = []
        for promise, due in owed:
            parts += [self._promise(promise, due, now), panels.hairline()]
        if appeal is not None:
            parts += [_appeal(appeal, now), panels.hairline()]
        layout = panels.column(*parts[:-1], None, spacing=theme.M)
        layout.setContentsMargins(0, 0, theme.M, 0)
        inside.setLayout(layout)
        close = panels.primary_button(_("Close"), self.accept)
        close.setObjectName("close_why_due_button")
        steps = panels.scrolling(inside)
        # Arrow keys walk through the steps; Enter closes.
        steps.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        close.setDefault(True)
        around = panels.column(panels.section_title(_("Why this due time")), steps, panels.footer(None, close))
        around.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
        around.setStretch(1, 1)
        self.setLayout(around)
        steps.setFocus()

    def _promise(self, promise: Promise, due: Due, now: datetime) -> QWidget:
        part = QWidget()
        head = panels.row(_chip(promise, due, now), panels.text(_when(due), "secondary", wrap=False), None)
        steps = [panels.text(sentence, selectable=True) for sentence in explain(due)]
        part.setLayout(panels.column(head, *steps, spacing=theme.XS))
        return part


def _appeal(appeal: AppealWindow, now: datetime) -> QWidget:
    """Tell when the customer may appeal: no promise of ours, so neither amber nor red."""
    part = QWidget()
    part.setObjectName("appeal_window")
    said = _("{what}: {state}").format(what=_(appeal_words.TITLE), state=appeal_words.state(appeal, i18n.today(now)))
    head = panels.row(panels.chip(said, icon="info"), None)
    steps = [panels.text(sentence, selectable=True) for sentence in appeal_words.explain(appeal)]
    part.setLayout(panels.column(head, *steps, spacing=theme.XS))
    return part


def _chip(promise: Promise, due: Due, now: datetime) -> QFrame:
    shown = _words(due, now)
    said = _("{promise}: {time}").format(promise=promise_label(promise), time=shown.words)
    return panels.chip(said, shown.tone, icon=shown.icon or "calendar")


def _words(due: Due, now: datetime) -> DueWords:
    waiting = due.waiting_since is not None
    return due_words("" if waiting else due.at.isoformat(), now, waiting=waiting)


def _when(due: Due) -> str:
    """Say when it is due; what stands still is due at no time anybody knows."""
    return _("Stands still while we wait for the customer.") if due.waiting_since is not None else due_text(due)
