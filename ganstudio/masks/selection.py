"""The mask of an open photo as it is being made: every stroke is a state that can be taken back."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np

from ganstudio.masks.mask import Area, Mask, blank, bounds, freeze

_STATES = 200
"""How many strokes can be taken back."""
_SIDE = 256
"""Of the pieces in which a stroke is kept: most of what lies around a long one is none of it."""


class _Change(NamedTuple):
    """What a stroke did to a piece of the mask."""

    area: Area
    bits: bytes
    """Those that are other now, compressed; a single byte where they are the same in all pixels."""


class Selection:
    """A mask of (width, height) that is painted on, in the window's thread alone.

    A stroke is any number of `paint` and then `commit`, or `drop`; `put` is a whole new mask. Each of `changed`
    is called with the area that looks otherwise now.
    """

    def __init__(self, size: tuple[int, int]) -> None:
        self.changed: list[Callable[[Area], None]] = []
        self.size = size
        self._now = blank(size[::-1])
        self._before = blank(size[::-1])
        """As it was when the stroke began."""
        self._touched: Area | None = None
        self._done: list[list[_Change]] = []
        self._undone: list[list[_Change]] = []
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
        area = bounds(self._now) if self._snapshot is None else None
        if area:
            snapshot = blank(self._now.shape)  # not a copy: the history keeps a mask for each step
            snapshot[area.slices] = self._now[area.slices]
            self._snapshot = freeze(snapshot)
        return self._snapshot

    @property
    def under_way(self) -> bool:
        """Whether a stroke has begun and is not finished."""
        return self._touched is not None

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
        changes = [change for piece in _pieces(area) if (change := self._change(piece))]
        if changes:
            self._done = [*self._done[1 - _STATES :], changes]
            self._undone = []
            self._before[area.slices] = self._now[area.slices]

    def drop(self) -> None:
        """The stroke under way is given up, as if it had never begun."""
        area, self._touched = self._touched, None
        if area:
            self._now[area.slices] = self._before[area.slices]
            self._tell(area)

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
        """Take the last stroke back, or the one under way."""
        self.commit()
        if self._done:
            self._undone.append(self._swap(self._done.pop()))

    def redo(self) -> None:
        """Do it again; not where another stroke has begun since."""
        self.commit()
        if self._undone:
            self._done.append(self._swap(self._undone.pop()))

    def settle(self) -> None:
        """What was done so far is not to be taken back any more."""
        self._done, self._undone = [], []

    def _change(self, piece: Area) -> _Change | None:
        """What is other in `piece` than when the stroke began."""
        bits: Mask = np.bitwise_xor(self._now[piece.slices], self._before[piece.slices])
        if not bits.any():
            return None
        alike = bool((bits == bits[0, 0]).all())
        return _Change(piece, bits[:1, :1].tobytes() if alike else zlib.compress(bits.tobytes(), 1))

    def _swap(self, changes: list[_Change]) -> list[_Change]:
        """From before `changes` to after them, or back."""
        for area, bits in changes:
            shape = (area.height, area.width)
            other = np.frombuffer(bits if len(bits) == 1 else zlib.decompress(bits), np.uint8)
            self._before[area.slices] ^= other if len(bits) == 1 else other.reshape(shape)
            self._now[area.slices] = self._before[area.slices]
        self._tell(reduce(_union, (change.area for change in changes)))
        return changes

    def _tell(self, area: Area) -> None:
        self._snapshot = None
        for callback in tuple(self.changed):
            callback(area)


def _pieces(area: Area) -> Iterator[Area]:
    right, bottom = area.left + area.width, area.top + area.height
    for top in range(area.top, bottom, _SIDE):
        for left in range(area.left, right, _SIDE):
            yield Area(left, top, min(_SIDE, right - left), min(_SIDE, bottom - top))


def _union(one: Area, other: Area) -> Area:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Area(left, top, right - left, bottom - top)
