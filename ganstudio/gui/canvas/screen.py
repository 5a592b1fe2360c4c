"""From a photo's values to what the screen shows: sRGB, 8 bit, colours multiplied by alpha."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from ganstudio.image.colour import DisplayTransform
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha

Transform = lru_cache(maxsize=8)(DisplayTransform)
"""Reading a profile takes longer than a frame; photos of one camera share theirs."""


class Screen:
    """Callable: pixels of any region → uint8, RGB or RGBA with alpha multiplied in. Safe in any thread.

    `instant`: cheap enough to be done while painting.
    """

    def __init__(self, icc: bytes | None, alpha: bool) -> None:
        self._transform = Transform(icc)
        self.alpha = alpha
        self.instant = self._transform.plain and not alpha

    def __call__(self, pixels: Pixels) -> Pixels:
        shown = self._transform(pixels)
        return np.asarray(cv2.cvtColor(shown, cv2.COLOR_RGBA2mRGBA)) if has_alpha(shown) else shown


def eight_bit(pixels: Pixels) -> Pixels:
    """The same values in 8 bit."""
    if pixels.dtype == np.uint8:
        return pixels
    return np.asarray(cv2.convertScaleAbs(pixels, alpha=1 / 257)).reshape(pixels.shape)


def prepare(photo: Photo) -> None:
    """Read the profile of `photo`, which takes some ten milliseconds the first time: for a thread that opens files."""
    sample = freeze(np.zeros((1, 1, 3), photo.pixels.dtype))
    Transform(photo.meta.icc)(sample)
