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

#: How titles of rules say that the fee of a service is waived: of one paid already, that it goes back.
WAIVED = ("免除", "waived")

MARKS: dict[str, str] = {
    "verified": N_("read in the text"),
    "secondary": N_("from a copy"),
    "unverified": N_("not checked"),
}

#: Each other reading: its name, and what would make it true, as the beginning of a sentence that ends in its sum.
READINGS: dict[str, tuple[str, str]] = {
    "not-incorporated": (
        N_("Limit not part of the contract"),
        N_("If the limit was not pointed out and explained to the sender, it is not part of the contract"),
    ),
    "cap-void": (
        N_("Limit void"),
        N_("If a court holds the limit void, as unreasonable or for intent or gross negligence"),
    ),
    "notice-failed": (
        N_("Notice of the limit not given"),
        N_("If the limit was not stated on the notice and the receipt so as to draw attention"),
    ),
    "gross-negligence": (
        N_("Intent or gross negligence"),
        N_("If the loss was caused by intent or gross negligence"),
    ),
    "cap-applies": (N_("Limit applies"), N_("If the limit does apply after all")),
    "under-insurance-proportional": (
        N_("Counted in proportion"),
        N_("If cover below the full value counts in proportion (declared value to full value)"),
    ),
    "under-insurance-first-loss": (
        N_("Counted up to the declared value"),
        N_("If the loss is paid in full up to the declared value"),
    ),
    "under-insurance-agreed-value": (
        N_("Counted as an agreed value"),
        N_("If the declared value counts as agreed, times the share lost"),
    ),
    "cover-in-any-way": (
        N_("In any known way of counting cover"),
        N_(
            "Whether the carrier counts cover in proportion, up to the declared value or as an agreed value, "
            "it comes to the same"
        ),
    ),
    "own-share-first": (
        N_("Own share before the limit"),
        N_("If the sender's own share comes off the loss and the limit is held against the rest"),
    ),
    "delay-only": (
        N_("Delay and nothing else"),
        N_("If the terms owe no more for a delay, although the contents lost value by it"),
    ),
    "province": (
        N_("Rule of the province"),
        N_("If the parcel was sent for daily life, the consumer rule of the province applies"),
    ),
    "province-floor": (
        N_("At least by the rule of the province"),
        N_("Whatever the missing facts are, the consumer rule of the province gives at least"),
    ),
    "without-province": (
        N_("Without the rule of the province"),
        N_("If the sender is no consumer, only the terms apply"),
    ),
    "not-time-barred": (N_("Claim in time"), N_("If the customer inquired or claimed in time after all")),
    "term-void": (
        N_("Term to claim without force"),
        N_("If the term to claim is not part of the contract or void, and the three years of the law have not run"),
    ),
    "term-bars": (
        N_("Late notice ends the claim"),
        N_("If the carrier's term for notice is part of the contract and ends the claim"),
    ),
    "given-back": (
        N_("Refused or handed back"),
        N_("If the customer refused or handed back the parcel, because it came too late"),
    ),
    "not-exempt": (N_("No exemption"), N_("If the carrier cannot prove the ground for exemption")),
}

#: Readings named after a rule, by how their names begin: what would make it true, with the rule.
RULE_READINGS: dict[str, str] = {
    "optional-": N_("If the carrier also grants what it may but need not ({rule})"),
    "beside-": N_("If the text is read in another way ({rule})"),
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
OTHER_READING = N_("Under another reading")

#: What the methods of a rule are called where two packs are held against each other.
METHOD_NAMES: dict[str, str] = {
    "actual-loss": N_("the loss in full"),
    "market-price": N_("the market price"),
    "first-loss": N_("up to the declared value"),
    "proportional": N_("in proportion to the declared value"),
    "agreed-value": N_("agreed value times share lost"),
    "capped": N_("up to the limits"),
    "repair": N_("the repair"),
    "fixed": N_("a fixed sum"),
    "insured-sum": N_("the declared value, whatever was lost"),
    "discretionary": N_("as a person found"),
    "ask-carrier": N_("ask the carrier"),
    "nothing": N_("nothing"),
    "freight": N_("the postage"),
    "premium": N_("the insurance fee"),
    "premium-excess": N_("the excess of the insurance fee"),
    "costs": N_("the direct costs"),
    "salvage": N_("what is left of the goods"),
    "salvage-of-loss": N_("what is left, taken off the loss"),
    "deductible": N_("the own part"),
    "advance": N_("the advance"),
}
#: The keys of a rule file, as a person calls them.
KEY_NAMES: dict[str, str] = {
    "id": N_("Id"),
    "kind": N_("Kind"),
    "version": N_("Version"),
    "title": N_("Title"),
    "zh_CN": N_("in Chinese"),
    "en": N_("in English"),
    "issuer": N_("Published by"),
    "jurisdiction": N_("Place"),
    "in_force_from": N_("In force from"),
    "in_force_to": N_("In force until"),
    "chosen_by": N_("Chosen by"),
    "regime": N_("Body of law"),
    "regimes": N_("Bodies of law"),
    "agreed": N_("Agreed terms"),
    "extends": N_("Builds on"),
    "overlays": N_("Changes the terms"),
    "fault_cite": N_("Source for the sender's own share"),
    "delay_cite": N_("Source for lateness"),
    "delay_only": N_("Source that a delay gives no more"),
    "one_claim": N_("One claim only"),
    "rate_day": N_("Day of the exchange rate"),
    "note": N_("Note"),
    "instrument": N_("Text"),
    "article": N_("Article"),
    "mark": N_("Checked"),
    "address": N_("Address"),
    "valid_from": N_("Holds from"),
    "valid_to": N_("Holds until"),
    "line": N_("What for"),
    "method": N_("Way of counting"),
    "cite": N_("Sources"),
    "when": N_("Condition"),
    "caps": N_("Limit"),
    "at_least": N_("Never limited below"),
    "part": N_("Part of the postage or weight"),
    "value": N_("Limited by"),
    "threshold": N_("Paid in full from"),
    "amount": N_("Amount"),
    "rate": N_("Rate"),
    "optional": N_("Need not be paid"),
    "beside": N_("Shown beside"),
    "per_kg": N_("A kilogram"),
    "per_piece": N_("A piece"),
    "freight_multiple": N_("Times the postage"),
    "currency": N_("Currency"),
    "by": N_("By"),
    "reading": N_("Other reading"),
    "start": N_("Begins with"),
    "years": N_("Number of years"),
    "months": N_("Number of months"),
    "days": N_("Number of days"),
    "after_months": N_("Begins so many months later"),
    "after_days": N_("Begins so many days later"),
    "skips": N_("Weekdays not counted"),
    "bars": N_("Ends the claim"),
    "scope": N_("Routes"),
    "edge": N_("Last day"),
    "product": N_("Product"),
    "bands": N_("Band"),
    "up_to": N_("Up to"),
    "fee": N_("Fee"),
    "least": N_("At least"),
    "largest": N_("Largest value"),
}
