"""How long from a key to the finished picture: ``QT_QPA_PLATFORM=offscreen python -m tests.benchmarks.keystrokes``.

Types into the real facts of an assessment and into a quote, and beside them, in the same run, into a bare form of as
many lines of text with one label that follows: the floor no form of this toolkit goes below.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop import i18n
from desktop.actions.desk import Desk, load_reference
from desktop.domain.claim import ClaimFacts
from desktop.domain.read_facts import facts_from
from desktop.ui import theme
from desktop.ui.assessment.facts_form import values_of
from desktop.ui.assessment.view import AssessmentView
from desktop.ui.background import Background
from desktop.ui.changes import Changes
from desktop.ui.intake.page import IntakePage
from desktop.ui.intake.triage_help import READ_AFTER
from desktop.ui.quote.page import QuotePage
from tests.conftest import FrozenClock
from tests.factories import a_staffed_office
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Callable

KEYS = 200
#: What the page of a case leaves the assessment on a screen of 1366 x 768.
SIZE = (1230, 560)
#: Every other key leaves no amount at all: everything on the screen comes and goes.
_UNREADABLE = "assessment, unreadable and back"

#: Total damage of an insured parcel, the published example CN-V-03.
TYPICAL: dict[str, Any] = {
    "terms": "generic", "event": "total-damage", "insured": True, "declared_value": "3000", "actual_value": "9500",
    "value_proof": "invoice", "freight": "421", "accepted_on": "2026-03-02", "claimed_on": "2026-03-20",
    "as_of": "2026-03-20",
}  # fmt: skip
#: The made-up claims with the most to say: ten steps with three readings, and 27 rules not applied.
MOST_STEPS: dict[str, Any] = {
    "terms": "sto", "event": "wrong-contents", "insured": True, "declared_value": "6593.46", "actual_value": "7013.07",
    "value_proof": "invoice", "freight": "37.86", "premium": "22.56", "account": "walk-in", "scope": "intra-province",
    "province": "CN-JS", "consumer": True, "weight_kg": "20.5", "sender_fault_share": "0.8",
    "direct_costs": [{"what": "检测费", "amount": "94.96"}], "accepted_on": "2026-09-16", "promised_by": "2026-09-19",
    "claimed_on": "2027-07-11", "as_of": "2027-07-11",
}  # fmt: skip
MOST_RULES: dict[str, Any] = {
    "terms": "sf", "event": "delay", "product": "domestic", "insured": False, "actual_value": "5230.99",
    "value_proof": "order", "freight": "48.63", "account": "monthly", "scope": "inter-province", "province": "CN-ZJ",
    "weight_kg": "9.9", "accepted_on": "2026-10-27", "promised_by": "2026-10-30", "as_of": "2027-05-16",
}  # fmt: skip
#: Characters pasted into the customer's words; what is kept is far less.
PASTED = (500, 5_000, 100_000)
STORY = (
    "我上周三在你们网点寄了一台投影仪给我弟，买成一千二，保价三千，走了六天才到，打开一看镜头裂了一道缝，外壳也瘪了，"
    "我打客服电话等了二十分钟，说让我找网点，网点说让我找客服，派件的小哥说话还特别冲，挂我电话。"
)


class Timed(NamedTuple):
    """One run, in milliseconds and widgets.

    Attributes:
        half: from a key to the finished picture in half of the cases at most.
        most: the same in 19 of 20.
        worked: what half of the keys cost this program at most, however busy the machine was with others.
        painted: how many widgets were painted for a key.
    """

    half: float
    most: float
    worked: float
    painted: float


class _Painting(QObject):
    """Counts what is painted in one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window, self.count = window, 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count and let pass."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget) and watched.window() is self._window:
            self.count += 1
        return False


