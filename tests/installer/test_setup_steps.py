"""What counts as set up, and what a person is told when setting up fails.

Making a whole environment takes too long here; ``installer/test.py`` itself does it before any test runs.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from installer import launch, setup_steps

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up project folder, with spaces and Chinese in its path, in which everything is done."""
    root = tmp_path / "明赔 网点 一"
    environment = root / ".venv"
    python = environment / "bin" / "python"
    catalogue = root / "i18n" / "zh_CN" / "LC_MESSAGES" / "mingpei.po"
    for file in (python, catalogue, catalogue.with_suffix(".mo"), root / "installer" / "requirements.lock"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name, encoding="utf-8")
    for name, path in {
        "ROOT": root,
        "VENV": environment,
        "STAMP": environment / "mingpei-stamp.json",
        "PYTHON": python,
        "RUNTIME": root / "installer" / "requirements.lock",
    }.items():
        monkeypatch.setattr(setup_steps, name, path)
    _stamp(setup_steps.wanted_stamp(setup_steps.RUNTIME))
    return root


def _stamp(stamp: object) -> None:
    setup_steps.STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def _ready() -> bool:
    return setup_steps.is_ready(setup_steps.RUNTIME)


@pytest.mark.usefixtures("project")
def test_a_second_start_has_nothing_to_do() -> None:
    assert _ready()


@pytest.mark.usefixtures("project")
def test_a_stamp_that_also_knows_the_developers_lock_fits() -> None:
    _stamp(setup_steps.read_stamp() | {"requirements-dev.lock": "another hash"})

    assert _ready()


def test_a_changed_lock_is_noticed(project: Path) -> None:
    (project / "installer" / "requirements.lock").write_text("newer", encoding="utf-8")

    assert not _ready()


def test_a_changed_translation_is_noticed(project: Path) -> None:
    (project / "i18n" / "zh_CN" / "LC_MESSAGES" / "mingpei.po").write_text("newer", encoding="utf-8")

    assert not _ready()


def test_a_lost_compiled_translation_is_noticed(project: Path) -> None:
    (project / "i18n" / "zh_CN" / "LC_MESSAGES" / "mingpei.mo").unlink()

    assert not _ready()


def test_another_python_is_noticed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", str(project / "another"))

    assert not _ready()


@pytest.mark.usefixtures("project")
def test_an_interpreter_that_is_gone_is_noticed() -> None:
    setup_steps.PYTHON.unlink()
    setup_steps.PYTHON.symlink_to("nowhere")

    assert not _ready()


@pytest.mark.usefixtures("project")
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"\xff\xfe"])
def test_a_damaged_stamp_counts_as_none(content: bytes) -> None:
    setup_steps.STAMP.write_bytes(content)

    assert setup_steps.read_stamp() == {}
    assert not _ready()


@pytest.mark.usefixtures("project")
def test_a_half_made_environment_has_no_stamp_and_is_not_ready() -> None:
    setup_steps.STAMP.unlink()

    assert not _ready()


@pytest.mark.parametrize(
    ("told", "advice"),
    [
        (
            "WARNING: connection broken by 'NewConnectionError'\nERROR: No matching distribution",
            "网络",
        ),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "网络"),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
            "磁盘已满",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "与清单不符"),
        ("ERROR: No matching distribution found for alembic==1.20.1", "alembic"),
        ("line 1\nERROR: something nobody foresaw", "something nobody foresaw"),
    ],
)
def test_a_failed_installation_says_what_to_do_in_both_languages(told: str, advice: str) -> None:
    text = str(setup_steps.explain(told))

    assert advice in text
    assert text.splitlines()[-1].isascii()
    assert "Traceback" not in text


def test_a_stopped_step_is_told_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def step(_words: object) -> int:
        raise setup_steps.SetupError("不行", "no")

    assert setup_steps.guarded(step, []) == 1
    assert capsys.readouterr().err == "不行\nno\n"


def test_a_folder_that_cannot_be_written_is_told(project: Path) -> None:
    setup_steps.STAMP.unlink()
    (project / "build").write_text("in the way", encoding="utf-8")

    with pytest.raises(setup_steps.SetupError, match="无法写入"):
        setup_steps.set_up(setup_steps.RUNTIME)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ""}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_display_is_what_linux_says_it_is(environment: dict[str, str], *, shown: bool) -> None:
    assert launch.has_display(environment) is shown


def test_the_program_runs_with_our_packages_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", "/somebody/else")
    monkeypatch.setenv("PYTHONHOME", "/somebody/else")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)

    environment = launch.program_environment(display=False)

    assert environment["PYTHONPATH"] == str(setup_steps.ROOT)
    assert "PYTHONHOME" not in environment
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert "QT_QPA_PLATFORM" not in launch.program_environment(display=True)


@pytest.mark.parametrize("script", ["start.py", "test.py", "launch.py", "setup_steps.py", "libraries.py"])
def test_set_up_needs_nothing_but_the_standard_library(script: str) -> None:
    # -S hides every installed package; importing must still work.
    code = f"import sys; sys.path.insert(0, {str(setup_steps.ROOT)!r}); import installer.{script[:-3]}"

    subprocess.run([sys.executable, "-S", "-c", code], check=True)
