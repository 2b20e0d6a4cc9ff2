"""Starts the program: the window, or one headless command; the last resort for whatever goes wrong.

Only the standard library is imported before ``main``, so that a start with the wrong Python, or before
set-up, ends with one line that says what to do.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger("desktop")

# As argparse and the commands have it: what was asked could not be done.
NOT_DONE = 2
# What a shell expects: 128 plus the number of the signal; EX_SOFTWARE of sysexits.h for a fault of ours.
INTERRUPTED = 130
NOBODY_READS = 141
OWN_FAULT = 70

NOT_SET_UP = "程序尚未装好，请运行 python3 installer/start.py / not set up yet, run python3 installer/start.py"


def main(words: Sequence[str] | None = None) -> int:
    """Do what the arguments ask and return the exit status."""
    _speak_utf8()
    try:
        from desktop import log

        with log.kept():
            return _guarded(sys.argv[1:] if words is None else words)
    except ImportError as error:
        # Nothing can be translated yet.
        _say(f"{NOT_SET_UP} ({error})")
        return OWN_FAULT


def _guarded(words: Sequence[str]) -> int:
    """Turn every way of stopping into an exit status, and never show a traceback."""
    from desktop import errors, log
    from desktop.i18n import _

    try:
        return _obeyed(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return NOBODY_READS
    except errors.DeskError as error:
        from desktop.wording.errors import explain

        logger.info("refused", exc_info=True)
        _say(explain(error))
        return NOT_DONE
    except ImportError:
        logger.exception("a part of the program cannot be loaded")
        raise
    except Exception:
        logger.exception("unexpected")
        _drop_output()
        _say(_("Something unexpected happened and the work was stopped. Details: {file}").format(file=log.log_file()))
        return OWN_FAULT


def _obeyed(words: Sequence[str]) -> int:
    from desktop import arguments

    try:
        asked = arguments.parse(words)
        status = asked.run(asked.arguments)
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else OWN_FAULT
    if sys.stdout:
        sys.stdout.flush()
    return status


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a character that cannot be written must not stop the work."""
    for stream in (sys.stdout, sys.stderr):
        # Under pythonw there is no stream, in tests it may be another kind.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _drop_output() -> None:
    """Keep the interpreter from complaining at its end about output nobody can take."""
    if sys.stdout:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _say(line: str) -> None:
    if sys.stderr:
        sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
