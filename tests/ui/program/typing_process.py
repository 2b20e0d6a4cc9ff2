"""A program of its own that is typed into and never saves: ``python -m tests.ui.program.typing_process OFFICE``.

Says ``kept CASE`` once what was typed is kept, and then sits there until somebody kills it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.actions import intake
from desktop.app import App, dress
from desktop.settings import Settings
from tests.conftest import FrozenClock
from tests.factories import an_intake
from tests.ui.conftest import PASSWORD
from tests.ui.driving import say, sees, shown

if TYPE_CHECKING:
    from collections.abc import Callable

#: Looked for in the office's files afterwards.
SECRET = "unmistakable 找不到的话 words"


def until(holds: Callable[[], bool]) -> None:
    """Let the program run until something holds; whoever started it has the patience."""
    while not holds():
        QTest.qWait(20)


def main(folder: Path) -> None:
    """Sign in, begin to tell the customer something, and stop half way."""
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
    assert app.changes is not None
    case = intake.register_case(app.desk, an_intake())
    app.changes.act_requested.emit(case.case_id, "tell", "")
    until(lambda: sees(app.window, "tell_sheet"))
    sheet = shown(app.window, "tell_sheet", QWidget)
    edit = shown(sheet, "words", QPlainTextEdit)
    edit.activateWindow()
    until(edit.isActiveWindow)
    edit.setFocus()
    say(SECRET)
    until(lambda: sees(sheet, "step_discard_button"))
    print("kept", case.case_id, flush=True)  # noqa: T201 - whoever started it reads this
    until(lambda: False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
