"""Turns codes and facts of the lower floors into sentences in the user's language."""
