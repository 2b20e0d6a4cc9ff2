"""``calc`` reads facts and prints assessments; whatever it is given, it ends without a traceback."""

from __future__ import annotations

import argparse
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop import paths
from desktop.commands import calc

if TYPE_CHECKING:
    from pathlib import Path

FACTS: dict[str, Any] = {
    "terms": "generic",
    "event": "total-damage",
    "insured": True,
    "declared_value": "3000",
    "actual_value": "9500",
    "value_proof": "invoice",
    "freight": "421",
    "accepted_on": "2026-03-02",
    "claimed_on": "2026-03-20",
}


pytestmark = pytest.mark.usefixtures("english")


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    calc.add_arguments(parser)
    return calc.run(parser.parse_args(words))


def _file(folder: Path, content: object) -> str:
    path = folder / "facts.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def test_one_object_gives_one_assessment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, FACTS), "--json") == 0

    result = json.loads(capsys.readouterr().out)
    assert result["payable"] == "3421.00"
    assert result["currency"] == "CNY"
    assert result["exempt"] is None
    assert result["time_barred"] is False
    assert result["treated_as"] == "total-damage"
    assert set(result["pack"]) == {"id", "version", "sha256"}
    assert set(result["lines"][0]) == {"kind", "amount", "formula", "rule", "citations"}


def test_a_list_gives_a_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, [FACTS, {**FACTS, "event": "loss"}]), "--json") == 0

    assert [result["payable"] for result in json.loads(capsys.readouterr().out)] == ["3421.00", "3421.00"]


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(FACTS).encode())))

    assert _run("-", "--json") == 0
    assert json.loads(capsys.readouterr().out)["payable"] == "3421.00"


def test_the_readable_form_says_sum_lines_steps_and_other_readings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(_file(tmp_path, FACTS)) == 0

    said = capsys.readouterr().out
    assert said.startswith("Payable: ¥3,421.00.\n")
    assert "Goods: ¥3,000.00  (the lower of the actual loss ¥9,500.00 and the declared value ¥3,000.00)" in said
    assert "the lower of the actual loss ¥9,500.00 and the declared value ¥3,000.00, that is ¥3,000.00" in said
    assert "¥9,921.00" in said
    assert "Interim Regulations on Express Delivery, art. 28 (快递暂行条例(2025) 第28条) (from a copy)" in said


def test_missing_facts_are_named_and_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    short = {key: value for key, value in FACTS.items() if key != "freight"}

    assert _run(_file(tmp_path, short), "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["payable"], result["needs"], result["lines"]) == (None, ["freight"], [])


def test_contradictory_facts_end_with_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, {**FACTS, "claimed_on": "2026-03-01", "insured": False}), "--json") == 2

    result = json.loads(capsys.readouterr().out)
    assert result["payable"] is None
    assert [problem["code"] for problem in result["problems"]] == ["before", "without-insurance"]


def test_one_bad_object_in_a_list_does_not_hide_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, [FACTS, {"event": "loss", "freight": 12}, 7]), "--json") == 2

    good, bad, worse = json.loads(capsys.readouterr().out)
    assert good["payable"] == "3421.00"
    assert bad["problems"][0]["code"] == "money-not-text"
    assert worse["problems"][0]["code"] == "not-an-object"


def test_one_object_a_line_gives_one_assessment_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.jsonl"
    path.write_text(f"{json.dumps(FACTS)}\n{{]\n{json.dumps(FACTS)}\n", encoding="utf-8")

    assert _run(str(path), "--json") == 2
    results = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [result["payable"] for result in results] == ["3421.00", None, "3421.00"]
    assert [problem["code"] for problem in results[1]["problems"]] == ["not-json"]


def test_an_empty_list_gives_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, []), "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_list_that_breaks_off_keeps_what_was_computed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps([FACTS, FACTS])[:-20], encoding="utf-8")

    assert _run(str(path), "--json") == 2
    out, err = capsys.readouterr()
    whole, rest = json.loads(out)
    assert whole["payable"] == "3421.00"
    assert (rest["payable"], [problem["code"] for problem in rest["problems"]]) == (None, ["list-breaks-off"])
    assert err == "The list breaks off before its end. Check that the file is complete.\n"


def test_everything_wrong_with_one_object_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "facts.json"
    path.write_text('{"event": "loss", "freight": 1.5, "freight": "2", "loss_ratio": NaN, "colour": 1}', "utf-8")

    assert _run(str(path), "--json") == 2
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert [(problem["field"], problem["code"]) for problem in problems] == [
        ("colour", "unknown-key"),
        ("freight", "key-twice"),
        ("loss_ratio", "not-a-number"),
    ]


def test_a_carrier_without_a_pack_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_file(tmp_path, {**FACTS, "terms": "ane"})) == 2

    assert 'There are no rules for "ane" here.' in capsys.readouterr().out


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000, b" " * 6_000_000])
def test_a_file_that_is_no_facts_file_is_one_line_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    path = tmp_path / "facts.json"
    path.write_bytes(content)

    assert _run(str(path), "--json") == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["missing.json", ""])
def test_a_file_that_cannot_be_read_is_one_line_on_stderr(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert _run(str(tmp_path / name)) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_pack_of_ones_own_can_be_tried_before_it_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The example pays at most 200 a piece: two pieces worth 900 give 400, and the postage of 25."""
    facts = {
        "terms": "chenque",
        "event": "loss",
        "insured": False,
        "pieces": 2,
        "actual_value": "900",
        "freight": "25",
        "accepted_on": "2026-03-02",
        "claimed_on": "2026-03-20",
    }
    example = str(paths.resource("rules", "example", "chenque.toml"))

    assert _run(_file(tmp_path, facts), "--json", "--pack", example) == 0
    assert json.loads(capsys.readouterr().out)["payable"] == "425.00"


def test_a_bad_pack_of_ones_own_is_refused_and_one_that_is_missing_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("id = 1", encoding="utf-8")

    assert _run(_file(tmp_path, FACTS), "--pack", str(bad)) == 2
    assert capsys.readouterr().err.startswith("bad.toml")
    assert _run(_file(tmp_path, FACTS), "--pack", str(tmp_path / "none.toml")) == 2
    assert "none.toml" in capsys.readouterr().err
