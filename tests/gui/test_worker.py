"""Work beside the window: what is heard of it, in which thread, and what is not heard any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from ganstudio.engine.job import Job
from ganstudio.errors import FileError
from ganstudio.gui.worker import Runner
from ganstudio.paths import log_file
from tests.gui.rooms import PATIENCE

pytestmark = pytest.mark.usefixtures("qapp", "no_leaks")


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    yield made
    assert made.stop(20)


def test_the_result_arrives_in_the_windows_thread(qtbot: QtBot, runner: Runner) -> None:
    threads: list[int] = []
    results: list[int] = []

    def work(_job: Job) -> int:
        threads.append(threading.get_ident())
        return 42

    def done(result: int) -> None:
        threads.append(threading.get_ident())
        results.append(result)

    runner.submit(work, done=done)
    qtbot.waitUntil(lambda: bool(results), timeout=PATIENCE)
    assert results == [42]
    assert threads[0] != threads[1] == threading.get_ident()


def test_work_that_is_over_at_once_is_not_missed(qtbot: QtBot, runner: Runner) -> None:
    results: list[int] = []
    for number in range(50):
        runner.submit(lambda _job, number=number: number, done=results.append)
    qtbot.waitUntil(lambda: len(results) == 50, timeout=PATIENCE)
    assert sorted(results) == list(range(50))


def test_a_refusal_arrives_as_its_sentence(qtbot: QtBot, runner: Runner) -> None:
    told: list[str] = []

    def work(_job: Job) -> None:
        raise FileError("x.jpg is damaged.")

    runner.submit(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert told == ["x.jpg is damaged."]
    assert not log_file().exists(), "that is no bug"


def test_a_bug_is_logged_and_told(qtbot: QtBot, runner: Runner) -> None:
    failed: list[str] = []

    def work(_job: Job) -> None:
        raise RuntimeError("torch raises mostly these")

    with qtbot.waitSignal(runner.bug, timeout=PATIENCE) as told:
        runner.submit(work, failed=failed.append)
    assert failed == [""], "who waits learns that it is over"
    assert "torch raises" in told.args[0]
    assert "Traceback" in log_file().read_text()


def test_too_little_memory_is_no_bug(qtbot: QtBot, runner: Runner) -> None:
    told: list[str] = []

    def work(_job: Job) -> None:
        raise MemoryError

    runner.submit(work, failed=told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    assert "memory" in told[0]


def test_cancelled_work_is_over_at_once_and_its_late_result_dropped(qtbot: QtBot, runner: Runner) -> None:
    go, heard = threading.Event(), []

    def work(_job: Job) -> str:
        go.wait(20)  # deaf, as a library may be
        return "late"

    task = runner.submit(work, done=heard.append, cancelled=lambda: heard.append("cancelled"))
    task.cancel()
    assert heard == ["cancelled"]
    task.cancel()
    go.set()
    assert runner.stop(20)
    qtbot.wait(20)
    assert heard == ["cancelled"]


def test_the_latest_wins(qtbot: QtBot, runner: Runner) -> None:
    go, results, dropped = threading.Event(), [], []

    def work(job: Job) -> str:
        while not go.wait(0.005):
            job.check()
        return "old"

    for _round in range(5):
        runner.submit(work, done=results.append, cancelled=lambda: dropped.append(1), latest="preview")
    runner.submit(lambda _job: "new", done=results.append, latest="preview")
    other = threading.Event()
    runner.submit(lambda _job: other.set(), latest="something else")
    qtbot.waitUntil(lambda: bool(results) and other.is_set(), timeout=PATIENCE)
    go.set()
    assert runner.stop(20)
    qtbot.wait(20)
    assert results == ["new"] and len(dropped) == 5


def test_progress_never_floods_the_window_and_its_last_word_arrives(qtbot: QtBot, runner: Runner) -> None:
    heard: list[tuple[float, str]] = []
    done: list[None] = []

    def work(job: Job) -> None:
        for number in range(20_000):
            job.progress(number / 20_000, "")
        job.progress(1, "all")

    runner.submit(work, done=done.append, progress=lambda share, text: heard.append((share, text)))
    qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE)
    assert heard[-1] == (1, "all")
    assert len(heard) < 20_000
    assert [share for share, _text in heard] == sorted(share for share, _text in heard)


def test_what_is_done_is_let_go(qtbot: QtBot, runner: Runner) -> None:
    """Callbacks hold pages, and pages photos."""
    import gc
    import weakref

    class Page:
        """Something large."""

    page, heard = Page(), []
    watch = weakref.ref(page)
    runner.submit(lambda _job, page=page: page, done=lambda _result, page=page: heard.append(1))
    del page
    qtbot.waitUntil(lambda: bool(heard), timeout=PATIENCE)

    def gone() -> bool:
        gc.collect()
        return watch() is None

    qtbot.waitUntil(gone, timeout=PATIENCE)


def test_stop_says_when_a_thread_does_not_end(runner: Runner) -> None:
    go = threading.Event()
    runner.submit(lambda _job: go.wait(20))
    assert not runner.stop(0.05)
    go.set()
    assert runner.stop(20)
