"""How the program starts, and how it stops when something is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from desktop import __main__, __version__, arguments, errors, i18n, log, paths, settings

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def _command(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    """Put a command of ours in the place of ``words``; what is tested is the frame around any command."""
    module = ModuleType("desktop.commands.words")
    vars(module)["add_arguments"] = lambda parser: parser.add_argument("amount", nargs="?")
    vars(module)["run"] = run
    monkeypatch.setitem(sys.modules, "desktop.commands.words", module)


def _raising(error: BaseException) -> object:
    def run(_arguments: argparse.Namespace) -> int:
        raise error

    return run


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--version"]) == 0
    assert capsys.readouterr().out == f"明赔 Mingpei {__version__}\n"


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(["--help"]) == 0

    told = capsys.readouterr().out
    assert all(f"\n  {command} " in told for command in arguments.COMMANDS)


@pytest.mark.parametrize(
    "words", [["fly"], ["--colour", "red"], ["--office"], ["--language", "tlh"], ["--theme", "pink"], [""]]
)
def test_wrong_arguments_end_with_2_and_no_traceback(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert __main__.main(words) == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err


def test_a_command_gets_the_common_arguments_and_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    seen: list[argparse.Namespace] = []

    def run(given: argparse.Namespace) -> int:
        seen.append(given)
        return 3

    _command(monkeypatch, run)

    assert __main__.main(["--language", "en", "words", "3421", "--office", str(tmp_path / "网点 1")]) == 3
    assert seen[0].amount == "3421"
    assert (seen[0].office, seen[0].language, seen[0].theme) == (tmp_path / "网点 1", "en", "system")
    assert i18n.language() == "en"


def test_what_is_not_given_comes_from_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MINGPEI_OFFICE")
    settings.save(settings.Settings(language="en", theme="dark", office=str(tmp_path / "last")))
    _command(monkeypatch, lambda _given: 0)

    asked = arguments.parse(["words"]).arguments

    assert (asked.office, asked.language, asked.theme) == (tmp_path / "last", "en", "dark")


def test_the_environment_names_the_office_before_the_settings_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.save(settings.Settings(office=str(tmp_path / "last")))
    _command(monkeypatch, lambda _given: 0)

    assert arguments.parse(["words"]).arguments.office == paths.default_office()


def test_an_unexpected_error_is_one_line_on_screen_and_its_place_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    _command(monkeypatch, _raising(RuntimeError("欧阳建国")))

    assert __main__.main(["words"]) == 70

    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert str(log.log_file()) in told
    assert "欧阳建国" not in told
    written = log.log_file().read_text(encoding="utf-8")
    assert "builtins.RuntimeError" in written
    assert "欧阳建国" not in written
    assert caplog.records


def test_what_the_program_can_explain_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    _command(monkeypatch, _raising(errors.NoOffice(tmp_path)))

    assert __main__.main(["--language", "en", "words"]) == 2
    assert capsys.readouterr().err.startswith(f"There is no office in {tmp_path}.")


def test_an_interrupted_command_ends_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _command(monkeypatch, _raising(KeyboardInterrupt()))

    assert __main__.main(["words"]) == 130
    assert capsys.readouterr().err == ""


def test_a_missing_part_says_how_to_set_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    _command(monkeypatch, _raising(ImportError("libEGL.so.1: cannot open shared object file")))

    assert __main__.main(["words"]) == 70

    told = capsys.readouterr().err
    assert "installer/start.py" in told
    assert "libEGL.so.1" in told
    assert caplog.records


def _started(*words: str, environment: dict[str, str], stdout: int) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "desktop", *words],
        check=False,
        cwd=paths.ROOT,
        env=os.environ | environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def test_output_is_utf8_whatever_the_locale_says() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}

    ended = _started("--version", environment=plain, stdout=subprocess.PIPE)

    assert ended.stdout.decode().split() == ["明赔", "Mingpei", __version__]
    assert ended.returncode == 0


def test_a_reader_that_went_away_is_no_news() -> None:
    reading, writing = os.pipe()
    os.close(reading)

    # Unbuffered output would fail inside argparse, which forgives it; buffered output fails at the end.
    ended = _started("--version", environment={"PYTHONUNBUFFERED": ""}, stdout=writing)

    os.close(writing)
    assert (ended.returncode, ended.stderr) == (141, b"")


def test_without_its_packages_the_program_says_how_to_set_up() -> None:
    ended = subprocess.run(
        [sys.executable, "-S", "-m", "desktop", "--version"], check=False, cwd=paths.ROOT, capture_output=True
    )

    told = ended.stderr.decode()
    assert ended.returncode == 70
    assert "installer/start.py" in told
    assert told.count("\n") == 1
