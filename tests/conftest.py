"""What every test stands on: a still clock, its own settings folder, no network, and silence in the log."""

from __future__ import annotations

import logging
import os
import socket
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from desktop import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.actions.desk import Reference
    from tests.factories import Staffed

# Before Qt is loaded; a person who wants to watch the windows sets another one.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long one example takes says more about the machine than about us.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


class FrozenClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime) -> None:
        assert now.tzinfo is not None, "times are aware"
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, **parts: float) -> None:
        """Move on (or back) by the keywords of ``timedelta``."""
        self._now += timedelta(**parts)


@pytest.fixture
def clock() -> FrozenClock:
    """Monday 2 March 2026, 09:00 in Beijing: an ordinary working morning."""
    return FrozenClock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the settings and the office of whoever runs it."""
    monkeypatch.setenv("MINGPEI_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("MINGPEI_OFFICE", str(tmp_path / "office"))


@pytest.fixture(autouse=True)
def language_reset() -> Iterator[None]:
    """Start and leave every test in Chinese."""
    i18n.set_language("zh_CN")
    yield
    i18n.set_language("zh_CN")


@pytest.fixture
def english(language_reset: None) -> None:
    """Let the program speak English; for all tests of a file, ``pytestmark = pytest.mark.usefixtures("english")``."""
    i18n.set_language("en")


@pytest.fixture(scope="session")
def reference() -> Reference:
    """What the program looks things up in; read once, for nothing can change it."""
    from desktop.actions.desk import load_reference

    return load_reference()


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on any connection that could leave the machine."""
    really_connect = socket.socket.connect

    def connect(self: socket.socket, address: tuple[str, int] | str) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            self.close()
            pytest.fail(f"a test wanted to connect to {address!r}")
        really_connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)


class _Unexpected(logging.Handler):
    """Collects what was logged as a warning or worse."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def silent_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning or error in the log, unless the test takes ``caplog`` and so looks at it itself."""
    handler = _Unexpected()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    if handler.lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n" + "\n".join(handler.lines))


@pytest.fixture
def staffed(tmp_path: Path, clock: FrozenClock) -> Iterator[Staffed]:
    """A real office on disk with a manager, a clerk, two supervisors and an auditor."""
    from tests.factories import a_staffed_office

    staffed = a_staffed_office(tmp_path / "网点 office", clock.now())
    yield staffed
    staffed.office.close()
