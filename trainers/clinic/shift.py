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
    by = _moved(Shift(0, 0), _apart(*(_outlines(_reduced(each, factor)) for each in (first, second))), factor)
    if not _near(by, first):
        return None
    by = _moved(by, _apart(*_overlapping(first, second, by)))
    if by == Shift(0, 0) or not _near(by, first):
        return None
    if min(first.shape) < _SIDE:  # so little is there that the fading at the borders draws the peak aside
        by = max(_around(by), key=lambda near: _likeness(*_overlapping(first, second, near)))
    likeness = _likeness(*_overlapping(first, second, by))
    unmoved = _likeness(*_overlapping(first, second, Shift(0, 0)))
    return by if likeness > max(_LEAST, unmoved + _GAIN) else None


def _around(by: Shift) -> list[Shift]:
    steps = (0, -1, 1)
    return [Shift(by.across + across, by.down + down) for down in steps for across in steps]


def _moved(by: Shift, further: tuple[float, float], factor: float = 1.0) -> Shift:
    return Shift(by.across + round(further[0] * factor), by.down + round(further[1] * factor))


def _near(by: Shift, luma: Luma) -> bool:
    height, width = luma.shape
    return bool(abs(by.across) <= _FARTHEST * width and abs(by.down) <= _FARTHEST * height)


def _overlapping(first: Luma, second: Luma, by: Shift) -> tuple[Floats, Floats]:
    """Outlines in the middle of what both show."""
    one, other = overlap(first, second, by)
    return _outlines(_middle(one)), _outlines(_middle(other))


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
