"""The sentences of the compensation agreement.

They settle one loss of one waybill and give up no right the law grants (民法典 497, 506). A branch should have a
lawyer read them before the first use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop import i18n
from desktop.documents import parts
from desktop.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.documents.agreement import AgreementFacts


#: To write on by hand.
_BLANK = "________________"


def preamble() -> str:
    """Say why the two parties agree."""
    return _(
        "Party A and Party B have settled the compensation for the parcel named below by free and equal "
        "negotiation, and agree as follows."
    )


def parcel(facts: AgreementFacts) -> list[str]:
    """Name the parcel and what happened to it."""
    posted = _("On {day} the parcel with waybill {waybill} was handed to Party A's network. Contents: {contents}.")
    first = posted.format(
        day=i18n.day(facts.posted_on) if facts.posted_on else _("____________ (date)"),
        waybill=facts.issue.waybill or _BLANK,
        contents=facts.contents or _BLANK,
    )
    if facts.route:
        first = parts.sentences(first, _("Route: {route}.").format(route=facts.route))
    return [first, _("Both parties confirm what happened: {damage}").format(damage=facts.damage or _BLANK)]


def responsibility(facts: AgreementFacts) -> list[str]:
    """Repeat the responsibility in the words both sides chose."""
    return [_("Both parties confirm: {responsibility}").format(responsibility=facts.responsibility)]


def amount() -> str:
    """Lead in the table of amounts."""
    return _("Party A pays Party B the following:")


def basis(facts: AgreementFacts) -> list[str]:
    """Say how the amount was found."""
    return [
        parts.sentences(
            facts.basis,
            _("Party B has been shown how the amount was calculated (case {number}).").format(
                number=facts.issue.case_number
            ),
        )
    ]


def payment(facts: AgreementFacts) -> str:
    """Say by when and to whom."""
    if facts.in_cash:
        return ngettext(
            "Party A pays the full amount in cash within {count} calendar day of the day this agreement takes effect; "
            "Party B signs for it.",
            "Party A pays the full amount in cash within {count} calendar days of the day this agreement takes effect; "
            "Party B signs for it.",
            facts.days_to_pay,
        ).format(count=facts.days_to_pay)
    return ngettext(
        "Party A pays the full amount within {count} calendar day of the day this agreement takes effect, "
        "to the account below.",
        "Party A pays the full amount within {count} calendar days of the day this agreement takes effect, "
        "to the account below.",
        facts.days_to_pay,
    ).format(count=facts.days_to_pay)


def payee() -> str:
    """Guard the payee, and say what follows late payment."""
    return _(
        "The payee must be Party B; if it is someone else, Party B's written authority is attached. If "
        "Party A does not pay in time, Party B may demand payment at once and keeps the right to interest "
        "for the delay as the law provides."
    )


def salvage(facts: AgreementFacts) -> list[str]:
    """Say who keeps the damaged goods."""
    return [facts.salvage]


def found() -> list[str]:
    """Say what happens if lost goods turn up after payment."""
    return [
        _("If the goods are found after payment, Party A tells Party B within 3 calendar days."),
        _(
            "Party B may then, within 15 calendar days, either take the goods back and return the "
            "compensation for the goods (refunded freight is kept), or leave the goods to Party A and keep "
            "the compensation."
        ),
        _(
            "If Party B does not choose in time, Party A reminds Party B once more in writing and keeps "
            "the goods safe for at least 30 further days before dealing with them as the law provides."
        ),
    ]


def scope(facts: AgreementFacts) -> list[str]:
    """Limit the settlement to this waybill and this loss."""
    return [
        _(
            "This agreement settles only the loss described in Article {number} for waybill {waybill}. "
            "Once Party A has paid in full, Party B does not claim the same loss again from Party A."
        ).format(number=parts.ordinal(1), waybill=facts.issue.waybill or _BLANK),
        _(
            "Until Party A has paid in full, Party B's rights stay as they were. Other parcels, other "
            "losses, and rights that the law does not allow to be given up by agreement are not affected."
        ),
        _(
            "Payment under this agreement does not depend on Party B withdrawing a complaint, an appeal or "
            "a public comment."
        ),
    ]


def personal_data() -> list[str]:
    """Say what Party B's data are used for."""
    return [
        _(
            "Party A uses Party B's name, identity document, contact details and account only to verify "
            "the claim, to pay and to keep the records the law requires, passes them only to those who "
            "must take part in this, and deletes them when they are no longer needed. Both parties keep "
            "what they learn about each other to themselves, except where the law, an authority or a court "
            "requires otherwise, and except for a complaint or appeal."
        )
    ]


def disputes() -> list[str]:
    """Say where to turn."""
    return [
        _(
            "Disputes are first settled by negotiation. Failing that, Party B may appeal to the postal "
            "administration (telephone 12305), and either party may sue in the court that has jurisdiction."
        )
    ]


def effect() -> list[str]:
    """Say when it takes effect and how many copies there are."""
    return [
        _(
            "This agreement takes effect on the day Party B has signed and Party A has sealed it. There "
            "are two copies of equal force, one for each party. Changes by hand are valid only with both "
            "signatures beside them."
        )
    ]
