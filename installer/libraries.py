"""Finds the shared libraries Qt needs and this Linux lacks, and installs them where it may."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

#: The Debian package of every library outside the wheels that Qt's core and its windows on X11 link to.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
}

#: What must load for any window, on a screen or not; the plugin is for X11.
CORE = ("lib/libQt6Gui.so.6", "lib/libQt6Widgets.so.6", "lib/libQt6DBus.so.6")
X11 = ("plugins/platforms/libqxcb.so",)


def missing(qt: Path, files: Sequence[str]) -> list[str]:
    """Return the names of the shared libraries that these files of Qt's folder do not find here."""
    ldd = shutil.which("ldd")
    if ldd is None:
        return []
    present = [str(qt / file) for file in files if (qt / file).exists()]
    # One library not found makes ldd answer 1; its output is what counts.
    told = subprocess.run([ldd, *present], check=False, capture_output=True, text=True, errors="replace")
    return not_found(told.stdout) if present else []


def not_found(told: str) -> list[str]:
    """Read the names of the libraries that ldd did not find."""
    return sorted({line.split()[0] for line in told.splitlines() if line.endswith("=> not found")})


def packages_for(libraries: Iterable[str]) -> list[str]:
    """Return the Debian packages that hold these libraries."""
    return sorted({PACKAGES[library] for library in libraries if library in PACKAGES})


def install_line(packages: Sequence[str]) -> str:
    """Return the one line a person with the right to do so can run."""
    return f"sudo apt-get install -y {' '.join(packages)}"


def may_install() -> bool:
    """Tell whether this is Debian's kind of system and we have the right to install."""
    return shutil.which("apt-get") is not None and _privilege() is not None


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages, where ``may_install`` says so; return whether it worked."""
    command = [*(_privilege() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    wanted = [*command, "install", "-y", "-qq", "--no-install-recommends", *packages]
    # The list of packages may be missing or old: ask without a new one first, because that is fast.
    return _quiet(wanted) or (_quiet([*command, "update", "-qq"]) and _quiet(wanted))


def _privilege() -> list[str] | None:
    """Return what to write before a command to run it as root; None where that is not allowed."""
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and _quiet(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _quiet(command: Sequence[str]) -> bool:
    ended = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    return ended.returncode == 0
