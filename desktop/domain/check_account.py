"""Account numbers as people write them on paper: digits, in groups or not."""

from __future__ import annotations

import re
import unicodedata

#: Cards have 13 to 19 digits, accounts of companies and passbooks 8 to 30.
FEWEST_DIGITS, MOST_DIGITS = 8, 30
_NUMBER = re.compile(r"\d+(?:[ -]\d+)*", re.ASCII)


def account_problem(text: str) -> str:
    """Return the code of what is wrong with an account number at a bank: ``account-number``; empty for nothing.

    Full-width digits are digits. An empty text is for the caller to judge: it may be filled in by hand.
    """
    number = " ".join(unicodedata.normalize("NFKC", text).split())
    digits = sum(char.isdigit() for char in number)
    if not number or (_NUMBER.fullmatch(number) and FEWEST_DIGITS <= digits <= MOST_DIGITS):
        return ""
    return "account-number"
