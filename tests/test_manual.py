"""The staff manual: both languages say the same things, about every page there is."""

from __future__ import annotations

import re

import pytest

from desktop.manual import load_manual
from desktop.resource_files import BadResourceFileError
from desktop.ui.page_table import PAGES


def test_both_languages_have_the_same_sections_and_tables() -> None:
    chinese, english = load_manual("zh_CN"), load_manual("en")

    assert [section.key for section in chinese] == [section.key for section in english]
    for ours, theirs in zip(chinese, english, strict=True):
        rows = [len(re.findall(r"^\|", section.text, re.MULTILINE)) for section in (ours, theirs)]
        points = [len(re.findall(r"^(-|\d\.) ", section.text, re.MULTILINE)) for section in (ours, theirs)]
        assert rows[0] == rows[1], ours.key
        assert points[0] == points[1], ours.key
        assert ours.text
        assert theirs.title


def test_every_page_is_explained() -> None:
    explained = {section.key for section in load_manual("zh_CN")}

    assert {page.key for page in PAGES} - {"help"} <= explained


def test_a_language_without_a_manual_is_named() -> None:
    with pytest.raises(BadResourceFileError) as error:
        load_manual("xx")

    assert error.value.name == "xx.md"
