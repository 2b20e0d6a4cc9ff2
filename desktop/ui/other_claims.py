"""The warning that another case of the same waybill has come to an amount, with a way to that case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.i18n import _
from desktop.ui import panels
from desktop.wording.other_claims import warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.domain.other_claims import OtherClaim


class OtherClaimsBanner(panels.Banner):
    """One claim per waybill; hidden where no other case has come to an amount.

    Signals:
        case_chosen: the person wants to see the other case; its id.
    """

    case_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", parent=parent)
        self._first = ""
        self._link = panels.link_button("", lambda: self.case_chosen.emit(self._first))
        self._link.setObjectName("other_case_button")
        self.add_action(self._link)
        self.setObjectName("other_claims")

    def show_claims(self, others: Sequence[OtherClaim]) -> None:
        """Warn of the claims of other cases; the link leads to one in force, if there is one."""
        first = next((claim for claim in others if claim.in_force), next(iter(others), None))
        self._first = first.case_id if first is not None else ""
        self._link.setText(_("Open {number}").format(number=first.number) if first is not None else "")
        self.tell(warning(others), "warning")
