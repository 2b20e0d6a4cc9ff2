"""Numbers of accounts and names of payees, as typed."""

from __future__ import annotations

import pytest

from desktop.domain.accounts import check_account, check_name


@pytest.mark.parametrize(
    "account",
    [
        "",
        "6222 0210 0100 1234 567",
        "62220210010012345",
        "12345678",
        "3" * 30,
        "６２２２０２１０",
        "6222-0210-0100-1234",
    ],
)
def test_an_account_of_a_bank_is_digits(account: str) -> None:
    assert check_account(account) == []


@pytest.mark.parametrize("account", ["12ab", "1234567", "3" * 31, "6222O210", "六二二二〇二一〇"])
def test_what_is_no_account_is_named(account: str) -> None:
    (problem,) = check_account(account)

    assert (problem.field, problem.code) == ("account", "not-an-account")


@pytest.mark.parametrize(
    ("way", "bank"), [("微信转账", ""), ("", "支付宝"), ("By WeChat", ""), ("Ａlipay", ""), ("现金", "")]
)
def test_where_no_bank_is_paid_to_an_account_may_be_a_name(way: str, bank: str) -> None:
    assert check_account("wang_qiang88", way=way, bank=bank) == []


@pytest.mark.parametrize(
    ("name", "is_wrong"), [("王强", False), ("𬭊䶮", False), ("", False), ("7-11 店", False), ("1234", True)]
)
def test_a_payee_has_a_name(name: str, *, is_wrong: bool) -> None:
    assert [problem.code for problem in check_name("payee", name)] == ["not-a-name"] * is_wrong
