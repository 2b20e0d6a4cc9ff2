"""What this machine remembers between two starts; nothing about cases, customers or passwords."""

from __future__ import annotations

import codecs
import contextlib
import logging
from typing import TYPE_CHECKING, Annotated, Literal

import msgspec

from desktop import paths

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """One machine's settings; change a copy with ``msgspec.structs.replace``.

    Attributes:
        language: of the screens; papers choose their own.
        theme: ``system`` follows the computer.
        office: the office folder opened last; empty means the platform's default place.
        last_staff_code: filled into the sign-in window.
        idle_lock_minutes: after which the screen locks.
        sounds: whether an accepted and a refused scan are heard.
        reminders: whether this computer tells what is about to be late.
    """

    language: Literal["zh_CN", "en"] = "zh_CN"
    theme: Literal["system", "light", "dark"] = "system"
    office: str = ""
    last_staff_code: str = ""
    idle_lock_minutes: Annotated[int, msgspec.Meta(ge=1, le=240)] = 5
    sounds: bool = True
    reminders: bool = True


def settings_file() -> Path:
    """Return the path of the settings file, whether or not it exists."""
    return paths.config_folder() / "settings.json"


def load() -> Settings:
    """Read the settings; a file that cannot be understood is set aside and the defaults are used."""
    file = settings_file()
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return Settings()
    except OSError:
        logger.warning("settings cannot be read, defaults are used", exc_info=True)
        return Settings()
    try:
        return msgspec.json.decode(content.removeprefix(codecs.BOM_UTF8), type=Settings)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        logger.warning("settings are damaged, defaults are used", exc_info=True)
        with contextlib.suppress(OSError):
            file.replace(file.with_name("settings-damaged.json"))
        return Settings()


def save(settings: Settings) -> bool:
    """Write the settings and return whether they were kept; losing them never stops the work."""
    file = settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        paths.write_atomically(file, msgspec.json.format(msgspec.json.encode(settings)))
    except OSError:
        logger.warning("settings cannot be kept", exc_info=True)
        return False
    return True
