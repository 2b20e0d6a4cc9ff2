"""Says what a paper would lack before anybody types for it, with the way to fill it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.i18n import _
from desktop.ui import panels
from desktop.wording import papers as words

if TYPE_CHECKING:
    from desktop.actions.papers import Gaps

#: What the form of the paper asks for itself.
_IN_THE_FORM = frozenset({"happened", "damage", "improvements", "payee", "account"})
_BRANCH = "issue.office."


class GapsBanner(panels.Banner):
    """A line over the paper; hidden while nothing is lacking.

    Signals:
        branch_wanted: go to this field of the branch.
    """

    branch_wanted = Signal(str)

    def __init__(self, *, may_manage: bool) -> None:
        super().__init__()
        self.setObjectName("paper_gaps")
        self._may_manage = may_manage
        self._field = ""
        self._fill_in = panels.link_button(_("Fill it in now"), lambda: self.branch_wanted.emit(self._field))
        self._fill_in.setObjectName("fill_in_branch_button")
        self.add_action(self._fill_in)

    def show_gaps(self, gaps: Gaps) -> None:
        """Say what is lacking: what keeps the paper from being issued, and what is left to be written by hand."""
        missing = [name for name in gaps.missing if name not in _IN_THE_FORM]
        by_hand = [name for name in gaps.by_hand if name not in _IN_THE_FORM]
        of_branch = [name.removeprefix(_BRANCH) for name in (*missing, *by_hand) if name.startswith(_BRANCH)]
        self._field = of_branch[0] if of_branch and self._may_manage else ""
        self._fill_in.setVisible(bool(self._field))
        sentences = words.gaps(missing, by_hand)
        if of_branch and not self._may_manage:
            sentences.append(_("A manager fills it in under Office, Branch."))
        self.tell("\n".join(sentences), "warning" if missing else "info")
