"""How long the desk's lists take with many tasks: ``python -m tests.benchmarks.desk_of_many [TASKS]``.

Writes index rows straight into a throwaway office, for only reading them is measured, and opens the page.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from desktop.actions import oversight, worklist
from desktop.actions.desk import Desk, load_reference
from desktop.actions.worklist import Which
from desktop.lateness import load_lateness
from desktop.storage import tables as t
from desktop.storage.journal import stamp
from tests.conftest import FrozenClock
from tests.factories import Staffed, a_staffed_office

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
_A_CASE = ("settlement", "complaint-reply", "claim-settlement", "order")


def fill(staffed: Staffed, count: int) -> None:
    """Write ``count`` tasks of a quarter as many cases; half of the cases are one person's."""
    cases: list[dict[str, Any]] = []
    tasks: list[dict[str, Any]] = []
    for number in range(count // len(_A_CASE)):
        case_id, owner = f"case{number:08}", "clerk" if number % 2 else f"p{number % 20}"
        due = NOW + timedelta(minutes=number % 40_000 - 4000)
        cases.append(
            {
                "case_id": case_id, "number": f"2603-{number:06}", "status": "registered", "settlement": "registered",
                "stale": "", "waybill": f"YT{number:013}", "complainant": "王小明", "phone": f"139{number:08}",
                "type": "loss", "level": 5, "registered_at": stamp(NOW - timedelta(minutes=number)),
                "registered_by": owner, "owner": owner, "waiting": False, "proposed_at": "", "last_at": stamp(NOW),
                "amount_fen": None, "due_at": stamp(due), "due_promise": "settlement", "alone": False, "entries": 1,
                "computed_fen": None,
            }
        )  # fmt: skip
        for place, task in enumerate(_A_CASE):
            tasks.append(
                {
                    "case_id": case_id, "task": task, "ref": "o" if task == "order" else "",
                    "due_at": stamp(due + timedelta(hours=place)), "person_id": "" if task == "order" else owner,
                    "department": "sorting" if task == "order" else "", "statutory": place in (1, 2),
                    "waiting": False, "escalated": number % 500 == 0 and task == "order",
                }
            )  # fmt: skip
    with staffed.office.database.writing() as connection:
        connection.execute(insert(t.cases), cases)
        connection.execute(insert(t.tasks), tasks)


def timed(name: str, ask: Callable[[], object]) -> None:
    """Ask twice, for the first one opens a connection, and print how long the second took."""
    ask()
    started = time.perf_counter()
    ask()
    print(f"{name:28} {1000 * (time.perf_counter() - started):8.1f} ms")  # noqa: T201 - a script


def main(count: int) -> None:
    """Measure."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        staffed = a_staffed_office(Path(folder) / "office", NOW)
        fill(staffed, count)
        reference = load_reference()
        clerk = Desk(staffed.office, staffed.signers["clerk"], FrozenClock(NOW), reference)
        boss = clerk.seat(staffed.signers["supervisor"])
        for which in Which:
            timed(f"clerk: {which.value}", partial(worklist.read_work, clerk, which))
            timed(f"supervisor: {which.value}", partial(worklist.read_work, boss, which))
        timed("reminders", lambda: worklist.remind(clerk, load_lateness()))
        timed("overdue", lambda: oversight.read_overdue(boss))
        timed("escalated", lambda: oversight.read_escalated(boss))
        timed("by person", lambda: oversight.read_people(boss))
        timed("unusual", lambda: oversight.read_unusual(boss))
        open_page(clerk)
        staffed.office.close()


def open_page(desk: Desk) -> None:
    """Open the start screen, all on one thread."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui import theme
    from desktop.ui.changes import Changes
    from desktop.ui.desk.page import DeskPage
    from tests.ui.inline import InlineBackground

    application = QApplication([])
    theme.apply(application, "light")
    page = DeskPage(desk, InlineBackground(), Changes())
    page.resize(974, 640)
    page.show()

    def look() -> None:
        page.opened()
        page.grab()

    timed("page: read and painted", look)
    page.deleteLater()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
