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
    share = np.ones_like(guide) if weights is None else weights
    total = mean(share, radius)
    middle = mean(share * guide, radius) / total
    level = mean(share[..., None] * values, radius) / total[..., None]
    variance = mean(share * guide * guide, radius) / total - middle**2
    together = mean((share * guide)[..., None] * values, radius) / total[..., None] - level * middle[..., None]
    slope = together / (np.maximum(variance, 0) + np.float32(epsilon))[..., None]
    return slope, level - slope * middle[..., None]


def mean(values: Floats, radius: int) -> Floats:
    """Over the window around each place of (h, w) or (h, w, C)."""
    import cv2

    side = 2 * radius + 1
    blurred = cv2.blur(values, (side, side), borderType=cv2.BORDER_REFLECT)
    return np.asarray(blurred, np.float32).reshape(values.shape)
