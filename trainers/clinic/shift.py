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
"""Correlation of outlines that a shift must reach, and by how much it must better that of none; or halve what is left
to one, as a pixel does of pictures that are alike but for it."""
_ROUND = 3
"""Pixels around the peak of the phase correlation."""
_FARTHEST = 0.25
"""Share of a side; farther shifts are mistakes."""


@dataclass(frozen=True, slots=True)
class Shift:
    """What lies at (x, y) in the first picture lies at (x + across, y + down) in the second; whole pixels."""

    across: int
    down: int


_NONE = Shift(0, 0)


def shift(first: Luma, second: Luma) -> Shift | None:
    """By how much `second` (H, W) is off `first` (H, W); None where it is not, or where nothing certain can be said.

    Phase correlation (Kuglin and Hines 1975) of the strength of outlines, which pictures of different kinds share;
    believed where it makes outlines coincide that did not before.
    """
    factor = max(1.0, max(first.shape) / _SIDE)
    coarse = _moved(_NONE, _apart(*(_outlines(_reduced(each, factor)) for each in (first, second))), factor)
    found = {_NONE, coarse if _near(coarse, first) else _NONE}
    found |= {_moved(by, _apart(*_overlapping(first, second, by))) for by in found}
    found = {by for each in found if _near(by := _settled(first, second, each), first)} | {_NONE}
    outlines = {by: _overlapping(first, second, by) for by in found}
    broad = {by: _likeness(*_broad(each)) for by, each in outlines.items()}
    best = max(found, key=broad.__getitem__)
    if best == _NONE or broad[best] < _LEAST:
        return None
    sharp, unmoved = _likeness(*outlines[best]), _likeness(*outlines[_NONE])
    better = max(sharp - unmoved, broad[best] - broad[_NONE]) > _GAIN
    return best if better or 1 - sharp < (1 - unmoved) / 2 else None


def _settled(first: Luma, second: Luma, by: Shift) -> Shift:
    """The best shift so near to `by` that broad outlines tell it.

    The two sides of a drawn line lie beside the edge that it was drawn for, and each draws the peak to itself; so does
    the fading at the borders of small pictures.
    """
    one, other = _broad(_overlapping(first, second, by))
    if min(one.shape) < 8 * _ROUND:
        return by
    found = cv2.matchTemplate(other, one[_ROUND:-_ROUND, _ROUND:-_ROUND], cv2.TM_CCOEFF_NORMED)
    down, across = np.unravel_index(found.argmax(), found.shape)
    return Shift(by.across + int(across) - _ROUND, by.down + int(down) - _ROUND)


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


def _broad(outlines: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    one, other = (np.asarray(cv2.GaussianBlur(each, (0, 0), 2.0), np.float32) for each in outlines)
    return one, other


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
