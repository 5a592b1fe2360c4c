"""The magic wand: a mask of what has the colour of one place."""

from __future__ import annotations

import cv2
import numpy as np

from ganstudio.image.pixels import Pixels, white
from ganstudio.masks.mask import FULL, Mask, freeze

_REGION = 128


def wand(pixels: Pixels, at: tuple[int, int], tolerance: float, *, contiguous: bool = True) -> Mask:
    """Where each channel differs by at most `tolerance`, of 255, from the mean of the 3 × 3 pixels around `at` (x, y);
    `contiguous`: only what hangs together with `at`. `at` is always in it. ValueError where it is outside.
    """
    x, y = at
    height, width = pixels.shape[:2]
    if not (0 <= x < width and 0 <= y < height):
        raise ValueError(f"{at} is outside of {width} × {height}")
    near = pixels[max(0, y - 1) : y + 2, max(0, x - 1) : x + 2]
    middle = near.mean(axis=(0, 1))
    reach = tolerance * white(pixels) / 255
    low, high = np.ceil(middle - reach).clip(0), np.floor(middle + reach).clip(0, white(pixels))
    alike = np.asarray(cv2.inRange(pixels, low, high), np.uint8)
    alike[y, x] = FULL
    if contiguous:
        cv2.floodFill(alike, None, (x, y), _REGION)
        alike = np.where(alike == _REGION, np.uint8(FULL), np.uint8(0))
    return freeze(alike)
