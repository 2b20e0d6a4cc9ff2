"""An account number is digits, in groups or not; anything else sends the money nowhere."""

import pytest

from desktop.domain.check_account import account_problem


@pytest.mark.parametrize(
    "number",
    [
        "6222 0212 3456 7890 123",
        "6222021234567890123",
        "6222-0212-3456-7890",
        "12345678",
        "1" * 30,
        "６２２２０２１２３４５６７８９０",
    ],
)
def test_digits_in_groups_or_not_are_an_account_number(number: str) -> None:
    assert account_problem(number) == ""


@pytest.mark.parametrize(
    "number", ["12ab", "1234567", "1" * 31, "6222 0212 3456 789O", "王芳", "- - - -", "²²²²²²²²²x"]
)
def test_letters_and_numbers_too_short_or_too_long_are_none(number: str) -> None:
    assert account_problem(number) == "account-number"


@pytest.mark.parametrize("blank", ["", "   ", "\u3000"])
def test_a_blank_is_for_the_caller_to_judge(blank: str) -> None:
    assert account_problem(blank) == ""
