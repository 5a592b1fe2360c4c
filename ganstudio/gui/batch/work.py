"""A batch at work beside the window, one at a time: begun, paused, taken up again, watched."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ganstudio.batch.batch import Batch
from ganstudio.batch.item import State
from ganstudio.batch.plan import Plan
from ganstudio.engine.job import Job
from ganstudio.gui.batch.files import Files
from ganstudio.gui.batch.inbox import Inbox
from ganstudio.gui.batch.row import SIDE
from ganstudio.gui.batch.unfinished import forget
from ganstudio.gui.filmstrip.thumbnails import Thumbnails
from ganstudio.gui.studio import Studio
from ganstudio.gui.worker import Task

BEAT = 120
"""Milliseconds between two looks at what the batch has done: a window that paints more often shows no more."""


class Stage(Enum):
    """How far the batch is."""

    NONE = auto()
    FINDING = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPING = auto()
    OVER = auto()


class BatchWork(QObject):
    """`files` are the photos of the batch, for a view. All signals come in the window's thread."""

    changed = Signal()
    """Another stage."""
    moved = Signal()
    """Photos have been worked on."""
    finding = Signal(str)
    """A word on the search for the photos."""

    def __init__(self, studio: Studio) -> None:
        super().__init__(studio)
        self._studio = studio
        self.files = Files(Thumbnails(2 * SIDE, self), self)
        self.stage = Stage.NONE
        self.batch: Batch | None = None
        self.problem = ""
        """Why it had to end, or to wait, as a sentence."""
        self.made, self.seconds = 0, 0.0
        """Photos finished since it was begun or taken up again, and how long that took, without pauses."""
        self._inbox = Inbox()
        self._by_hand = False
        self._task: Task | None = None
        self._looked = 0.0
        self._beat = QTimer(self, interval=BEAT)
        self._beat.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether a thread is at work on it, or waits for the user in the middle of it."""
        return self.stage in (Stage.FINDING, Stage.RUNNING, Stage.PAUSED, Stage.STOPPING)

    @property
    def troubled(self) -> bool:
        """Whether `problem` is more than that the user has paused it."""
        return bool(self.problem) and not self._by_hand

    @property
    def settled(self) -> int:
        """Photos nothing more happens to by itself."""
        return sum(self.files.counts[state] for state in (State.DONE, State.FAILED, State.SKIPPED))

    @property
    def left(self) -> int:
        """Photos that are still to do."""
        return self.files.counts[State.WAITING] + self.files.counts[State.WORKING]

    def start(self, plan: Plan | None, journal: Path) -> None:
        """Begin `plan`; without one go on with what `journal` knows. Not while another is at work."""
        assert not self.running
        self.batch = None
        self.files.set_items(())
        self._run(lambda: Batch(plan, journal))

    def go_on(self) -> None:
        """Take up again what was cancelled."""
        batch = self.batch
        if batch and self.stage is Stage.OVER:
            self._run(lambda: batch)

    def pause(self) -> None:
        """Begin no other photo."""
        if self.batch and self.stage is Stage.RUNNING:
            self._by_hand = True
            self.batch.pause()
            self._enter(Stage.PAUSED)

    def resume(self) -> None:
        """Go on after a pause, or after trouble that has been seen to."""
        if self.batch and self.stage is Stage.PAUSED:
            self._inbox.held = self.problem = ""
            self._by_hand = False
            self.batch.resume()
            self._enter(Stage.RUNNING)

    def cancel(self) -> None:
        """Stop at once; what is finished stays, and the rest can be taken up again."""
        if self._task and self.running:
            self._enter(Stage.STOPPING)
            self._task.cancel()

    def retry(self) -> None:
        """Try once more what failed; noted in the journal first, beside the window."""
        batch = self.batch
        if not batch or self.stage is Stage.STOPPING:
            return
        failed = [item for item in self.files.items if item.state is State.FAILED]

        def done(_nothing: None) -> None:
            if self.batch is batch:
                self.files.set_items(batch.items)
                self.moved.emit()
                self.go_on()

        self._studio.runner.submit(lambda _job: batch.retry(failed), done=done, failed=self._fail)

    def forget(self) -> None:
        """The user has seen enough of it; only when it is over. Its journal stays while photos are left."""
        if self.batch and self.batch.finished:
            forget(self.batch.journal)
        self.batch = None
        self.files.set_items(())
        self._enter(Stage.NONE)

    def _run(self, make: Callable[[], Batch]) -> None:
        engine, inbox = self._studio.engine, Inbox()
        self._inbox, self._by_hand = inbox, False
        self.problem, self.made, self.seconds, self._looked = "", 0, 0.0, time.monotonic()

        def work(job: Job) -> None:
            try:
                batch = make()
                batch.find(job)
                inbox.batch = batch
                batch.run(engine, job, inbox.put, inbox.hold)
            finally:
                inbox.over = True

        self._task = self._studio.runner.submit(work, failed=self._fail, progress=self._count)
        self._enter(Stage.FINDING)
        self._beat.start()

    def _count(self, _done: float, text: str) -> None:
        if self.stage is Stage.FINDING:
            self.finding.emit(text)

    def _fail(self, sentence: str) -> None:
        self.problem = sentence
        self.changed.emit()

    def _enter(self, stage: Stage) -> None:
        self.stage = stage
        self.changed.emit()

    def _look(self) -> None:
        """Take the news of the last moment together."""
        inbox, now = self._inbox, time.monotonic()
        if self.stage is Stage.RUNNING:
            self.seconds += now - self._looked
        self._looked = now
        over = inbox.over  # asked first: what is told afterwards is in the news
        if inbox.batch and self.stage is Stage.FINDING:
            self.batch = inbox.batch
            self.files.set_items(inbox.batch.items)
            self._enter(Stage.RUNNING)
        items = inbox.take()
        if items:
            self.made += sum(item.state in (State.DONE, State.FAILED) for item in items)
            self.files.change(items)
            self.moved.emit()
        if inbox.held != self.problem and self.stage in (Stage.RUNNING, Stage.PAUSED):
            self.problem = inbox.held
            self._enter(Stage.PAUSED if self.problem else Stage.RUNNING)
        if over:
            self._end()

    def _end(self) -> None:
        self._beat.stop()
        self._task = None
        if self.batch:
            self.files.set_items(self.batch.items)  # what was at work when it was stopped waits again
        self._enter(Stage.OVER)