def main(arguments: list[str]) -> int:
    """Time all of it and say so."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.keystrokes", description=__doc__)
    parser.add_argument("--count", type=int, default=KEYS, help=f"keys for each line, {KEYS} unless told")
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each window after the last key")
    given = parser.parse_args(arguments)
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    i18n.set_language(given.language)
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        staffed = a_staffed_office(Path(folder, "office"), datetime(2026, 11, 2, 1, 0, tzinfo=UTC))
        clock = FrozenClock(datetime(2027, 8, 2, 1, 0, tzinfo=UTC))
        desk = Desk(staffed.office, staffed.signers["clerk"], clock, load_reference())
        for name, make in _windows(desk).items():
            window, line = make()
            timed = time_typing(app, window, line, given.count, at_the_end=name == _UNREADABLE)
            sys.stdout.write(
                f"{name:<36}median {timed.half:5.1f} ms, 19 of 20 within {timed.most:5.1f} ms"
                f", {timed.worked:5.1f} ms of work, {timed.painted:5.1f} widgets painted\n"
            )
            if given.pictures is not None:
                given.pictures.mkdir(parents=True, exist_ok=True)
                window.grab().save(str(given.pictures / f"{name.replace(' ', '-')}.png"))
            window.close()
            window.deleteLater()
        for size in PASTED:
            timed = time_words(app, desk, size, given.count)
            sys.stdout.write(
                f"{f'new case, {size:,} characters pasted':<40}median {timed.half:5.1f} ms"
                f", 19 of 20 within {timed.most:5.1f} ms, {timed.worked:5.1f} ms of work\n"
            )
        staffed.office.close()
    return 0


def time_words(app: QApplication, desk: Desk, size: int, count: int) -> Timed:
    """Type into the words of a new case that hold so many characters, pausing now and then so that they are read.

    The reading goes on beside the typing, in a thread of its own, as in the program.
    """
    background = Background()
    page = IntakePage(desk, background, Changes())
    page.resize(*SIZE)
    page.show()
    page.activateWindow()
    QTest.qWaitForWindowActive(page)
    words = page.form.words_field
    words.setFocus()
    words.setPlainText((STORY * (size // len(STORY) + 1))[:size])
    QTest.qWait(3 * READ_AFTER)
    taken, worked = [], []
    for number in range(count):
        # A pause just long enough for the reading to begin; the next keys fall into it.
        QTest.qWait(READ_AFTER + 5 if number % 10 == 0 else 1)
        start, before = time.perf_counter(), time.thread_time()
        QTest.keyClick(words, Qt.Key.Key_Backspace if number % 2 else Qt.Key.Key_7)
        _settle(app)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.thread_time() - before) * 1000)
    page.close()
    background.drain()
    page.deleteLater()
    return Timed(median(taken), quantiles(taken, n=20)[-1], median(worked), 0)


def time_typing(app: QApplication, window: QWidget, line: QLineEdit, count: int, *, at_the_end: bool = False) -> Timed:
    """Type a digit and take it back, over and over; each time ends when nothing is left to paint."""
    window.resize(*SIZE)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    line.setFocus()
    # A digit before an amount makes it another one, a third decimal after it makes it unreadable.
    line.setCursorPosition(len(line.text()) if at_the_end else 0)
    _settle(app)
    painting = _Painting(window)
    taken, worked = [], []
    for number in range(count + 4):
        app.installEventFilter(painting) if number == count else None
        start, before = time.perf_counter(), time.process_time()
        QTest.keyClick(line, Qt.Key.Key_Backspace if number % 2 else Qt.Key.Key_7)
        _settle(app)
        taken.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - before) * 1000)
    app.removeEventFilter(painting)
    # The last few were counted; counting takes time of its own. The first few fill caches.
    usual = slice(min(4, count // 2), count)
    return Timed(median(taken[usual]), quantiles(taken[usual], n=20)[-1], median(worked[usual]), painting.count / 4)


def _settle(app: QApplication) -> None:
    """Let everything asked for happen: layouts, then pictures, then what those asked for."""
    for _round in range(3):
        app.processEvents()


def _windows(desk: Desk) -> dict[str, Callable[[], tuple[QWidget, QLineEdit]]]:
    return {
        "bare form": lambda: _bare(len(_assessment(desk, TYPICAL)[0].findChildren(QLineEdit))),
        "assessment, CN-V-03": lambda: _assessment(desk, TYPICAL),
        "assessment, most steps": lambda: _assessment(desk, MOST_STEPS),
        "assessment, most rules": lambda: _assessment(desk, MOST_RULES),
        _UNREADABLE: lambda: _assessment(desk, MOST_STEPS),
        "quote": lambda: _quote(desk),
    }


def _bare(lines: int) -> tuple[QWidget, QLineEdit]:
    window = QWidget()
    layout = QVBoxLayout(window)
    label = QLabel()
    layout.addWidget(label)
    edits = [QLineEdit() for _line in range(lines)]
    for edit in edits:
        layout.addWidget(edit)
    edits[0].textChanged.connect(label.setText)
    return window, edits[0]


def _assessment(desk: Desk, claim: dict[str, Any]) -> tuple[QWidget, QLineEdit]:
    view = AssessmentView(desk, InlineBackground(), Changes())
    facts = facts_from(claim)
    assert isinstance(facts, ClaimFacts), facts
    view._form.show_facts(values_of(facts))
    view._work_out()
    return view, view._form.widget("actual_value")


def _quote(desk: Desk) -> tuple[QWidget, QLineEdit]:
    page = QuotePage(desk, InlineBackground(), Changes())
    for key, words in (("declared_value", "3000"), ("actual_value", "9500"), ("freight", "42")):
        page.form.widget(key).setText(words)
    return page, page.form.widget("actual_value")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
