"""How fast bytes come, and what is said of it."""

from __future__ import annotations

import time
from collections import deque

from ganstudio.engine.job import Job, remaining
from ganstudio.i18n import _

_WINDOW = 5.0
"""Seconds that the speed is taken from."""
_SHORT = 1.0
"""Seconds before which nothing is said of it."""
_SELDOM = 0.1
"""Seconds between two reports."""


def told_bytes(count: float) -> str:
    """Bytes as a person reads them: "340 KB", "12.3 MB", "1.24 GB"."""
    if count < 1e6:
        return _("{n} KB").format(n=max(1, round(count / 1e3)))
    if count < 1e9:
        return _("{n} MB").format(n=f"{count / 1e6:.1f}" if count < 1e8 else round(count / 1e6))
    return _("{n} GB").format(n=f"{count / 1e9:.2f}")


class Pace:
    """Of a download of `size` bytes, `begun` of which are there already."""

    def __init__(self, size: int, begun: int) -> None:
        self._size = size
        self._seen = deque([(time.monotonic(), begun)])

    def tell(self, length: int, job: Job) -> None:
        """`length` bytes are there now; at most ten times a second that is reported. Raises Cancelled."""
        job.check()
        now = time.monotonic()
        if now - self._seen[-1][0] < _SELDOM and length < self._size:
            return
        self._seen.append((now, length))
        while now - self._seen[0][0] > _WINDOW:
            self._seen.popleft()
        job.progress(length / self._size, self._words(length))

    def _words(self, length: int) -> str:
        (began, first), (now, _last) = self._seen[0], self._seen[-1]
        words = [_("{done} of {size}").format(done=told_bytes(length), size=told_bytes(self._size))]
        if now - began > _SHORT and length > first:
            speed = (length - first) / (now - began)
            words.append(_("{size}/s").format(size=told_bytes(speed)))
            words.append(remaining((self._size - length) / speed))
        return "  ·  ".join(words)
