"""What this machine remembers, and what happens when its file is not what it should be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from desktop import paths, settings

if TYPE_CHECKING:
    from pathlib import Path


def test_defaults_hold_before_anything_was_saved() -> None:
    fresh = settings.load()

    assert (fresh.language, fresh.theme, fresh.idle_lock_minutes, fresh.sounds) == (
        "zh_CN",
        "system",
        5,
        True,
    )
    assert not settings.settings_file().exists()


def test_what_is_saved_is_loaded_again() -> None:
    changed = msgspec.structs.replace(settings.Settings(), theme="dark", office="D:\\明赔\\网点", sounds=False)

    assert settings.save(changed)
    assert settings.load() == changed


def test_a_file_by_an_older_or_newer_version_keeps_what_both_know() -> None:
    _write(json.dumps({"theme": "light", "a_setting_of_next_year": [1, 2]}).encode())

    assert settings.load() == settings.Settings(theme="light")


def test_a_file_saved_by_notepad_is_read() -> None:
    _write(b'\xef\xbb\xbf{"language": "en"}')

    assert settings.load().language == "en"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\x00" * 512,
        b"\xff\xfe{\x00}\x00",
        b'{"last_staff_code": "\xff"}',
        b'{"theme": "pink"}',
        b'{"idle_lock_minutes": 0}',
        b"[]",
        b'{"x":' + b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_set_aside_and_the_defaults_are_used(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    _write(content)

    assert settings.load() == settings.Settings()
    assert (paths.config_folder() / "settings-damaged.json").read_bytes() == content
    assert not settings.settings_file().exists()
    assert "damaged" in caplog.text


def test_settings_that_cannot_be_read_or_kept_stop_nothing(caplog: pytest.LogCaptureFixture) -> None:
    settings.settings_file().mkdir(parents=True)

    assert settings.load() == settings.Settings()
    assert not settings.save(settings.Settings())
    assert "cannot be kept" in caplog.text


def test_a_config_folder_that_is_a_file_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "config").write_text("in the way")

    assert settings.load() == settings.Settings()
    assert not settings.save(settings.Settings())
    assert caplog.records


def _write(content: bytes) -> None:
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_bytes(content)
