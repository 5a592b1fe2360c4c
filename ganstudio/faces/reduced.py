"""Copies of photos to look at: 8 bit, without alpha, not too large."""

from __future__ import annotations

import numpy as np

from ganstudio.engine.job import Job
from ganstudio.image.pixels import Pixels, has_alpha, white

_BACKGROUND = 128
"""What is seen through a photo."""


def reduced(pixels: Pixels, longest: int, job: Job) -> Pixels:
    """A copy whose longer side has `longest` pixels at most."""
    import cv2

    job.check()
    height, width = pixels.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return eight_bit(pixels)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return eight_bit(np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)))


def eight_bit(pixels: Pixels) -> Pixels:
    """The same in 8 bit without alpha; what is see-through is grey."""
    if pixels.dtype == np.uint8 and not has_alpha(pixels):
        return pixels
    values = pixels.astype(np.float32) * (255 / white(pixels))
    if has_alpha(pixels):
        seen = values[..., 3:] / 255
        values = seen * values[..., :3] + (1 - seen) * _BACKGROUND
    return np.asarray(np.rint(values), np.uint8)
