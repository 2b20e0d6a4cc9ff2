"""Starts the program in its environment; on a Linux without a display, the tour."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from installer.setup_steps import PYTHON, ROOT, RUNTIME, WINDOWS, clean_environment, say, set_up

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOUR = ROOT / "build" / "tour"


def start(words: Sequence[str]) -> int:
    """Set up where needed and run the program with the words after ``--``; on POSIX this does not return."""
    arguments = list(words[1:] if words[:1] == ["--"] else words)
    set_up(RUNTIME)
    display = has_display(os.environ)
    environment = program_environment(display=display)
    # -P: a folder called desktop where the person stands is not the program.
    command = [str(PYTHON), "-P", "-m", "desktop", *arguments]
    if not arguments and not display:
        return _tour(command, environment)
    if not WINDOWS:
        os.execve(PYTHON, command, environment)  # noqa: S606 - our own interpreter, no shell wanted
    return subprocess.call(command, env=environment)


def has_display(environment: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown."""
    return sys.platform != "linux" or any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def program_environment(*, display: bool) -> dict[str, str]:
    """Return the environment variables to run the program or its tests with."""
    environment = {**clean_environment(), "PYTHONPATH": str(ROOT)}
    if not display:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def _tour(command: Sequence[str], environment: Mapping[str, str]) -> int:
    say(
        "这里没有显示屏，改为演示一遍：虚构的个案，真实的文书",
        "no display here, so this is a tour: made-up cases, real papers",
    )
    status = subprocess.call([*command, "tour", "--out", str(TOUR)], env=environment)
    if status == 0:
        say(f"文书和画面在 {TOUR}", f"papers and pictures are in {TOUR}")
    return status
