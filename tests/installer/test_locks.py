"""The lock files hold everything that pyproject asks for, checked by hash and from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from installer.setup_steps import DEVELOPMENT, ROOT, RUNTIME

if TYPE_CHECKING:
    from pathlib import Path

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def _pins(lock: Path) -> dict[str, Requirement]:
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith(" ")]
    pins = [Requirement(line.removesuffix(" \\")) for line in lines]
    return {canonicalize_name(pin.name): pin for pin in pins}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT], ids=lambda lock: lock.name)
def test_every_line_is_an_exact_version_or_a_hash(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()

    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(" "):
            assert HASH.fullmatch(line)
        else:
            assert re.match(r"[a-z0-9-]+==[\w.]+( ; .+)? \\$", line)
            assert HASH.fullmatch(following)
    assert "http" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        (RUNTIME, PROJECT["dependencies"]),
        (DEVELOPMENT, PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
    ],
    ids=["runtime", "development"],
)
def test_what_the_project_asks_for_is_locked_in_a_fitting_version(lock: Path, asked: list[str]) -> None:
    pins = _pins(lock)

    for requirement in map(Requirement, asked):
        (pinned,) = pins[canonicalize_name(requirement.name)].specifier
        assert requirement.specifier.contains(pinned.version)


def test_developers_run_the_very_versions_the_desk_runs() -> None:
    developers = _pins(DEVELOPMENT)

    assert {name: str(developers[name]) for name in _pins(RUNTIME)} == {
        name: str(pin) for name, pin in _pins(RUNTIME).items()
    }
