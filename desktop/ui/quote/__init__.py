"""A quote at the counter: what the rules would pay, side by side, without a case and without a record."""
