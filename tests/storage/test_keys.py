"""The key file: what a password opens, what it does not, and that nothing readable stands in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from desktop.domain.people import RECOVERY
from desktop.errors import KeysDamaged, KeysMissing, NoOffice, WrongPassword
from desktop.storage.database import FILE as DATABASE
from desktop.storage.keys import FILE, KeyFile, Signer, Unlocked, new_office_key, new_recovery_code
from desktop.storage.tries import Tries

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def unlocked() -> Unlocked:
    return Unlocked(new_office_key(), Signer.new("person"))


def test_the_right_password_gives_both_keys_back(tmp_path: Path, unlocked: Unlocked) -> None:
    KeyFile.new(tmp_path, "office").put("01", unlocked, "密码 with space")

    opened = KeyFile.read(tmp_path).unlock("０１", "密码 with space")

    assert opened.office_key == unlocked.office_key
    assert opened.signer.public_key == unlocked.signer.public_key


@pytest.mark.parametrize(("code", "password"), [("01", "wrong"), ("02", "right-one"), ("", ""), ("01", "")])
def test_anything_else_is_refused_in_the_same_way(tmp_path: Path, unlocked: Unlocked, code: str, password: str) -> None:
    KeyFile.new(tmp_path, "office").put("01", unlocked, "right-one")

    with pytest.raises(WrongPassword) as refusal:
        KeyFile.read(tmp_path).unlock(code, password)
    assert refusal.value.args == ()


def test_a_recovery_code_may_be_typed_without_dashes_in_small_letters_and_with_lookalikes(
    tmp_path: Path, unlocked: Unlocked
) -> None:
    code = new_recovery_code()
    recovery = Unlocked(unlocked.office_key, Signer.new(RECOVERY))
    KeyFile.new(tmp_path, "office").put("", recovery, code)

    typed = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert KeyFile.read(tmp_path).unlock_recovery(typed).office_key == unlocked.office_key
    with pytest.raises(WrongPassword):
        KeyFile.read(tmp_path).unlock_recovery(code[:-1])
    with pytest.raises(WrongPassword):
        KeyFile.read(tmp_path).unlock("", code)


def test_a_slot_moved_to_another_person_or_office_does_not_open(tmp_path: Path, unlocked: Unlocked) -> None:
    keys = KeyFile.new(tmp_path, "office")
    keys.put("01", unlocked, "clerk-password")
    content = json.loads((tmp_path / FILE).read_text())
    for change in ({"code": "02"}, {"person_id": "other"}):
        changed = {**content, "slots": [{**content["slots"][0], **change}]}
        (tmp_path / FILE).write_text(json.dumps(changed))
        with pytest.raises(WrongPassword):
            KeyFile.read(tmp_path).unlock(changed["slots"][0]["code"], "clerk-password")
    (tmp_path / FILE).write_text(json.dumps({**content, "office": "another"}))
    with pytest.raises(WrongPassword):
        KeyFile.read(tmp_path).unlock("01", "clerk-password")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format":1}', b'{"format":2,"office":"x","slots":[]}', b"\x00" * 100],
)
def test_a_damaged_key_file_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)

    with pytest.raises(KeysDamaged):
        KeyFile.read(tmp_path)


def test_a_hostile_slot_cannot_ask_for_a_terabyte(tmp_path: Path, unlocked: Unlocked) -> None:
    KeyFile.new(tmp_path, "office").put("01", unlocked, "right-one")
    content = json.loads((tmp_path / FILE).read_text())
    content["slots"][0]["argon"]["memory_kib"] = 1 << 30
    (tmp_path / FILE).write_text(json.dumps(content))

    with pytest.raises(KeysDamaged):
        KeyFile.read(tmp_path)


def test_a_missing_key_file_means_no_office(tmp_path: Path) -> None:
    with pytest.raises(NoOffice):
        KeyFile.read(tmp_path)


def test_a_database_without_its_key_file_is_not_called_no_office(tmp_path: Path) -> None:
    (tmp_path / DATABASE).write_bytes(b"x")

    with pytest.raises(KeysMissing):
        KeyFile.read(tmp_path)


def test_a_new_password_replaces_the_old_one(tmp_path: Path, unlocked: Unlocked) -> None:
    keys = KeyFile.new(tmp_path, "office")
    keys.put("01", unlocked, "first-one")
    keys.put("01", unlocked, "second-one")

    with pytest.raises(WrongPassword):
        KeyFile.read(tmp_path).unlock("01", "first-one")
    assert KeyFile.read(tmp_path).unlock("01", "second-one").signer.person_id == "person"


def test_secrets_do_not_show_in_what_is_printed(unlocked: Unlocked) -> None:
    assert unlocked.office_key.secret.hex() not in repr(unlocked)
    assert "secret" not in repr(unlocked)


@pytest.mark.parametrize(
    "change",
    [{"salt": ""}, {"salt": "AAAA"}, {"sealed": ""}, {"sealed": "AAAA"}, {"argon": {"memory_kib": 8, "lanes": 4}}],
)
def test_a_slot_that_can_open_for_nobody_is_damage_and_no_crash(
    tmp_path: Path, unlocked: Unlocked, change: dict[str, object]
) -> None:
    KeyFile.new(tmp_path, "office").put("01", unlocked, "right-one")
    content = json.loads((tmp_path / FILE).read_text())
    content["slots"][0].update(change)
    (tmp_path / FILE).write_text(json.dumps(content))

    with pytest.raises(KeysDamaged):
        KeyFile.read(tmp_path).unlock("01", "right-one")


def test_half_a_character_from_a_broken_clipboard_is_a_wrong_password(tmp_path: Path, unlocked: Unlocked) -> None:
    KeyFile.new(tmp_path, "office").put("01", unlocked, "right-one")

    with pytest.raises(WrongPassword):
        KeyFile.read(tmp_path).unlock("01", "\ud83d")


@pytest.mark.parametrize(
    ("content", "seconds"),
    [
        (b'{"failures":3,"last":0}', 2),
        (b'{"failures":1000000000000000000,"last":0}', 300),
        (b'{"failures":-9,"last":0}', 0),
        (b"[]", 0),
        (b"", 0),
    ],
)
def test_a_hostile_count_of_tries_keeps_nobody_out_for_longer_than_five_minutes(
    tmp_path: Path, content: bytes, seconds: int
) -> None:
    (tmp_path / "tries.json").write_bytes(content)

    assert Tries(tmp_path).wait(datetime(1970, 1, 1, tzinfo=UTC)) == seconds
