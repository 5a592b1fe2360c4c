"""The mask of an open photo as it is being made: every stroke is a state that can be taken back."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import reduce
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from ganstudio.masks.changes import Change, changes, turn
from ganstudio.masks.mask import Area, Mask, blank, bounds, freeze

_STATES = 200
"""How many strokes can be taken back."""
_BYTES = 1 << 29
"""How much memory they may take together; the last one stays in any case."""


class Whole(NamedTuple):
    """A mask in place of another, with all that is to be known of that, so that `Selection.put` need not find out."""

    before: Mask | None
    mask: Mask | None
    """Frozen; None where nothing is masked."""
    area: Area | None
    """Where the two differ."""
    changes: list[Change]


def whole(before: Mask | None, mask: Mask) -> Whole:
    """`mask` in place of `before`, which is what `Selection.mask` was; for any thread: it takes a while."""
    now = freeze(np.zeros_like(mask)) if before is None else before
    area = _apart(now, mask)
    return Whole(before, _snapshot(mask), area, changes(now, mask, area) if area else [])


class _Stroke(NamedTuple):
    """What one stroke has changed, and the `Selection.state` on its other side."""

    changes: list[Change]
    state: object


class Selection:
    """A mask of (width, height) that is painted on, in the window's thread alone.

    A stroke is any number of `paint` and then `commit`, or `drop`; `put` is a whole new mask. Each of `changed`
    is called with the area that looks otherwise now.

    `before`: of the same photo at another size, whose masks may come back here.
    """

    def __init__(self, size: tuple[int, int], before: Selection | None = None) -> None:
        self.changed: list[Callable[[Area], None]] = []
        self.size = size
        self._now = blank(size[::-1])
        self._before = blank(size[::-1])
        """As it was when the stroke began."""
        self._touched: Area | None = None
        self._done: list[_Stroke] = []
        self._undone: list[_Stroke] = []
        self._snapshot: Mask | None = None
        self._state: object = None
        self._given: dict[int, tuple[weakref.ref[Mask], object]] = before._given if before else {}
        """Of each mask that somebody still has: what `state` was with it."""

    @property
    def state(self) -> object:
        """By which is known whether the mask is what it was, but for a stroke that is not finished: the same object
        then. None where nothing is masked; after `begin` what it was when that mask was asked for, else the mask."""
        return self._state

    @property
    def pixels(self) -> Mask:
        """The mask as it is, for looking at now; it goes on changing."""
        view = self._now.view()
        view.flags.writeable = False
        return view

    @property
    def mask(self) -> Mask | None:
        """A mask that stays as it is, for a tool; None where nothing is masked. The same object until it changes."""
        if self._snapshot is None:
            self._snapshot = _snapshot(self._now)
        if self._snapshot is not None and not self.under_way:
            self._note(self._snapshot)
        return self._snapshot

    @property
    def empty(self) -> bool:
        """Whether nothing is masked."""
        return self._snapshot is None and not self._now.any()

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
        made = changes(self._before, self._now, area)
        if made:
            self._remember(made, empty=not self._now[area.slices].any() and not self._now.any())
            self._before[area.slices] = self._now[area.slices]

    def drop(self) -> None:
        """The stroke under way is given up, as if it had never begun."""
        area, self._touched = self._touched, None
        if area:
            self._now[area.slices] = self._before[area.slices]
            self._tell(area)

    def put(self, mask: Mask | Whole | None) -> None:
        """Another mask in place of this one, of the same size; None: nothing is masked."""
        if isinstance(mask, Whole) and mask.before is self.mask:
            self.commit()
            if mask.area:
                self._remember(mask.changes, empty=mask.mask is None)
                self._write(mask.mask, mask.area)
            return
        new = mask.mask if isinstance(mask, Whole) else mask
        area = _apart(self._now, self._checked(new))
        if area:
            self.paint(area, np.zeros(area[:1:-1], np.uint8) if new is None else new[area.slices])
            self.commit()

    def begin(self, mask: Mask | None) -> None:
        """Another mask, frozen, in place of this one, which is not to be taken back; nor is what was done so far."""
        self.commit()
        area = _apart(self._now, self._checked(mask))
        if area:
            new = mask if mask is not None and mask.any() else None
            there, state = self._given.get(id(new), (None, None))
            self._state = state if there and there() is new else new
            self._write(new, area)
        self.settle()

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

    def _checked(self, mask: Mask | None) -> Mask | int:
        if mask is not None and mask.shape != self._now.shape:
            raise ValueError(f"a mask of {mask.shape} for a picture of {self._now.shape}")
        return 0 if mask is None else mask

    def _remember(self, made: list[Change], *, empty: bool) -> None:
        self._done = [*self._done[1 - _STATES :], _Stroke(made, self._state)]
        self._undone = []
        self._state = None if empty else object()
        sizes = list(accumulate(sum(len(change.where) for change in each.changes) for each in reversed(self._done)))
        self._done = self._done[-max(1, sum(size <= _BYTES for size in sizes)) :]

    def _note(self, mask: Mask) -> None:
        key, given = id(mask), self._given
        given[key] = (weakref.ref(mask, lambda _gone: given.pop(key, None)), self._state)

    def _write(self, mask: Mask | None, area: Area) -> None:
        """`mask` in `area`; elsewhere it is the same."""
        for each in (self._now, self._before):
            each[area.slices] = 0 if mask is None else mask[area.slices]
        self._tell(area, mask)

    def _swap(self, stroke: _Stroke) -> _Stroke:
        """From before the stroke to after it, or back."""
        other = _Stroke(stroke.changes, self._state)
        self._state = stroke.state
        turn(self._before, stroke.changes)
        for change in stroke.changes:
            self._now[change.area.slices] = self._before[change.area.slices]
        self._tell(reduce(_union, (change.area for change in stroke.changes)))
        return other

    def _tell(self, area: Area, snapshot: Mask | None = None) -> None:
        self._snapshot = snapshot
        for callback in tuple(self.changed):
            callback(area)


def _snapshot(mask: Mask) -> Mask | None:
    """Not a copy: the history keeps a mask for each step, which shall cost as much as is masked."""
    area = bounds(mask)
    if area is None:
        return None
    result = blank(mask.shape)
    result[area.slices] = mask[area.slices]
    return freeze(result)


def _apart(one: Mask, other: Mask | int) -> Area | None:
    """Where they differ."""
    return bounds((one != other).view(np.uint8))


def _union(one: Area, other: Area) -> Area:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right = max(one.left + one.width, other.left + other.width)
    bottom = max(one.top + one.height, other.top + other.height)
    return Area(left, top, right - left, bottom - top)
