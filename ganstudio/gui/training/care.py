"""What is done to trainings, all of it beside the window: resume, treat, keep, use, delete."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from trainers import launch
from trainers.control import Ask, ask
from trainers.doctor.diagnosis import Diagnosis
from trainers.run import Run

LOOK = 0.2
"""Seconds between two looks whether what was asked has come about."""
SNAPSHOT = 60.0
"""Seconds for a snapshot; then the model that was kept last has to do."""


class Care(QObject):
    """`changed` comes when something was done that the list and the page shall show; `told` says what went wrong."""

    changed = Signal()
    told = Signal(str)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio

    def ask(self, run: Run, what: Ask) -> None:
        """Ask something of the process that trains."""
        self._do(lambda _job: ask(run.folder, what))

    def resume(self, run: Run) -> None:
        """Go on with a run that no process is at."""
        self._do(lambda _job: launch.start(run))

    def examine(self, run: Run, done: Callable[[tuple[Diagnosis, ...]], None], failed: Callable[[str], None]) -> None:
        """Let the doctor look at `run`."""

        def work(_job: Job) -> tuple[Diagnosis, ...]:
            from trainers.doctor.examine import examine

            return examine(run)

        self._studio.runner.submit(work, done=done, failed=failed, latest="doctor")

    def treat(self, run: Run, diagnosis: Diagnosis, done: Callable[[], None]) -> None:
        """Stop `run` if it is at work, make the remedy's changes, go on."""

        def work(job: Job) -> None:
            from trainers.doctor.treat import treat

            _stopped(run, job)
            treat(run, diagnosis)
            launch.start(run)

        self._do(work, lambda _nothing: done(), lambda: done())

    def do(self, work: Callable[[Job], Any], done: Callable[[Any], None]) -> None:
        """Something else that changes runs or models."""
        self._do(work, done)

    def _do(
        self,
        work: Callable[[Job], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        def finished(result: Any) -> None:
            self.changed.emit()
            if done:
                done(result)

        def refused(sentence: str) -> None:
            self.told.emit(sentence)
            self.changed.emit()
            if failed:
                failed()

        self._studio.runner.submit(work, done=finished, failed=refused)


def _stopped(run: Run, job: Job) -> None:
    """Ask `run` to stop, and wait until it has."""
    asked = False
    while launch.at_work(run):
        job.check()
        if not asked:
            ask(run.folder, Ask.STOP)
            asked = True
        time.sleep(LOOK)


def newest_model(run: Run, job: Job) -> int | None:
    """The step of the newest model of `run`, which is made for this where it is at work; None: it keeps none."""
    before = [kept.step for kept in run.kept()]
    if launch.at_work(run):
        ask(run.folder, Ask.SNAPSHOT)
        end = time.monotonic() + SNAPSHOT
        while launch.at_work(run) and time.monotonic() < end and before == [kept.step for kept in run.kept()]:
            job.check()
            time.sleep(LOOK)
    kept = run.kept()
    return kept[-1].step if kept else None
