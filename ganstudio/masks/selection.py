"""The mask of an open photo as it is being made: every stroke is a state that can be taken back."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from ganstudio.masks.mask import Area, Mask, bounds, freeze

_STATES = 200
"""How many strokes can be taken back."""


class _Change(NamedTuple):
    """What an area held before and after; compressed, since masks are mostly flat."""

    area: Area
    before: bytes
    after: bytes


class Selection:
    """A mask of (width, height) that is painted on, in the window's thread alone.

    A stroke is any number of `paint` and then `commit`; `put` is a whole new mask. `changed` is called with the area
    that looks otherwise now.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.changed: list[Callable[[Area], None]] = []
        self.size = size
        self._now = np.zeros(size[::-1], np.uint8)
        self._before = np.zeros(size[::-1], np.uint8)  # not a copy: what is never touched costs no memory
        """As it was when the stroke began."""
        self._touched: Area | None = None
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._snapshot: Mask | None = None

    @property
    def pixels(self) -> Mask:
        """The mask as it is, for looking at now; it goes on changing."""
        view = self._now.view()
        view.flags.writeable = False
        return view

    @property
    def mask(self) -> Mask | None:
        """A mask that stays as it is, for a tool; None where nothing is masked. The same object until it changes."""
        if self._snapshot is None and self._now.any():
            self._snapshot = freeze(self._now.copy())
        return self._snapshot

    @property
    def can_undo(self) -> bool:
        """Whether there is a stroke to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether a stroke was taken back."""
        return bool(self._undone)

    def paint(self, area: Area, values: Mask) -> None:
        """Put `values` (height, width) into `area`, which must lie inside, as a part of a stroke."""
        self._now[area.slices] = values
        self._touched = area if self._touched is None else _union(self._touched, area)
        self._tell(area)

    def commit(self) -> None:
        """The stroke is finished: a state of its own, if it changed anything."""
        area, self._touched = self._touched, None
        if area is None:
            return
        before, after = self._before[area.slices], self._now[area.slices]
        if not np.array_equal(before, after):
            self._done = [*self._done[1 - _STATES :], _Change(area, _pack(before), _pack(after))]
            self._undone = []
            before[...] = after

    def put(self, mask: Mask | None) -> None:
        """Another mask in place of this one, of the same size; None: nothing is masked."""
        if mask is not None and mask.shape != self._now.shape:
            raise ValueError(f"a mask of {mask.shape} for a picture of {self._now.shape}")
        differs = self._now != (0 if mask is None else mask)
        area = bounds(differs.view(np.uint8))
        if area:
            self.paint(area, np.zeros(area[:1:-1], np.uint8) if mask is None else mask[area.slices])
            self.commit()

    def undo(self) -> None:
        """Take the last stroke back."""
        if self._done:
            change = self._done.pop()
            self._undone.append(change)
            self._show(change.area, change.before)

    def redo(self) -> None:
        """Do it again."""
        if self._undone:
            change = self._undone.pop()
            self._done.append(change)
            self._show(change.area, change.after)

    def settle(self) -> None:
        """What was done so far is not to be taken back any more."""
        self._done, self._undone = [], []

    def _show(self, area: Area, packed: bytes) -> None:
        values = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(area.height, area.width)
        self._now[area.slices] = values
        self._before[area.slices] = values
        self._tell(area)

    def _tell(self, area: Area) -> None:
        self._snapshot = None
        for callback in tuple(self.changed):
            callback(area)


def _pack(values: Mask) -> bytes:
    return zlib.compress(values.tobytes(), 1)


def _union(one: Area, other: Area) -> Area:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Area(left, top, right - left, bottom - top)
