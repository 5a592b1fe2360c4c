"""The colour of the light a photo was taken in, judged from the photo."""

from __future__ import annotations

import numpy as np

from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, has_alpha
from ganstudio.image.response import response
from ganstudio.tools.tone import Doubles, Floats

SIDE = 400
"""Longer side, in pixels, of the copy that is looked at."""
_NORM = 6
_CLIPPED = 0.98


def mean_light(pixels: Pixels, icc: bytes | None) -> Doubles:
    """The light (3,) of the mean of `pixels` (…, 3 or 4; 8 or 16 bit); never quite 0."""
    table = response(icc).light(int(np.iinfo(pixels.dtype).max) + 1)
    return np.array([max(float(table[c][pixels[..., c]].mean()), 1e-6) for c in range(3)])


def estimate(photo: Photo) -> Doubles | None:
    """The light (3,) that a grey thing in the photo would have, up to a factor; None where nothing tells.

    Grey-Edge of first order: van de Weijer, Gevers and Gijsenij, "Edge-Based Color Constancy", IEEE TIP 2007, with a
    Minkowski norm of 6. Differences between neighbours are grey on average, better than the colours themselves are.
    Clipped places, which have lost their colour, and see-through ones do not count.
    """
    import cv2

    width, height = photo.size
    factor = min(1.0, SIDE / max(photo.size))
    size = max(1, round(width * factor)), max(1, round(height * factor))
    small: Pixels = np.asarray(cv2.resize(photo.pixels, size, interpolation=cv2.INTER_AREA))
    table = response(photo.meta.icc).light(int(np.iinfo(small.dtype).max) + 1).astype(np.float32)
    light = np.stack([table[c][small[..., c]] for c in range(3)], axis=2)
    trusted = (light.max(axis=2) < _CLIPPED) & ((small[..., 3] > 0) if has_alpha(small) else True)
    trusted = cv2.erode(trusted.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    edges = _edges(light)[trusted].astype(np.float64)
    sums = (edges**_NORM).mean(axis=0) ** (1 / _NORM) if len(edges) else np.zeros(3)
    return sums if sums.min() > 1e-6 else None


def _edges(light: Floats) -> Floats:
    """How steeply each channel changes, (H, W, 3)."""
    import cv2

    soft = cv2.GaussianBlur(light, (0, 0), 1)
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    return np.asarray(np.hypot(across, down), np.float32)
