"""Who has the device: one job at a time, those started by hand before those in the background."""

from __future__ import annotations

import itertools
import threading
from types import TracebackType

from ganstudio.engine.job import Job

_TICK = 0.1
"""Seconds after which who waits asks whether it is cancelled."""


class Turns:
    """The queue before one device. Jobs started by hand come first, then those in the background; each in the order in
    which they first came."""

    def __init__(self) -> None:
        self._numbers = itertools.count()
        self._changed = threading.Condition()
        self._waiting: set[Turn] = set()
        self._holder: Turn | None = None

    def turn(self, job: Job, *, background: bool = False) -> Turn:
        """A place in the queue, kept for all that `job` does."""
        return Turn(self, job, background, next(self._numbers))

    def _take(self, turn: Turn) -> None:
        with self._changed:
            self._waiting.add(turn)
            try:
                while self._holder or min(self._waiting, key=_place) is not turn:
                    turn.job.check()
                    self._changed.wait(_TICK)
                self._holder = turn
            finally:
                self._waiting.remove(turn)
                self._changed.notify_all()  # cancelled: another may be the first now

    def _leave(self, turn: Turn) -> None:
        with self._changed:
            if self._holder is turn:  # not where it was cancelled while it gave way
                self._holder = None
                self._changed.notify_all()

    def _give_way(self, turn: Turn) -> None:
        with self._changed:
            if turn.background and not all(other.background for other in self._waiting):
                self._leave(turn)
                self._take(turn)


class Turn:
    """Has the device inside `with`, which may be entered again and again, by any thread; raises Cancelled there."""

    def __init__(self, turns: Turns, job: Job, background: bool, number: int) -> None:
        self.job, self.background, self.place = job, background, (background, number)
        self._turns = turns

    def __enter__(self) -> None:
        self._turns._take(self)

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._turns._leave(self)

    def give_way(self) -> None:
        """Between two pieces of work: let jobs started by hand go first, if this one runs in the background."""
        self._turns._give_way(self)


def _place(turn: Turn) -> tuple[bool, int]:
    return turn.place
