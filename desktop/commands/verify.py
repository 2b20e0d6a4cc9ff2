"""``verify``: checks an office against itself and names the first entry that is wrong."""

from __future__ import annotations

import getpass
import os
import sys
from typing import TYPE_CHECKING

import msgspec

from desktop import errors
from desktop.i18n import _, ngettext, number
from desktop.wording.errors import explain

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from desktop.storage.verify import Report

#: What a script sets instead of typing.
CODE, PASSWORD = "MINGPEI_STAFF", "MINGPEI_PASSWORD"
FAULTY, NOT_CHECKED = 1, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``verify`` takes."""
    parser.add_argument("--staff", help=_("staff number to unlock with (or {name})").format(name=CODE))
    parser.add_argument(
        "--rebuild-index", action="store_true", help=_("make the lists anew from the journal before checking")
    )
    parser.add_argument("--json", action="store_true", help=_("print the result as JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Check the office; 0 sound, 1 something is wrong, 2 it could not be checked."""
    try:
        report = _checked(arguments.office, arguments.staff, rebuild=arguments.rebuild_index)
    except EOFError:
        print(
            _("Set {staff} and {password} where nobody can type.").format(staff=CODE, password=PASSWORD),
            file=sys.stderr,
        )
        return NOT_CHECKED
    except errors.DeskError as error:
        print(explain(error), file=sys.stderr)
        return NOT_CHECKED
    if arguments.json:
        print(msgspec.json.encode(report).decode())
    else:
        print("\n".join(lines(report)))
    return FAULTY if report.faults else 0


def lines(report: Report) -> list[str]:
    """Say in words what was checked and what was found."""
    from desktop.wording import faults

    counts = _("{entries}, {cases}, {files} checked.").format(
        entries=ngettext("{n} entry", "{n} entries", report.entries).format(n=number(report.entries)),
        cases=ngettext("{n} case", "{n} cases", report.cases).format(n=number(report.cases)),
        files=ngettext("{n} file", "{n} files", report.files).format(n=number(report.files)),
    )
    if not report.faults:
        return [counts, _("All sound: numbers, chains, digests, signatures, index and files.")]
    return [counts, *(faults.sentence(fault) for fault in report.faults)]


def _checked(folder: Path, staff: str | None, *, rebuild: bool) -> Report:
    from desktop.actions.desk import load_reference
    from desktop.actions.examining import examine
    from desktop.clock import SystemClock
    from desktop.storage.keys import KeyFile

    KeyFile.read(folder)  # no password is asked for where there is no office
    code = staff or os.environ.get(CODE) or _ask(_("Staff number: "))
    password = os.environ.get(PASSWORD) or getpass.getpass(_("Password: "), sys.stderr)
    return examine(folder, code, password, load_reference(), SystemClock(), rebuild=rebuild)


def _ask(prompt: str) -> str:
    print(prompt, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()
