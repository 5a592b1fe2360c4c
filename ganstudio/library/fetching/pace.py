"""How fast bytes come, and what is said of it."""

from __future__ import annotations

import time
from collections import deque

from ganstudio.engine.job import Job, remaining
from ganstudio.i18n import _
from ganstudio.library.card import size

_WINDOW = 5.0
"""Seconds that the speed is taken from."""
_SHORT = 1.0
"""Seconds before which nothing is said of it."""
_SELDOM = 0.1
"""Seconds between two reports."""


class Pace:
    """Of a download of `whole` bytes, `begun` of which are there already."""

    def __init__(self, whole: int, begun: int) -> None:
        self._whole = whole
        self._seen = deque([(time.monotonic(), begun)])

    def tell(self, length: int, job: Job) -> None:
        """`length` bytes are there now; at most ten times a second that is reported. Raises Cancelled."""
        job.check()
        now = time.monotonic()
        if now - self._seen[-1][0] < _SELDOM and length < self._whole:
            return
        self._seen.append((now, length))
        while now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        job.progress(length / self._whole, self._words(length))

    def _words(self, length: int) -> str:
        (began, first), (now, _last) = self._seen[0], self._seen[-1]
        words = [_("{done} of {size}").format(done=size(length), size=size(self._whole))]
        if now - began > _SHORT and length > first:
            speed = (length - first) / (now - began)
            words.append(_("{size}/s").format(size=size(round(speed))))
            words.append(remaining((self._whole - length) / speed))
        return "  ·  ".join(words)
