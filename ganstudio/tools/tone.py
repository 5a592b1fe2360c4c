"""Tone tables: for each of the 256 or 65536 values a channel can have, the value it shall have; applied in pieces."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, white

Doubles = NDArray[np.float64]
PIECE = 1 << 18
"""Pixels worked on at once: floats of so many fit the processor's cache."""


def levels(photo: Photo) -> int:
    """How many values a channel can have: 256 or 65536."""
    return white(photo.pixels) + 1


def in_pieces(photo: Photo, work: Callable[[Pixels], Pixels], job: Job) -> Photo:
    """The photo with `work` done to its colours: RGB rows in, RGB rows of the same type out. Alpha stays."""
    pixels = photo.pixels
    height, width, channels = pixels.shape
    result = room(height, width, channels, pixels.dtype)
    step = max(1, PIECE // width)
    for start in range(0, height, step):
        job.progress(start / height)
        rows = slice(start, start + step)
        result[rows, :, :3] = work(pixels[rows, :, :3])
        result[rows, :, 3:] = pixels[rows, :, 3:]
    job.progress(1)
    return photo.with_pixels(freeze(result))


def by_tables(photo: Photo, tables: Doubles, job: Job) -> Photo:
    """The photo with each channel's values looked up in its row of `tables` (3, levels), values in [0, 1]."""
    whole = np.rint(np.clip(tables, 0, 1) * white(photo.pixels)).astype(photo.pixels.dtype)
    if photo.pixels.dtype == np.uint8:
        table = np.ascontiguousarray(whole.T)[None]
        return in_pieces(photo, lambda part: cv2.LUT(np.ascontiguousarray(part), table), job)
    return in_pieces(photo, lambda part: np.stack([np.take(whole[c], part[..., c]) for c in range(3)], axis=2), job)
