"""What tells a scan from typing: the pace of the keys, and the shape of what they wrote.

Both have to fit. Practised people write a phone number at a key every 45 ms, so the pace alone proves nothing; and
the shape alone would take away what somebody wrote on purpose.
"""

from __future__ import annotations

import statistics
from itertools import pairwise
from time import monotonic
from typing import TYPE_CHECKING

from desktop.domain.paper_code import is_code as is_paper_code
from desktop.domain.phones import PhoneKind, read_phone
from desktop.domain.waybill import Force, clean, force_of
from desktop.ui import typed

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.domain.waybill import Forms

#: Median milliseconds between keys up to which we take a burst for a scanner; the fastest people need 40 and more.
SCANNER_PACE = 35.0
#: Shortest code we take for a scan.
SHORTEST_SCAN = 8
#: From here on what fits many carriers, in a field for words, is a number off a label.
_LONG_ENOUGH = 12
#: Milliseconds without a key after which a new burst begins.
_PAUSE = 250.0

_ORDER = (Force.WEAK, Force.MEDIUM, Force.STRONG)


class Burst:
    """Keys pressed one after the other without a pause.

    Attributes:
        text: what they wrote.
    """

    def __init__(self) -> None:
        self.text = ""
        self._moments: list[float] = []

    def note(self, event: QKeyEvent) -> bool:
        """Take note of a key that writes; say whether a new burst begins with it."""
        # The system's own time: keys that waited while we were busy all arrive at once, like those of a scanner.
        now = float(event.timestamp()) or monotonic() * 1000
        begins = not self._moments or not 0 <= now - self._moments[-1] <= _PAUSE
        if begins:
            self.forget()
        self.text += event.text()
        self._moments.append(now)
        if event.isAutoRepeat():
            # A key held down; scanners press each one.
            self._moments.clear()
        return begins

    def forget(self) -> None:
        """Begin anew."""
        self.text = ""
        self._moments.clear()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was keyed."""
        return not self.text

    @property
    def is_fast(self) -> bool:
        """Whether the keys came faster, and more of them, than from a person."""
        if len(self._moments) < SHORTEST_SCAN:
            return False
        return statistics.median(later - earlier for earlier, later in pairwise(self._moments)) <= SCANNER_PACE


def could_be_printed(code: str) -> bool:
    """Say whether a cleaned text could stand in a bar code: letters, digits and hyphens, some digit among them."""
    plain = code.isascii() and code.replace("-", "").isalnum() and any(char.isdigit() for char in code)
    return plain and len(code) >= SHORTEST_SCAN


def is_phone(code: str) -> bool:
    """Say whether a code is the number of a mobile phone: no carrier numbers its parcels like that."""
    return code.isdigit() and read_phone(code).kind is PhoneKind.MOBILE


def is_label(text: str, least: Force, forms: Forms) -> bool:
    """Say whether what was keyed into a field can only have come from a parcel's label or a paper of ours.

    Args:
        text: as it was keyed.
        least: how far the form of a waybill has to decide; less for a field of words than for one of numbers.
        forms: those we know.
    """
    code = typed.clean_scan(text)
    if not could_be_printed(code) or is_phone(code) or " " in text.strip():
        return False
    if is_paper_code(code):
        return True
    force = force_of(clean(code).number, forms)
    if force is None or _ORDER.index(force) < _ORDER.index(least):
        return False
    # Order numbers and landlines are as short as the shortest waybills.
    return force is not Force.WEAK or (len(code) >= _LONG_ENOUGH and not read_phone(code).can_be_called)
