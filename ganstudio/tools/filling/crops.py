"""Where to look for what belongs into a hole: a crop around it, in one of eight turned versions."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ganstudio.image.pixels import Pixels, has_alpha
from ganstudio.masks.mask import FULL, Area, Mask, bounds, freeze

LEAST = 64
"""Pixels that are looked at on each side of a hole, at least; else as many as the hole is large."""
NEAR = 16
"""Pixels: holes that are nearer to each other are filled together."""
CELL = 512
"""Pixels of a side of the parts in which what is long and thin, as a scratch, is filled."""
_THIN = 8
"""How many times as long as if it were a square."""


def parts(hole: Mask) -> Iterator[tuple[Area, Mask]]:
    """Where each part of `hole` lies that is filled by itself, and its own mask there."""
    from ganstudio.masks.holes import holes  # with OpenCV, which takes its time

    for area, own in holes(hole, NEAR):
        if max(own.shape) > max(CELL, _THIN * math.sqrt(np.count_nonzero(own))):
            yield from _cells(area, own)
        else:
            yield area, own


def _cells(area: Area, own: Mask) -> Iterator[tuple[Area, Mask]]:
    """The hole cut up: of a thin one, no piece needs to know the whole."""
    for top in range(0, area.height, CELL):
        for left in range(0, area.width, CELL):
            cell = own[top : top + CELL, left : left + CELL]
            tight = bounds(cell)
            if tight:
                place = Area(area.left + left + tight.left, area.top + top + tight.top, tight.width, tight.height)
                yield place, freeze(cell[tight.slices])


def around(area: Area, own: Mask, size: tuple[int, int]) -> Area:
    """The crop around a hole that lies in `area` of a picture of `size` (width, height), with the mask `own` there."""
    return widened(area, max(LEAST, math.ceil(math.sqrt(np.count_nonzero(own)))), size)


def widened(area: Area, by: int, size: tuple[int, int]) -> Area:
    """`area` and `by` pixels on each side of it, as far as a picture of `size` (width, height) reaches."""
    left, top = max(0, area.left - by), max(0, area.top - by)
    right, bottom = min(size[0], area.left + area.width + by), min(size[1], area.top + area.height + by)
    return Area(left, top, right - left, bottom - top)


def missing(pixels: Pixels, hole: Mask, crop: Area) -> Mask:
    """What of the `crop` is not there to go by: holes, and what is wholly transparent, whose colours mean nothing.

    Where that would be all of it, the holes alone.
    """
    gap = hole[crop.slices] > 0
    if has_alpha(pixels):
        unseen = gap | (pixels[crop.slices][..., 3] == 0)
        gap = gap if unseen.all() else unseen
    return freeze(np.where(gap, np.uint8(FULL), np.uint8(0)))


def turned(array: Pixels, way: int) -> Pixels:
    """One of the eight turned and mirrored versions of a picture; 0 is the picture itself."""
    result = np.rot90(array, way % 4)
    return np.ascontiguousarray(result[:, ::-1] if way % 8 > 3 else result)


def turned_back(array: Pixels, way: int) -> Pixels:
    """What `turned` made, upright again."""
    return np.rot90(array[:, ::-1] if way % 8 > 3 else array, -(way % 4))
