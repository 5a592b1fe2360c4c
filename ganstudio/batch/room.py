"""How many photos are in flight: bounded in number and in bytes, so that memory stays flat however many there are."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Room:
    """Seats for photos, and bytes for their pixels. `news` is notified when some become free; `check` ends a wait."""

    def __init__(self, news: threading.Condition, seats: int, bytes: int, check: Callable[[], None]) -> None:
        self._news, self._check = news, check
        self._door = threading.Lock()
        self.seats, self.bytes = seats, bytes
        self.taken = 0
        """Seats."""
        self.filled = 0
        """Bytes."""

    def enter(self) -> None:
        """Take a seat, when there is one."""
        with self._news:
            while self.taken >= self.seats:
                self._wait()
            self.taken += 1

    def fill(self, bytes: int) -> None:
        """Take `bytes`, when so many are free, or all are; who came first comes first."""
        with self._door, self._news:
            while self.filled and self.filled + bytes > self.bytes:
                self._wait()
            self.filled += bytes

    def leave(self, bytes: int) -> None:
        """Give a seat and its `bytes` back."""
        with self._news:
            self.taken -= 1
            self.filled -= bytes
            self._news.notify_all()

    def _wait(self) -> None:
        self._check()
        self._news.wait(0.5)
        self._check()
