"""The forms of a responsibility notice: giving it, the objection, the answer to that, taking the notice back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.money import Money
from desktop.domain.proposal import LONGEST_TEXT
from desktop.i18n import N_, _
from desktop.ui.choices import SegmentedField
from desktop.ui.date_field import DateField
from desktop.ui.fields import LongTextField, MoneyField, TextField, kind
from desktop.ui.forms import Field

if TYPE_CHECKING:
    from desktop.domain import entries as e
    from desktop.ui.forms import Form

#: The field of each form that gets the keyboard.
FIRST = {"give": "name", "object": "words", "answer": "penalty", "answer-late": "heard", "withdraw": "reason"}


def forms_of(*, manages: bool) -> dict[str, tuple[Field, ...]]:
    """Return the fields of each form, by its key; direct costs are for a manager to state."""
    long = partial(kind, LongTextField, longest=LONGEST_TEXT)
    hearing = ((True, _("Hear it all the same")), (False, _("Not heard")))
    direct = (
        Field("direct", N_("Direct costs beside"), MoneyField, width=130, beside=True),
        Field("direct_reason", N_("Which costs, and where they are documented"), long(lines=1), required=True,
              when=lambda values: bool(values["direct"] and values["direct"].fen)),
    )  # fmt: skip
    return {
        "give": (
            Field("name", N_("Name of the person or company"), kind(TextField, longest=100), width=200),
            Field("penalty", N_("Their share"), MoneyField, required=True, width=130, beside=True),
            Field("object_until", N_("May object until"), kind(DateField, past=False), required=True, width=150,
                  beside=True),
            # What the case does not show only a manager adds.
            *(direct if manages else ()),
            Field("reason", N_("Why they answer for it"), long(lines=2), required=True),
        ),
        "object": (Field("words", N_("What they say"), long(lines=2), required=True),),
        "answer": (
            Field("penalty", N_("Their share now"), MoneyField, required=True, width=130),
            Field("reason", N_("Reason"), long(lines=2), required=True, beside=True),
        ),
        "answer-late": (
            Field("heard", N_("The objection came late"), kind(SegmentedField, hearing), required=True),
            Field("penalty", N_("Their share now"), MoneyField, required=True, width=130, beside=True,
                  when=lambda values: values["heard"] is True),
            Field("reason", N_("Reason"), long(lines=2), required=True),
        ),
        "withdraw": (Field("reason", N_("Reason"), long(lines=2), required=True),),
    }  # fmt: skip


def notice_of(first: e.NoticeGiven, form: Form) -> e.NoticeGiven:
    """Return the notice as typed; what the case shows of the loss stays as it is."""
    values = form.values()
    direct = values.get("direct")
    direct_fen = direct.fen if isinstance(direct, Money) else 0
    return msgspec.structs.replace(
        first,
        name=values["name"],
        loss_fen=first.loss_fen + direct_fen,
        penalty_fen=values["penalty"].fen,
        object_until=values["object_until"].isoformat(),
        reason=values["reason"],
        direct_fen=direct_fen,
        direct_reason=str(values.get("direct_reason") or "") if direct_fen else "",
    )
