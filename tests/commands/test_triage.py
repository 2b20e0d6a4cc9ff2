"""``triage`` prints one result a line, in order, whatever the file holds."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path


def _results(capsys: pytest.CaptureFixture[str], file: Path, content: bytes) -> list[dict[str, Any]]:
    file.write_bytes(content)
    status = main(["triage", str(file), "--json"])
    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    return [json.loads(line) for line in out.splitlines()]


TEXTS = "东西碎了，客服态度恶劣\n\n请问到哪了\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_each_line_has_its_result_in_order(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, empty, question = _results(capsys, tmp_path / "texts.txt", TEXTS.encode(encoding))

    assert list(broken)[:4] == ["type", "also", "level", "because"]
    assert (broken["type"], broken["also"], broken["level"]) == ("damage", ["attitude"], 5)
    assert broken["because"] == ["碎了", "态度恶劣"]
    assert broken["matter"] == "complaint"
    assert (empty["type"], empty["also"], empty["level"], empty["because"]) == ("other", [], 1, [])
    assert (question["type"], question["matter"]) == ("inquiry", "inquiry")


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"", 0),
        (b"\n", 1),
        (b"no line feed", 1),
        ("碎了\r\n丢了\r\n".encode(), 2),
        ("碎了\x0b丢了\u2028少了\x85晚了\x00\x1b[2J\n".encode(), 1),
        (("签收" * 50_000 + "\n丢了\n").encode(), 2),
        ("😡🤬碎了👍🏽\n".encode(), 1),
    ],
)
def test_there_are_as_many_results_as_lines(
    content: bytes, lines: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(_results(capsys, tmp_path / "texts.txt", content)) == lines


def test_words_are_told_as_they_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (result,) = _results(capsys, tmp_path / "texts.txt", "快遞沒\u200b收到".encode())

    assert "沒\u200b收到" in result["because"]


def test_a_person_reads_words_and_no_control_characters(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "texts.txt"
    file.write_text("碎\x1b了，气死了\n", "utf-8")

    status = main(["triage", str(file)])
    out, _err = capsys.readouterr()

    assert status == 0
    assert out.startswith("1. ")
    assert "★★★★★" in out
    assert "\x1b" not in out


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("丢件了".encode())))

    assert main(["triage", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["type"] == "loss"


def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff\xff\x00")

    for name in (tmp_path / "none.txt", tmp_path, picture):
        status = main(["triage", str(name), "--json"])
        out, err = capsys.readouterr()
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert name.name in err


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_spoilt_byte_costs_its_characters_and_not_the_file(
    encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "texts.txt"
    lines = [text.encode(encoding) for text in ("包裹丢了", "东西碎了", "请问到哪了")]
    lines[1] = b"\xff" + lines[1]
    file.write_bytes(b"\n".join(lines))

    status = main(["triage", str(file), "--json"])

    out, err = capsys.readouterr()
    assert status == 0
    assert [json.loads(line)["type"] for line in out.splitlines()] == ["loss", "damage", "inquiry"]
    assert "2" in err
    assert "1" not in err.replace("triage", "")


def test_a_file_that_is_not_there_is_told_in_the_language_in_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--language", "en", "triage", str(tmp_path / "none.txt")]) == 2
    assert "there is no such file or folder" in capsys.readouterr().err
