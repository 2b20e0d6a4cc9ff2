"""The forms of waybills the program comes with."""

from pathlib import Path

import pytest

from desktop.i18n import LANGUAGES
from desktop.resource_files import BadResourceFileError
from desktop.waybills import load_waybills

GOOD = """
countries = "CN US"
reserved = "T"
[carriers]
sf = { zh_CN = "顺丰", en = "SF" }
[[forms]]
carrier = "sf"
form = 'SF\\d{13}'
force = "strong"
source = "made up"
seen_on = 2026-11-21
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "waybills.toml"
    file.write_text(text, "utf-8")
    return file


def test_every_carrier_we_ship_has_a_name_in_every_language() -> None:
    waybills = load_waybills()

    assert all(set(names) == set(LANGUAGES) for names in waybills.carriers.values())


def test_every_form_we_ship_says_where_it_was_seen() -> None:
    assert all(form.source for form in load_waybills().forms.forms)


def test_a_carrier_is_called_by_its_name() -> None:
    waybills = load_waybills()

    assert waybills.carrier_name("sf", "zh_CN") == "顺丰速运"
    assert waybills.carrier_name("sf", "en") == "SF Express"


def test_a_carrier_without_a_name_is_called_by_its_code() -> None:
    assert load_waybills().carrier_name("xyz", "en") == "xyz"


def test_a_good_file_is_loaded(tmp_path: Path) -> None:
    waybills = load_waybills(written(tmp_path, GOOD))

    assert [form.carrier for form in waybills.forms.forms] == ["sf"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('carrier = "sf"', 'carrier = "xx"', "unknown carrier 'xx'"),
        ('force = "strong"', 'force = "iron"', "iron"),
        ('source = "made up"', 'check = "s11"\nsource = "made up"', "unknown check digit 's11'"),
        ("SF\\d{13}", "SF(", "entry 1"),
        ('force = "strong"', 'colour = "red"', "colour"),
        ('reserved = "T"', "reserved = ", "line 3"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    with pytest.raises(BadResourceFileError) as caught:
        load_waybills(written(tmp_path, GOOD.replace(before, after)))

    assert caught.value.name == "waybills.toml"
    assert told in caught.value.reason


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "waybills.toml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(BadResourceFileError):
        load_waybills(file)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadResourceFileError):
        load_waybills(tmp_path / "waybills.toml")
