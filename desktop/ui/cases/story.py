"""The story of a case: what was registered, in whose words, with what evidence, what was found, what happened since."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import i18n
from desktop.actions import cases
from desktop.actions import intake as intake_actions
from desktop.actions.history import merged_cases
from desktop.domain.authority import Verb
from desktop.i18n import _
from desktop.ui import panels, theme
from desktop.ui.cases.evidence_view import EvidenceView
from desktop.ui.cases.finding import Finding
from desktop.ui.cases.notices import Notices
from desktop.ui.cases.registration import Registration
from desktop.ui.cases.timeline import Timeline
from desktop.ui.fields import TextField
from desktop.ui.follow_up.begun import Begun
from desktop.ui.form_keeper import FormKeeper, KeptLine
from desktop.ui.intake.evidence_area import EvidenceArea
from desktop.wording import intake as wording
from desktop.wording.errors import explain_ours
from desktop.wording.form_drafts import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.actions.desk import Desk
    from desktop.actions.form_drafts import FormDraft
    from desktop.actions.papers import Paper
    from desktop.domain.case import Case
    from desktop.ui.background import Background

_TIMELINE = 340
#: In a narrower window the form of a finding and the history do not fit side by side.
_NARROW = 1130


class Story(QWidget):
    """The first part of an open case.

    Signals:
        changed: the case has new entries; carries it as it stands now.
        handed_in: the finding is on its way; the keyboard is free to leave its button.
        correction_requested: the registration should read otherwise.
    """

    changed = Signal(object)
    handed_in = Signal()
    correction_requested = Signal()

    def __init__(self, desk: Desk, background: Background, show_paper: Callable[[Paper], None]) -> None:
        """Take what is worked with, and what brings a paper into sight."""
        super().__init__()
        self._desk, self._background, self._show_paper = desk, background, show_paper
        self._case: Case | None = None
        self._banner = panels.Banner()
        self._words = panels.text("", selectable=True)
        self._asks = panels.text("", "secondary")
        self._note = panels.text("", "secondary", selectable=True)
        self._registration = Registration(desk, background)
        self._correct = panels.link_button(_("Make a correction"), self.correction_requested.emit)
        self._correct.setObjectName("correct_button")
        self._begun = Begun()
        self._evidence = EvidenceView(desk, background)
        self._area = EvidenceArea(background)
        self._finding = Finding(desk, background)
        self._notices = Notices(desk, background)
        self._timeline = Timeline(desk)
        self._note_edit = TextField(_("Write a note for the history"), longest=1000)
        self._note_edit.setObjectName("note_edit")
        self._note_button = panels.button(_("Add note"), self._add_note)
        self._note_button.setObjectName("add_note_button")
        self._note_kept = KeptLine("note")
        self._note_kept.hide()
        self._note_keeper = FormKeeper(desk, background, _Note(self._note_edit), self._note_kept, self._note_edit)
        self._build()
        self._connect()

    @property
    def is_dirty(self) -> bool:
        """Whether something is typed that nobody has written down yet."""
        return self._finding.is_dirty or self._notices.is_dirty or bool(self._note_edit.value())

    def show_case(self, case: Case) -> None:
        """Show a case."""
        person = self._desk.person
        if self._case is None or self._case.case_id != case.case_id:
            self._note_keeper.stand_for(case, "note")
            self._note_edit.blockSignals(True)
            self._note_edit.set_value("")
            self._note_edit.blockSignals(False)
            self._note_kept.hide()
            self._area.start([])
            self.tell_correction(begun=False)
        self._case = case
        self._banner.clear()
        self._words.setText(case.intake.words)
        self._asks.setText(_asked(case))
        self._note.setText(_("Clerk's note: {note}").format(note=case.intake.note))
        self._note.setVisible(bool(case.intake.note))
        self._registration.show_case(case)
        self._correct.setVisible(case.may(Verb.CORRECT, person) is None)
        merged = merged_cases(self._desk, case)
        self._evidence.show_case(case, merged)
        self._area.setVisible(case.may(Verb.ADD_EVIDENCE, person) is None)
        self._finding.show_case(case)
        self._notices.show_case(case)
        self._timeline.show_case(case, merged)
        may_note = case.may(Verb.NOTE, person) is None
        self._note_edit.setVisible(may_note)
        self._note_button.setVisible(may_note)

    def take_up(self, drafts: Sequence[FormDraft]) -> None:
        """Put back what was typed before, and say so."""
        for draft in drafts:
            if draft.form == "finding":
                self._finding.take_up(draft)
            elif draft.form == "note":
                self._note_kept.show()
                self._note_keeper.take_up(draft)
            elif draft.form == "correction":
                # It shows names and phones in full: whoever goes on with it asks for that.
                self.tell_correction(begun=True)
            else:
                self._notices.take_up(draft)

    def tell_correction(self, *, begun: bool) -> None:
        """Say whether the registration is being put right and that is not saved yet."""
        self._begun.show_begun([(("correction", "", ""), name_of("correction"))] if begun else [])

    def leave(self) -> None:
        """Keep what is typed."""
        self._finding.leave()
        self._notices.leave()
        self._note_keeper.leave()

    def _build(self) -> None:
        told = panels.Card(margin=theme.M)
        told.body.setSpacing(theme.XS)
        heading = panels.section_title(_("In the customer's words"))
        told.body.addLayout(panels.row(heading, self._asks, spacing=theme.L))
        self._asks.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for line in (self._words, self._note):
            told.body.addWidget(line)
        facts = panels.Card(margin=theme.M)
        facts.body.addLayout(panels.row(panels.section_title(_("Registration")), None, self._correct))
        facts.body.addWidget(self._registration)
        evidence = panels.Card(_("Evidence"), margin=theme.M)
        evidence.body.addWidget(self._evidence)
        evidence.body.addWidget(self._area)
        left = QWidget()
        # What was found stands right under what the customer says: the one answers the other.
        self._left = panels.column(
            self._banner, self._begun, told, self._finding, self._notices, facts, evidence, None, spacing=theme.M
        )
        left.setLayout(self._left)
        self._history = history = panels.Card(_("History"), margin=theme.M)
        history.setFixedWidth(_TIMELINE)
        add = panels.row(self._note_edit, self._note_button)
        add.setStretch(0, 1)
        history.body.addLayout(add)
        history.body.addWidget(self._note_kept)
        history.body.addWidget(self._timeline, 1)
        self._across = panels.row(panels.scrolling(left), history, spacing=theme.M)
        self._across.setStretch(0, 1)
        self.setLayout(self._across)

    def _connect(self) -> None:
        self._finding.recorded.connect(self.changed)
        self._notices.recorded.connect(self.changed)
        self._finding.handed_in.connect(self.handed_in)
        self._timeline.print_requested.connect(lambda: self._show_paper("history"))
        self._begun.wanted.connect(lambda _place: self.correction_requested.emit())
        self._evidence.failed.connect(self._fail)
        self._area.listed.connect(self._add_evidence)
        self._note_edit.returnPressed.connect(self._add_note)

    def _add_note(self) -> None:
        words = str(self._note_edit.value())
        if self._case is not None and words:
            self._note_button.setEnabled(False)
            work = partial(cases.add_note, self._desk, self._case.case_id, words)
            self._background.run(self._note_keeper.recording(work), self._on_noted, self._fail, writes=True)

    def _on_noted(self, case: Case) -> None:
        self._note_button.setEnabled(True)
        if self._case is not None and self._case.case_id == case.case_id:
            self._note_edit.set_value("")
            self._note_keeper.recorded()
            self._note_kept.hide()
        self.changed.emit(case)

    def _add_evidence(self) -> None:
        # All files of one go are handed in together, once the last of them is read.
        if self._case is not None and self._area.evidence and not self._area.is_checking:
            work = partial(intake_actions.add_evidence, self._desk, self._case.case_id, self._area.hand_over())
            self._background.run(work, self.changed.emit, self._fail, writes=True)

    def _fail(self, error: Exception) -> None:
        self._note_button.setEnabled(True)
        self._banner.tell(explain_ours(error), "danger")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the history under the rest where it does not fit beside it."""
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow == (self._left.indexOf(self._history) >= 0):
            return
        if narrow:
            self._left.insertWidget(self._left.count() - 1, self._history)
            self._history.setMinimumWidth(0)
            self._history.setMaximumWidth(self.maximumWidth())
            self._history.setMinimumHeight(_TIMELINE)
        else:
            self._across.addWidget(self._history)
            self._history.setFixedWidth(_TIMELINE)
            self._history.setMinimumHeight(0)
        # At once and not with the next layout: the keyboard may be on its way here.
        self._history.show()


class _Note(QObject):
    """The one line of a note, as a form that can be kept."""

    changed = Signal()

    def __init__(self, line: TextField) -> None:
        super().__init__(line)
        self._line = line
        line.textEdited.connect(lambda _words: self.changed.emit())

    def typed(self) -> dict[str, Any]:
        return {"words": self._line.text()} if self._line.text() else {}

    def type_again(self, typed: Mapping[str, object]) -> None:
        self._line.set_value(typed.get("words"))

    def revert(self) -> None:
        self._line.set_value("")


def _asked(case: Case) -> str:
    intake = case.intake
    asks = [wording.choice_label(ask) for ask in intake.asks]
    if intake.asked_amount is not None:
        asks.append(i18n.yuan(intake.asked_amount))
    return _("Asks for: {asks}").format(asks=_(", ").join(asks)) if asks else _("Asks for nothing in particular.")
