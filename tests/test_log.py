"""The log names places, never people."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from desktop import log

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NAME, PHONE = "欧阳建国", "13800138000"


def _fail_with_a_name() -> None:
    try:
        raise KeyError(PHONE)
    except KeyError as cause:
        raise ValueError(NAME) from cause


def test_an_exception_is_kept_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    with log.kept():
        try:
            _fail_with_a_name()
        except ValueError:
            logging.getLogger("desktop.actions").exception("saving a case failed")

    written = log.log_file().read_text(encoding="utf-8")
    assert "ERROR desktop.actions: saving a case failed\nbuiltins.ValueError" in written
    assert "after builtins.KeyError" in written
    assert "tests/test_log.py:" in written
    assert "in _fail_with_a_name" in written
    assert NAME not in written
    assert PHONE not in written
    assert caplog.records


def test_another_package_tells_only_where(caplog: pytest.LogCaptureFixture) -> None:
    with log.kept():
        logging.getLogger("sqlalchemy.engine").warning("parameters %s", NAME)
        logging.getLogger("sqlalchemy.engine").info("not kept at all")

    written = log.log_file().read_text(encoding="utf-8")
    assert "WARNING sqlalchemy.engine: at tests/test_log.py:" in written
    assert written.count("\n") == 1
    assert NAME not in written
    assert caplog.records


def test_a_context_that_was_cut_off_is_not_told() -> None:
    try:
        try:
            raise KeyError(PHONE)
        except KeyError:
            raise ValueError(NAME) from None
    except ValueError as error:
        told = log.describe(error)

    assert told.startswith("builtins.ValueError\n  tests/test_log.py:")
    assert "KeyError" not in told


def test_errors_that_cause_each_other_are_told_once() -> None:
    first, second = ValueError(NAME), KeyError(PHONE)
    first.__cause__, second.__cause__ = second, first

    assert log.describe(first) == "builtins.ValueError\nafter builtins.KeyError"


def test_own_information_is_kept_and_nothing_is_made_without_any() -> None:
    with log.kept():
        assert not log.log_file().parent.exists()
        logging.getLogger("desktop").info("started")

    assert log.log_file().read_text(encoding="utf-8").endswith("INFO desktop: started\n")


def test_the_log_stays_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "LARGEST_FILE", 1000)

    with log.kept():
        for _ in range(200):
            logging.getLogger("desktop").info("x" * 80)

    files = list(log.log_file().parent.iterdir())
    assert len(files) == 1 + log.OLD_FILES
    assert all(file.stat().st_size <= 1000 for file in files)


def test_a_log_that_cannot_be_written_stops_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "config").write_text("in the way")

    with log.kept():
        logging.getLogger("desktop").warning("nobody can keep this")

    assert capsys.readouterr().err == ""
    assert caplog.records
