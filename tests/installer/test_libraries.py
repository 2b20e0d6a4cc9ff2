"""Which system libraries are missing, and the line that helps."""

from __future__ import annotations

import sys
from pathlib import Path

import PySide6
import pytest

from installer import libraries

TOLD = """\
/srv/qt/plugins/platforms/libqxcb.so:
	linux-vdso.so.1 (0x00007ffd0a5f2000)
	libQt6Gui.so.6 => /srv/qt/lib/libQt6Gui.so.6 (0x00007f1c5a000000)
	libxcb-cursor.so.0 => not found
	libgthread-2.0.so.0 => not found
/srv/qt/lib/libQt6Gui.so.6:
	libglib-2.0.so.0 => not found
	libstrange.so.9 => not found
	libxcb-cursor.so.0 => not found
"""


def test_what_ldd_did_not_find_is_read_once_each() -> None:
    assert libraries.not_found(TOLD) == [
        "libglib-2.0.so.0",
        "libgthread-2.0.so.0",
        "libstrange.so.9",
        "libxcb-cursor.so.0",
    ]


def test_the_line_names_each_debian_package_once_and_no_unknown_one() -> None:
    packages = libraries.packages_for(libraries.not_found(TOLD))

    assert libraries.install_line(packages) == "sudo apt-get install -y libglib2.0-0 libxcb-cursor0"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems need no libraries beside the wheels")
def test_the_files_looked_at_exist_in_qt_and_find_everything_here() -> None:
    qt = Path(PySide6.__file__).parent / "Qt"

    assert [file for file in libraries.CORE + libraries.X11 if not (qt / file).exists()] == []
    assert libraries.missing(qt, libraries.CORE) == []


def test_a_folder_without_qt_misses_nothing(tmp_path: Path) -> None:
    assert libraries.missing(tmp_path, libraries.CORE) == []
