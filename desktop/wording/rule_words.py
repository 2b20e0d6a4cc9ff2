"""The words an assessment is made of: kinds of line, other readings, conditions of rules, marks of citations."""

from __future__ import annotations

from desktop.i18n import N_

LINE_TITLES: dict[str, str] = {
    "goods": N_("Goods"),
    "freight-refund": N_("Postage refunded"),
    "premium-refund": N_("Insurance fee refunded"),
    "direct-cost": N_("Direct costs"),
    "salvage": N_("Less what is left of the goods"),
    "deductible": N_("Less the claimant's own part"),
    "advance": N_("Less what was paid beforehand"),
    "goodwill": N_("Goodwill"),
}

MARKS: dict[str, str] = {
    "verified": N_("read in the text"),
    "secondary": N_("from a copy"),
    "unverified": N_("not checked"),
}

#: Each other reading: its name, and a sentence with its sum and what would make it true.
READINGS: dict[str, tuple[str, str]] = {
    "not-incorporated": (
        N_("Limit not part of the contract"),
        N_("If the limit was not pointed out and explained to the sender, it is not part of the contract: {amount}."),
    ),
    "cap-void": (
        N_("Limit void"),
        N_("If a court holds the limit void, as unreasonable or for intent or gross negligence: {amount}."),
    ),
    "notice-failed": (
        N_("Notice of the limit not given"),
        N_("If the limit was not stated on the notice and the receipt so as to draw attention: {amount}."),
    ),
    "gross-negligence": (
        N_("Intent or gross negligence"),
        N_("If the loss was caused by intent or gross negligence: {amount}."),
    ),
    "cap-applies": (N_("Limit applies"), N_("If the limit does apply after all: {amount}.")),
    "under-insurance-proportional": (
        N_("Counted in proportion"),
        N_("If cover below the full value counts in proportion (declared value to full value): {amount}."),
    ),
    "under-insurance-first-loss": (
        N_("Counted up to the declared value"),
        N_("If the loss is paid in full up to the declared value: {amount}."),
    ),
    "under-insurance-agreed-value": (
        N_("Counted as an agreed value"),
        N_("If the declared value counts as agreed, times the share lost: {amount}."),
    ),
    "province": (
        N_("Rule of the province"),
        N_("If the parcel was sent for daily life, the consumer rule of the province applies: {amount}."),
    ),
    "without-province": (
        N_("Without the rule of the province"),
        N_("If the sender is no consumer, only the terms apply: {amount}."),
    ),
    "not-time-barred": (N_("Claim in time"), N_("If the customer inquired or claimed in time after all: {amount}.")),
    "given-back": (
        N_("Refused or handed back"),
        N_("If the customer refused or handed back the parcel, because it came too late: {amount}."),
    ),
    "not-exempt": (N_("No exemption"), N_("If the carrier cannot prove the ground for exemption: {amount}.")),
}

#: What the conditions of a rule are called where they are not facts of their own.
CONDITION_LABELS: dict[str, str] = {
    "cap": N_("Standing of the limit"),
    "proof": N_("Proof of value"),
    "treated_as": N_("Counts as"),
    "late": N_("Late"),
    "exempt": N_("Exemption"),
    "sender_fault": N_("Sender's own share"),
}
CONDITION_VALUES: dict[str, str] = {
    "lifted": N_("falls away"),
    "applies": N_("applies"),
    "none": N_("none"),
    "whole": N_("whole"),
    "part": N_("in part"),
}

#: What the condition ``proof`` asks for.
PROOF_VALUES: dict[str, str] = {"true": N_("proven"), "false": N_("not proven")}

#: For a reading that came from a newer version of the program.
OTHER_READING = N_("Under another reading: {amount}.")
