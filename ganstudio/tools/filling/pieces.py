"""The search for the places of a picture that are like those in its hole: PatchMatch, for all places at once.

Barnes et al. 2009: neighbours mostly belong to neighbours, so that what one has found is a good guess for the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.job import Job
from ganstudio.masks.mask import Area, Mask

Floats = NDArray[np.float32]
REACH = 2
"""Pixels from the middle of a piece to its rim."""
_TAPS = [(down, across) for down in range(-REACH, REACH + 1) for across in range(-REACH, REACH + 1)]
_COMPARED = [(down, across) for down, across in _TAPS if (down + across) % 2 == 0]
"""A chequerboard tells pieces apart as well, in half the time."""
_FAR = 0.02
"""What a pixel of distance costs, in squares of levels of 255: of two pieces as good the nearer one is taken."""
_SOFT = 1.5
"""Standard deviation of the blur through which mist is compared with what is sharp."""
_DETAIL = 4.0
"""What a difference in detail costs, in squares of levels: mist is most like what is smooth, whatever is around it."""
_OFTEN = 50.0
"""What each time costs, in squares of levels, that a place is taken again: or mist would become a pattern of one piece
(Kaspar et al. 2015, "Self Tuning Texture Optimization")."""
_NEARER = 2.5
_CLOSE = 4.0
"""Pixels: how far a place is looked for anew once it has been found at a smaller size."""


class Found(NamedTuple):
    """For each place (H, W): where in the picture what belongs there lies, and how unlike it is."""

    x: Floats
    y: Floats
    cost: Floats


@dataclass(frozen=True)
class Scene:
    """A picture at one size, and the window of it in which places are looked for."""

    picture: Floats
    """(H, W, 3), 0 to 255, its hole filled."""
    hole: NDArray[np.bool_]
    window: Area
    usable: Mask
    """1 where a piece is known whole."""
    rough: Floats
    """How much detail there is around each place at full size, (H, W): the root of the mean square step between
    neighbours; in the hole as much as its rim leads to expect."""

    @property
    def places(self) -> tuple[Floats, Floats]:
        """(x, y) of the window's pixels."""
        y, x = np.mgrid[self.window.slices].astype(np.float32)
        return x, y


def begin(scene: Scene, random: np.random.Generator) -> Found:
    """Anywhere; the search at the coarsest size goes far."""
    y, x = np.nonzero(scene.usable)
    pick = random.integers(len(x), size=scene.window[:1:-1])
    return Found(x[pick].astype(np.float32), y[pick].astype(np.float32), np.full(pick.shape, np.inf, np.float32))


def enlarged(found: Found, small: Scene, scene: Scene) -> Found:
    """What was found in the `small` scene, followed in one twice as large: every place keeps its way."""
    x, y = scene.places
    from_x, from_y = small.places
    column = np.clip((x[0] / 2).astype(int) - small.window.left, 0, small.window.width - 1)
    row = np.clip((y[:, 0] / 2).astype(int) - small.window.top, 0, small.window.height - 1)
    way_x, way_y = (2 * (found.x - from_x))[np.ix_(row, column)], (2 * (found.y - from_y))[np.ix_(row, column)]
    return Found(x + way_x, y + way_y, found.cost[np.ix_(row, column)])


def search(scene: Scene, made: Floats, found: Found, *, first: bool, random: np.random.Generator, job: Job) -> Found:
    """Better places: those beside what neighbours found, and random ones ever nearer to one's own."""
    judge = _Judge(scene, made, found, first=first)
    best = judge(found.x, found.y)
    for step in (2, 1):
        job.check()
        for down, across in ((0, step), (0, -step), (step, 0), (-step, 0)):
            x, y = (np.roll(each, (down, across), (0, 1)) for each in best[:2])
            best = _better(best, judge(x + np.float32(across), y + np.float32(down)))
        radius = max(scene.hole.shape) / 2 if first else _CLOSE
        while radius >= 1:
            x, y = (each + np.rint(random.uniform(-radius, radius, each.shape)).astype(np.float32) for each in best[:2])
            best = _better(best, judge(x, y))
            radius /= _NEARER
    return best


def _better(one: Found, other: Found) -> Found:
    less = other.cost < one.cost
    return Found(*(np.where(less, new, old) for old, new in zip(one, other, strict=True)))


