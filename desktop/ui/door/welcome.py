"""The first run: step by step to a new office. Nothing is made before the last step."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop import errors
from desktop.i18n import N_, _
from desktop.ui import ask, panels, theme
from desktop.ui.door import welcome_steps as steps
from desktop.ui.door.door_window import DoorContent
from desktop.wording import founding
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.background import Background
    from desktop.ui.door.entrance import Entrance
    from desktop.ui.forms import Values

_LAST_NAME = N_("Recovery sheet")


@dataclass(frozen=True)
class WelcomeDraft:
    """What was typed so far; lives only in memory, to survive a change of language."""

    step: int = 0
    typed: tuple[Values, ...] = field(default=())


class WelcomePage(DoorContent):
    """The wizard.

    Signals:
        founded: the office is made and open; carries ``Founded``.
        existing_wanted: the person wants to open an office that exists.
        step_changed: another step is in hand; its number.
    """

    founded = Signal(object)
    existing_wanted = Signal()
    step_changed = Signal(int)

    def __init__(self, entrance: Entrance, background: Background, draft: WelcomeDraft | None = None) -> None:
        super().__init__()
        self._entrance, self._background = entrance, background
        self._branch = steps.BranchStep(entrance.reference)
        self._founder = steps.FounderStep()
        self._second = steps.SecondStep(self._founder.draft)
        self._summary = steps.SummaryStep(entrance.reference, entrance.folder, self._choose_folder)
        self._all: tuple[steps.Step, ...] = (self._branch, self._founder, self._second, self._summary)
        self._pages = QStackedWidget()
        self._back = panels.button(_("Back"), self._go_back)
        self._back.setObjectName("back_button")
        self._next = panels.primary_button(_("Next"), self._go_on)
        self._next.setObjectName("next_button")
        self._busy = panels.text("", tone="secondary", wrap=False)
        self._build()
        self._branch.existing_wanted.connect(self.existing_wanted)
        self._take_up(draft or WelcomeDraft())

    @staticmethod
    def step_names() -> tuple[str, ...]:
        """Return the names of all steps for the left side of the door."""
        classes = (steps.BranchStep, steps.FounderStep, steps.SecondStep, steps.SummaryStep)
        return (*(_(step.name) for step in classes), _(_LAST_NAME))

    @property
    def step(self) -> int:
        """Number of the step in hand."""
        return self._pages.currentIndex()

    def draft(self) -> WelcomeDraft:
        """Return what was typed so far."""
        return WelcomeDraft(self.step, tuple(step.typed() for step in self._all))

    def may_close(self) -> bool:
        """Ask before what was typed is thrown away."""
        if not any(step.is_touched() for step in self._all):
            return True
        return ask.confirm(
            self,
            _("Stop setting up?"),
            _("No office has been made yet. What you typed will be gone; you can begin again at any time."),
            _("Stop"),
            danger=True,
        )

    def _build(self) -> None:
        self.setObjectName("welcome_page")
        for step in self._all:
            self._pages.addWidget(_page(step))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        layout.addWidget(self._pages, 1)
        layout.addWidget(panels.hairline())
        layout.addLayout(panels.footer(self._busy, self._back, self._next))

    def _take_up(self, draft: WelcomeDraft) -> None:
        for step, typed in zip(self._all, draft.typed, strict=False):
            step.show_typed(typed)
        self._show(draft.step)

    def _show(self, number: int) -> None:
        if number == len(self._all) - 1:
            self._summary.show_all(self._branch.form.details(), self._founder.draft(), self._second.draft())
        self._pages.setCurrentIndex(number)
        self._back.setVisible(number > 0)
        self._next.setText(_("Create the office") if number == len(self._all) - 1 else _("Next"))
        self._all[number].setFocus()
        self.step_changed.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard, and go on from any field."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key held down must not run through the steps
            self._on_enter()

    def _on_enter(self) -> None:
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        elif self.step < len(self._all) - 1:  # the office is made by its button only
            self._go_on()

    def _go_back(self) -> None:
        self._show(self.step - 1)

    def _go_on(self) -> None:
        if not self._all[self.step].check():
            return
        if self.step < len(self._all) - 1:
            self._show(self.step + 1)
        else:
            self._create()

    def _choose_folder(self) -> None:
        chosen = ask.choose_folder(self, _("Folder for the new office"))
        if chosen is None:
            return
        entrance = replace(self._entrance, folder=chosen)
        if not entrance.is_new():
            # A folder in use by something else: the office gets one of its own inside.
            entrance = replace(entrance, folder=chosen / "mingpei-office")
        self._entrance = entrance
        self._summary.show_folder(entrance.folder)

    def _create(self) -> None:
        self._set_busy(True)
        details, founder, second = self._branch.form.details(), self._founder.draft(), self._second.draft()
        self._background.run(
            lambda: self._entrance.found(details, founder, second), self._on_founded, self._on_failed, writes=True
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy.setText(_("Making keys and database. This takes a few seconds.") if busy else "")
        self.setEnabled(not busy)
        self.busy_changed.emit(busy)

    def _on_founded(self, founded: object) -> None:
        self.founded.emit(founded)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, errors.Incomplete):
            self._show_problems(error)
        elif isinstance(error, errors.DeskError):
            self._summary.banner.tell(explain(error), "warning")
        else:
            raise error

    def _show_problems(self, error: errors.Incomplete) -> None:
        forms = (
            ("office.", self._branch.form.mark),
            ("founder.", self._founder.form.mark),
            ("second.", self._second.form.mark),
        )
        for number, (prefix, mark) in enumerate(forms):
            if found := founding.by_field(error.problems, prefix):
                self._show(number)
                mark(found)
                return


def _page(step: steps.Step) -> QWidget:
    """Return a step that scrolls, with the summary of its problems always in sight below."""
    page = QWidget()
    inside = panels.column(panels.scrolling(step))
    if step.problem_bar is not None:
        inside.addWidget(step.problem_bar)
    page.setLayout(inside)
    return page
