"""``rules`` lists the packs and checks a file."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from desktop import paths
from desktop.commands import rules
from tests.rules.small import agreement

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("english")


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    rules.add_arguments(parser)
    return rules.run(parser.parse_args(words))


def test_the_list_names_each_pack_with_version_period_and_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list") == 0

    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()]
    assert {row[0] for row in rows} >= {"CN-ZJ", "cn-law", "gbt-27917", "generic", "jd", "none", "postal", "sf", "zto"}
    assert len(rows) == len(list(paths.resource("rules").glob("*.toml")))
    assert all(len(row) == 6 for row in rows)


def test_a_good_file_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", str(paths.resource("rules", "sf.toml"))) == 0
    assert "valid rule pack" in capsys.readouterr().out


def test_a_bad_file_is_refused_by_name_line_and_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = paths.resource("rules", "generic.toml").read_text(encoding="utf-8")
    path = tmp_path / "own.toml"
    path.write_text(text.replace('freight_multiple = "5"', 'freight_multiple = "500"'), encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if 'freight_multiple = "5"' in row)

    assert _run("check", str(path)) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"own.toml, line {line}: rule generic.uninsured, caps 1, freight_multiple: ")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", str(tmp_path / "none.toml")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_check_without_a_file_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check") == 2
    assert capsys.readouterr().err


EXAMPLE = paths.resource("rules", "example", "chenque.toml")


def _own(tmp_path: Path, name: str, *changes: tuple[str, str]) -> str:
    """Write the example as a file of one's own with some words changed."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def _line(words: str) -> int:
    """Return the line of the example on which some words stand."""
    return next(n for n, row in enumerate(EXAMPLE.read_text(encoding="utf-8").splitlines(), 1) if words in row)


def test_a_good_file_says_what_is_still_to_be_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", str(EXAMPLE)) == 0
    assert "2 sources are to be confirmed." in capsys.readouterr().out


def test_a_rule_that_never_applies_is_told_with_the_one_before_it_and_the_file_stays_valid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _own(tmp_path, "a.toml", ("insured = true, proof = false, treated_as", "treated_as"))

    assert _run("check", path) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "a.toml is a valid rule pack" in said.out
    before, hidden = _line('id = "chenque.insured.no-proof"') - 1, _line('id = "chenque.uninsured"') - 1
    told = f"a.toml, line {hidden}: rule chenque.uninsured: warning: This rule can never apply: "
    told += f"rule chenque.insured.no-proof (line {before})"
    assert any(line.startswith(told) for line in said.out.splitlines())


def test_a_case_left_out_is_named_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _own(tmp_path, "a.toml", ('insured = true, treated_as = ["partial-damage", "shortage"]', 'insured = true, '
                                     'treated_as = ["partial-damage"]'))  # fmt: skip

    assert _run("check", path) == 0
    assert (
        "No rule is for this case: Counts as: Contents short; Insured value bought: Yes; Proof of value: proven."
        in (capsys.readouterr().out)
    )


def test_a_title_that_names_another_figure_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _own(tmp_path, "a.toml", ('per_piece = "200"', 'per_piece = "300"'))

    assert _run("check", path) == 0
    assert 'The title says "at most 200", but the figures of this rule are: 300.' in capsys.readouterr().out


def test_warnings_stand_beside_problems_in_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _own(tmp_path, "a.toml", ('per_piece = "200"', 'per_piece = "300"'))

    assert _run("check", path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["problems"] == []
    assert {problem["code"] for problem in found["warnings"]} == {"title-names-another-figure"}


def test_an_agreement_alone_asks_for_the_terms_it_changes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "meihua.toml"
    path.write_text(agreement("chenque"), encoding="utf-8")
    place = 1 + agreement("chenque").splitlines().index('overlays = ["chenque"]')

    assert _run("check", str(path)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        f'meihua.toml, line {place}: overlays 1: The terms "chenque" this agreement changes are not here.'
    )


def test_an_agreement_and_its_terms_are_checked_together_in_any_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "meihua.toml"
    path.write_text(agreement("chenque"), encoding="utf-8")

    assert _run("check", str(path), str(EXAMPLE)) == 0
    assert _run("check", str(EXAMPLE), str(path)) == 0
    assert "warning" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slip", "told"),
    [
        (("issuer =", "isuer ="), "isuer: There is no such key here. Did you mean: issuer?"),
        (("[[citation]]", "[[citaton]]"), "citaton: There is no such key here. Did you mean: citation?"),
        (('id = "meihua.uninsured"\nline', 'id = "meihua.uninsured"\nlin'),
         "rule meihua.uninsured, lin: There is no such key here. Did you mean: line?"),
        (("insured = false", "insurd = false"),
         "rule meihua.uninsured, when, insurd: There is no such condition. Possible: insured."),
    ],
)  # fmt: skip
def test_a_misspelt_key_is_one_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], slip: tuple[str, str], told: str
) -> None:
    path = tmp_path / "meihua.toml"
    path.write_text(agreement("chenque").replace(*slip), encoding="utf-8")

    assert _run("check", str(path), str(EXAMPLE)) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.partition(": ")[2] == told