class _Judge:
    """How unlike pieces of the picture are to what belongs around each place of the window.

    That is what is `made` so far; at the `first` size also the network's mist, with which softened pieces are compared.
    """

    def __init__(self, scene: Scene, made: Floats, found: Found, *, first: bool) -> None:
        self._scene = scene
        self._x, self._y = scene.places
        self._detail = _at(scene.rough, self._x, self._y) if first else None
        self._again = np.float32(_OFTEN) * np.maximum(_used(scene, found) - 1, 0) if first else None
        self._views = [_View(scene.picture, made, 1, 0.5 if first else 1.0, self._x, self._y)]
        if first:
            soft = np.asarray(cv2.GaussianBlur(scene.picture, (0, 0), _SOFT), np.float32)
            self._views.append(_View(soft, soft, 2, 1.0, self._x, self._y))

    def __call__(self, x: Floats, y: Floats) -> Found:
        cost = np.float32(_FAR) * np.hypot(x - self._x, y - self._y)
        if self._detail is not None:
            cost += np.float32(_DETAIL) * np.square(_at(self._scene.rough, x, y) - self._detail)
        if self._again is not None:
            cost += _at(self._again, x, y)
        for view in self._views:
            view.add_unlikeness(cost, x, y)
        height, width = self._scene.hole.shape
        outside = (x < 0) | (y < 0) | (x >= width) | (y >= height)
        cost[outside | (_at(self._scene.usable, x, y) == 0)] = np.inf
        return Found(x, y, cost)


class _View:
    """Pieces of `source` against those of `target` around the places (x, y), their pixels `step` apart."""

    def __init__(self, source: Floats, target: Floats, step: int, weight: float, x: Floats, y: Floats) -> None:
        self._source, self._weight = source, np.float32(weight / len(_COMPARED))
        self._shifts = [(np.float32(step * down), np.float32(step * across)) for down, across in _COMPARED]
        self._targets = [_at(target, x + across, y + down) for down, across in self._shifts]

    def add_unlikeness(self, cost: Floats, x: Floats, y: Floats) -> None:
        """The mean square difference of pieces around (x, y), added to `cost`."""
        for (down, across), target in zip(self._shifts, self._targets, strict=True):
            apart = _at(self._source, x + across, y + down) - target
            cost += self._weight * np.einsum("hwc,hwc->hw", apart, apart)


def _used(scene: Scene, found: Found) -> Floats:
    """How often what is around each place of the picture, (H, W), is taken for the hole, on average."""
    inside = scene.hole[scene.window.slices] & np.isfinite(found.cost)
    columns, rows = (np.rint(each[inside]).astype(int) for each in (found.x, found.y))
    count = np.zeros(scene.hole.shape, np.float32)
    np.add.at(count, (rows, columns), 1)
    return np.asarray(cv2.blur(count, (2 * REACH + 1, 2 * REACH + 1)))


def laid(scene: Scene, found: Found) -> Floats:
    """The picture with all pieces found laid over each other in its hole, those that fit best counting most."""
    finite = np.isfinite(found.cost)
    unit = max(float(np.median(found.cost[finite])) if finite.any() else 1.0, 1.0)
    weight = np.exp(np.maximum(-found.cost / np.float32(unit), -30)) + np.float32(1e-9)
    x, y = (
        np.ascontiguousarray(each - scene_first)
        for each, scene_first in zip(scene.places, scene.window[:2], strict=True)
    )
    total, share = np.zeros((*weight.shape, 3), np.float32), np.zeros((*weight.shape, 1), np.float32)
    for down, across in _TAPS:
        at = x - np.float32(across), y - np.float32(down)
        there_x, there_y = _at(found.x, *at) + np.float32(across), _at(found.y, *at) + np.float32(down)
        part = _at(weight, *at)[..., None]
        total += part * _at(scene.picture, there_x, there_y)
        share += part
    result = scene.picture.copy()
    inside = scene.hole[scene.window.slices]
    result[scene.window.slices][inside] = (total / share)[inside]
    return result


def _at(picture: NDArray[Any], x: Floats, y: Floats) -> NDArray[Any]:
    """The nearest pixels of `picture`; beyond its border that of the border."""
    nearest = cv2.remap(picture, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(nearest)
