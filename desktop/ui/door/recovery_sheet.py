"""Shows the recovery code once, makes its sheet, and lets nobody on before the sheet exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop import errors, i18n, paths
from desktop.i18n import _
from desktop.ui import ask, panels, theme
from desktop.ui.door.door_window import DoorContent
from desktop.ui.fields import TextField
from desktop.ui.typed import narrow

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_WIDTH = 520
_IN_A_ROW = 4


class RecoverySheetPage(DoorContent):
    """The last step of the first run, and of a recovery.

    Signals:
        confirmed: the person has the code on paper.
    """

    confirmed = Signal()

    def __init__(self, desk: Desk, code: str, background: Background, *, first_sheet: bool) -> None:
        super().__init__()
        self._desk, self._code, self._background = desk, code, background
        self._first_sheet = first_sheet
        self._groups = tuple(code.split("-"))
        self.banner = panels.Banner()
        self.banner.setObjectName("sheet_banner")
        self.last_group_field = TextField(longest=8)
        self.last_group_field.setObjectName("last_group_field")
        self._mismatch = panels.text(_("That is not the last group of this code."), tone="danger")
        self._mismatch.setObjectName("last_group_problem")
        self._mismatch.hide()
        self._save = panels.button(_("Save the sheet as PDF"), self._choose_place, icon="download")
        self._save.setObjectName("save_sheet_button")
        self._saved = Path()
        self._open = panels.button(_("Open to print"), self._open_file, icon="printer")
        self._open.setObjectName("open_sheet_button")
        self._open.hide()
        self._enter = panels.primary_button(_("Enter the office"), self._confirm)
        self._enter.setObjectName("enter_office_button")
        self._enter.setEnabled(False)
        self._build()
        self.last_group_field.changed.connect(self._compare)
        self.last_group_field.returnPressed.connect(self._confirm)
        self.setFocusProxy(self._save)

    def may_close(self) -> bool:
        """Warn that the code will not be seen again."""
        return ask.confirm(
            self,
            _("Leave without the recovery sheet?"),
            _(
                "The code is shown only now. Without it, nobody can open the office again once every password is "
                "forgotten."
            ),
            _("Leave"),
            danger=True,
        )

    def _build(self) -> None:
        self.setObjectName("recovery_sheet_page")
        place = QWidget()
        place.setFixedWidth(_WIDTH)
        inside = QVBoxLayout(place)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(theme.M)
        inside.addWidget(panels.text(_("Recovery sheet"), "title", wrap=False))
        inside.addWidget(panels.text(self._why(), tone="secondary"))
        inside.addWidget(self._code_card())
        inside.addLayout(panels.row(self._save, self._open, None))
        inside.addWidget(self.banner)
        label = panels.text(_("To confirm, type the last group from the paper"), "label", wrap=False)
        label.setBuddy(self.last_group_field)
        self.last_group_field.setFixedWidth(160)
        inside.addSpacing(theme.S)
        inside.addLayout(panels.column(label, self.last_group_field, self._mismatch, spacing=theme.XS))
        inside.addLayout(panels.footer(None, self._enter))
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(panels.row(None, place, None))
        layout.addStretch(2)

    def _why(self) -> str:
        if self._first_sheet:
            return _(
                "The office is ready. This code opens it when every password is forgotten. It is kept nowhere else: "
                "print the sheet, or write the code down, and keep it locked up, away from this computer."
            )
        return _(
            "You are in. The old sheet has been opened, so a new code takes its place: print it or write it down. The "
            "old code is void as soon as you confirm."
        )

    def _code_card(self) -> panels.Card:
        card = panels.Card()
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.S)
        for number, group in enumerate(self._groups):
            shown = panels.text(group, "section", wrap=False, selectable=True)
            shown.setMinimumHeight(theme.CONTROL)
            shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(shown, number // _IN_A_ROW, number % _IN_A_ROW)
        card.body.addLayout(grid)
        card.setObjectName("recovery_code_card")
        card.setAccessibleName(_("Recovery code"))
        return card

    def _choose_place(self) -> None:
        path = ask.choose_save_path(self, _("Save the sheet as PDF"), _("Recovery sheet") + ".pdf", (("PDF", "*.pdf"),))
        if path is None:
            return
        self._save.setEnabled(False)
        self._background.run(lambda: self._keep(path), self._on_kept, self._on_failed)

    def _keep(self, path: Path) -> Path:
        from desktop.documents import facts, recovery_sheet

        details, now = self._desk.office.details, self._desk.clock.now()
        issue = facts.Issue(
            office=facts.OfficeFacts(
                name=details.name,
                brand=details.brand,
                address=details.address,
                phone=details.phone,
                licence=details.licence,
            ),
            number=f"R{i18n.today(now):%y%m%d}",
            issued_at=now,
            issued_by=self._desk.person.name,
            qr=self._code,
        )
        sheet = recovery_sheet.RecoveryFacts(issue=issue, code=self._code, first_sheet=self._first_sheet)
        content = recovery_sheet.build_recovery_sheet(sheet, language=i18n.language())
        try:
            paths.write_atomically(path, content)
        except OSError as error:
            raise errors.NotWritable(path.parent) from error
        return path

    def _on_kept(self, path: Path) -> None:
        self._save.setEnabled(True)
        words = _("Saved to {file}. Print it now, then delete the file: it must not stay on this computer.")
        self.banner.tell(words.format(file=path), "good")
        self._saved = path
        self._open.show()
        self.last_group_field.setFocus()

    def _open_file(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved)))

    def _on_failed(self, error: Exception) -> None:
        from desktop.wording.errors import explain_ours

        self._save.setEnabled(True)
        self.banner.tell(explain_ours(error), "warning")

    def _is_right(self) -> bool:
        # The alphabet of the code has no I, L, O: who writes them means the digits.
        typed = narrow(self.last_group_field.text()).upper()
        return typed.translate(str.maketrans("OIL", "011")) == self._groups[-1]

    def _compare(self) -> None:
        typed = str(self.last_group_field.value())
        self._enter.setEnabled(self._is_right())
        wrong = len(typed) >= len(self._groups[-1]) and not self._is_right()
        theme.mark(self.last_group_field, invalid=wrong)
        self._mismatch.setVisible(wrong)

    def _confirm(self) -> None:
        if self._is_right():
            self.confirmed.emit()
