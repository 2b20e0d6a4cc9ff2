"""Where the office is, and whether everything in it fits together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.i18n import _, ngettext
from desktop.storage.verify import Report, verify
from desktop.ui import panels
from desktop.ui.background import Progress
from desktop.wording import faults
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background

_WIDTH = 760
#: More would not help whoever reads them.
_FAULTS_SHOWN = 5


class CheckTab(QWidget):
    """The office folder and the button that checks it."""

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self.banner = panels.Banner()
        self.banner.setObjectName("check_banner")
        self.check_button = panels.primary_button(_("Check the office"), self._check, icon="file-check")
        self.check_button.setObjectName("check_office_button")
        show = panels.button(_("Show the folder"), self._show_folder, icon="folder-open")
        show.setObjectName("show_folder_button")
        where = panels.Card(_("Where the office is"))
        where.setMaximumWidth(_WIDTH)
        where.body.addWidget(panels.text(str(desk.office.folder), selectable=True))
        where.body.addWidget(
            panels.text(
                _("Everything in it is encrypted. Copy the whole folder only while the program is closed."), "secondary"
            )
        )
        where.body.addLayout(panels.row(show, None))
        sound = panels.Card(_("Is everything sound?"))
        sound.setMaximumWidth(_WIDTH)
        sound.body.addWidget(
            panels.text(
                _("Checks every entry, signature, list and stored file against the others. Nothing is changed."),
                "secondary",
            )
        )
        sound.body.addWidget(self.banner)
        sound.body.addLayout(panels.footer(None, self.check_button))
        self.setLayout(panels.column(where, sound, None))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.office.folder)))

    def _check(self) -> None:
        office = self._desk.office
        self.banner.clear()
        self.check_button.setEnabled(False)
        progress = Progress(_("Checking the office"), self, can_cancel=False)
        self._background.run(lambda: verify(office), self._on_checked, self._on_failed, progress=progress)

    def _on_checked(self, report: Report) -> None:
        self.check_button.setEnabled(True)
        self.banner.tell(in_words(report), "danger" if report.faults else "good")

    def _on_failed(self, error: Exception) -> None:
        self.check_button.setEnabled(True)
        self.banner.tell(explain_ours(error), "danger")


def in_words(report: Report) -> str:
    """Say what was checked and what was found, the first fault first."""
    checked = _("{entries}, {cases}, {files} checked.").format(
        entries=ngettext("{n} entry", "{n} entries", report.entries).format(n=i18n.number(report.entries)),
        cases=ngettext("{n} case", "{n} cases", report.cases).format(n=i18n.number(report.cases)),
        files=ngettext("{n} file", "{n} files", report.files).format(n=i18n.number(report.files)),
    )
    if not report.faults:
        return _("All sound. {checked}").format(checked=checked)
    lines = [faults.sentence(fault) for fault in report.faults[:_FAULTS_SHOWN]]
    if (more := len(report.faults) - _FAULTS_SHOWN) > 0:
        lines.append(ngettext("and {n} more fault", "and {n} more faults", more).format(n=i18n.number(more)))
    advice = _("Do not go on working with this office: keep a copy of the folder and call whoever looks after it.")
    return "\n".join([*lines, checked, advice])
