"""The cycle collector keeps off the worker threads."""

from __future__ import annotations

import contextlib
import gc
import threading
from typing import TYPE_CHECKING

import pytest

from desktop.ui import garbage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from pytestqt.qtbot import QtBot

    from desktop.ui.background import Background


class Knot:
    """Garbage only the cycle collector can take away; says on which thread it went."""

    gone_on: list[threading.Thread]

    def __init__(self, gone_on: list[threading.Thread]) -> None:
        self.gone_on = gone_on
        self.myself = self

    def __del__(self) -> None:
        self.gone_on.append(threading.current_thread())


@pytest.fixture
def eager() -> AbstractContextManager[None]:
    """Let the collector run after every few allocations, so that a run on the wrong thread cannot be missed."""

    @contextlib.contextmanager
    def few() -> Iterator[None]:
        before = gc.get_threshold()
        gc.enable()
        gc.set_threshold(10, 2, 2)
        yield
        gc.set_threshold(*before)

    return few()


def test_knots_made_on_a_worker_are_untied_on_the_main_thread(
    background: Background, qtbot: QtBot, eager: AbstractContextManager[None]
) -> None:
    gone_on: list[threading.Thread] = []
    ended: list[object] = []

    def work() -> None:
        for _ in range(200):
            Knot(gone_on)

    with eager:
        taken_over = garbage.GarbageOnMain()
        background.run(work, ended.append)
        qtbot.waitUntil(lambda: bool(ended))
        gc.collect()
        taken_over.stop()

    assert len(gone_on) == 200
    assert set(gone_on) == {threading.main_thread()}


def test_what_is_due_is_collected_and_what_is_not_is_left(eager: AbstractContextManager[None]) -> None:
    gone_on: list[threading.Thread] = []

    with eager:
        gc.collect()
        gc.disable()
        garbage.collect_due()
        Knot(gone_on)
        assert gone_on == []
        for _ in range(200):
            Knot(gone_on)
        garbage.collect_due()

    assert len(gone_on) == 201


def test_stopping_gives_the_collector_back() -> None:
    garbage.GarbageOnMain().stop()

    assert gc.isenabled()
