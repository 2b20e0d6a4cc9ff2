"""``rules`` lists the packs and checks a file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from desktop import i18n, paths
from desktop.commands import rules

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.set_language("en")


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    rules.add_arguments(parser)
    return rules.run(parser.parse_args(words))


def test_the_list_names_each_pack_with_version_period_and_hash(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("list") == 0

    rows = [row.split("\t") for row in capsys.readouterr().out.splitlines()]
    assert {row[0] for row in rows} >= {"CN-ZJ", "cn-law", "gbt-27917", "generic", "montreal", "none", "postal", "sf"}
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
    assert said.startswith(f"own.toml, line {line}: rule.2.caps.0.freight_multiple: ")


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check", str(tmp_path / "none.toml")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_check_without_a_file_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check") == 2
    assert capsys.readouterr().err
