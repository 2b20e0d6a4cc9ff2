"""The warning that a proof of value is named which nobody can see, with the way to where a file is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.domain.evidence import proof_named
from desktop.i18n import _
from desktop.needed_evidence import unshown_in
from desktop.ui import panels
from desktop.wording.evidence import proof_note

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.case import Case


class ProofBanner(panels.Banner):
    """Hidden where nothing speaks against the proof that is named.

    Signals:
        evidence_wanted: go where evidence is attached; the id of the case.
    """

    evidence_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)
        self._case_id = ""
        link = panels.link_button(_("Go to the evidence"), lambda: self.evidence_wanted.emit(self._case_id))
        link.setObjectName("to_evidence_button")
        self.add_action(link)
        self.setObjectName("proof_banner")

    def show_case(self, case: Case) -> None:
        """Warn, if the proof of value named in a case cannot be seen there; it keeps nobody from anything."""
        self._case_id = case.case_id
        proof = proof_named(case)
        self.tell(proof_note(proof, unshown_in(case, proof)), "warning")
