"""A card with a small form: what is typed goes to one action elsewhere, what is wrong comes back to its field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop import errors
from desktop.ui import panels, theme
from desktop.ui.forms import Field, Form
from desktop.wording import oversight as wording
from desktop.wording.errors import explain

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from desktop.ui.background import Background


class FormCard(panels.Card):
    """Title, a line of explanation, form, problems, button.

    Signals:
        saved: it is done; carries what to say.

    """

    saved = Signal(str)

    def __init__(self, background: Background, title: str, fields: tuple[Field, ...], verb: str, name: str) -> None:
        super().__init__(title, margin=theme.M)
        self._background = background
        self.note = panels.text("", "secondary")
        self.form = Form(fields, dense=True)
        self.banner = panels.Banner("warning")
        self.button: QPushButton = panels.button(verb, self._press)
        self.setObjectName(f"{name}_card")
        self.form.setObjectName(f"{name}_form")
        self.button.setObjectName(f"{name}_button")
        self.foot = panels.footer(None, self.button)
        for part in (self.note, self.form, self.form.problem_bar, self.banner):
            self.body.addWidget(part)
        self.body.addLayout(self.foot)
        self._said = ""

    def work(self) -> tuple[Callable[[], object], str] | None:
        """Return what to do with what is typed, and what to say then; None where there is nothing to do."""
        raise NotImplementedError

    def run(self, work: Callable[[], object], said: str) -> None:
        """Do something elsewhere, then say so."""
        self._said = said
        self.banner.clear()
        self.button.setEnabled(False)
        self._background.run(work, self._on_done, self._on_failed, writes=True)

    def done(self) -> None:
        """Empty the form for the next time; called once it is done."""
        self.form.fill({})

    def _press(self) -> None:
        if not self.form.check():
            return
        wanted = self.work()
        if wanted is not None:
            self.run(*wanted)

    def _on_done(self, _result: object) -> None:
        self.button.setEnabled(True)
        self.done()
        self.saved.emit(self._said)

    def _on_failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        if isinstance(error, errors.Incomplete):
            found = wording.by_field(error.problems)
            shown = set(self.form.values())
            self.form.mark_problems({key: text for key, text in found.items() if key in shown})
            self.banner.tell(" ".join(text for key, text in found.items() if key not in shown), "warning")
        elif isinstance(error, errors.DeskError):
            self.banner.tell(explain(error), "warning")
        else:
            raise error
