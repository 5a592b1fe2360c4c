"""The states of a photo after each step: in memory as far as the budget goes, the older ones on disk."""

from __future__ import annotations

import logging
import mmap
import threading
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.errors import Cancelled
from ganstudio.i18n import _
from ganstudio.image.photo import Photo
from ganstudio.image.spill import Spill

_log = logging.getLogger(__name__)


Tail = list["Photo | None"]
"""States in a row, up to the last; None where a state is not known (yet)."""


class History:
    """Photos in their order, one of them current. Any thread may call anything.

    Beyond `budget` bytes a thread moves the oldest states to disk, where they are mapped back: going to one costs
    nothing. The current state never moves, and the original, which the comparison shows all the time, moves last.
    Pixels that several states share count once. A state moved while someone else holds its photo is in memory as long
    as that is held, so ask anew for a photo rather than keep it.
    """

    def __init__(self, original: Photo, budget: int) -> None:
        self._photos: Tail = [original]
        self._aside: list[Tail] = []
        self._current = 0
        self._budget = budget
        self._spill = Spill()
        self._lock = threading.Lock()
        self._mover: threading.Thread | None = None
        self._closer: threading.Thread | None = None
        self._closed = False
        self.problem = ""
        """A sentence where the disk could not take what is over the budget; it stays in memory then."""

    def __len__(self) -> int:
        return len(self._photos)

    def __getitem__(self, index: int) -> Photo:
        photo = self.known(index)
        if photo is None:
            raise LookupError(f"the state {index} is not known")
        return photo

    def known(self, index: int) -> Photo | None:
        """The state, as far as it is known; none is after `close`."""
        with self._lock:
            return self._photos[index] if index < len(self._photos) else None

    @property
    def memory(self) -> int:
        """Bytes of pixels held in memory."""
        with self._lock:
            return _in_memory(self._all())

    def push(self, photo: Photo) -> None:
        """Make `photo` the state after the current one; what had been undone is gone."""
        with self._lock:
            self._photos[self._current + 1 :] = [photo]
            self._current += 1
        self._make_room()

    def go(self, index: int) -> None:
        """Make the state `index` current."""
        with self._lock:
            self._current = index
        self._make_room()

    def fill(self, index: int, photo: Photo) -> None:
        """The state `index`, which was not known, is known now."""
        with self._lock:
            self._photos[index] = photo
        self._make_room()

    def turn(self, start: int, tail: Tail, current: int) -> Tail:
        """`tail` in the place of the states from `start` on, which are put aside and given; `current` is current."""
        with self._lock:
            before, self._photos[start:] = self._photos[start:], tail
            self._aside = [*(other for other in self._aside if other is not tail), before]
            self._current = current
        self._make_room()
        return before

    def forget(self, tail: Tail) -> None:
        """What was put aside is not needed any more."""
        with self._lock:
            self._aside = [other for other in self._aside if other is not tail]

    def settle(self) -> None:
        """Wait until nothing is left to move, and after `close` until the disk is clean."""
        for thread in (self._mover, self._closer):
            if thread:
                thread.join()

    def close(self) -> None:
        """Let go of all states at once; what is on the disk goes in a thread, as it may be gigabytes."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._photos, self._aside = [], []
            self._spill.stop()
            if self._spill.used or self._mover:
                self._closer = threading.Thread(target=self._clean, args=(self._mover,), name="history")
                self._closer.start()

    def _clean(self, mover: threading.Thread | None) -> None:
        if mover:
            mover.join()
        self._spill.close()

    def _make_room(self) -> None:
        with self._lock:
            if self._mover is None and self._next() is not None:
                self._mover = threading.Thread(target=self._move, name="history", daemon=True)
                self._mover.start()

    def _move(self) -> None:
        """The thread: one array after the other, until the rest fits."""
        while True:
            with self._lock:
                pixels = self._next()
                if pixels is None:
                    self._mover = None
                    return
            try:
                mapped = self._spill.write(pixels)
            except (OSError, Cancelled) as error:
                self._give_up(error)
                return
            with self._lock:
                self.problem = ""
                for line in (self._photos, *self._aside):
                    for index, photo in enumerate(line):
                        current = line is self._photos and index == self._current
                        if photo and not current and _same(photo.pixels, pixels):
                            line[index] = replace(photo, pixels=mapped)
            del pixels, mapped

    def _give_up(self, error: Exception) -> None:
        """Until the next step; meanwhile all stays in memory."""
        with self._lock:
            self._mover = None
            if isinstance(error, OSError):
                _log.warning("Undo steps stay in memory: %s", error)
                self.problem = _("Undo steps stay in memory, because the disk cannot take them: {reason}.").format(
                    reason=error.strerror or error
                )

    def _next(self) -> NDArray[Any] | None:
        """The array to move next: of the oldest state that is in memory and shares nothing with the current one."""
        if self._closed or _in_memory(self._all()) <= self._budget:
            return None
        shown = self._photos[self._current]
        current = _owner(shown.pixels) if shown else None
        for photo in self._all():
            owner = _owner(photo.pixels)
            if owner is not current and not _is_mapped(owner) and photo.pixels.size:
                return photo.pixels
        return None

    def _all(self) -> list[Photo]:
        """Those put aside first, the original last: in the order in which they can go to the disk."""
        lines = (*self._aside, self._photos[1:], self._photos[:1])
        return [photo for line in lines for photo in line if photo]


def _owner(pixels: NDArray[Any]) -> NDArray[Any]:
    """The array whose memory `pixels` shows."""
    while isinstance(pixels.base, np.ndarray):
        pixels = pixels.base
    return pixels


def _same(one: NDArray[Any], other: NDArray[Any]) -> bool:
    """Whether two contiguous arrays are the same memory, seen alike."""
    start, other_start = (each.__array_interface__["data"][0] for each in (one, other))
    return (start, one.shape, one.dtype) == (other_start, other.shape, other.dtype)


def _is_mapped(owner: NDArray[Any]) -> bool:
    return isinstance(owner, np.memmap) or isinstance(owner.base, mmap.mmap)


def _in_memory(photos: Sequence[Photo]) -> int:
    owners = {id(owner): owner for owner in (_owner(photo.pixels) for photo in photos)}
    return sum(owner.nbytes for owner in owners.values() if not _is_mapped(owner))
