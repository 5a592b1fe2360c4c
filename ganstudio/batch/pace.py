"""How far a batch is, how fast, and how long the rest takes. Pauses do not count."""

from __future__ import annotations

import time

from ganstudio.batch.ledger import Ledger
from ganstudio.engine.job import time_left
from ganstudio.i18n import _

_SURE = 1.5
"""Seconds before a speed is told."""


class Pace:
    """Measures one run. Large files count for more: a folder may begin with its small ones."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._first, self._began = ledger.settled, ledger.share
        self._seconds, self._last = 0.0, time.monotonic()

    def tick(self, *, going: bool) -> None:
        """Call often; the time since the last call counts where the batch is `going`."""
        now = time.monotonic()
        self._seconds += now - self._last if going else 0
        self._last = now

    def share(self, moving: float) -> float:
        """What is done of all, in [0, 1], with `moving` more on its way."""
        return min(1.0, self._ledger.share + moving)

    def text(self, share: float) -> str:
        """A sentence: photos done, speed, time left."""
        settled, total = self._ledger.settled, len(self._ledger.record.items)
        parts = [_("{n} of {m}").format(n=settled, m=total)]
        if self._seconds > _SURE and settled > self._first:
            parts.append(_speed((settled - self._first) / self._seconds))
        if share < 1:
            parts.append(time_left(self._seconds, (share - self._began) / (1 - self._began)))
        return "  ·  ".join(part for part in parts if part)


def _speed(rate: float) -> str:
    """`rate` is photos a second."""
    if rate >= 1:
        return _("{n} photos a second").format(n=f"{rate:.0f}" if rate >= 10 else f"{rate:.2g}")
    return _("{n} photos a minute").format(n=f"{60 * rate:.2g}")
