"""Work runs elsewhere, its answer arrives on the main thread, and nothing is lost."""

from __future__ import annotations

import gc
import threading
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.ui.background import Background, Progress
from tests.ui.inline import InlineBackground

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Listener(QObject):
    """Notes what arrived and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.errors: list[Exception] = []
        self.threads: list[threading.Thread] = []

    def done(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(threading.current_thread())

    def failed(self, error: Exception) -> None:
        self.errors.append(error)
        self.threads.append(threading.current_thread())


class Trouble(Exception):
    pass


def fail() -> None:
    raise Trouble


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    yield made
    made.drain()


@pytest.fixture
def listener(qapp: object) -> Listener:
    return Listener()


def test_the_answer_arrives_on_the_main_thread(background: Background, listener: Listener, qtbot: QtBot) -> None:
    worked_on: list[threading.Thread] = []

    def work() -> int:
        worked_on.append(threading.current_thread())
        return 7

    background.run(work, listener.done)
    qtbot.waitUntil(lambda: listener.results == [7])

    assert worked_on != [threading.main_thread()]
    assert listener.threads == [threading.main_thread()]


def test_an_error_arrives_on_the_main_thread(background: Background, listener: Listener, qtbot: QtBot) -> None:
    background.run(fail, listener.done, listener.failed, writes=True)
    qtbot.waitUntil(lambda: len(listener.errors) == 1)

    assert isinstance(listener.errors[0], Trouble)
    assert listener.threads == [threading.main_thread()]
    assert listener.results == []


def test_plain_functions_run_on_the_main_thread_too(background: Background, qtbot: QtBot) -> None:
    heard: list[threading.Thread] = []

    background.run(lambda: None, lambda _result: heard.append(threading.current_thread()))
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [threading.main_thread()]


def test_an_error_nobody_asked_about_is_still_heard(background: Background, qtbot: QtBot) -> None:
    with qtbot.waitSignal(background.failed_unheard) as heard:
        background.run(fail)

    assert heard.args is not None
    assert isinstance(heard.args[0], Trouble)


def test_writing_work_runs_one_after_the_other_in_order(
    background: Background, listener: Listener, qtbot: QtBot
) -> None:
    inside = threading.Semaphore(1)

    def write(number: int) -> int:
        assert inside.acquire(blocking=False), "two writers at once"
        try:
            return number
        finally:
            inside.release()

    for number in range(20):
        background.run(partial(write, number), listener.done, listener.failed, writes=True)
    qtbot.waitUntil(lambda: len(listener.results) == 20)

    assert listener.results == list(range(20))
    assert listener.errors == []


def test_reading_goes_on_while_something_is_written(background: Background, listener: Listener, qtbot: QtBot) -> None:
    read = threading.Event()

    background.run(lambda: read.wait(5), listener.done, writes=True)
    background.run(read.set)
    qtbot.waitUntil(lambda: listener.results == [True])


def test_busy_shows_after_a_while_and_goes_again(background: Background, qtbot: QtBot) -> None:
    release = threading.Event()
    shown: list[bool] = []
    background.busy_changed.connect(shown.append)

    background.run(lambda: release.wait(5))
    qtbot.waitUntil(lambda: shown == [True])
    release.set()
    qtbot.waitUntil(lambda: shown == [True, False])


def test_short_work_never_flickers(background: Background, listener: Listener, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(background.busy_changed, wait=300):
        background.run(lambda: 1, listener.done)


def test_nothing_is_called_on_a_widget_that_is_gone(background: Background, qtbot: QtBot) -> None:
    label = QLabel()
    go = threading.Event()
    after: list[int] = []

    background.run(lambda: str(go.wait(5)), label.setText, writes=True)
    label.deleteLater()
    qtbot.wait(10)
    go.set()
    background.run(lambda: 1, after.append, writes=True)
    qtbot.waitUntil(lambda: after == [1])


def test_what_was_run_and_who_heard_of_it_are_let_go(background: Background, qtbot: QtBot) -> None:
    kept: list[weakref.ref[Listener]] = []

    def ask() -> None:
        listener = Listener()
        kept.append(weakref.ref(listener))
        background.run(lambda: 1, listener.done, lambda error: listener.failed(error))

    for _time in range(500):
        ask()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert background.drain()

    gc.collect()
    assert [ref for ref in kept if ref() is not None] == []


def test_cancelled_work_stops_and_says_nothing(background: Background, listener: Listener, qtbot: QtBot) -> None:
    progress = Progress("导出", listener)
    started = threading.Event()

    def work() -> str:
        started.set()
        for step in range(10_000):
            threading.Event().wait(0.001)
            progress.step(step, 10_000)
        return "finished"

    with qtbot.waitSignal(background.progress_ended):
        background.run(work, listener.done, listener.failed, progress=progress)
        started.wait(5)
        progress.cancel()

    assert listener.results == []
    assert listener.errors == []


def test_after_the_last_drain_no_work_is_taken(qapp: object, listener: Listener, qtbot: QtBot) -> None:
    background = Background()
    background.run(lambda: threading.Event().wait(0.05), writes=True)

    assert background.drain()
    background.run(lambda: 1, listener.done)
    qtbot.wait(20)

    assert listener.results == []


def test_the_inline_kind_answers_before_it_returns(listener: Listener) -> None:
    background = InlineBackground()

    background.run(lambda: 3, listener.done, listener.failed)
    background.run(fail, listener.done, listener.failed, writes=True)

    assert listener.results == [3]
    assert len(listener.errors) == 1
