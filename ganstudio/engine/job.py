"""A job: how slow work reports progress and learns that it shall stop. It knows nothing of who is watching."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ganstudio.errors import Cancelled

Progress = Callable[[float, str], None]
Show = Callable[[Any], None]


class Job:
    """Handed to all slow work. Watchers get `(done in [0, 1], text)`; workers call `check` twice a second or more."""

    def __init__(self, progress: Progress | None = None, show: Show | None = None) -> None:
        self._progress = progress
        self._show = show
        self._stop = threading.Event()
        self._start, self._share = 0.0, 1.0

    def progress(self, done: float, text: str = "") -> None:
        """Report the share done, in [0, 1], of this job or part, with a translated word on what is going on."""
        self.check()
        if self._progress:
            self._progress(self._start + self._share * min(max(done, 0.0), 1.0), text)

    def show(self, picture: Any) -> None:
        """Hand an intermediate picture to whoever watches."""
        if self._show:
            self._show(picture)

    def check(self) -> None:
        """Raise `Cancelled` where someone has called `cancel`."""
        if self._stop.is_set():
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        """Whether someone has called `cancel`."""
        return self._stop.is_set()

    def part(self, start: float, share: float) -> Job:
        """A job whose 0..1 is `start`..`start + share` of this one; cancelling either cancels both."""
        child = Job(self._progress, self._show)
        child._stop = self._stop
        child._start, child._share = self._start + self._share * start, self._share * share
        return child

    def cancel(self) -> None:
        """Ask the work to stop; from any thread."""
        self._stop.set()
