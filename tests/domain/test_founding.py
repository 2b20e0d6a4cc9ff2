"""Which passwords are refused."""

from __future__ import annotations

import pytest

from desktop.domain.founding import check_password


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "87654321",
        "１２３４５６７８",
        "abcdefgh",
        "ABCDEFGH",
        "zyxwvuts",
        "11111111",
        "12121212",
        "1234567890",
        "Password",
        "woaini1314",
    ],
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    assert [problem.code for problem in check_password(password, password)] == ["password-simple"]


@pytest.mark.parametrize("password", ["parcel-2026", "13572468", "12345679", "青石路网点的前台", "abcdefgh-9"])
def test_what_takes_some_thought_is_taken(password: str) -> None:
    assert check_password(password, password) == []
