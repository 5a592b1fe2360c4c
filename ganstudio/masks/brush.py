"""A round brush: strokes made of dabs, which do not build up where they overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from ganstudio.masks.mask import FULL, Area, Mask, Patch, freeze

Floats = NDArray[np.float32]
_LARGE = 160
"""Pixels; dabs of this size lie on whole pixels, smaller ones on quarters of them."""


@dataclass(frozen=True)
class Brush:
    """What one paints with."""

    size: float
    """Diameter in pixels of the photo."""
    hardness: float = 1.0
    """Share of the radius that is full: 0 is soft from the middle to the rim, 1 has a smooth edge of one pixel."""
    erases: bool = False


class Stroke:
    """One stroke of `brush` on the mask `pixels`, which shows what has been painted so far, as `Selection.pixels`."""

    def __init__(self, brush: Brush, pixels: Mask) -> None:
        self._brush = brush
        self._pixels = pixels
        self._last: tuple[float, float, float] | None = None

    def to(self, x: float, y: float, pressure: float = 1.0) -> Patch | None:
        """Go on to (x, y), pixels of the photo; its first call begins there. `pressure` scales the size, up to there.

        What the mask becomes; None where nothing within the picture is touched.
        """
        here = (x, y, max(1.0, self._brush.size * pressure))
        dabs = _dabs(self._last or here, here, self._brush.hardness)
        self._last = here
        area = _around(dabs, self._pixels.shape)
        if area is None:
            return None
        values = self._pixels[area.slices].copy()
        for dab in dabs:
            self._press(dab, area, values)
        return Patch(area, freeze(values))

    def _press(self, dab: Patch, area: Area, values: Mask) -> None:
        """Where dabs overlap the strongest counts: the stroke has the brush's own profile everywhere."""
        left, top = dab.area.left - area.left, dab.area.top - area.top
        height, width = dab.values.shape
        rows, columns = slice(max(0, top), max(0, top + height)), slice(max(0, left), max(0, left + width))
        part = values[rows, columns]
        shown = dab.values[max(0, -top) :, max(0, -left) :][: part.shape[0], : part.shape[1]]
        if self._brush.erases:
            np.minimum(part, FULL - shown, out=part)
        else:
            np.maximum(part, shown, out=part)


def outline(brush: Brush) -> float:
    """The radius in pixels at which a dab is half as strong as in its middle: where its rim is to be shown."""
    outer, inner = _radii(brush.size, brush.hardness)
    return (outer + inner) / 2


def _dabs(start: tuple[float, float, float], stop: tuple[float, float, float], hardness: float) -> list[Patch]:
    """From `start` (x, y, size) to `stop`, without `start` unless it is the same; an eighth of the size apart, and for
    large ones so near that the stroke's edge waves by less than a quarter of a pixel."""
    size = min(start[2], stop[2])
    step = min(size / 8, math.sqrt(size)) if size > 4 else size / 4
    count = max(1, math.ceil(math.dist(start[:2], stop[:2]) / step))
    along = np.arange(1, count + 1)[:, None] / count
    first = np.array(start)
    return [_dab(x, y, size, hardness) for x, y, size in first + (np.array(stop) - first) * along]


def _dab(x: float, y: float, size: float, hardness: float) -> Patch:
    """Placed where it lies, also beyond the picture."""
    grid = 1 if size >= _LARGE else 4
    across, down = round((x - 0.5) * grid), round((y - 0.5) * grid)
    size = round(size * 4) / 4 if size < _LARGE else float(round(size))
    values = _stamp(size, hardness, across % grid / grid, down % grid / grid)
    reach = len(values) // 2
    return Patch(Area(across // grid - reach, down // grid - reach, len(values), len(values)), values)


@lru_cache(maxsize=48)
def _stamp(size: float, hardness: float, right: float, down: float) -> Mask:
    """A dab whose middle lies `right` and `down` of that of the middle pixel; (2n + 1, 2n + 1)."""
    outer, inner = _radii(size, hardness)
    reach = math.ceil(outer) + 1
    if right or down:
        steps = np.arange(-reach, reach + 1, dtype=np.float32)
        return freeze(_profile(steps - np.float32(right), steps - np.float32(down), outer, inner))
    quarter = np.arange(reach + 1, dtype=np.float32)
    return freeze(np.pad(_profile(quarter, quarter, outer, inner), ((reach, 0), (reach, 0)), "reflect"))


def _profile(x: Floats, y: Floats, outer: float, inner: float) -> Mask:
    """How strong it is at each of `x` and `y`, which begin at its middle."""
    distance = np.sqrt(np.square(y)[:, None] + np.square(x))
    rise = ((np.float32(outer) - distance) / np.float32(outer - inner)).clip(0, 1)
    if outer - inner > 1:
        rise *= rise * (3 - 2 * rise)  # no corner at the rim nor in the middle
    return np.asarray(np.rint(rise * FULL), np.uint8)


def _radii(size: float, hardness: float) -> tuple[float, float]:
    """Where a dab ends, and up to where it is full; a pixel apart at the least, which is a smooth edge."""
    radius = size / 2
    return radius + 0.5, min(hardness * (radius + 0.5), radius - 0.5)


def _around(dabs: list[Patch], shape: tuple[int, ...]) -> Area | None:
    left, top = (max(0, min(dab.area[axis] for dab in dabs)) for axis in (0, 1))
    right = min(shape[1], max(dab.area.left + dab.area.width for dab in dabs))
    bottom = min(shape[0], max(dab.area.top + dab.area.height for dab in dabs))
    return Area(left, top, right - left, bottom - top) if right > left and bottom > top else None
