"""Languages, and money, dates and counts as both the screen and the papers show them."""

from __future__ import annotations

import os
import threading
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desktop import i18n
from desktop.domain.money import Money
from installer import translate

if TYPE_CHECKING:
    from pathlib import Path


def test_the_screen_offers_what_is_translated() -> None:
    assert set(i18n.LANGUAGES) == {"en", *translate.LANGUAGES}


def test_a_language_nobody_translated_is_refused() -> None:
    with pytest.raises(ValueError, match="tlh"):
        i18n.set_language("tlh")


def test_another_language_lasts_only_inside_its_block() -> None:
    with i18n.use("en"):
        assert i18n.language() == "en"
        with i18n.use("zh_CN"):
            assert i18n.language() == "zh_CN"
        assert i18n.language() == "en"
    assert i18n.language() == "zh_CN"


def test_another_language_stays_in_its_thread() -> None:
    seen: list[str] = []

    with i18n.use("en"):
        elsewhere = threading.Thread(target=lambda: seen.append(i18n.language()))
        elsewhere.start()
        elsewhere.join()

    assert seen == ["zh_CN"]


def test_english_is_its_own_catalogue() -> None:
    i18n.set_language("en")

    assert i18n._("no such message anywhere") == "no such message anywhere"
    assert i18n.ngettext("{count} day", "{count} days", 1) == "{count} day"
    assert i18n.ngettext("{count} day", "{count} days", 2) == "{count} days"


def test_a_checkout_nobody_built_still_speaks_its_language(tmp_path: Path) -> None:
    source = _catalogue_source(tmp_path, "案件")

    assert i18n.catalogue(tmp_path, "zh_CN").gettext("Case") == "案件"
    assert [file.name for file in source.parent.iterdir()] == [source.name]


def test_what_was_built_before_the_last_change_of_its_source_is_not_read(tmp_path: Path) -> None:
    source = _catalogue_source(tmp_path, "案件")
    with source.open("rb") as text, source.with_suffix(".mo").open("wb") as built:
        write_mo(built, read_po(text))
    _catalogue_source(tmp_path, "个案")
    os.utime(source, (source.stat().st_atime, source.with_suffix(".mo").stat().st_mtime + 10))

    assert i18n.catalogue(tmp_path, "zh_CN").gettext("Case") == "个案"


def test_a_language_without_a_catalogue_is_english(tmp_path: Path) -> None:
    assert i18n.catalogue(tmp_path, "en").gettext("Case") == "Case"


def _catalogue_source(folder: Path, case: str) -> Path:
    source = folder / "zh_CN" / "LC_MESSAGES" / "mingpei.po"
    source.parent.mkdir(parents=True, exist_ok=True)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    source.write_text(f'{header}msgid "Case"\nmsgstr "{case}"\n', encoding="utf-8")
    return source


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_an_empty_text_is_not_the_header_of_the_catalogue(language: str) -> None:
    i18n.set_language(language)

    assert i18n._("") == ""


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_yuan_look_the_same_in_every_language(language: str) -> None:
    i18n.set_language(language)

    assert i18n.money(Money(Decimal("3421"))) == "¥3,421.00"
    assert i18n.money(Money(Decimal("-0.05"))) == "-¥0.05"


def test_days_are_written_as_each_language_does() -> None:
    assert i18n.day(date(2026, 3, 2)) == "2026年3月2日"
    with i18n.use("en"):
        assert i18n.day(date(2026, 3, 2)) == "2 Mar 2026"


def test_moments_are_shown_in_beijing_time() -> None:
    late = datetime(2026, 3, 1, 16, 5, tzinfo=UTC)

    assert i18n.moment(late) == "2026-03-02 00:05"
    with i18n.use("en"):
        assert i18n.moment(late) == "2 Mar 2026 00:05"
    assert i18n.today(late) == date(2026, 3, 2)
    assert i18n.local(date(2026, 3, 2), 0, 5) == late


def test_large_numbers_are_grouped() -> None:
    assert i18n.number(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("language", "code", "name"),
    [
        ("zh_CN", "XDR", "特别提款权 (XDR)"),
        ("zh_CN", "USD", "美元 (USD)"),
        ("zh_CN", "EUR", "欧元 (EUR)"),
        ("en", "XDR", "Special Drawing Rights (XDR)"),
        ("en", "CNY", "Chinese Yuan (CNY)"),
        ("en", "QQQ", "QQQ"),
    ],
)
def test_a_currency_is_called_by_its_name_with_the_code_behind(language: str, code: str, name: str) -> None:
    with i18n.use(language):
        assert i18n.currency(code) == name
