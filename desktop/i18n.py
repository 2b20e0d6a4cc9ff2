"""Text, money, dates and counts in the user's language.

``_`` translates at the moment of showing, ``N_`` marks a constant for later. English is the source language.
"""

from __future__ import annotations

import gettext as _gettext
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale
from babel import dates as _dates
from babel import numbers as _numbers

from desktop import paths
from desktop.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


DOMAIN = "mingpei"
LANGUAGES = {"zh_CN": "简体中文", "en": "English"}
#: Branches work by Beijing time wherever the computer's own zone points.
BEIJING: tzinfo = timezone(timedelta(hours=8), "Asia/Shanghai")

#: ISO 4217 for special drawing rights.
_SDR = "XDR"

_default = "zh_CN"
_here: ContextVar[str | None] = ContextVar("language", default=None)


@lru_cache
def catalogue(translations: Path, language: str) -> _gettext.NullTranslations:
    """Read the messages of one language below a folder of catalogues; without any, everything stays English."""
    folder = translations / language / "LC_MESSAGES"
    source, built = folder / f"{DOMAIN}.po", folder / f"{DOMAIN}.mo"
    if _newer(source, built):
        # A checkout that was pulled or never built: reading the source costs a tenth of a second, English costs trust.
        return _from_source(source)
    return _gettext.translation(DOMAIN, translations, [language], fallback=True)


def _newer(source: Path, built: Path) -> bool:
    """Tell whether there is a source and what was built from it is missing or older."""
    if not source.exists():
        return False
    return not built.exists() or built.stat().st_mtime < source.stat().st_mtime


def _from_source(source: Path) -> _gettext.NullTranslations:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    built = BytesIO()
    with source.open("rb") as file:
        write_mo(built, read_po(file))
    built.seek(0)
    return _gettext.GNUTranslations(built)


def language() -> str:
    """Return the language in force here, for example ``zh_CN``."""
    return _here.get() or _default


def set_language(code: str) -> None:
    """Choose the language of the whole program."""
    global _default  # the one process-wide choice there is
    if code not in LANGUAGES:
        raise ValueError(code)
    _default = code


@contextmanager
def use(code: str) -> Iterator[None]:
    """Speak another language for a while, in this thread only (a paper in the customer's language)."""
    token = _here.set(code)
    try:
        yield
    finally:
        _here.reset(token)


def _(message: str) -> str:
    """Translate a message into the language in force."""
    return catalogue(paths.translations(), language()).gettext(message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a message that depends on a count."""
    return catalogue(paths.translations(), language()).ngettext(singular, plural, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a constant for translation at the moment of showing."""
    return message


def _locale() -> Locale:
    return Locale.parse("zh_Hans_CN" if language() == "zh_CN" else language())


def money(amount: Money) -> str:
    """Show an amount with its currency sign: ``¥3,421.00``, ``SDR 8.33``."""
    shown = _numbers.format_currency(amount.amount, amount.currency, locale=_money_locale(amount.currency))
    return shown.replace(_SDR, f"{currency_sign(_SDR)}\u00a0") if amount.currency == _SDR else shown


def yuan(fen: int) -> str:
    """Show an amount of fen: ``¥3,421.00``."""
    return money(Money.from_fen(fen))


def currency_sign(code: str) -> str:
    """Return the short name of a currency: its code, and for special drawing rights the one every treaty uses."""
    return "SDR" if code == _SDR else code


def currency(code: str) -> str:
    """Name a currency: ``欧元 (EUR)``; one nobody has a name for keeps its code alone."""
    name = _currency_name(code, _locale())
    return code if name == code else _("{name} ({code})").format(name=name, code=code)


def currency_name(code: str) -> str:
    """Name a currency for a customer, without its code: ``人民币``."""
    return _currency_name(code, _locale())


@lru_cache
def _currency_name(code: str, locale: Locale) -> str:
    return _numbers.get_currency_name(code, locale=locale)


def _money_locale(currency: str) -> Locale:
    # The yuan sign is the narrow one the trade uses on papers, in every language.
    return Locale.parse("zh_Hans_CN") if currency == "CNY" else _locale()


def number(value: int) -> str:
    """Show a whole number with the language's grouping."""
    return str(_numbers.format_decimal(value, locale=_locale()))


def day(value: date) -> str:
    """Show a date: ``2026年3月2日`` or ``2 Mar 2026``."""
    pattern = "y年M月d日" if language() == "zh_CN" else "d MMM y"
    return _dates.format_date(value, pattern, locale=_locale())


def day_of_year(value: date) -> str:
    """Show a date of these weeks, whose year goes without saying: ``3月2日`` or ``2 Mar``."""
    return _dates.format_date(value, "M月d日" if language() == "zh_CN" else "d MMM", locale=_locale())


def moment(value: datetime) -> str:
    """Show a date and time of day in Beijing time: ``2026-03-02 16:40`` or ``2 Mar 2026 16:40``."""
    there = value.astimezone(BEIJING)
    return f"{there:%Y-%m-%d %H:%M}" if language() == "zh_CN" else f"{day(there.date())} {there:%H:%M}"


def moment_of_text(text: str) -> str:
    """Show the time of an entry."""
    return moment(datetime.fromisoformat(text))


def moment_of_seconds(seconds: int) -> str:
    """Show a moment given in seconds since 1970."""
    return moment(datetime.fromtimestamp(seconds, UTC))


def today(now: datetime) -> date:
    """Return the calendar day in Beijing at a moment."""
    return now.astimezone(BEIJING).date()


def local(value: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return a moment of a day in Beijing as UTC."""
    return datetime(value.year, value.month, value.day, hour, minute, tzinfo=BEIJING).astimezone(UTC)
