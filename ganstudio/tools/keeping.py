"""What was worked out about pixels, kept for as long as these live: the next step of a slider finds it there."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from ganstudio.image.pixels import Pixels

T = TypeVar("T")
_MOST = 64
"""Things kept about the same pixels; those used longest ago go."""


class Kept(Generic[T]):
    """Pixels are told apart as objects, for they never change. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._there: dict[int, OrderedDict[Hashable, T]] = {}

    def get(self, pixels: Pixels, key: Hashable, work: Callable[[], T]) -> T:
        """What is kept about `pixels` under `key`, or what `work` gives, which is kept then."""
        with self._lock:
            there = self._of(pixels)
            if key in there:
                there.move_to_end(key)
                return there[key]
        value = work()
        with self._lock:
            there[key] = value
            while len(there) > _MOST:
                there.popitem(last=False)
        return value

    def _of(self, pixels: Pixels) -> OrderedDict[Hashable, T]:
        if id(pixels) not in self._there:
            self._there[id(pixels)] = OrderedDict()
            weakref.finalize(pixels, self._there.pop, id(pixels), None).atexit = False
        return self._there[id(pixels)]
