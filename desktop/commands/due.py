"""``due``: say when a promise is due, and why."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.calendars import load_timing
from desktop.domain.promises import NoLimitInForceError, Promise, due_time
from desktop.domain.workdays import BEIJING
from desktop.i18n import _
from desktop.wording.promises import due_text, explain, no_limit_text, reason_text

if TYPE_CHECKING:
    import argparse

    from desktop.domain.promises import Due

#: Years the calendar arithmetic is asked for; beyond them a date is a slip of the keyboard.
FIRST_YEAR, LAST_YEAR = 2000, 2100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("promise", choices=[promise.value for promise in Promise], metavar="PROMISE")
    parser.add_argument("--from", dest="start", required=True, metavar="TIME", help="2025-03-03T10:00+08:00")
    parser.add_argument("--level", type=int, choices=(0, 1, 3, 5), default=0)
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    """Print the due time; exit status 2 where there is none."""
    start = _moment(args.start)
    if start is None:
        print(
            _('"{text}" is no date and time like 2025-03-03T10:00+08:00.').format(text=args.start),
            file=sys.stderr,
        )
        return 2
    try:
        due = due_time(Promise(args.promise), start, load_timing(), level=args.level)
    except NoLimitInForceError as error:
        print(no_limit_text(error), file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(_record(due), ensure_ascii=False))
    else:
        print(due_text(due), *explain(due), sep="\n")
    return 0


def _moment(text: str) -> datetime | None:
    """Read a moment; without a zone it is Beijing time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)


def _record(due: Due) -> dict[str, object]:
    return {
        "due": due.at.astimezone(BEIJING).isoformat(),
        "provisional": due.provisional,
        "because": [
            {"code": reason.code, "facts": dict(reason.facts), "text": reason_text(reason)} for reason in due.because
        ],
    }
