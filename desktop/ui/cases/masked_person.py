"""Names and phones of a case: masked, shown in full while held, and every look recorded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.actions import cases
from desktop.domain.masking import mask_name, mask_phone
from desktop.ui.masked import MaskedLabel

if TYPE_CHECKING:
    from desktop.actions.desk import Desk
    from desktop.ui.background import Background


def masked_name(desk: Desk, background: Background, case_id: str, name: str, kind: str = "name") -> MaskedLabel:
    """Return a name to hold for; ``kind`` says in the record what was looked at."""
    return _watched(desk, background, case_id, MaskedLabel(mask_name(name), lambda: name, kind=kind))


def masked_phone(desk: Desk, background: Background, case_id: str, phone: str, kind: str = "phone") -> MaskedLabel:
    """Return a phone number to hold for."""
    return _watched(desk, background, case_id, MaskedLabel(mask_phone(phone), lambda: phone, kind=kind))


def masked_text(desk: Desk, background: Background, case_id: str, text: str, kind: str) -> MaskedLabel:
    """Return any other way to reach somebody to hold for; nothing of it is in sight before."""
    return _watched(desk, background, case_id, MaskedLabel("******", lambda: text, kind=kind))


def _watched(desk: Desk, background: Background, case_id: str, label: MaskedLabel) -> MaskedLabel:
    def record(kind: str) -> None:
        background.run(partial(cases.reveal, desk, case_id, kind), writes=True)

    label.revealed.connect(record)
    return label
