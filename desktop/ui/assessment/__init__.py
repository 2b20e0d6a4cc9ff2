"""The assessment of a case: the facts of the claim, and what the rules pay for them."""