def test_several_files_are_checked_at_once_and_against_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = _own(tmp_path, "a.toml")
    again = _own(tmp_path, "b.toml", ("2026-03-01", "2026-04-01"))
    good = _own(tmp_path, "c.toml", ('id = "chenque"', 'id = "other"'))

    assert _run("check", first, again, good) == 2
    said = capsys.readouterr()
    assert "c.toml is a valid rule pack" in said.out
    assert "a.toml is a valid rule pack" in said.out
    assert "b.toml" not in said.out
    assert said.err.startswith(f"b.toml, line {_line('version =')}: version: ")


def test_everything_wrong_with_every_file_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = _own(tmp_path, "a.toml", ('rate = "0.006"', "rate = 0.006"), ('method = "repair"', 'method = "mend"'))
    two = _own(
        tmp_path, "b.toml", ('rate = "0.006"', 'rate = "1.006"'), ('extends = ["cn-law"', 'extends = ["chenque"')
    )

    assert _run("check", one, two) == 2
    told = [" ".join(line.split(": ")[:2]) for line in capsys.readouterr().err.splitlines()]
    method, rate, extends = (_line(words) for words in ('method = "repair"', 'rate = "0.006"', "extends ="))
    assert told[:2] == [
        f"a.toml, line {method} rule chenque.insured.repair, method",
        f"a.toml, line {rate} premium standard, bands 3, rate",
    ]
    assert f"b.toml, line {extends} extends 1" in told
    assert f"b.toml, line {rate} premium standard, bands 3, rate" in told


def test_a_file_of_fifty_million_bytes_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)

    assert _run("check", str(path)) == 2
    assert "larger than" in capsys.readouterr().err


def test_a_flood_of_problems_is_cut_off_and_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "flood.toml"
    path.write_text("".join(f"key{number} = 1\n" for number in range(500)), encoding="utf-8")

    assert _run("check", str(path)) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 101
    assert lines[-1] == "... and 408 more."


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _own(tmp_path, "a.toml", ('kind = "carrier"', 'kind = "\\u001b[31mcarrier"'))

    assert _run("check", path) == 2
    assert "\x1b" not in capsys.readouterr().err


def test_the_check_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _own(tmp_path, "a.toml", ('method = "repair"', 'method = "mend"'))

    assert _run("check", path, "--json") == 2
    problem = json.loads(capsys.readouterr().out)["problems"][0]
    assert (problem["field"], problem["code"]) == ("rule.2.method", "not-one-of")
    assert problem["facts"]["line"] == str(_line('method = "repair"'))


def test_the_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", "--json") == 0

    packs = {pack["id"]: pack for pack in json.loads(capsys.readouterr().out)}
    assert packs["sf"]["in_force_from"] == "2021-01-01"
    assert packs["sf"]["in_force_to"] is None
    assert set(packs["sf"]["marks"]) == {"verified", "secondary", "unverified"}
    assert len(packs["sf"]["sha256"]) == 64


def test_a_list_of_something_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list", "sf") == 2
    assert capsys.readouterr().err


def test_two_packs_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = _own(
        tmp_path, "b.toml", ('version = "2026-03"', 'version = "2027-01"'), ('per_piece = "200"', 'per_piece = "300"')
    )

    assert _run("diff", str(EXAMPLE), other) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["chenque", "2026-03", "chenque", "2027-01"] in lines
    assert ["~", "version", "2026-03", "2027-01"] in lines
    assert ["~", "caps.0.per_piece", "200", "300"] in lines


def test_a_pack_is_named_by_id_and_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("diff", "sf@2026-11", "sf") == 0
    assert "the same" in capsys.readouterr().out


def test_the_difference_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = _own(tmp_path, "b.toml", ('per_piece = "200"', 'per_piece = "300"'))

    assert _run("diff", str(EXAMPLE), other, "--json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["before"]["id"] == record["after"]["id"] == "chenque"
    assert record["changes"] == [
        {
            "change": "changed",
            "table": "rule",
            "id": "chenque.uninsured",
            "key": "caps.0.per_piece",
            "before": "200",
            "after": "300",
        }
    ]


@pytest.mark.parametrize("names", [("sf",), ("sf", "nobody"), ("sf", "sf@1999"), ("sf", "none.toml"), ("sf", "a/b")])
def test_packs_that_are_not_there_cannot_be_compared(
    names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("diff", *names) == 2
    assert capsys.readouterr().err.count("\n") == 1
