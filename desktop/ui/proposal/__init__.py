"""The proposal of a case: what we want to offer."""
