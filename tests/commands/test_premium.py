"""``premium``: the fixed form, and what has no price."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.__main__ import main
from tests.quoting import ACME

if TYPE_CHECKING:
    from pathlib import Path


def _said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    status = main(["premium", *words])
    out, err = capsys.readouterr()
    return status, out, err


def test_a_carrier_without_prices_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = _said(capsys, "--terms", "generic", "--declared", "500", "--on", "2026-03-02", "--json")

    record = json.loads(out)
    assert (status, record["premium"]) == (2, None)
    assert [problem["code"] for problem in record["problems"]] == ["no-premium-table"]
    assert "generic" in err


@pytest.mark.parametrize("declared", ["", "abc", "1e3", "NaN", "1.005", "9" * 10_000, "-5"])
def test_a_value_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], declared: str) -> None:
    status, out, err = _said(capsys, "--terms", "none", f"--declared={declared}", "--on", "0000-01-01", "--json")

    assert status == 2
    assert json.loads(out)["premium"] is None
    assert err.count("\n") >= 2, "the date is wrong too, and both are said"


def test_unknown_terms_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    status, _out, err = _said(capsys, "--terms", "nobody", "--declared", "500")

    assert status == 2
    assert "nobody" in err


def test_a_pack_of_ones_own_can_be_priced_before_it_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    """0.4 % of 500.01 is 2.00 when rounded, which is also the least premium of the band."""
    example = str(paths.resource("rules", "example", "chenque.toml"))
    asked = ("--terms", "chenque", "--declared", "500.01", "--on", "2026-03-02", "--json")

    status, out, _err = _said(capsys, *asked, "--pack", example)
    assert (status, json.loads(out)["premium"]) == (0, "2.00")
    status, _out, err = _said(capsys, *asked, "--pack", "none.toml")
    assert (status, err.count("\n")) == (2, 1)


def test_a_product_may_be_named_by_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    """1 % of 500.01 is 5.00; cross-border has that one table."""
    asked = ("--terms", "sf", "--declared", "500.01", "--on", "2026-03-02", "--json")

    by_title = [_said(capsys, *asked, "--product", said) for said in ("cross-border", "国际及港澳台", "Cross-border")]
    assert [json.loads(out)["premium"] for _status, out, _err in by_title] == ["5.00"] * 3


def test_a_product_that_is_none_is_refused_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--terms", "sf", "--declared", "500.01", "--on", "2026-03-02", "--json", "--product", "by balloon")

    status, out, err = _said(capsys, *asked)
    assert (status, json.loads(out)["problems"][0]["facts"]["product"]) == (2, "by balloon")
    for name, title in (("domestic", "国内"), ("heavy-parcel", "重货包裹"), ("cross-border", "国际及港澳台")):
        assert re.search(rf"{name} ?[(（]{title}[)）]", err), "id and title, in the brackets of the language"


@pytest.fixture
def of_acme(tmp_path: Path) -> str:
    """An agreement beside the terms of SF."""
    file = tmp_path / "acme.toml"
    file.write_text(ACME.replace('["trial"]', '["sf"]'), encoding="utf-8")
    return str(file)


ASKED = ("--terms", "sf", "--declared", "3000", "--on", "2026-03-02")


@pytest.mark.parametrize("product", [(), ("--product", "domestic"), ("--product", "国内")])
def test_a_customer_s_own_price_is_told(
    capsys: pytest.CaptureFixture[str], of_acme: str, product: tuple[str, ...]
) -> None:
    """0.3 % of 3,000 by the agreement; 0.5 % by the terms of SF."""
    status, out, _err = _said(capsys, *ASKED, "--json", *product, "--pack", of_acme, "--agreement", "acme")

    record = json.loads(out)
    assert (status, record["premium"], record["table"]) == (0, "9.00", "acme.cover")
    assert (record["pack"]["id"], record["agreement"]["id"]) == ("sf", "acme")

    status, out, _err = _said(capsys, *ASKED, "--json", *product, "--pack", of_acme)
    record = json.loads(out)
    assert (status, record["premium"], record["agreement"]) == (0, "15.00", None)


def test_the_price_is_said_with_what_it_comes_from(capsys: pytest.CaptureFixture[str], of_acme: str) -> None:
    status = main(["--language", "en", "premium", *ASKED, "--pack", of_acme, "--agreement", "acme"])

    assert status == 0
    out, _err = capsys.readouterr()
    assert out.startswith(
        "SF Express, Acme agreement, Agreed cover: the declared value ¥3,000.00 × 0.3%, that is ¥9.00. ["
    )


def test_an_agreement_that_is_none_is_refused_with_those_there_are(
    capsys: pytest.CaptureFixture[str], of_acme: str
) -> None:
    status, out, err = _said(capsys, *ASKED, "--json", "--pack", of_acme, "--agreement", "acne")

    assert (status, json.loads(out)["premium"]) == (2, None)
    assert "acne" in err
    assert "acme" in err
