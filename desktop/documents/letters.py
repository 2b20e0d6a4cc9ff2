"""The sentences of the apology letter, by type of complaint.

Warm and plain; no blame on the customer, and nothing admitted beyond what has been found (that part is the
branch's own words, passed in as facts).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.documents import parts
from desktop.i18n import N_, _

if TYPE_CHECKING:
    from desktop.documents.apology import ApologyFacts, Kind

_MATTERS: dict[Kind, str] = {
    "delay": N_("your parcel arriving late"),
    "loss": N_("your parcel being lost"),
    "damage": N_("your parcel being damaged"),
    "shortage": N_("part of the contents of your parcel being missing"),
    "wrong_contents": N_("the contents of your parcel not being what was sent"),
    "misdelivery": N_("your parcel being delivered to someone else"),
    "unauthorized_station": N_("your parcel being left at a pickup point or locker without your consent"),
    "false_sign": N_("your parcel being shown as signed for before you received it"),
    "attitude": N_("the way our staff treated you"),
    "fee": N_("the fee you were asked to pay"),
    "pickup": N_("our collecting your parcel"),
    "other": N_("our service"),
}

_CONCERNS: dict[Kind, str] = {
    "delay": N_(
        "A parcel that does not come on the promised day upsets plans and means checking and waiting again "
        "and again. We understand your worry in those days."
    ),
    "loss": N_(
        "You entrusted your belongings to us, and they did not reach the person they were meant for. What "
        "was lost is not only their price but also the thought and time behind them. We take this very "
        "seriously."
    ),
    "damage": N_(
        "To look forward to a parcel and then open it to find damage is disheartening, and the exchange "
        "and repair cost you further effort. We understand your disappointment."
    ),
    "shortage": N_(
        "To find something missing on opening a parcel is unsettling, and having to prove and count it "
        "cost you time. We understand your worry."
    ),
    "wrong_contents": N_(
        "To receive something other than what was sent leaves both sender and receiver at a loss, and "
        "clearing it up cost you time. We understand your worry."
    ),
    "misdelivery": N_(
        "Your parcel going into other hands meant searching and waiting, and concern for your belongings "
        "and your personal details. We understand that worry."
    ),
    "unauthorized_station": N_(
        "How a parcel is handed over is for you to decide. Not receiving it the way you wanted cost you an extra "
        "journey, and we understand that you felt passed over."
    ),
    "false_sign": N_(
        "To read that a parcel has been signed for when you have not seen it makes one worry where it is "
        "and doubt what we say. We understand that very well."
    ),
    "attitude": N_(
        "You came to us to have something solved, and deserve patience and respect. We understand how this "
        "experience made you feel."
    ),
    "fee": N_(
        "What a service costs should be clear before it begins. We understand that this charge surprised and "
        "annoyed you."
    ),
    "pickup": N_(
        "You had set time aside for the agreed collection. We understand the trouble that waiting and rearranging "
        "caused you."
    ),
    "other": N_("This matter cost you time and trouble, and we understand how you felt."),
}


def salutation(facts: ApologyFacts) -> str:
    """Address the customer."""
    if not facts.customer_name:
        return _("Dear customer,")
    forms = {"mr": N_("Dear Mr {name},"), "ms": N_("Dear Ms {name},"), "neutral": N_("Dear {name},")}
    return _(forms[facts.salutation]).format(name=facts.customer_name)


def opening(facts: ApologyFacts) -> str:
    """Greet, name the matter, apologise."""
    return _(
        "On {day} you told us about {matter}. We have looked into it. We are sorry for what this has meant for you, "
        "and apologise sincerely."
    ).format(day=i18n.day(facts.complained_on), matter=_(_MATTERS[facts.kind]))


def concern(facts: ApologyFacts) -> str:
    """Say that we understand what it meant."""
    return parts.sentences(facts.effect, _(_CONCERNS[facts.kind]))


def outcome(facts: ApologyFacts) -> str:
    """Say what comes of it, and by when the money is there."""
    paid = _("The money will be with you by {day}.").format(day=i18n.day(facts.pay_by)) if facts.pay_by else ""
    return parts.sentences(facts.outcome, paid)


def lead_to_improvements() -> str:
    """Lead in the list of what we have changed."""
    return _("So that it does not happen again, we have done the following:")


def contact(facts: ApologyFacts) -> str:
    """Name a person, a phone and a time."""
    whom = _("If anything remains open, please turn to {name}, telephone {phone}.").format(
        name=facts.contact_name, phone=facts.contact_phone
    )
    hours = _("The telephone is answered {hours}.").format(hours=facts.contact_hours) if facts.contact_hours else ""
    return parts.sentences(whom, hours)


def elsewhere(facts: ApologyFacts) -> str:
    """Name the head office and the postal administration."""
    if facts.head_office:
        return _(
            "If you are still not satisfied, you may turn to the head office of {brand} ({head_office}), "
            "or appeal to the postal administration by calling 12305."
        ).format(brand=facts.issue.office.brand, head_office=facts.head_office)
    return _(
        "If you are still not satisfied, you may turn to the head office of {brand}, or appeal to the "
        "postal administration by calling 12305."
    ).format(brand=facts.issue.office.brand)


def closing() -> str:
    """Apologise once more."""
    return _("Please accept our apology once more. Thank you for telling us and giving us the chance to do better.")


def regards() -> list[str]:
    """End the letter; in Chinese with two lines, 此致 and 敬礼."""
    return _("Yours sincerely,").split("\n")
