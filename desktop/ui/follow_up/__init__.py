"""The follow-up of a case: what is open now, what was done, and a form for every step of its life."""
