"""Plain resampling of a picture in pieces: any rows of the result, from no more than the rows of the source they need.

Pillow does it (antialiased where it reduces); its float boxes make the pieces fit without a seam.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ganstudio.image.pixels import Pixels

Floats = NDArray[np.float32]
PIECE = 4 << 20
"""Pixels that one call works on: small enough to be interrupted soon and to cost little memory."""
AUTOMATIC = "automatic"
"""Bicubic where it gets smaller (hardly any ringing), Lanczos where it gets larger."""
FILTERS = ("lanczos", "cubic", "linear", "nearest")
"""The others."""


def rows(
    source: Pixels, first: int, height: int, size: tuple[int, int], start: int, end: int, filter_: str = AUTOMATIC
) -> Pixels:
    """Rows `start`..`end` of a picture resized to `size` (width, height) by `filter_`: AUTOMATIC or one of FILTERS.

    `source` holds the picture's rows from `first` on, at least those that `needed` names; the whole has `height` rows.
    Antialiased where it gets smaller, except by "nearest". Any depth, any number of channels; of four the last is
    alpha, and a pixel's colour counts as much as one sees of it.
    """
    if source.shape[1] == size[0] and height == size[1]:
        return source[start - first : end - first]
    low, high = needed(height, size[1], start, end)
    part = source[low - first : high - first]
    ratio = height / size[1]
    span = start * ratio - low, min(end * ratio - low, float(len(part)))
    if filter_ == AUTOMATIC:
        filter_ = "cubic" if ratio > 1 else "lanczos"
    target = size[0], end - start
    if part.dtype == np.uint8 and part.shape[2] == 3:
        return _resize(part, target, span, filter_)
    if filter_ != "nearest" and see_through(part):
        return weighted(part, lambda channel: _resize(channel, target, span, filter_))
    channels = [_resize(part[:, :, index], target, span, filter_) for index in range(part.shape[2])]
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


def see_through(part: Pixels) -> bool:
    """Whether some of it is not opaque."""
    return bool(part.shape[2] == 4 and (part[..., 3] != np.iinfo(part.dtype).max).any())


def weighted(part: Pixels, interpolate: Callable[[Floats], Floats]) -> Pixels:
    """RGBA pixels, each channel interpolated and colours weighted by alpha: what is unseen leaves no fringe."""
    wide = part.astype(np.float32)
    alpha = wide[..., 3]
    seen = interpolate(alpha)
    channels = [interpolate(wide[..., index] * alpha) for index in range(3)]
    channels = [np.divide(each, seen, out=np.zeros_like(seen), where=seen >= 0.5) for each in channels]
    return _whole_numbers(np.stack([*channels, seen], axis=2), part.dtype)


def _resize(part: Pixels, size: tuple[int, int], span: tuple[float, float], filter_: str) -> Pixels:
    """The rows of `part` from span[0] to span[1], resized to `size`."""
    from PIL import Image

    filters = {
        "lanczos": Image.Resampling.LANCZOS,
        "cubic": Image.Resampling.BICUBIC,
        "linear": Image.Resampling.BILINEAR,
        "nearest": Image.Resampling.NEAREST,
    }
    image = Image.fromarray(np.ascontiguousarray(part) if part.dtype == np.uint8 else part.astype(np.float32))
    # One direction after the other: in one call Pillow takes the cheaper order, another one for another piece, and as
    # it clips between the two, the pieces would not fit.
    image = image.resize((size[0], image.height), filters[filter_])
    result: Pixels = np.asarray(image.resize(size, filters[filter_], (0, span[0], image.width, span[1])))
    return result if part.dtype in (np.uint8, np.float32) else _whole_numbers(result, part.dtype)


def _whole_numbers(values: Floats, dtype: np.dtype[Any]) -> Pixels:
    rounded: Pixels = np.clip(np.rint(values), 0, np.iinfo(dtype).max).astype(dtype)
    return rounded
