"""A job: how slow work reports progress and learns that it shall stop. It knows nothing of who is watching."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from ganstudio.errors import Cancelled
from ganstudio.i18n import ngettext

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


def time_left(took: float, done: float) -> str:
    """How long the rest will take if it goes on as in the `took` seconds; empty while that cannot be said."""
    if took < 1.5 or done < 0.02:
        return ""
    return remaining(took * (1 - done) / done)


def remaining(about: float) -> str:
    """That many seconds, as a person says it."""
    seconds = max(1, round(about))
    if seconds < 60:
        return ngettext("{n} second left", "{n} seconds left", seconds).format(n=seconds)
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("{n} minute left", "{n} minutes left", minutes).format(n=minutes)
    hours = round(minutes / 60)
    return ngettext("{n} hour left", "{n} hours left", hours).format(n=hours)
