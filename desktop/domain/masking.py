"""Hide what lists, printed copies and shoulders need not see.

The measure is the label standard GB/T 41833-2022: at least six digits of a phone, at least one character of a
name, and what comes after the street or the estate of an address.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from desktop.domain.phones import read_phone

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Digits of a phone to hide at least (GB/T 41833-2022).
HIDDEN_DIGITS = 6

# Where an address stops being a neighbourhood; 街道 is a district of the town, not a street.
_STREET = re.compile(r"小区|新村|花园|公寓|大道|胡同|(?<=.)[路街巷弄](?!道)")
# House, unit, floor and room, with or without their word.
_HOUSE = re.compile(r"\d|[一二三四五六七八九十]+(?:号|栋|幢|单元|楼|层|室)|[栋幢室]")
_LONG_NUMBER = re.compile(r"(?<![0-9*])[0-9]{10,}[0-9Xx](?![0-9*])")
_DISTRICT = re.compile(r"省|自治区|市|区|县|旗|镇|乡|街道|村")


def mask_phone(typed: str) -> str:
    """Hide the middle of a phone: ``138******34``; of a short one everything but the end.

    Only a number that can be read keeps digits in sight at both ends; an extension is hidden whole.
    """
    phone = read_phone(typed)
    if not phone.can_be_called:
        return _mask_middle(_characters(phone.text), front=3, back=2)
    host = _mask_middle(list(phone.host.lstrip("+")), front=3, back=2)
    return f"{host}-{'*' * len(phone.ext)}" if phone.ext else host


def _mask_middle(characters: list[str], *, front: int, back: int) -> str:
    """Show both ends as far as six characters between them stay hidden, the very end first."""
    room = max(0, len(characters) - HIDDEN_DIGITS)
    back = min(back, room)
    front = min(front, room - back)
    hidden = "*" * (len(characters) - front - back)
    return "".join(characters[:front]) + hidden + "".join(characters[len(characters) - back :])


def mask_name(name: str) -> str:
    """Hide a name: ``张*``, ``王*明``, ``欧**华``, ``*`` for one character, ``J*** S***`` in letters.

    A character beyond the basic plane and a variant sign count with the character they belong to.
    """
    characters = _characters(name.strip())
    if not any(_is_wide(char) for char in characters) and any(char[0].isalpha() for char in characters):
        return " ".join(_mask_word(word) for word in name.split())
    if len(characters) <= 1:
        return "*" * len(characters)
    if len(characters) == 2:
        return characters[0] + "*"
    return characters[0] + "*" * min(2, len(characters) - 2) + characters[-1]


def _mask_word(word: str) -> str:
    characters = _characters(word)
    return "*" if len(characters) == 1 else characters[0] + "***"


def mask_waybill(number: str) -> str:
    """Hide the middle of a waybill number, where it is printed for others: ``SF13*******6739``."""
    characters = _characters(number.strip())
    return _mask_middle(characters, front=4, back=4)


def mask_in_text(text: str, masks: Mapping[str, str]) -> str:
    """Hide numbers inside a text: known ones as their masks say, and every other of eleven digits or more.

    Phones, identity numbers and bank accounts have that many; case and paper numbers have fewer in a row.
    """
    for number in sorted(filter(None, masks), key=len, reverse=True):
        text = text.replace(number, masks[number])
    return _LONG_NUMBER.sub(lambda found: _mask_middle(list(found[0]), front=3, back=2), text)


def mask_address(address: str) -> str:
    """Hide what follows the street or the estate: ``浙江省杭州市西湖区文三路***``.

    Without a street the town or village is as far as it goes, without any of them two characters; a house
    number is never in sight, wherever it stands.
    """
    text = address.strip()
    if not text:
        return ""
    house = _HOUSE.search(text)
    open_part = text[: house.start()] if house else text
    if street := _STREET.search(open_part):
        return open_part[: street.end()] + "***"
    if districts := list(_DISTRICT.finditer(open_part)):
        return open_part[: districts[-1].end()] + "***"
    return "".join(_characters(open_part)[: min(2, len(_characters(text)) - 1)]) + "***"


def _characters(text: str) -> list[str]:
    """Split a text into characters as people count them: a mark or variant sign stays with its letter."""
    characters: list[str] = []
    for char in text:
        if characters and unicodedata.category(char)[0] == "M":
            characters[-1] += char
        else:
            characters.append(char)
    return characters


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character[0]) in "WF"
