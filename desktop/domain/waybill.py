"""Waybill numbers: clean what a scanner, a sheet or a person gives, and say whose number it may be.

A number is never refused here. Carriers change their number ranges every year and several of them share the
same plain digits, so the answer is a ranked list and the clerk decides. The forms are dated data in
``resources/waybills.toml``; only the cleaning and the check digits are code.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

#: Excel keeps this many digits of a number; what comes after is zeros.
EXACT_DIGITS = 15

#: Shorter than this, a run of digits is no waybill of any carrier we know.
SHORTEST = 8


class Force(StrEnum):
    """How far the form of a number decides the carrier."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Check(StrEnum):
    """What the check digit of a number says."""

    PASSED = "passed"
    FAILED = "failed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Form:
    """One published or observed form of a carrier's numbers.

    Attributes:
        carrier: code of the carrier.
        pattern: what the whole cleaned number looks like.
        force: how far a fit decides; with a check digit, only where the digit is right.
        check: name of the check digit method, empty without one.
        source: where the form was seen.
        seen_on: when it was last checked.

    """

    carrier: str
    pattern: re.Pattern[str]
    force: Force
    check: str
    source: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class Forms:
    """All forms we know, in the order in which equals are offered.

    Attributes:
        forms: the forms.
        countries: two-letter codes that may end an S10 number.
        reserved: first letters that no S10 service has.

    """

    forms: tuple[Form, ...]
    countries: frozenset[str]
    reserved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A number fit to be compared and stored.

    Attributes:
        number: upper-case, without spaces, labels and box numbers.
        raw: the text as it came.
        box_suffix: box n of m, as printed behind the number: ``1-1``; empty without one.
        lost_digits: a spreadsheet has rounded the number; the missing digits cannot be brought back.

    """

    number: str
    raw: str
    box_suffix: str
    lost_digits: bool


@dataclass(frozen=True, slots=True)
class Guess:
    """One carrier a number may belong to.

    Attributes:
        carrier: code of the carrier.
        force: how far the form decides.
        check: what the check digit says.
        reason: code of why: ``form``, ``likely-form``, ``shared-form``, ``own-brand``, ``check-digit``,
            ``wrong-check-digit``, ``unknown-country``, ``reserved-service``.

    """

    carrier: str
    force: Force
    check: Check
    reason: str


_FORM_REASONS = {Force.STRONG: "form", Force.MEDIUM: "likely-form", Force.WEAK: "shared-form"}

_LABEL = re.compile(r"(?:NO[:.#]|(?:快递|物流|配送|电子|发货|包裹)?(?:运单|面单|单)(?:编号|号码|号)[:#]?|[='\"`‘’“”])*")
_CLOSING = re.compile(r"['\"`‘’“”]+\Z")
_S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d+(?:\.\d+)?E\+\d+", re.ASCII)
_WHOLE_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
# Two numbers behind any long number (JDX024407261700-1-1-), or one behind a prefix (DPK202252612836-001).
_BOX = re.compile(r"([A-Z0-9]{8,})-(\d{1,3}(?:-\d{1,3}){1,2})-?|([A-Z]{2,3}[A-Z0-9]{8,})-(\d{1,3})-?", re.ASCII)


def clean(raw: str) -> Cleaned:
    """Clean a waybill number; cleaning a cleaned number changes nothing."""
    number = _bare(raw)
    if _SCIENTIFIC.fullmatch(number):
        return Cleaned(number, raw, "", lost_digits=True)
    if (whole := _WHOLE_FLOAT.fullmatch(number)) and len(whole[1]) <= EXACT_DIGITS:
        return Cleaned(whole[1], raw, "", lost_digits=False)
    if box := _BOX.fullmatch(number):
        return Cleaned(box[1] or box[3], raw, box[2] or box[4], lost_digits=False)
    return Cleaned(number, raw, "", lost_digits=whole is not None)


def _bare(text: str) -> str:
    """Take off writing width, case, invisible characters and labels until nothing more comes off."""
    before = None
    while text != before:
        before = text
        folded = unicodedata.normalize("NFKC", text).upper()
        visible = "".join(char for char in folded if unicodedata.category(char)[0] not in "CZ")
        text = _CLOSING.sub("", _LABEL.sub("", visible, count=1))
    return text


def grouped(number: str) -> str:
    """Show a number by fours, as people read it out: ``SF13 8562 8716 739``."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def recognise(number: str, forms: Forms, own_brand: str = "") -> tuple[Guess, ...]:
    """Return the carriers a cleaned number may belong to, the likeliest first; one guess for each carrier.

    A form that decides alone goes first, then the branch's own brand, then what fits more or less. A wrong
    check digit is told, not held against the number: numbers with one are in use.
    """
    best: dict[str, tuple[tuple[int, int], Guess]] = {}
    for position, form in enumerate(forms.forms):
        guess = _fit(number, form, forms, own_brand)
        if guess is None:
            continue
        rank = (_rank(guess, own_brand), position)
        if form.carrier not in best or rank < best[form.carrier][0]:
            best[form.carrier] = (rank, guess)
    guesses = [guess for _, guess in sorted(best.values(), key=lambda found: found[0])]
    if guesses and guesses[0].force is Force.STRONG:
        return tuple(guess for guess in guesses if guess.force is Force.STRONG)
    return tuple(guesses)


