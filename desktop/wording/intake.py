"""The intake in words: labels of its fields and choices, and a sentence for whatever is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop import i18n
from desktop.domain.claim import ValueProof
from desktop.domain.intake import Ask, Capacity, Channel, ComplaintType, DamageExtent, Level
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from enum import StrEnum

    from desktop.domain.problems import Problem
    from desktop.domain.waybill import Guess

_FIELDS = {
    "channel": N_("Came by"),
    "external_number": N_("Their number"),
    "waybill": N_("Waybill number"),
    "waybill_raw": N_("As scanned"),
    "no_waybill_reason": N_("Why no number"),
    "carrier": N_("Carrier"),
    "complainant_name": N_("Complainant"),
    "capacity": N_("Complains as"),
    "phone": N_("Phone to call back"),
    "other_contact": N_("Other contact"),
    "other_party_name": N_("Other party"),
    "other_party_phone": N_("Phone of other party"),
    "types": N_("Complaint type"),
    "damage_extent": N_("Extent of damage"),
    "level": N_("Level"),
    "words": N_("In the customer's words"),
    "note": N_("Clerk's note"),
    "asks": N_("Asks for"),
    "asked_amount": N_("Amount asked for"),
    "posted_on": N_("Posted on"),
    "promised_by": N_("Promised by"),
    "happened_on": N_("Happened on"),
    "delivered_on": N_("Delivered on"),
    "found_on": N_("Noticed on"),
    "signed_by": N_("Signed for by"),
    "insured": N_("Insured value bought"),
    "declared_value": N_("Declared value"),
    "premium": N_("Insurance fee"),
    "freight": N_("Postage"),
    "contents": N_("Contents"),
    "quantity": N_("Pieces"),
    "actual_value": N_("Actual value"),
    "value_proof": N_("Proof of value"),
    "weight_kg": N_("Weight (kg)"),
    "privacy_told": N_("Privacy notice given"),
    "read_back": N_("Read back"),
    "matter": N_("Kind of matter"),
    "mood": N_("Mood of the customer"),
    "address": N_("Delivery address"),
    "courier": N_("Courier"),
    "route": N_("Route or area"),
    "client": N_("Shop or contract customer"),
    "scope": N_("Where the parcel goes"),
}

# By kind first: members of two kinds may share a code ("other"), and then they are equal as keys.
_CHOICES: dict[type[StrEnum], dict[str, str]] = {
    Channel: {
        Channel.COUNTER: N_("At the counter"),
        Channel.PHONE: N_("By phone"),
        Channel.WECHAT: N_("WeChat"),
        Channel.HEAD_OFFICE: N_("From head office"),
        Channel.PLATFORM: N_("Shopping platform"),
        Channel.REGULATOR: N_("Postal authority 12305"),
        Channel.CITY_HOTLINE: N_("City hotline 12345"),
        Channel.EMAIL: N_("E-mail"),
        Channel.LETTER: N_("Letter"),
        Channel.CHAT: N_("Website chat"),
        Channel.APP: N_("App"),
        Channel.OTHER: N_("Another way"),
    },
    Capacity: {
        Capacity.SENDER: N_("Sender"),
        Capacity.RECIPIENT: N_("Recipient"),
        Capacity.AGENT: N_("On someone's behalf"),
    },
    ComplaintType: {
        ComplaintType.DELAY: N_("Delay"),
        ComplaintType.LOSS: N_("Loss"),
        ComplaintType.DAMAGE: N_("Damage"),
        ComplaintType.SHORTAGE: N_("Contents missing"),
        ComplaintType.WRONG_CONTENTS: N_("Wrong contents"),
        ComplaintType.MISDELIVERY: N_("Delivered to the wrong person"),
        ComplaintType.UNAUTHORIZED_STATION: N_("Left at a station or locker without consent"),
        ComplaintType.FALSE_SIGN: N_("False sign-for"),
        ComplaintType.ATTITUDE: N_("Attitude"),
        ComplaintType.FEE: N_("Overcharging"),
        ComplaintType.PICKUP: N_("Pick-up"),
        ComplaintType.CLAIM_REFUSED: N_("Claim refused"),
        ComplaintType.INQUIRY: N_("Inquiry"),
        ComplaintType.SUGGESTION: N_("Suggestion"),
        ComplaintType.OTHER: N_("Something else"),
    },
    DamageExtent: {
        DamageExtent.TOTAL: N_("Wholly damaged"),
        DamageExtent.PARTIAL: N_("Partly damaged"),
    },
    Ask: {
        Ask.FIND: N_("Find the parcel"),
        Ask.REDELIVER: N_("Deliver again"),
        Ask.RESEND: N_("Send what is missing"),
        Ask.REFUND: N_("Refund the postage"),
        Ask.COMPENSATE: N_("Compensation"),
        Ask.APOLOGISE: N_("Apology"),
        Ask.DEAL_WITH_STAFF: N_("Deal with the staff member"),
        Ask.EXPLAIN: N_("Explanation"),
    },
    ValueProof: {
        ValueProof.INVOICE: N_("Invoice"),
        ValueProof.ORDER: N_("Order or payment record"),
        ValueProof.APPRAISAL: N_("Appraisal"),
        ValueProof.NONE: N_("No proof"),
    },
}

_LEVELS: dict[Level, str] = {
    0: N_("Not judged yet"),
    1: N_("★ Simple"),
    3: N_("★★★ Complex"),
    5: N_("★★★★★ Major"),
}

# Facts a sentence may name besides field, earlier_field and type.
_AS_THEY_ARE: tuple[str, ...] = ("limit", "length", "largest", "text")
_DAYS: tuple[str, ...] = ("date", "earlier")

_PROBLEMS = {
    "missing": N_('Please fill in "{field}".'),
    "no-waybill-or-reason": N_("Scan the waybill number, or write down why there is none."),
    "waybill-lost-digits": N_("A spreadsheet has rounded this number. Scan or type it from the label."),
    "missing-phone": N_("Write down a number we can call back."),
    "phone-masked": N_("Some digits of this number are hidden. Ask for the full number."),
    "phone-unreadable": N_("This is no phone number we can call. Check the digits, with area code for a landline."),
    "missing-to-assess": N_('"{type}" cannot be worked out without "{field}".'),
    "nothing-to-assess": N_('No compensation is worked out for "{type}". Settle it without an assessment.'),
    "not-a-date": N_('"{text}" is no date. Write it like 2026-03-02.'),
    "date-too-early": N_("{date} is too long ago. Check the year."),
    "future-date": N_("{date} has not come yet. Check the date."),
    "dates-out-of-order": N_('{date} is before "{earlier_field}" ({earlier}). One of the two is wrong.'),
    "negative-amount": N_("An amount cannot be below zero."),
    "amount-too-large": N_("This amount is too large. Check the digits."),
    "not-a-count": N_("The number of pieces is 1 to {largest}."),
    "not-a-weight": N_("Write the weight in kilograms, like 1.25, above 0 and up to {largest}."),
    "too-long": N_('"{field}" has {length} characters; {limit} fit. Shorten it or attach it as a file.'),
    "premium-without-insurance": N_('An insurance fee was paid, but "insured value" says no. One of the two is wrong.'),
    "insured-for-nothing": N_("With insured value, the declared value is above zero."),
    "type-twice": N_("A complaint type is chosen twice."),
}

#: What is missing in these is chosen, not written.
_CHOSEN = frozenset({"channel", "capacity", "types"})
_CHOOSE = N_('Please choose "{field}".')

_HINTS = {
    "virtual-may-expire": N_("A virtual number may stop working in a few days. Ask for the real one."),
    "virtual-host-length": N_("This virtual number has an unusual length. Read it back to the customer."),
}

_GUESSES = {
    "form": N_("The number itself shows the carrier."),
    "likely-form": N_("Likely by the form of the number; please check."),
    "shared-form": N_("Several carriers use such numbers; please choose."),
    "own-brand": N_("Several carriers use such numbers; ours is offered first."),
    "check-digit": N_("The check digit is right."),
    "wrong-check-digit": N_("The check digit does not fit. Please scan once more; if it stays, keep it."),
    "unknown-country": N_("The last two letters are no country. Please check them."),
    "reserved-service": N_("The first letter is not in use by any postal service. Please check it."),
}


def field_label(field: str) -> str:
    """Return the label of a field of the intake."""
    return _(_FIELDS[field])


def choice_label(choice: StrEnum) -> str:
    """Return the label of a channel, capacity, type, extent, wish or proof; empty for one not chosen yet."""
    return _(_CHOICES[type(choice)][choice]) if choice else ""


def level_label(level: Level) -> str:
    """Return the stars with their word: ``★★★ Complex``."""
    return _(_LEVELS[level])


def insured_label(insured: bool | None) -> str:
    """Return yes, no or not known."""
    return {True: _("Yes"), False: _("No"), None: _("Not known")}[insured]


def problem_text(problem: Problem) -> str:
    """Return the sentence for a problem of an intake, with what to do next."""
    facts = dict(problem.facts)
    words = {name: facts[name] for name in _AS_THEY_ARE if name in facts}
    for name in _DAYS:
        if name in facts:
            words[name] = i18n.day(date.fromisoformat(facts[name]))
    if "earlier_field" in facts:
        words["earlier_field"] = field_label(facts["earlier_field"])
    if "type" in facts:
        words["type"] = choice_label(ComplaintType(facts["type"]))
    sentence = _CHOOSE if problem.code == "missing" and problem.field in _CHOSEN else _PROBLEMS[problem.code]
    return _(sentence).format(field=field_label(problem.field), **words)


def phone_hint(hint: str) -> str:
    """Return what the clerk should know about a phone number; empty for no hint."""
    return _(_HINTS[hint]) if hint else ""


def guess_reason(guess: Guess) -> str:
    """Return why a carrier is offered for a waybill number."""
    return _(_GUESSES[guess.reason])
