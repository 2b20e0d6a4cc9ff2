"""A walk through the whole program: the real windows, driven with clicks and keys."""
