"""Where things are: the program's own resources and the default folders of the platform."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

import platformdirs

ROOT = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """Return the path of a file or folder below ``resources/``."""
    return ROOT.joinpath("resources", *parts)


def translations() -> Path:
    """Return the folder that holds the gettext catalogues."""
    return ROOT / "i18n"


def default_office() -> Path:
    """Return the office folder used when neither ``--office`` nor ``MINGPEI_OFFICE`` names one."""
    named = os.environ.get("MINGPEI_OFFICE")
    return Path(named) if named else Path(platformdirs.user_data_dir("Mingpei", appauthor=False)) / "office"


def config_folder() -> Path:
    """Return the folder for this machine's own settings and log (``MINGPEI_CONFIG`` overrides it)."""
    named = os.environ.get("MINGPEI_CONFIG")
    return Path(named) if named else Path(platformdirs.user_config_dir("Mingpei", appauthor=False))


def write_atomically(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: a temporary file in the same folder, fsync, then rename.

    Raises:
        OSError: the folder is missing, full or read-only; the old file is untouched.

    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut, where the platform lets a folder be synced (not Windows)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
