"""The program's own log: what failed and where, never what it was about.

Messages of exceptions, and of other packages, may hold a name, a phone or a waybill. So of an exception only
the types and the places in the code are kept, and of another package's record only the place it came from.
"""

from __future__ import annotations

import logging
import time
import traceback
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper

LARGEST_FILE = 512 * 1024  # bytes
OLD_FILES = 4


def log_file() -> Path:
    """Return the path of the log file, whether or not anything was logged yet."""
    return paths.config_folder() / "log" / "mingpei.log"


@contextmanager
def kept() -> Iterator[None]:
    """Keep our own records from INFO on, and warnings of other packages, in the log file for a while."""
    handler = _LogFile(log_file(), maxBytes=LARGEST_FILE, backupCount=OLD_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(PlaceFormatter())
    root, ours = logging.getLogger(), logging.getLogger("desktop")
    level_before = ours.level
    root.addHandler(handler)
    ours.setLevel(logging.INFO)
    try:
        yield
    finally:
        ours.setLevel(level_before)
        root.removeHandler(handler)
        handler.close()


def describe(error: BaseException) -> str:
    """Return the types and places of an error and of what led to it, without any message."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        places = [f"\n  {_place(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
        parts.append(f"{type(current).__module__}.{type(current).__qualname__}{''.join(places)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nafter ".join(parts)


class PlaceFormatter(logging.Formatter):
    """Writes our own message in full; of everything else only what kind it was and where."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the text of one record, its time in UTC."""
        ours = record.name.partition(".")[0] == "desktop"
        message = record.getMessage() if ours else f"at {_place(record.pathname)}:{record.lineno}"
        when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        error = record.exc_info[1] if record.exc_info else None
        cause = f"\n{describe(error)}" if error else ""
        return f"{when} {record.levelname} {record.name}: {message}{cause}"


def _place(file: str) -> str:
    """Shorten a source file's path, because folders above it may carry a person's name."""
    path = Path(file)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    if path.is_relative_to(paths.ROOT):
        return path.relative_to(paths.ROOT).as_posix()
    return path.name


class _LogFile(RotatingFileHandler):
    """A log that makes its folder with the first record and never disturbs the program it serves."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Drop a record that cannot be written: disk full, or file held by another process on Windows."""