def force_of(number: str, forms: Forms) -> Force | None:
    """Return how far the best fitting form of a cleaned number decides; ``None`` where no form we know fits."""
    found = set(_forces(number, forms))
    return next((force for force in (Force.STRONG, Force.MEDIUM, Force.WEAK) if force in found), None)


def _rank(guess: Guess, own_brand: str) -> int:
    if guess.force is Force.STRONG:
        return 0
    if guess.carrier == own_brand:
        return 1
    return 2 if guess.force is Force.MEDIUM else 3


def _fit(number: str, form: Form, forms: Forms, own_brand: str) -> Guess | None:
    if not form.pattern.fullmatch(number):
        return None
    if not form.check:
        own = form.carrier == own_brand and form.force is not Force.STRONG
        return Guess(form.carrier, form.force, Check.NONE, "own-brand" if own else _FORM_REASONS[form.force])
    right = CHECKS[form.check](number)
    if form.check == "s10":
        return _fit_s10(number, form, forms, right=right)
    if right:
        return Guess(form.carrier, form.force, Check.PASSED, "check-digit")
    # One plain number in ten passes by chance, so a plain number that fails is simply not theirs.
    if number.isdigit():
        return None
    return Guess(form.carrier, Force.WEAK, Check.FAILED, "wrong-check-digit")


def _fit_s10(number: str, form: Form, forms: Forms, *, right: bool) -> Guess:
    check = Check.PASSED if right else Check.FAILED
    if not right:
        return Guess(form.carrier, Force.WEAK, check, "wrong-check-digit")
    if number[-2:] not in forms.countries:
        return Guess(form.carrier, Force.WEAK, check, "unknown-country")
    if number[0] in forms.reserved:
        return Guess(form.carrier, Force.WEAK, check, "reserved-service")
    return Guess(form.carrier, form.force, check, "check-digit")


def s10_check_digit(serial: str) -> int:
    """Return the check digit of the eight digits of an S10 number (UPU standard S10)."""
    total = sum(int(digit) * weight for digit, weight in zip(serial, (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return {10: 0, 11: 5}.get(digit := 11 - total % 11, digit)


def s10_country(number: str) -> str:
    """Return the two-letter code of the post that gave an S10 number out; empty for any other or a misread number."""
    return number[-2:] if _S10.fullmatch(number) and _s10(number) else ""


def _s10(number: str) -> bool:
    return int(number[10]) == s10_check_digit(number[2:10])


def _ups(number: str) -> bool:
    """UPS ``1Z``: letters count as (ASCII - 3) mod 10, every second character double, then mod 10."""
    values = [int(char) if char.isdigit() else (ord(char) - 3) % 10 for char in number[2:-1]]
    total = sum(value * (1 + index % 2) for index, value in enumerate(values))
    return int(number[-1]) == -total % 10


def _fedex_express(number: str) -> bool:
    """FedEx, 12 digits: weights 3, 1, 7 repeated, mod 11, mod 10."""
    total = sum(int(digit) * (3, 1, 7)[index % 3] for index, digit in enumerate(number[:-1]))
    return int(number[-1]) == total % 11 % 10


def _fedex_ground(number: str) -> bool:
    """FedEx Ground, 15 digits: from the right, every second digit three times, mod 10."""
    total = sum(int(digit) * (3, 1)[index % 2] for index, digit in enumerate(reversed(number[:-1])))
    return int(number[-1]) == -total % 10


def _dhl_express(number: str) -> bool:
    """DHL Express: what stands before the last digit, mod 7."""
    return int(number[-1]) == int(number[:-1]) % 7


#: Check digit methods by the name the data file uses.
CHECKS: dict[str, Callable[[str], bool]] = {
    "s10": _s10,
    "ups": _ups,
    "fedex-express": _fedex_express,
    "fedex-ground": _fedex_ground,
    "dhl-express": _dhl_express,
}


def split_glued(number: str, forms: Forms) -> tuple[str, str] | None:
    """Return two numbers that ran together because the scanner sends no suffix; ``None`` for a single one.

    Both parts must decide their carrier alone, or be the same number scanned twice.
    """
    if _is_strong(number, forms):
        return None
    for cut in range(SHORTEST, len(number) - SHORTEST + 1):
        left, right = number[:cut], number[cut:]
        if _is_strong(left, forms) and _is_strong(right, forms):
            return left, right
        if left == right and _is_known(left, forms):
            return left, right
    return None


def find_in_label(text: str, forms: Forms) -> str | None:
    """Return the waybill number inside the QR code of a label: the longest part that decides its carrier."""
    parts = (clean(part).number for part in re.split(r"[^A-Za-z0-9\-]+", text))
    strong = [part for part in parts if _is_strong(part, forms)]
    return max(strong, key=len, default=None)


def _forces(number: str, forms: Forms) -> Iterator[Force]:
    return (guess.force for guess in recognise(number, forms))


def _is_strong(number: str, forms: Forms) -> bool:
    return Force.STRONG in _forces(number, forms)


def _is_known(number: str, forms: Forms) -> bool:
    return any(force is not Force.WEAK for force in _forces(number, forms))
