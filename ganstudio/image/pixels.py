"""The one image convention: `Pixels`, (H, W, 3) or (H, W, 4), RGB(A), uint8 or uint16, contiguous, read-only."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[Any]
LUMA = np.array([0.299, 0.587, 0.114], np.float32)
"""How much red, green and blue count for brightness (ITU-R BT.601)."""


def freeze(array: NDArray[Any]) -> Pixels:
    """Check that `array` keeps the convention and make it contiguous and read-only."""
    if array.ndim != 3 or array.shape[2] not in (3, 4) or array.dtype not in (np.uint8, np.uint16):
        raise ValueError(f"not pixels: shape {array.shape}, {array.dtype}")
    array = np.ascontiguousarray(array)
    array.flags.writeable = False
    return array


def filled(pixels: Pixels, depth: int) -> Pixels:
    """Pixels of `depth` bits a channel that a codec has shifted up to 16, white below 65535, as the whole range.
    Others stay as they are."""
    return freeze(pixels | pixels >> depth) if pixels.dtype == np.uint16 and 8 < depth < 16 else pixels


def white(pixels: Pixels) -> int:
    """The value of full intensity: 255 or 65535."""
    return int(np.iinfo(pixels.dtype).max)


def size(pixels: Pixels) -> tuple[int, int]:
    """(width, height) in pixels."""
    return pixels.shape[1], pixels.shape[0]


def has_alpha(pixels: Pixels) -> bool:
    """Whether there is a fourth channel."""
    return bool(pixels.shape[2] == 4)
