"""How fast a run goes, and what memory it takes."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from ganstudio.engine.job import remaining
from ganstudio.i18n import _

_WINDOW = 30.0
"""Seconds over which the rate is taken: that of now, and not of a computer that was busy an hour ago."""


class Clock:
    """From step `start` on, before which a run has learnt for `before` seconds; pauses are not counted."""

    def __init__(self, start: int, stop: int, before: float) -> None:
        self._stop, self._before, self._began = stop, before, time.monotonic()
        self._marks = deque([(self._began, start)])

    @property
    def seconds(self) -> float:
        """How long the run has learnt in all."""
        return self._before + time.monotonic() - self._began

    def mark(self, done: int) -> None:
        """`done` steps are done now."""
        now = time.monotonic()
        if now - self._marks[-1][0] < 0.5 and len(self._marks) > 1:
            self._marks.pop()
        self._marks.append((now, done))
        while now - self._marks[0][0] > _WINDOW and len(self._marks) > 2:
            self._marks.popleft()

    @property
    def rate(self) -> float:
        """Steps a second, as it goes now."""
        (then, first), (now, last) = self._marks[0], self._marks[-1]
        return (last - first) / max(1e-6, now - then)

    @property
    def seconds_left(self) -> float:
        """To the end, as it goes now; 0 while that cannot be said."""
        return (self._stop - self._marks[-1][1]) / self.rate if self.rate > 0 else 0.0

    def text(self) -> str:
        """For a progress bar."""
        done = self._marks[-1][1]
        text = _("step {done} of {steps}, {rate:.1f} a second").format(done=done, steps=self._stop, rate=self.rate)
        return f"{text}, {remaining(self.seconds_left)}" if self.seconds_left > 0 else text

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """Time that does not count."""
        began = time.monotonic()
        try:
            yield
        finally:
            away = time.monotonic() - began
            self._began += away
            self._marks = deque((then + away, done) for then, done in self._marks)


def memory(device: torch.device) -> int:
    """Bytes that this process holds on `device`; 0 where that cannot be known."""
    if device.type == "cuda":
        return int(torch.cuda.memory_reserved(device))
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return _resident()


def _resident() -> int:
    try:
        import psutil  # not installed where only training runs
    except ImportError:
        return 0
    return int(psutil.Process().memory_info().rss)
