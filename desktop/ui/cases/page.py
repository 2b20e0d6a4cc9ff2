"""Cases: the list, the open case, and the correction of its registration, one in front at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.actions import cases
from desktop.actions.form_drafts import FormDraft, forms_of_case
from desktop.i18n import _
from desktop.ui import panels
from desktop.ui.cases.case_list import CaseList
from desktop.ui.cases.case_view import CaseView
from desktop.ui.page import PageWidget
from desktop.wording.errors import explain_ours

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.domain.case import Case
    from desktop.ui.background import Background
    from desktop.ui.cases.correction import Correction
    from desktop.ui.changes import Changes


class _Opened(NamedTuple):
    """A case, and what the person at the desk typed into its forms before."""

    case: Case
    drafts: list[FormDraft]


class CasesPage(PageWidget):
    """Finds cases and shows one."""

    def __init__(self, desk: Desk, background: Background, changes: Changes) -> None:
        super().__init__()
        self._desk, self._background, self._changes = desk, background, changes
        self._wanted = ("", "story")
        self._act = ("", "", "")
        self._banner = panels.Banner()
        self._list = CaseList(desk, background)
        self._view = CaseView(desk, background, changes)
        self._correction: Correction | None = None
        #: In front while another case is read: what is pressed meanwhile must not reach the one before it.
        self._between = QWidget()
        self._stack = QStackedWidget()
        for widget in (self._list, self._view, self._between):
            self._stack.addWidget(widget)
        self.body.addWidget(self._banner)
        self.body.addWidget(self._stack, 1)
        self._list.case_chosen.connect(self.open_case)
        self._view.back_requested.connect(self.show_list)
        self._view.correction_requested.connect(self._correct)
        self._view.changed.connect(self._tell_changed)
        changes.case_changed.connect(self._on_changed)

    def open_case(self, case_id: str, part: str = "story") -> None:
        """Show a case at one of its parts: ``story``, ``assessment``, ``proposal``, ``papers`` or ``follow-up``."""
        self.leave()
        self._wanted = (case_id, part)
        if self._stack.currentWidget() is not self._list and not self._is_in_front(case_id):
            self._stack.setCurrentWidget(self._between)
        self._read(case_id)

    def begin_act(self, case_id: str, act: str, order_id: str = "") -> None:
        """Show a case with the form of an act open, such as ``tell``; ``order_id`` names the work order it is about."""
        self._act = (case_id, act, order_id)
        self.open_case(case_id, "follow-up")

    def search(self, words: str) -> None:
        """Show the cases in which a number, waybill, name or phone holds these words."""
        self.leave()
        self._stack.setCurrentWidget(self._list)
        self._list.search(words)
        self._list.focus_list()

    def show_list(self) -> None:
        """Go back to the list."""
        self._stack.setCurrentWidget(self._list)
        self._list.refresh()
        self._list.focus_list()

    def focus_first(self) -> None:
        """Put the keyboard into what is in front: the list, the steps of the case, the correction."""
        if self._stack.currentWidget() is self._view:
            self._view.focus_part()
        elif self._stack.currentWidget() is self._list:
            self._list.focus_list()
        elif self._correction is not None:
            self._correction.form.focus("complainant_name")

    def opened(self) -> None:
        """Read again what is in front."""
        if self._stack.currentWidget() is self._list:
            self._list.refresh()
        elif self._view.case is not None and self._stack.currentWidget() is self._view:
            self._wanted = (self._view.case.case_id, "")
            self._read(self._view.case.case_id)

    def may_leave(self) -> bool:
        """Keep what is typed; the page may always go."""
        self.leave()
        return True

    def leave(self) -> None:
        """Keep what is typed into the forms of the open case."""
        self._view.leave()
        if self._correction is not None:
            self._correction.leave()

    def _read(self, case_id: str) -> None:
        desk = self._desk

        def read() -> _Opened:
            return _Opened(cases.read_case(desk, case_id), forms_of_case(desk, case_id))

        # What is being kept at this moment has to be there first. Only when the case opens are the drafts looked at.
        self._background.run(read, self._show, self._fail, writes=not self._is_in_front(case_id))

    def _is_in_front(self, case_id: str) -> bool:
        return self._view.case is not None and self._view.case.case_id == case_id

    def _show(self, opened: _Opened) -> None:
        case = opened.case
        case_id, part = self._wanted
        if case.case_id != case_id:
            return
        self._banner.clear()
        self._view.show_case(case, opened.drafts)
        self._tell_correction(case.case_id)
        if part:
            self._view.show_part(part)
            self._stack.setCurrentWidget(self._view)
            self.focus_first()
        wanted, self._act = self._act, ("", "", "")
        if wanted[0] == case_id:
            self._view.begin_act(*wanted[1:])

    def _fail(self, error: Exception) -> None:
        self._banner.tell(explain_ours(error), "danger")
        if self._stack.currentWidget() is self._between:
            self.show_list()

    def _on_changed(self, case_id: str) -> None:
        """Follow what other pages did to the case in front, or to the list."""
        if not self.isVisible():
            return
        if self._stack.currentWidget() is self._list:
            self._list.refresh()
        elif self._view.case is not None and self._view.case.case_id == case_id:
            self._wanted = (case_id, "")
            self._read(case_id)

    def _tell_changed(self, case: Case) -> None:
        self._changes.case_changed.emit(case.case_id)

    def _correct(self, case: Case) -> None:
        desk, case_id = self._desk, case.case_id

        def read() -> _Opened:
            # The form shows names and phones in full: that is a look at them like any other.
            cases.reveal(desk, case_id, "registration")
            drafts = [draft for draft in forms_of_case(desk, case_id) if draft.form == "correction"]
            return _Opened(cases.read_case(desk, case_id), drafts)

        self._background.run(read, self._show_correction, self._fail, writes=True)

    def _show_correction(self, opened: _Opened) -> None:
        if self._wanted[0] != opened.case.case_id or self._stack.currentWidget() is not self._view:
            return
        if self._correction is None:
            self._correction = self._make_correction()
        self._stack.setCurrentWidget(self._correction)
        self._correction.start(*opened)

    def _make_correction(self) -> Correction:
        """Make the form when it is first wanted: it is a whole intake, and few registrations have to be put right."""
        from desktop.ui.cases.correction import Correction

        made = Correction(self._desk, self._background)
        made.left.connect(self._leave_correction)
        made.corrected.connect(self._on_corrected)
        self._stack.addWidget(made)
        return made

    def _leave_correction(self) -> None:
        self.leave()
        self._tell_correction(self._wanted[0])
        self._stack.setCurrentWidget(self._view)
        self.focus_first()

    def _tell_correction(self, case_id: str) -> None:
        """Say in the story whether the form of the correction holds anything for this case."""
        if self._correction is not None and self._correction.case_id == case_id:
            self._view.story.tell_correction(begun=self._correction.is_dirty)

    def _on_corrected(self, case: Case) -> None:
        self._changes.noted.emit(_("Registration corrected"))
        self._view.story.tell_correction(begun=False)
        self._stack.setCurrentWidget(self._view)
        self._wanted = (case.case_id, "story")
        self._read(case.case_id)
        self._changes.case_changed.emit(case.case_id)
