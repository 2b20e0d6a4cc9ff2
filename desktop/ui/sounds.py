"""One soft tone for an accepted scan, another for a refused one; both can be turned off.

Qt's sound classes are not part of PySide6-Essentials, so two files in ``resources/theme`` (short sine tones
that swell and fade) go to the system's own player. A machine without one stays silent.
"""

from __future__ import annotations

import shutil
import sys

from PySide6.QtCore import QProcess

from desktop import paths

_PLAYERS = ("pw-play", "paplay", "aplay", "afplay")


class Sounds:
    """Plays the two tones while ``is_on``."""

    def __init__(self, *, is_on: bool = True) -> None:
        self.is_on = is_on

    def accept(self) -> None:
        """Say that a scan was taken."""
        self._play("accepted.wav")

    def refuse(self) -> None:
        """Say that a scan was not taken."""
        self._play("refused.wav")

    def _play(self, name: str) -> None:
        if not self.is_on:
            return
        file = str(paths.resource("theme", name))
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(file, winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
            return
        player = next((found for known in _PLAYERS if (found := shutil.which(known))), None)
        if player is not None:
            QProcess.startDetached(player, [file])
