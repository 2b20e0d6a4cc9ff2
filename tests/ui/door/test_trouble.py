"""What the door says when an office cannot be opened, and that it stays as it is."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.errors import OfficeInUse
from desktop.storage.database import FILE, Database
from desktop.storage.keys import KeyFile
from desktop.ui import ask
from desktop.wording.errors import explain
from tests.ui.conftest import PASSWORD
from tests.ui.door.hands import AtTheDoor
from tests.ui.driving import press, sees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background
    from tests.conftest import FrozenClock


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder but those of the lock, which say nothing about the office."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name not in ("office.lock", "office.since")}


def test_a_missing_office_offers_another_folder_and_a_new_office(
    tmp_path: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    door = AtTheDoor(tmp_path / "gone", background, clock)

    assert "gone" in door.trouble(qtbot)
    assert sees(door.window, "choose_folder_button")
    press(door.window, "new_office_button")
    assert sees(door.window, "branch_form")
    assert not (tmp_path / "gone").exists()
    door.close()


def test_trying_again_finds_a_disk_that_was_plugged_in(
    office_folder: Path, tmp_path: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    door = AtTheDoor(tmp_path / "stick", background, clock)
    door.trouble(qtbot)
    office_folder.rename(tmp_path / "stick")

    press(door.window, "try_again_button")

    qtbot.waitUntil(lambda: sees(door.window, "password_field"))
    door.try_password(qtbot, PASSWORD)
    assert door.desk is not None
    door.close()


def test_another_folder_can_be_opened(
    office_folder: Path,
    tmp_path: Path,
    background: Background,
    clock: FrozenClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ask, "choose_folder", lambda *_args: office_folder)
    door = AtTheDoor(tmp_path / "gone", background, clock)
    door.trouble(qtbot)

    press(door.window, "choose_folder_button")

    qtbot.waitUntil(lambda: sees(door.window, "password_field"))
    door.try_password(qtbot, PASSWORD)
    assert door.desk is not None
    assert door.desk.office.folder == office_folder
    door.close()


HOLD = """
import sys
from pathlib import Path
from desktop.actions.desk import load_reference
from desktop.actions.sign_in import sign_in
from desktop.clock import SystemClock
desk = sign_in(Path(sys.argv[1]), "02", sys.argv[2], load_reference(), SystemClock())
print("open", flush=True)
sys.stdin.readline()
desk.office.close()
"""


def test_an_office_in_use_by_another_program_is_said_at_once_and_opens_afterwards(
    office_folder: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    command = [sys.executable, "-c", HOLD, str(office_folder), PASSWORD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=paths.ROOT) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline().strip() == "open"
        before = everything_in(office_folder)
        door = AtTheDoor(office_folder, background, clock)

        words = door.trouble(qtbot)

        since = int((office_folder / "office.since").stat().st_mtime)
        assert words == explain(OfficeInUse(str(since), platform.node(), "02"))
        assert platform.node() in words
        assert "02" in words
        assert everything_in(office_folder) == before
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.wait(20) == 0
    press(door.window, "try_again_button")
    qtbot.waitUntil(lambda: sees(door.window, "password_field"))
    door.try_password(qtbot, PASSWORD)
    assert door.desk is not None
    door.close()


@contextlib.contextmanager
def an_ordinary_user(folder: Path) -> Iterator[None]:
    """Give up the rights of root for a while: nothing is read-only to root."""
    if os.geteuid() != 0:
        yield
        return
    opened = [part for part in (folder, *folder.parents) if part.stat().st_uid == 0 and part != Path("/tmp")]  # noqa: S108
    modes = {part: part.stat().st_mode for part in opened if len(part.parts) > 2}
    for part, mode in modes.items():
        part.chmod(mode | 0o055)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
        for part, mode in modes.items():
            part.chmod(mode)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights on folders")
def test_a_read_only_office_is_said_and_stays_as_it_is(
    office_folder: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    for path in office_folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
    office_folder.chmod(0o555)
    before = everything_in(office_folder)
    with an_ordinary_user(office_folder):
        door = AtTheDoor(office_folder, background, clock)

        words = door.trouble(qtbot)

    assert str(office_folder) in words
    assert everything_in(office_folder) == before
    door.close()
    for path in (office_folder, *office_folder.rglob("*")):
        path.chmod(0o755)


def test_an_office_of_a_newer_version_is_left_alone(at_the_door: AtTheDoor, qtbot: QtBot) -> None:
    raise_schema(at_the_door.folder)
    before = everything_in(at_the_door.folder)

    at_the_door.try_password(qtbot, PASSWORD)

    assert at_the_door.desk is None
    assert at_the_door.trouble(qtbot)
    assert everything_in(at_the_door.folder) == before


def raise_schema(folder: Path) -> None:
    """Write the schema number of a version to come into the database."""
    key = KeyFile.read(folder).unlock("01", PASSWORD).office_key
    database = Database(folder / FILE, key.derive("database"))
    with database.writing() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 9999")
    database.close()


def test_a_damaged_key_file_is_said_before_anybody_types(
    office_folder: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    keys = office_folder / "keys.json"
    content = json.loads(keys.read_text("utf-8"))
    del content["slots"][0]["salt"]
    keys.write_text(json.dumps(content), "utf-8")
    before = everything_in(office_folder)

    door = AtTheDoor(office_folder, background, clock)

    assert "keys.json" in door.trouble(qtbot)
    assert everything_in(office_folder) == before
    door.close()


def test_a_missing_key_file_is_called_by_its_name_and_no_new_office_offered(
    office_folder: Path, background: Background, clock: FrozenClock, qtbot: QtBot
) -> None:
    (office_folder / "keys.json").unlink()
    before = everything_in(office_folder)

    door = AtTheDoor(office_folder, background, clock)

    assert "keys.json" in door.trouble(qtbot)
    assert not sees(door.window, "new_office_button")
    assert everything_in(office_folder) == before
    door.close()


def test_a_database_overwritten_with_noise_is_said_and_left_for_whoever_rescues_it(
    at_the_door: AtTheDoor, qtbot: QtBot
) -> None:
    database = at_the_door.folder / "office.db"
    database.write_bytes(bytes(range(256)) * (database.stat().st_size // 256))
    before = everything_in(at_the_door.folder)

    at_the_door.try_password(qtbot, PASSWORD)

    assert at_the_door.desk is None
    assert at_the_door.trouble(qtbot)
    assert not sees(at_the_door.window, "new_office_button"), "nobody founds a new office over a damaged one"
    assert everything_in(at_the_door.folder) == before
