"""The guided filter (He, Sun and Tang 2013): values taken, in each small window, for a straight line over a guide."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def lines(
    values: Floats, guide: Floats, radius: int, epsilon: float, weights: Floats | None = None
) -> tuple[Floats, Floats]:
    """Slopes and bases (h, w, C) of the lines that are nearest to `values` (h, w, C) over the `guide` (h, w), both in
    [0, 1]: equations 5 and 6, least squares by `weights` (h, w).

    Windows reach `radius` pixels to each side; from the variance `epsilon` of the guide on a difference is an edge.
    """
    total = None if weights is None else np.reciprocal(mean(weights, radius))

    def average(plane: Floats) -> Floats:
        if weights is None or total is None:
            return mean(plane, radius)
        return _times(mean(_times(plane, weights), radius), total)

    middle, level = average(guide), average(values)
    variance = average(guide * guide) - middle * middle
    together = average(_times(values, guide)) - _times(level, middle)
    slope = together / _wide(np.maximum(variance, np.float32(0)) + np.float32(epsilon), together)
    return slope, level - _times(slope, middle)


def _times(values: Floats, plane: Floats) -> Floats:
    return values * _wide(plane, values)


def _wide(plane: Floats, like: Floats) -> Floats:
    """(h, w) repeated for each channel of `like`: numpy is slow where the last of three axes has few."""
    import cv2

    if like.ndim == 2:
        return plane
    return np.asarray(cv2.merge([plane] * like.shape[2]), np.float32).reshape(like.shape)


def mean(values: Floats, radius: int) -> Floats:
    """Over the window around each place of (h, w) or (h, w, C)."""
    import cv2

    side = 2 * radius + 1
    blurred = cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)
    return np.asarray(blurred, np.float32).reshape(values.shape)
