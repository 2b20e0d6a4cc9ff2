"""The fields of an intake, declared once: what they are called, which widget they have, when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from desktop.domain.check import LONGEST
from desktop.domain.claim import ValueProof
from desktop.domain.intake import Ask, Capacity, Channel, ComplaintType, DamageExtent, Matter, Mood
from desktop.domain.waybill import Force
from desktop.i18n import N_, _
from desktop.ui.choices import ChoiceField, SegmentedField, YesNoField
from desktop.ui.date_field import DateField, PromisedDayField
from desktop.ui.fields import DecimalField, IntegerField, LongTextField, MoneyField, TextField, kind
from desktop.ui.forms import Field
from desktop.ui.intake import words
from desktop.ui.intake.chips import OrderedChips
from desktop.ui.intake.fields import TickField
from desktop.ui.intake.waybill_field import WaybillField
from desktop.ui.intake.words_field import WordsField
from desktop.wording.intake import field_label

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.ui.forms import Condition, Values
    from desktop.waybills import Waybills

#: Ways that bring a work order number of somebody else along.
_HANDED_DOWN: Final = frozenset(
    {Channel.HEAD_OFFICE, Channel.PLATFORM, Channel.REGULATOR, Channel.CITY_HOTLINE, Channel.APP, Channel.CHAT}
)
#: Types that are about words and not about a parcel's way or worth.
_ONLY_WORDS: Final = frozenset(
    {ComplaintType.ATTITUDE, ComplaintType.INQUIRY, ComplaintType.SUGGESTION, ComplaintType.OTHER}
)
#: Types in which money follows from what the parcel was worth or cost.
_ABOUT_MONEY: Final = frozenset(
    {
        ComplaintType.DELAY,
        ComplaintType.LOSS,
        ComplaintType.DAMAGE,
        ComplaintType.SHORTAGE,
        ComplaintType.WRONG_CONTENTS,
        ComplaintType.MISDELIVERY,
        ComplaintType.FEE,
        ComplaintType.CLAIM_REFUSED,
    }
)


#: What stands in the foldable part: seldom known at the first word, but it shows what keeps coming up.
MORE: Final = ("courier", "route", "address", "client", "scope")
#: Room for a six-figure amount; the level beside it needs the rest to be read in full.
_AMOUNT_WIDTH: Final = 112
#: Room for the longest name of a mood.
_MOOD_WIDTH: Final = 232


def needs_dates(types: tuple[ComplaintType, ...]) -> bool:
    """Say whether these types ask for the days of the parcel."""
    return any(kind not in _ONLY_WORDS for kind in types)


def needs_values(types: tuple[ComplaintType, ...]) -> bool:
    """Say whether these types ask for what the parcel was worth."""
    return any(kind in _ABOUT_MONEY for kind in types)


def who_fields(waybills: Waybills) -> tuple[Field, ...]:
    """Return the left column: who complains and about which parcel."""
    return (
        _field("waybill", kind(WaybillField, waybills.forms)),
        _field("no_waybill_reason", kind(TextField, longest=500), when=_has_no_waybill),
        _field("carrier", kind(ChoiceField, words.carrier_options(waybills.carriers)), when=_has_waybill),
        _field("channel", kind(ChoiceField, words.options(Channel)), beside=True),
        _field(
            "external_number", kind(TextField, least_scan=Force.STRONG), when=lambda v: v["channel"] in _HANDED_DOWN
        ),
        _field("complainant_name", TextField),
        _field("capacity", kind(SegmentedField, words.options(Capacity)), beside=True),
        _field("phone", kind(TextField, least_scan=Force.MEDIUM)),
        _field("other_contact", kind(TextField, _("WeChat, e-mail, address"), least_scan=Force.STRONG), beside=True),
        _field("other_party_name", TextField),
        _field("other_party_phone", kind(TextField, least_scan=Force.MEDIUM), beside=True),
        _field("note", kind(LongTextField, lines=2, longest=5000)),
        _field("privacy_told", kind(TickField, _("Told what their data is used for"))),
    )


def matter_fields() -> tuple[Field, ...]:
    """Return the head of the middle column: what the customer comes with."""
    return (Field("matter", N_("Matter"), kind(SegmentedField, words.options(Matter))),)


def more_fields() -> tuple[Field, ...]:
    """Return the foldable part: what shows that the same trouble comes again."""
    texts = (_field(key, TextField, beside=number % 2 == 1) for number, key in enumerate(MORE[:-1]))
    return (*texts, _field("scope", kind(ChoiceField, words.scope_options())))


def what_fields() -> tuple[Field, ...]:
    """Return the middle column: what happened and what the customer asks."""
    return (
        _field("words", kind(WordsField, lines=3, longest=LONGEST["words"])),
        Field("mood", N_("Mood"), _mood_field, aside=True),
        _field("types", kind(OrderedChips, words.options(ComplaintType), first_is_main=True)),
        _field("asks", kind(OrderedChips, words.options(Ask))),
        _field("asked_amount", MoneyField, width=_AMOUNT_WIDTH),
        _field("level", kind(ChoiceField, words.level_options()), beside=True),
        _field(
            "damage_extent",
            kind(SegmentedField, words.options(DamageExtent)),
            when=lambda v: ComplaintType.DAMAGE in v["types"],
            beside=True,
        ),
        # The last thing said before the customer goes: what was written down, once more.
        _field("read_back", kind(TickField, _("Read back to the customer, who confirmed it"))),
    )


def date_fields(today: Callable[[], date]) -> tuple[Field, ...]:
    """Return the days of the parcel."""
    return (
        _field("posted_on", kind(DateField, today, placeholder=_("such as 3-2"))),
        _field("promised_by", kind(PromisedDayField, today, past=False, placeholder=_("such as 3-2")), beside=True),
        _field("happened_on", kind(DateField, today, placeholder=_("such as 3-2")), beside=True),
        _field("delivered_on", kind(DateField, today, placeholder=_("such as 3-2")), beside=True),
        _field("found_on", kind(DateField, today, placeholder=_("such as 3-2")), beside=True),
        _field("signed_by", TextField, beside=True),
    )


def value_fields() -> tuple[Field, ...]:
    """Return what the parcel was worth and what was paid for it."""
    return (
        _field("insured", kind(YesNoField)),
        _field("declared_value", MoneyField, beside=True),
        _field("premium", MoneyField, when=lambda v: v["insured"] is not False, beside=True),
        _field("freight", MoneyField, beside=True),
        _field("weight_kg", DecimalField, beside=True),
        _field("contents", kind(TextField, longest=500)),
        _field("quantity", kind(IntegerField, 1), beside=True),
        _field("actual_value", MoneyField, beside=True),
        _field("value_proof", kind(ChoiceField, words.options(ValueProof)), beside=True),
    )


def _field(
    key: str, make: Callable[[], object], *, when: Condition | None = None, beside: bool = False, width: int = 0
) -> Field:
    return Field(key, field_label(key), make, when=when, beside=beside, width=width)  # type: ignore[arg-type]  # kinds are field widgets


def _mood_field() -> ChoiceField:
    field = ChoiceField(words.options(Mood))
    field.setMinimumWidth(_MOOD_WIDTH)
    return field


def _has_no_waybill(values: Values) -> bool:
    return bool(values["waybill"].is_none)


def _has_waybill(values: Values) -> bool:
    return not values["waybill"].is_none
