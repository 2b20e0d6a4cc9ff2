"""``tour``: the whole job with two people in a throwaway office, through the real windows.

Pictures of every screen, the papers and ``tour.json`` are kept; it fails loudly if anything does not come out as it
should.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.i18n import _
from desktop.wording import system

if TYPE_CHECKING:
    import argparse

FAILED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``tour`` takes."""
    parser.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("where papers and pictures go"))
    parser.add_argument("--show", action="store_true", help=_("show the windows on the screen"))


def run(arguments: argparse.Namespace) -> int:
    """Walk through the program; 0 if everything came out as it should."""
    if not arguments.show:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    out: Path = arguments.out.absolute()
    problem = _prepare(out)
    if problem:
        print(problem, file=sys.stderr)
        return FAILED
    # Settings of whoever runs it stay as they are.
    os.environ["MINGPEI_CONFIG"] = str(out / "settings")
    from desktop.tour.hands import TourFailedError
    from desktop.tour.story import Story

    started = time.monotonic()
    story = Story(out, arguments.language, arguments.theme)
    failure = ""
    try:
        story.tell()
    except TourFailedError as error:
        failure = str(error)
    report = story.report() | {"seconds": round(time.monotonic() - started, 1), "failure": failure}
    (out / "tour.json").write_text(json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8")
    if failure:
        print(_("The tour failed: {failure}").format(failure=failure), file=sys.stderr)
        return FAILED
    print(_("Papers and pictures are in {folder}").format(folder=out))
    return 0


def _prepare(out: Path) -> str:
    """Make the folder ready; return what is in the way, or an empty text."""
    if out.exists() and any(out.iterdir()):
        if not (out / "tour.json").is_file():
            return _("{folder} holds other files. Name an empty folder or that of an earlier tour.").format(folder=out)
        shutil.rmtree(out)
    try:
        (out / "pictures").mkdir(parents=True)
        (out / "papers").mkdir()
    except OSError as error:
        return _("{folder} cannot be written to: {reason}").format(folder=out, reason=system.reason(error))
    return ""
