"""A program of its own that is typed into and never saves: ``python -m tests.ui.program.typing_process OFFICE FORM``.

Says ``kept CASE`` once what was typed into the form is kept, and then sits there until somebody kills it.
"""

from __future__ import annotations

import dataclasses
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.actions import intake, settlement
from desktop.app import App, dress
from desktop.domain.proposal import ProposalDraft, Remedy
from desktop.settings import Settings
from desktop.storage.keys import KeyFile
from tests.conftest import FrozenClock
from tests.factories import YUAN, an_intake, example_facts
from tests.ui.conftest import PASSWORD
from tests.ui.driving import press, say, sees, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.actions.desk import Desk
    from desktop.domain.case import Case

#: Looked for in the office's files afterwards.
SECRET = "unmistakable 找不到的话 words"


def until(holds: Callable[[], bool]) -> None:
    """Let the program run until something holds; whoever started it has the patience."""
    while not holds():
        QTest.qWait(20)


def type_into(edit: QWidget) -> None:
    """Type the words to be found again, as a person does."""
    edit.activateWindow()
    until(edit.isActiveWindow)
    edit.setFocus()
    if isinstance(edit, QLineEdit):
        edit.selectAll()
    say(SECRET)


def say_when_kept(name: str, case: Case) -> None:
    """Wait for the button that throws away what is kept, tell whoever started this, and sit there."""
    until(lambda: any(sees(window, name) for window in QApplication.topLevelWidgets()))
    print("kept", case.case_id, flush=True)  # noqa: T201 - whoever started it reads this
    until(lambda: False)


def begin_to_tell(app: App, case: Case) -> None:
    """Begin to tell the customer something."""
    assert app.changes is not None
    app.changes.act_requested.emit(case.case_id, "tell", "")
    until(lambda: sees(app.window, "tell_sheet"))
    type_into(shown(shown(app.window, "tell_sheet", QWidget), "words", QPlainTextEdit))
    say_when_kept("step_discard_button", case)


def begin_to_correct(app: App, case: Case) -> None:
    """Begin to put the registration right."""
    assert app.changes is not None
    app.changes.case_requested.emit(case.case_id, "story")
    until(lambda: sees(app.window, "correct_button"))
    press(app.window, "correct_button")
    until(lambda: sees(app.window, "reason_edit"))
    type_into(shown(app.window, "reason_edit", QLineEdit))
    say_when_kept("correction_discard_button", case)


def begin_to_assess(app: App, case: Case) -> None:
    """Begin to work the claim out by other facts."""
    assert app.changes is not None
    app.changes.case_requested.emit(case.case_id, "assessment")
    until(lambda: sees(app.window, "facts_form"))
    type_into(shown(app.window, "actual_value", QLineEdit))
    say_when_kept("assessment_discard_button", case)


def begin_to_decide(app: App, case: Case) -> None:
    """Begin to write why a proposal goes back."""
    assert app.changes is not None
    app.changes.decision_requested.emit(case.case_id)
    until(lambda: sees(app.window, "return_button") and shown(app.window, "return_button", QWidget).isEnabled())

    def write() -> None:
        type_into(shown(QApplication.activeModalWidget(), "asked_reason_edit", QPlainTextEdit))
        say_when_kept("reason_discard_button", case)

    # The window that asks has a loop of its own.
    QTimer.singleShot(0, write)
    press(app.window, "return_button")


FORMS = {
    "tell": begin_to_tell,
    "correction": begin_to_correct,
    "assessment": begin_to_assess,
    "verdict": begin_to_decide,
}


def proposed_by_another(desk: Desk) -> Case:
    """Register, assess and propose as the clerk, so that the manager may decide."""
    clerk = KeyFile.read(desk.office.folder).unlock("02", PASSWORD).signer
    theirs = dataclasses.replace(desk, signer=clerk)
    case = intake.register_case(theirs, an_intake())
    case = settlement.keep_assessment(theirs, case.case_id, example_facts(), case.basis)
    amount = 3421 * YUAN
    return settlement.propose(theirs, case.case_id, ProposalDraft(amount, amount, "", (Remedy.COMPENSATE,), ""))


def main(folder: Path, form: str) -> None:
    """Sign in, begin to fill a form in, and stop half way."""
    qapp = QApplication(sys.argv[:1])
    settings = Settings(office=str(folder), last_staff_code="01", theme="light", language="en", sounds=False)
    dress(qapp, settings)
    app = App(qapp, folder, settings, FrozenClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC)))
    app.start()
    line = shown(app.sign_in_window, "password_field", QLineEdit)
    line.setText(PASSWORD)
    QTest.keyClick(line, Qt.Key.Key_Return)
    until(lambda: app.window is not None)
    assert app.desk is not None
    case = proposed_by_another(app.desk) if form == "verdict" else intake.register_case(app.desk, an_intake())
    FORMS[form](app, case)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
