"""The short story of one case, for the side of a list: what it is about, who, and what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.domain.waybill import grouped
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.masked_person import masked_name, masked_phone
from desktop.ui.cases.next_step import next_step
from desktop.ui.cases.table import STATUS_ICONS, STATUS_TONES
from desktop.ui.intake.words import type_name
from desktop.wording import case as words
from desktop.wording import intake as intake_words
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.storage.index import CaseRow
    from desktop.ui.background import Background

#: Milliseconds a row stays current before its case is read: walking down a list reads nothing.
_SETTLE = 120
_LONGEST_STORY = 240


class CaseSummary(QWidget):
    """Follows the row in focus.

    Signals:
        open_requested: open the case with this id at this part.
    """

    open_requested = Signal(str, str)

    def __init__(self, desk: Desk, background: Background, hint: str = "") -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self._wanted = ""
        self._hint = hint
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._read)
        self._body = panels.column(spacing=theme.M)
        self.setLayout(self._body)
        self.show_row(None)

    def show_row(self, row: CaseRow | None) -> None:
        """Show the case of a row, once the person stays on it."""
        self.follow(row.case_id if row is not None else "")

    def follow(self, case_id: str) -> None:
        """Show a case by its id, once the person stays on it; nothing for an empty one."""
        self._wanted = case_id
        if not case_id:
            self._timer.stop()
            panels.clear(self._body)
            if self._hint:
                self._body.addWidget(panels.text(self._hint, "secondary"))
        else:
            self._timer.start()

    def _read(self) -> None:
        if self._wanted:
            self._background.run(partial(cases.read_case, self._desk, self._wanted), self._show, self._fail)

    def _fail(self, error: Exception) -> None:
        said = explain_ours(error)
        panels.clear(self._body)
        self._body.addWidget(panels.text(said, tone="danger"))

    def _show(self, case: Case) -> None:
        if case.case_id != self._wanted:
            return
        panels.clear(self._body)
        intake = case.intake
        status = case.status.value
        chip = panels.chip(words.status(status), STATUS_TONES.get(status, ""), icon=STATUS_ICONS[status])
        self._body.addLayout(panels.row(panels.section_title(case.number), None, chip))
        told = intake.words if len(intake.words) <= _LONGEST_STORY else intake.words[:_LONGEST_STORY] + "…"
        self._body.addWidget(panels.text(told))
        self._body.addWidget(panels.Facts(self._facts(case)))
        self._body.addWidget(panels.hairline())
        step = next_step(case)
        self._body.addWidget(panels.text(_("Next"), "secondary", wrap=False))
        self._body.addWidget(panels.text(step.words, "strong"))
        go = panels.button(_("Go there"), lambda: self.open_requested.emit(case.case_id, step.part))
        go.setObjectName("next_step_button")
        self._body.addLayout(panels.row(go, None))

    def _facts(self, case: Case) -> list[tuple[str, str | QWidget]]:
        intake, watch = case.intake, (self._desk, self._background, case.case_id)
        asks = _(", ").join(intake_words.choice_label(ask) for ask in intake.asks)
        asked = "" if intake.asked_amount is None else i18n.yuan(intake.asked_amount)
        return [
            (_("Type"), _(", ").join(type_name(kind) for kind in intake.types)),
            (_("Level"), intake_words.level_label(intake.level) if intake.level else ""),
            (_("Customer"), masked_name(*watch, intake.complainant_name)),
            (_("Phone"), masked_phone(*watch, intake.phone) if intake.phone else ""),
            (_("Waybill"), grouped(intake.waybill)),
            (_("Asks for"), " ".join(part for part in (asks, asked) if part)),
            (_("Taken in at"), i18n.moment_of_text(case.registered.time) if case.registered else ""),
        ]
