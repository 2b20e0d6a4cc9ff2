"""Names and numbers of accounts money goes to, as typed: what cannot be one is named before the money is lost."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from desktop.domain.problems import Problem

#: Digits of a bank account: cards have 16 to 19, accounts of companies 8 to 30.
SHORTEST, LONGEST = 8, 30

#: What a person writes who is paid otherwise than by bank: such accounts are names, phones or addresses.
_NO_BANK: Final = ("微信", "支付宝", "财付通", "现金", "面付", "wechat", "weixin", "alipay", "cash", "set off", "抵扣")


def check_account(account: str, *, way: str = "", bank: str = "") -> list[Problem]:
    """Return why the number of an account cannot be that of a bank account, for field ``account``.

    Digits only, spaces and dashes between them aside, from ``SHORTEST`` to ``LONGEST`` of them. Nothing typed is no
    mistake: the line is then filled in by hand.

    Args:
        account: as typed.
        way: how it is paid, in words; empty for a transfer.
        bank: the bank or platform, in words.
    """
    told = unicodedata.normalize("NFKC", f"{way} {bank}").casefold()
    tight = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", account))
    if not tight or any(word in told for word in _NO_BANK):
        return []
    if tight.isascii() and tight.isdigit() and SHORTEST <= len(tight) <= LONGEST:
        return []
    return [Problem("account", "not-an-account", {"least": str(SHORTEST), "most": str(LONGEST)})]


def check_name(field: str, name: str) -> list[Problem]:
    """Return why a text cannot be the name of who is paid: one without a single letter is none."""
    if not name.strip() or any(character.isalpha() for character in name):
        return []
    return [Problem(field, "not-a-name")]
