"""Names of the facts of a claim and of their values, as they stand on the screen and on papers."""

from __future__ import annotations

from desktop.i18n import N_, _

FIELD_LABELS: dict[str, str] = {
    "terms": N_("Carrier's terms"),
    "product": N_("Product"),
    "account": N_("Customer account"),
    "province": N_("Province of posting"),
    "consumer": N_("Sent for daily life (consumer)"),
    "accepted_on": N_("Posted on"),
    "event_on": N_("Day of the damage"),
    "claimed_on": N_("Claimed on"),
    "as_of": N_("Calculated for"),
    "scope": N_("Route"),
    "promised_by": N_("Promised by"),
    "event": N_("What happened"),
    "insured": N_("Insured value bought"),
    "declared_value": N_("Declared value"),
    "premium": N_("Insurance fee"),
    "value_told": N_("Value stated when posting"),
    "actual_value": N_("Actual value"),
    "value_proof": N_("Proof of value"),
    "market_value": N_("Market price at destination"),
    "loss_amount": N_("Loss, as a sum"),
    "loss_ratio": N_("Loss, as a share"),
    "pieces": N_("Pieces sent"),
    "pieces_lost": N_("Pieces lost"),
    "repair_cost": N_("Cost of repair"),
    "salvage_value": N_("Value of what is left"),
    "salvage_kept_by": N_("Who keeps what is left"),
    "freight": N_("Postage"),
    "freight_affected": N_("Postage of the affected pieces"),
    "weight_kg": N_("Weight (kg)"),
    "weight_affected_kg": N_("Weight of the affected pieces (kg)"),
    "cause": N_("Cause"),
    "sender_fault_share": N_("Sender's own share"),
    "prohibited": N_("Prohibited contents"),
    "cap_status": N_("Standing of the limit"),
    "gross_negligence": N_("Intent or gross negligence"),
    "direct_costs": N_("Direct costs"),
    "currency": N_("Currency"),
    "agreement": N_("Customer's own agreement"),
    "claimant": N_("Claimed by"),
    "goods": N_("Kind of goods"),
    "ordered_by": N_("Order filled in by"),
    "station_consent": N_("Agreed to pick-up at a station"),
    "advance_paid": N_("Paid beforehand"),
    "delivered_on": N_("Delivered on"),
    "rates": N_("Exchange rates"),
}

CHOICE_LABELS: dict[str, dict[str, str]] = {
    "event": {
        "loss": N_("Lost"),
        "total-damage": N_("Wholly damaged"),
        "partial-damage": N_("Partly damaged"),
        "shortage": N_("Contents short"),
        "wrong-contents": N_("Wrong contents"),
        "delay": N_("Late"),
        "misdelivery": N_("Delivered to the wrong person"),
        "on-time": N_("On time"),
    },
    "account": {"monthly": N_("Monthly account"), "walk-in": N_("Walk-in")},
    "scope": {
        "same-city": N_("Same city"),
        "intra-province": N_("Within the province"),
        "inter-province": N_("Between provinces"),
        "hk-macau": N_("Hong Kong or Macau"),
        "taiwan": N_("Taiwan"),
        "international": N_("International"),
    },
    "value_proof": {
        "invoice": N_("Invoice"),
        "order": N_("Order or payment record"),
        "appraisal": N_("Appraisal"),
        "none": N_("No proof"),
    },
    "salvage_kept_by": {"claimant": N_("The claimant"), "carrier": N_("The carrier")},
    "cause": {
        "carrier": N_("The carrier"),
        "force-majeure": N_("Force majeure"),
        "nature-of-goods": N_("Nature of the goods"),
        "sender": N_("The sender"),
        "consignee": N_("The consignee"),
        "unknown": N_("Not found"),
    },
    "cap_status": {
        "applies": N_("Applies"),
        "not-incorporated": N_("Not part of the contract"),
        "void": N_("Void"),
        "notice-failed": N_("Notice was not given"),
    },
    "claimant": {
        "sender": N_("The sender"),
        "beneficiary": N_("Someone the sender named"),
        "consignee": N_("The consignee"),
    },
    "goods": {
        "ordinary": N_("Ordinary goods"),
        "documents": N_("Documents"),
        "fragile": N_("Fragile goods"),
        "valuables": N_("Valuables"),
        "perishable": N_("Fresh or perishable goods"),
        "electronics": N_("Electronics"),
    },
    "ordered_by": {
        "sender": N_("The sender"),
        "courier": N_("The courier"),
        "agent": N_("An agent or platform"),
    },
}
_YES_NO = {"true": N_("Yes"), "false": N_("No")}


def field_label(key: str) -> str:
    """Return the name of a fact in the language in force; an unknown key is shown as it is."""
    return _(FIELD_LABELS[key]) if key in FIELD_LABELS else key


def choice_label(key: str, value: str) -> str:
    """Return the name of one value of a fact; free values are shown as they are."""
    label = CHOICE_LABELS.get(key, _YES_NO).get(value)
    return _(label) if label else value
