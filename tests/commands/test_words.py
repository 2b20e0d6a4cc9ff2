"""``words`` prints an amount in capitals."""

from __future__ import annotations

import argparse

import pytest

from desktop.commands import words


def _run(*given: str) -> int:
    parser = argparse.ArgumentParser()
    words.add_arguments(parser)
    return words.run(parser.parse_args(given))


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (["1409.50"], "人民币壹仟肆佰零玖元伍角"),
        (["1409.50", "--close-jiao"], "人民币壹仟肆佰零玖元伍角整"),
        (["¥3,421.00"], "人民币叁仟肆佰贰拾壹元整"),
    ],
)
def test_an_amount_is_printed_in_capitals(given: list[str], printed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(*given) == 0
    assert capsys.readouterr().out == printed + "\n"


@pytest.mark.parametrize("given", ["-1", "-0.01", "1e5", "abc", "", "1.005", "9999999999999", "NaN", "壹"])
def test_what_is_no_amount_ends_with_status_2(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(given) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1
