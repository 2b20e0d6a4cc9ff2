"""The ratchet on sizes: we aim at 400 lines a file and 40 a function; what is far beyond is refused."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from desktop import paths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_FILE = 420
LONGEST_FUNCTION = 60


def _sources() -> list[Path]:
    return sorted([*paths.ROOT.glob("desktop/**/*.py"), *paths.ROOT.glob("installer/*.py")])


def _name(file: Path) -> str:
    return file.relative_to(paths.ROOT).as_posix()


def _functions(file: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_file_is_too_long() -> None:
    lengths = {_name(file): len(file.read_text(encoding="utf-8").splitlines()) for file in _sources()}

    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    lengths = {
        f"{_name(file)}:{function.name}": (function.end_lineno or 0) - function.lineno + 1
        for file in _sources()
        for function in _functions(file)
    }

    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_every_package_says_what_it_is_for() -> None:
    packages = paths.ROOT.glob("desktop/**/__init__.py")

    assert [_name(file) for file in packages if not ast.get_docstring(ast.parse(file.read_bytes()))] == []


def test_what_tests_share_is_no_test_itself() -> None:
    """What several tests use stands in a file of its own, or a newcomer looks for it in vain."""
    taken = {
        f"{_name(file)}: {node.module}"
        for file in paths.ROOT.glob("tests/**/*.py")
        for node in ast.walk(ast.parse(file.read_bytes()))
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2].startswith("test_")
    }

    assert taken == set()
