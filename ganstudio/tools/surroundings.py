"""How light the surroundings of each pixel are: a soft picture of the luma that keeps its strong edges."""

from __future__ import annotations

import numpy as np

from ganstudio.tools.tone import Floats

_COARSE = 8
"""The filter's radius, at most, in pixels of the reduced picture it works on."""


class Surroundings:
    """The base layer of a picture, made from a reduced copy of its luma.

    He and Sun, "Fast Guided Filter", 2015: line by line `a * luma + b`, whose `a` and `b` are found at a reduced size.
    Differences of the luma well above `edge` are kept, those well below are smoothed over `radius` pixels. A pixel
    depends on those up to `reach(radius)` pixels away.
    """

    def __init__(self, small: Floats, size: tuple[int, int], radius: float, edge: float) -> None:
        """`small` is the luma, in [0, 1], reduced to `reduced(size, radius)`; `size` is (width, height)."""
        import cv2

        kernel = (2 * min(_COARSE, max(1, round(radius))) + 1,) * 2
        mean = np.asarray(cv2.blur(small, kernel, borderType=cv2.BORDER_REFLECT))
        squares = np.asarray(cv2.blur(small * small, kernel, borderType=cv2.BORDER_REFLECT))
        variance = np.maximum(squares - mean * mean, 0)
        slope = variance / (variance + edge * edge)
        lines = cv2.blur(np.stack([slope, mean * (1 - slope)], axis=2), kernel, borderType=cv2.BORDER_REFLECT)
        wide = (size[0], len(small))
        self._lines: Floats = np.asarray(cv2.resize(lines, wide, interpolation=cv2.INTER_LINEAR), np.float32)
        self._height = size[1]

    def __call__(self, luma: Floats, rows: slice) -> Floats:
        """The base layer in [0, 1] of `rows`, whose luma is given."""
        at = (np.arange(self._height)[rows] + 0.5) * len(self._lines) / self._height - 0.5
        at = np.clip(at, 0, len(self._lines) - 1)
        above = at.astype(int)
        below = np.minimum(above + 1, len(self._lines) - 1)
        share = (at - above).astype(np.float32)[:, None, None]
        lines = self._lines[above] * (1 - share) + self._lines[below] * share
        return np.asarray(np.clip(lines[..., 0] * luma + lines[..., 1], 0, 1))


def reduced(size: tuple[int, int], radius: float) -> tuple[int, int]:
    """The (width, height) that the luma of a picture of `size` is to be reduced to for this radius."""
    factor = max(1.0, radius / _COARSE)
    return max(1, round(size[0] / factor)), max(1, round(size[1] / factor))


def reach(radius: float) -> int:
    """How far, in pixels, what a pixel becomes depends on others."""
    factor = max(1.0, radius / _COARSE)
    return round((2 * _COARSE + 2) * factor) + 1
