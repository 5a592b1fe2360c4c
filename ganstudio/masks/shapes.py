"""Shapes drawn on a photo, as masks: how much of each pixel the shape covers.

Coordinates are pixels of the photo, (0, 0) is the corner of the first one and (0.5, 0.5) its middle.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ganstudio.masks.mask import FULL, Area, Mask, Patch, freeze

Point = tuple[float, float]
Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
_ROWS = 64
"""Worked out at once, in the processor's cache."""
_OFF = 0.02
"""Pixels by which an ellipse made of straight lines may be off."""


def rectangle(size: tuple[int, int], corner: Point, opposite: Point) -> Patch | None:
    """As `polygon`, between two opposite corners."""
    (left, top), (right, bottom) = corner, opposite
    return polygon(size, [(left, top), (right, top), (right, bottom), (left, bottom)])


def ellipse(size: tuple[int, int], corner: Point, opposite: Point) -> Patch | None:
    """As `polygon`, the ellipse that fills the rectangle between two opposite corners."""
    (left, top), (right, bottom) = corner, opposite
    across, down = abs(right - left) / 2, abs(bottom - top) / 2
    sides = max(8, math.ceil(math.pi * math.sqrt(max(across, down) / (2 * _OFF))))
    turn = np.arange(sides) * (2 * math.pi / sides)
    x, y = (left + right) / 2 + across * np.cos(turn), (top + bottom) / 2 + down * np.sin(turn)
    return polygon(size, list(zip(x, y, strict=True)))


def polygon(size: tuple[int, int], points: Sequence[Point]) -> Patch | None:
    """What the line through `points`, and back to the first, encloses, within a picture of `size` (width, height).

    Edges are smooth: a pixel has the share of its area that is inside. Parts that the line runs around several times
    count once. None where nothing lies within the picture.
    """
    corners = np.asarray(points, np.float64).reshape(-1, 2)
    area = _around(corners, size)
    if area is None:
        return None
    values = _covered(corners - (area.left, area.top), area.width, area.height)
    return Patch(area, values) if values.any() else None


def _around(corners: Doubles, size: tuple[int, int]) -> Area | None:
    if len(corners) < 3:
        return None
    left, top = np.maximum(np.floor(corners.min(axis=0)), 0).astype(int)
    right, bottom = np.minimum(np.ceil(corners.max(axis=0)), size).astype(int)
    return Area(int(left), int(top), int(right - left), int(bottom - top)) if right > left and bottom > top else None


def _covered(corners: Doubles, width: int, height: int) -> Mask:
    """The line is cut where it passes from pixel to pixel; each piece says how much of its own pixel lies to its right,
    and all pixels further right are inside by as much as it spans: Levien, "Inside the fastest font renderer"."""
    start, stop = _pieces(corners)
    row = np.floor((start[:, 1] + stop[:, 1]) / 2).astype(np.int64)
    order = np.argsort(row, kind="stable")
    row, span = row[order], (stop - start)[order, 1]
    middle = ((start + stop)[order, 0] / 2).clip(0, width)
    values = np.empty((height, width), np.uint8)
    for top in range(0, height, _ROWS):
        band = values[top : top + _ROWS]
        part = slice(*np.searchsorted(row, (top, top + len(band))))
        band[...] = _band(row[part] - top, middle[part], span[part], band.shape)
    return freeze(values)


def _band(row: NDArray[np.int64], middle: Doubles, span: Doubles, shape: tuple[int, ...]) -> Floats:
    """Rows of it, 0 to 255, from the pieces in them."""
    height, width = shape
    column = np.floor(middle).astype(np.int64)
    beside = span * (middle - column)
    at = row * (width + 2) + column
    count = height * (width + 2)
    sums = np.bincount(at, span - beside, count) + np.bincount(at + 1, beside, count)
    inside = np.abs(np.cumsum(sums.reshape(height, width + 2)[:, :width], axis=1, dtype=np.float32))
    return np.asarray(np.rint(np.minimum(inside, 1) * FULL), np.float32)


def _pieces(corners: Doubles) -> tuple[Doubles, Doubles]:
    """Starts and ends (n, 2) of the closed line's pieces, none of which leaves its pixel."""
    first, last = corners, np.roll(corners, -1, axis=0)
    edge, along = [np.arange(len(first))] * 2, [np.zeros(len(first)), np.ones(len(first))]
    for axis in (0, 1):
        low = np.floor(np.minimum(first, last)[:, axis]).astype(np.int64) + 1
        count = np.maximum(np.ceil(np.maximum(first, last)[:, axis]).astype(np.int64) - low, 0)
        which = np.repeat(np.arange(len(first)), count)
        lines = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + low[which]
        edge.append(which)
        along.append((lines - first[which, axis]) / (last - first)[which, axis])
    which, share = np.concatenate(edge), np.concatenate(along)
    order = np.lexsort((share, which))
    which, share = which[order], share[order][:, None]
    passed = first[which] * (1 - share) + last[which] * share
    same = which[1:] == which[:-1]
    return passed[:-1][same], passed[1:][same]
