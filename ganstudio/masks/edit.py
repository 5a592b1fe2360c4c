"""A mask made into another one: inverted, larger, smaller, softer, together with a shape."""

from __future__ import annotations

import math
from typing import Literal

import cv2
import numpy as np

from ganstudio.engine.job import Job
from ganstudio.masks.mask import FULL, Area, Mask, Patch, bounds, freeze

How = Literal["replace", "add", "subtract", "intersect"]
_ROWS = 256
"""Worked on at once: few enough to stay in the processor's cache, which makes it five times as fast."""
_FINE = 6.0
"""Pixels of standard deviation up to which a Gaussian is computed at full size."""


def invert(mask: Mask) -> Mask:
    """What was masked is not, and the other way round."""
    return freeze(FULL - mask)


def combine(mask: Mask, patch: Patch | None, how: How) -> Mask:
    """`mask` together with a shape; None is a shape that holds nothing."""
    result = np.zeros_like(mask) if how in ("replace", "intersect") else mask.copy()
    if patch:
        old, new = mask[patch.area.slices], patch.values
        if how == "add":
            new = np.maximum(old, new)
        elif how == "subtract":
            new = np.minimum(old, FULL - new)
        elif how == "intersect":
            new = np.minimum(old, new)
        result[patch.area.slices] = new
    return freeze(result)


def grow(mask: Mask, pixels: int, job: Job | None = None) -> Mask:
    """Each pixel becomes the strongest within a disc of radius `pixels`: edges move outwards and stay as soft."""
    area = bounds(mask)
    if area is None or pixels < 1:
        return mask
    wide = _widened(area, pixels, mask)
    result = np.zeros_like(mask)
    part, made = mask[wide.slices], result[wide.slices]
    for start in range(0, wide.height, _ROWS):
        if job:
            job.progress(start / wide.height)
        stop = min(start + _ROWS, wide.height)
        _grow_rows(part, made[start:stop], start, pixels)
    return freeze(result)


def shrink(mask: Mask, pixels: int, job: Job | None = None) -> Mask:
    """Each pixel becomes the weakest within a disc of radius `pixels`; the photo's own edge is none of the mask."""
    return invert(grow(invert(mask), pixels, job))


def feather(mask: Mask, pixels: float) -> Mask:
    """A Gaussian of a third of `pixels` as its standard deviation: nothing farther from an edge becomes other."""
    area = bounds(mask)
    if area is None or pixels <= 0:
        return mask
    wide = _widened(area, int(np.ceil(pixels)), mask)
    result = np.zeros_like(mask)
    result[wide.slices] = _blurred(mask[wide.slices], pixels / 3)
    return freeze(result)


def _blurred(part: Mask, deviation: float) -> Mask:
    """Reduced first where that is not seen: a wide Gaussian would take seconds."""
    factor = int(deviation / _FINE) + 1
    height, width = part.shape
    edge = cv2.BORDER_REPLICATE
    if factor == 1:
        return np.asarray(cv2.GaussianBlur(part, (0, 0), deviation, borderType=edge), np.uint8)
    whole = cv2.copyMakeBorder(part, 0, -height % factor, 0, -width % factor, edge)
    small = cv2.resize(whole, (whole.shape[1] // factor, whole.shape[0] // factor), interpolation=cv2.INTER_AREA)
    # Reducing blurs by a box as wide as `factor`, enlarging by a triangle twice as wide.
    left = math.sqrt(deviation**2 - factor**2 / 4) / factor
    small = cv2.GaussianBlur(small, (0, 0), left, borderType=edge)
    large = cv2.resize(small, whole.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return np.asarray(large[:height, :width], np.uint8)


def _grow_rows(part: Mask, made: Mask, start: int, pixels: int) -> None:
    """Rows from `start` on of `part`, grown, into `made`: the disc is put together of its rows, from the shortest to
    the longest, each a wider window than the one before."""
    low, high = max(0, start - pixels), min(len(part), start + len(made) + pixels)
    spread = part[low:high]
    if not spread.any():
        return
    half = 0
    for away in range(pixels, -1, -1):
        wanted = math.isqrt(pixels**2 - away**2)
        if wanted > half:
            spread = np.asarray(cv2.dilate(spread, np.ones((1, 2 * (wanted - half) + 1), np.uint8)), np.uint8)
            half = wanted
        for offset in {-away, away}:
            top, bottom = max(low, start + offset), min(high, start + offset + len(made))
            if top < bottom:
                rows = made[top - offset - start : bottom - offset - start]
                np.maximum(rows, spread[top - low : bottom - low], out=rows)


def _widened(area: Area, pixels: int, mask: Mask) -> Area:
    left, top = max(0, area.left - pixels), max(0, area.top - pixels)
    right = min(mask.shape[1], area.left + area.width + pixels)
    bottom = min(mask.shape[0], area.top + area.height + pixels)
    return Area(left, top, right - left, bottom - top)
