"""By how much one picture of a pair is off the other."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Luma = NDArray[np.uint8]
_SIDE = 256
"""Pixels of the longer side at which pictures are compared whole; then their middles, twice as large, as they are."""
_LEAST, _GAIN = 0.25, 0.1
"""Correlation of outlines that a shift must reach, and by how much it must better that of none."""
_FARTHEST = 0.25
"""Share of a side; farther shifts are mistakes."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What lies at (x, y) in the first picture lies at (x + across, y + down) in the second; whole pixels."""

    across: int
    down: int


def shift(first: Luma, second: Luma) -> Shift | None:
    """By how much `second` (H, W) is off `first` (H, W); None where it is not, or where nothing certain can be said.

    Phase correlation (Kuglin and Hines 1975) of the strength of outlines, which pictures of different kinds share;
    believed where it makes outlines coincide that did not before.
    """
    factor = max(1.0, max(first.shape) / _SIDE)
    found = _apart(*(_outlines(_reduced(each, factor)) for each in (first, second)))
    by = Shift(round(found[0] * factor), round(found[1] * factor))
    if abs(by.across) > _FARTHEST * first.shape[1] or abs(by.down) > _FARTHEST * first.shape[0]:
        return None
    before = [_outlines(_middle(each)) for each in (first, second)]
    after = [_outlines(_middle(each)) for each in overlap(first, second, by)]
    finer = _apart(*after)
    by = Shift(by.across + round(finer[0]), by.down + round(finer[1]))
    after = [_outlines(_middle(each)) for each in overlap(first, second, by)]
    likeness = _likeness(*after)
    believed = (by.across or by.down) and likeness > max(_LEAST, _likeness(*before) + _GAIN)
    return by if believed else None


def overlap(first: Luma, second: Luma, by: Shift, factor: int = 1) -> tuple[Luma, Luma]:
    """What both show, of pictures (H, W) or (H, W, C); the second is `factor` times larger, `by` in its pixels."""
    top, rows = _common(first.shape[0], second.shape[0], by.down, factor)
    left, columns = _common(first.shape[1], second.shape[1], by.across, factor)
    y, x = top * factor + by.down, left * factor + by.across
    return first[top : top + rows, left : left + columns], second[y : y + rows * factor, x : x + columns * factor]


def _common(first: int, second: int, by: int, factor: int) -> tuple[int, int]:
    """Begin in the first, and length, of what both have along one side."""
    begin = max(0, -(by // factor))
    return begin, max(0, min(first - begin, (second - by) // factor - begin))


def _reduced(luma: Luma, factor: float) -> Luma:
    size = [max(1, round(side / factor)) for side in luma.shape[::-1]]
    return np.asarray(cv2.resize(luma, size, interpolation=cv2.INTER_AREA), np.uint8) if factor > 1 else luma


def _middle(luma: Luma) -> Luma:
    top, left = (max(0, (side - 2 * _SIDE) // 2) for side in luma.shape)
    return luma[top : top + 2 * _SIDE, left : left + 2 * _SIDE]


def _outlines(luma: Luma) -> Floats:
    soft = cv2.GaussianBlur(luma.astype(np.float32), (0, 0), 1.0)
    strength = cv2.magnitude(cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1))
    return np.asarray(strength, np.float32)


def _apart(first: Floats, second: Floats) -> tuple[float, float]:
    if min(first.shape) < 8:
        return 0.0, 0.0
    (across, down), _response = cv2.phaseCorrelate(
        first, second, cv2.createHanningWindow(first.shape[::-1], cv2.CV_32F)
    )
    return across, down


def _likeness(first: Floats, second: Floats) -> float:
    one, other = first - first.mean(), second - second.mean()
    return float((one * other).sum() / max(float(np.sqrt((one**2).sum() * (other**2).sum())), 1e-6))
