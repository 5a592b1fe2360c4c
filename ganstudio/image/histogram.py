"""The histogram of a picture: how often each value occurs."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.pixels import Pixels, has_alpha
from ganstudio.image.response import response

BINS = 256
MOST = 1 << 20
"""Pixels of a picture that are counted at most."""


def sample(pixels: Pixels) -> Pixels:
    """Evenly spaced pixels of a picture, MOST at most."""
    step = max(1, math.ceil(math.sqrt(pixels.shape[0] * pixels.shape[1] / MOST)))
    return np.ascontiguousarray(pixels[::step, ::step])


def histogram(pixels: Pixels, icc: bytes | None = None) -> NDArray[np.float32]:
    """Shares (4, 256) of luma, red, green and blue in the picture's own values; each row adds up to 1.

    Luma weighs the channels as the profile's primaries add to luminance. What is wholly see-through does not count;
    where nothing else is left, all shares are 0.
    """
    import cv2

    part = sample(pixels)
    seen = (part[..., 3] > 0).astype(np.uint8) if has_alpha(part) else None
    if part.dtype == np.uint16:
        part = (part >> 8).astype(np.uint8)
    luma = cv2.transform(part[..., :3], response(icc).weights[None].astype(np.float32)).reshape(part.shape[:2])
    planes = [luma, *cv2.split(part)[:3]]
    counts = np.stack([cv2.calcHist([plane], [0], seen, [BINS], [0, BINS])[:, 0] for plane in planes])
    return np.asarray(counts / max(float(counts[0].sum()), 1), np.float32)
