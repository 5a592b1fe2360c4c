"""Slow work beside the window: in threads of Qt's, its news delivered in the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled, GanstudioError
from ganstudio.i18n import _
from ganstudio.log import write_bug

T = TypeVar("T")
Work = Callable[[Job], T]
Done = Callable[[Any], None]
Failed = Callable[[str], None]
Progress = Callable[[float, str], None]
Cancel = Callable[[], None]


def _nothing(*_news: object) -> None:
    """Nobody wants to know."""


class Task(QThread):
    """One piece of work. `cancel` ends it for the window at once, however long the work takes to notice."""

    _news = Signal(object)

    def __init__(self, work: Work[Any], done: Done, failed: Failed, progress: Progress, cancelled: Cancel) -> None:
        super().__init__()
        self.job = Job(self._report)
        self.bug = ""
        """What the user is told where the work has a bug; `failed` gets an empty sentence then."""
        self._work: Work[Any] | None = work
        self._done, self._failed, self._progress, self._cancelled = done, failed, progress, cancelled
        self._latest = (0.0, "")
        self._posted = False
        self._news.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Stop; from the window's thread. Whatever still comes is dropped."""
        if not self.job.cancelled and not self.over:
            self.job.cancel()
            self._cancelled()

    @property
    def over(self) -> bool:
        """Whether the result, or a failure, has been delivered."""
        return self._work is None

    def run(self) -> None:
        """The other thread."""
        assert self._work
        try:
            result = self._work(self.job)
            self._news.emit(lambda: self._done(result))
        except Cancelled:
            pass
        except GanstudioError as error:
            sentence = str(error)
            self._news.emit(lambda: self._failed(sentence))
        except MemoryError:
            self._news.emit(lambda: self._failed(_("There is too little memory for this; close photos or programs.")))
        except Exception as error:
            self.bug = write_bug(error)
            self._news.emit(lambda: self._failed(""))

    def _report(self, done: float, text: str) -> None:
        """In the other thread. Only the latest is delivered: work may report more often than a window paints."""
        self._latest = (done, text)
        if not self._posted:
            self._posted = True
            self._news.emit(None)

    def _deliver(self, news: Callable[[], None] | None) -> None:
        if news is None:
            self._posted = False  # before the look, so that nothing that comes now is missed
            if not self.job.cancelled:
                self._progress(*self._latest)
            return
        self._work = None
        if not self.job.cancelled:
            news()


class Runner(QObject):
    """Starts tasks and keeps them alive. Callbacks are handed over before the start, so that none comes too late."""

    bug = Signal(str)
    """A sentence about a failure that is nobody's but the program's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: set[Task] = set()
        self._latest: dict[str, Task] = {}

    def submit(
        self,
        work: Work[T],
        *,
        done: Callable[[T], None] = _nothing,
        failed: Failed = _nothing,
        progress: Progress = _nothing,
        cancelled: Cancel = _nothing,
        latest: str = "",
    ) -> Task:
        """Run `work` in another thread. Of tasks with the same name `latest` only the last counts; older are cancelled.

        `failed` gets a sentence; an empty one where the failure is a bug, which `bug` tells.
        """
        task = Task(work, done, failed, progress, cancelled)
        # To a method of ours: a closure over the task, held by its own signal, would keep it for ever.
        task.finished.connect(self._sweep, Qt.ConnectionType.QueuedConnection)
        self._tasks.add(task)
        if latest:
            self.cancel(latest)
            self._latest[latest] = task
        task.start()
        return task

    def cancel(self, latest: str) -> None:
        """Cancel the task of this name, if there is one."""
        if latest in self._latest:
            self._latest.pop(latest).cancel()

    def stop(self, seconds: float = 5.0) -> bool:
        """Cancel everything, and wait; whether all threads have ended."""
        end = time.monotonic() + seconds
        for task in tuple(self._tasks):
            task.cancel()
        for task in tuple(self._tasks):
            if task.wait(max(0, int(1000 * (end - time.monotonic())))):
                self._forget(task)
        return not self._tasks

    def _sweep(self) -> None:
        for task in tuple(self._tasks):
            if task.isFinished():
                self._forget(task)

    def _forget(self, task: Task) -> None:
        task.wait()  # for the last instructions of a thread that has said it is done
        self._tasks.discard(task)
        self._latest = {name: other for name, other in self._latest.items() if other is not task}
        if task.bug:
            self.bug.emit(task.bug)
