"""Every file in resources/ can be read as what its name says."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFont

from desktop import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES = sorted(file for file in paths.resource().rglob("*") if file.is_file())
FONTS = [file for file in FILES if file.suffix == ".ttf"]
#: Characters of names that older sets lack, the capital digits of money, and the marks of papers.
NEEDED = "𬭊䶮㛃靁壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整零¥￥《》〔〕、。：；“”□√—·"


def _is_text(file: Path) -> object:
    return file.read_text(encoding="utf-8")


def _is_toml(file: Path) -> object:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _is_svg(file: Path) -> object:
    root = ET.fromstring(file.read_bytes())  # noqa: S314 - a file of our own
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    return root


def _is_picture(file: Path) -> object:
    with Image.open(file) as picture:
        picture.load()
        return picture.size


def _is_font(file: Path) -> object:
    return TTFont(file.stem, str(file))


READERS: dict[str, Callable[[Path], object]] = {
    "": _is_text,
    ".csv": _is_text,
    ".html": _is_text,
    ".ico": _is_picture,
    ".md": _is_text,
    ".png": _is_picture,
    ".qss": _is_text,
    ".svg": _is_svg,
    ".toml": _is_toml,
    ".ttf": _is_font,
    ".txt": _is_text,
    ".wav": lambda file: file.read_bytes().startswith(b"RIFF") or pytest.fail("not a sound"),
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(paths.resource()).as_posix())
def test_a_resource_is_what_its_name_says(file: Path) -> None:
    assert READERS[file.suffix](file)


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_font_has_the_characters_papers_need(file: Path) -> None:
    known = TTFont(file.stem, str(file)).face.charToGlyph

    assert [character for character in NEEDED if ord(character) not in known] == []


def test_both_families_come_in_two_weights_with_their_licences() -> None:
    assert {file.stem for file in FONTS} >= {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "NotoSerifSC-Regular",
        "NotoSerifSC-Bold",
    }
    assert {file.name for file in FILES} >= {"OFL-NotoSansSC.txt", "OFL-NotoSerifSC.txt"}
