"""Looks into run folders again and again, beside the window; nothing else connects the window with a training."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ganstudio.engine.job import Job
from ganstudio.gui.studio import Studio
from ganstudio.gui.training.record import Curve, Record
from ganstudio.gui.training.seen import Entry, Seen, entry, look
from trainers import runs
from trainers.run import Run

BRISK, CALM = 1000, 4000
"""Milliseconds between two looks: at what is at work, and at what rests."""


class _Looking(QObject):
    """One look at a time, however long the disk takes; one that is asked for meanwhile comes after it."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._busy = self._again = False
        self._timer = QTimer(self, singleShot=True, interval=CALM)
        self._timer.timeout.connect(self.look)

    def look(self) -> None:
        """Look now."""
        self._timer.stop()
        if self._busy:
            self._again = True
            return
        work = self._work()
        if work:
            self._busy, self._again = True, False
            self._studio.runner.submit(work, done=self._arrived, failed=self._missed, cancelled=self._over)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._again = False

    def _work(self) -> Callable[[Job], Any] | None:
        raise NotImplementedError

    def _take(self, found: Any) -> bool:
        """Whether to look again soon."""
        raise NotImplementedError

    def _arrived(self, found: Any) -> None:
        self._busy = False
        brisk = self._take(found)
        if self._again:
            self.look()
        elif not self._busy:
            self._timer.start(BRISK if brisk else CALM)

    def _missed(self, _sentence: str) -> None:
        self._busy = False
        self._timer.start(CALM)

    def _over(self) -> None:
        self._busy = False


class Follow(_Looking):
    """`seen` carries what there is of the run that is watched, whenever it was looked at."""

    seen = Signal(object)

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(studio, parent)
        self._run: Run | None = None
        self._record: Record | None = None
        self._curves: Mapping[str, Curve] = {}

    @property
    def run(self) -> Run | None:
        """The one that is watched."""
        return self._run

    def watch(self, run: Run | None) -> None:
        """Follow `run` from now on, or none."""
        self.stop()
        self._run, self._record, self._curves = run, Record(run.folder) if run else None, {}
        if run:
            self.look()

    def _work(self) -> Callable[[Job], Any] | None:
        run, record, curves = self._run, self._record, self._curves
        if run is None or record is None:
            return None
        return lambda _job: look(run, record, curves)

    def _take(self, found: Seen) -> bool:
        if found.run is not self._run:  # another has been chosen meanwhile
            self._again = self._run is not None
            return False
        self._curves = found.curves
        self.seen.emit(found)
        return found.working


class Roll(_Looking):
    """`changed` comes when the runs there are, or how they are doing, have changed."""

    changed = Signal()

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(studio, parent)
        self.entries: tuple[Entry, ...] = ()
        self.known = False
        """Whether it has been looked at all."""

    @property
    def working(self) -> list[Entry]:
        """Those that a process is at."""
        return [entry for entry in self.entries if entry.working]

    def _work(self) -> Callable[[Job], Any] | None:
        return lambda job: _found(job)

    def _take(self, found: tuple[Entry, ...]) -> bool:
        if found != self.entries or not self.known:
            self.entries, self.known = self._in_order(found), True
            self.changed.emit()
        return bool(self.working)

    def _in_order(self, found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """As they stood; new ones first. Nothing moves under the pointer because another is at work."""
        places = {entry.folder: place for place, entry in enumerate(self.entries)}
        return tuple(sorted(found, key=lambda each: (places.get(each.folder, -1), -each.changed)))


def _found(job: Job) -> tuple[Entry, ...]:
    found = []
    for run in runs.listed():
        job.check()
        found.append(entry(run))
    return tuple(found)
