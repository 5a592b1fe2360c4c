"""Plain resampling of a picture in pieces: any rows of the result, from no more than the rows of the source they need.

Pillow does it (antialiased where it reduces); its float boxes make the pieces fit without a seam.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ganstudio.image.pixels import Pixels

PIECE = 4 << 20
"""Pixels that one call works on: small enough to be interrupted soon and to cost little memory."""


def rows(source: Pixels, first: int, height: int, size: tuple[int, int], start: int, end: int) -> Pixels:
    """Rows `start`..`end` of a picture resized to `size` (width, height).

    `source` holds the picture's rows from `first` on, at least those that `needed` names; the whole has `height` rows.
    Bicubic where it gets smaller (hardly any ringing), Lanczos where it gets larger. Any depth, any number of channels.
    """
    if source.shape[1] == size[0] and height == size[1]:
        return source[start - first : end - first]
    low, high = needed(height, size[1], start, end)
    part = source[low - first : high - first]
    ratio = height / size[1]
    span = start * ratio - low, min(end * ratio - low, float(len(part)))
    if source.dtype == np.uint8 and source.shape[2] == 3:
        return _resize(part, (size[0], end - start), span, ratio)
    channels = [_resize(part[:, :, index], (size[0], end - start), span, ratio) for index in range(source.shape[2])]
    return np.stack(channels, axis=2)


def needed(height: int, target: int, start: int, end: int) -> tuple[int, int]:
    """Which source rows the result's rows `start`..`end` depend on."""
    ratio = height / target
    support = 3 * max(ratio, 1) + 1
    return max(0, math.floor(start * ratio - support)), min(height, math.ceil(end * ratio + support))


def pieces(start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """`start`..`end` in steps of at most PIECE pixels."""
    step = max(1, PIECE // width)
    for at in range(start, end, step):
        yield at, min(at + step, end)


def whole(source: Pixels, size: tuple[int, int]) -> Pixels:
    """The whole picture resized to `size` (width, height)."""
    height = len(source)
    return np.concatenate([rows(source, 0, height, size, *piece) for piece in pieces(0, size[1], size[0])])


def _resize(part: Pixels, size: tuple[int, int], span: tuple[float, float], ratio: float) -> Pixels:
    """The rows of `part` from span[0] to span[1], resized to `size`."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(part) if part.dtype == np.uint8 else part.astype(np.float32))
    filter_ = Image.Resampling.BICUBIC if ratio > 1 else Image.Resampling.LANCZOS
    # One direction after the other: in one call Pillow takes the cheaper order, another one for another piece, and as
    # it clips between the two, the pieces would not fit.
    image = image.resize((size[0], image.height), filter_)
    result: Pixels = np.asarray(image.resize(size, filter_, (0, span[0], image.width, span[1])))
    if part.dtype == np.uint8:
        return result
    rounded: Pixels = np.clip(np.rint(result), 0, np.iinfo(part.dtype).max).astype(part.dtype)
    return rounded
