"""Paper tests: both languages, and golden texts under ``tests/golden`` (renewed with ``--update-golden``)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from desktop import i18n, paths

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOLDEN = Path(__file__).parent.parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden texts anew")


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Compile the Chinese catalogue of the tree, since the compiled one is not kept in it."""
    source = paths.translations() / "zh_CN" / "LC_MESSAGES" / f"{i18n.DOMAIN}.po"
    if not source.exists():
        return None
    folder = tmp_path_factory.mktemp("i18n")
    target = folder / "zh_CN" / "LC_MESSAGES" / f"{i18n.DOMAIN}.mo"
    target.parent.mkdir(parents=True)
    with source.open("rb") as file, target.open("wb") as compiled:
        write_mo(compiled, read_po(file, locale="zh_CN"))
    return folder


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest, catalogue: Path | None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Run a test in Chinese and in English."""
    if request.param == "zh_CN" and catalogue is None:
        pytest.skip("the Chinese catalogue is not in the tree")
    monkeypatch.setattr(paths, "translations", lambda: catalogue or Path())
    i18n._catalogue.cache_clear()
    yield request.param
    i18n._catalogue.cache_clear()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, or write it anew."""

    def compare(name: str, found: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if request.config.getoption("--update-golden", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, "utf-8", newline="\n")
        assert path.read_text("utf-8") == found

    return compare
