"""Tones: for each of the 256 or 65536 values a channel can have, the value it shall have; applied in pieces."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.engine.engine import room
from ganstudio.engine.job import Job
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze, has_alpha, white
from ganstudio.image.response import Response

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
Work = Callable[[Pixels, slice], Pixels]
"""`work(part, rows)`: the new colours of `part`, which are the photo's colours in `rows`, uint8 or uint16 RGB. It is
called in several threads at once."""
PIECE = 1 << 16
"""Pixels worked on at once: floats of so many stay in the processor's cache, which makes it several times faster."""
_THREADS = min(8, os.cpu_count() or 1)
FINE = 65536
"""Entries of a table of what is no channel's value: light, or how light a place is."""


def levels(photo: Photo) -> int:
    """How many values a channel can have: 256 or 65536."""
    return white(photo.pixels) + 1


def in_pieces(photo: Photo, work: Work, job: Job) -> Photo:
    """The photo with `work` done to its colours; alpha stays."""
    pixels = photo.pixels
    height, width, channels = pixels.shape
    result = room(height, width, channels, pixels.dtype)
    step = max(1, PIECE // width)

    def piece(start: int) -> int:
        job.check()
        rows = slice(start, start + step)
        result[rows, :, :3] = work(np.ascontiguousarray(pixels[rows, :, :3]), rows)
        result[rows, :, 3:] = pixels[rows, :, 3:]
        return start

    with ThreadPoolExecutor(_THREADS) as pool:
        try:
            for start in pool.map(piece, range(0, height, step)):
                job.progress(start / height)
        finally:
            pool.shutdown(cancel_futures=True)
    job.progress(1)
    return photo.with_pixels(freeze(result))


def by_tables(photo: Photo, tables: Doubles, job: Job) -> Photo:
    """The photo with each channel's values looked up in its row of `tables` (3, levels), values in [0, 1]."""
    import cv2

    whole = np.rint(np.clip(tables, 0, 1) * white(photo.pixels)).astype(photo.pixels.dtype)
    return in_pieces(photo, lambda part, _rows: cv2.merge([look_up(whole[c], part[..., c]) for c in range(3)]), job)


def luma(part: Pixels) -> Pixels:
    """How light RGB(A) pixels are, in their own values, (H, W): Rec. 601's weights, as good as any for a mask."""
    import cv2

    return cv2.cvtColor(part, cv2.COLOR_RGBA2GRAY if has_alpha(part) else cv2.COLOR_RGB2GRAY).reshape(part.shape[:2])


def look_up(table: NDArray[Any], plane: Pixels) -> NDArray[Any]:
    """`table` at the values of `plane` (H, W)."""
    import cv2

    if plane.dtype == np.uint8:
        return cv2.LUT(plane, table)
    return np.take(table, plane)


def index(numbers: Floats) -> Pixels:
    """Where numbers in [0, 1] stand in a table of FINE entries."""
    return np.asarray(numbers * (FINE - 1) + 0.5).astype(np.uint16)


def encoding(curves: Response) -> Doubles:
    """The values (3, FINE) in [0, 1] of light, to be looked up at `index(sqrt(light))`.

    Even steps of light would be too coarse in the blacks.
    """
    return curves.values(np.stack([np.linspace(0, 1, FINE) ** 2] * 3))


def extremes(planes: Sequence[Pixels]) -> tuple[Pixels, Pixels]:
    """The largest and the smallest of red, green and blue, each (H, W)."""
    import cv2

    red, green, blue = planes
    return np.asarray(cv2.max(cv2.max(red, green), blue)), np.asarray(cv2.min(cv2.min(red, green), blue))


def depth(part: Pixels) -> int:
    """OpenCV's word for the type of `part`; what it writes into such is rounded, and cut off at black and white."""
    import cv2

    return cv2.CV_8U if part.dtype == np.uint8 else cv2.CV_16U
