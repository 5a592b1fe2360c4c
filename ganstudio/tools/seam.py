"""Where a copied strip meets the photo: what they differ by there is taken over into the strip, ever less."""

from __future__ import annotations

import math

import numpy as np

from ganstudio.image.pixels import Pixels, white
from ganstudio.tools.offsets import Floats, Ints

_FAR_OFF = 0.2
"""Share of white: what differs by more is another thing, whose colour shall not spread."""
_EDGE = 1.5
"""Pixels that such a difference takes to fade."""


class Seam:
    """What is added to the strip at the right of `beside`, whose first column is copied by offsets `down`, `across`.

    The pixel before the copied one should be the photo's last; by what it is not, the copy is off. Its slow changes
    along the seam reach far into the strip, quick ones not: each about as far as it is long, as in a membrane that is
    fixed at the seam (Farbman et al. 2009, "Coordinates for Instant Image Cloning").
    """

    def __init__(self, beside: Pixels, down: Ints, across: Ints, added: int) -> None:
        height, end = beside.shape[:2]
        rows = np.clip(np.arange(height) + down, 0, height - 1)
        before = beside[rows, np.clip(end - 1 + across, 0, end - 1), :3].astype(np.float32)
        off: Floats = beside[:, -1, :3].astype(np.float32) - before
        most = np.abs(off).max(axis=1, keepdims=True) / white(beside)
        near = off / (1 + (most / _FAR_OFF) ** 4)
        self._along = np.arange(added, dtype=np.float32)
        self._bands: list[Floats] = [off - near]
        self._fades: list[Floats] = [self._fade(_EDGE)]
        self._spread(near, max(1, math.ceil(math.log2(max(2, added)))))

    def _spread(self, off: Floats, count: int) -> None:
        """Part `off` into bands, each twice as long as the one before; the last takes all that is left."""
        import cv2

        for power in range(count - 1):
            blurred = cv2.GaussianBlur(off[:, None], (0, 0), 2.0**power, borderType=cv2.BORDER_REFLECT)
            soft = np.asarray(blurred, np.float32).reshape(off.shape)
            self._bands.append(off - soft)
            self._fades.append(self._fade(2.0**power))
            off = soft
        self._bands.append(off)
        self._fades.append(self._fade(2.0 ** (count + 1)))

    def _fade(self, length: float) -> Floats:
        fade: Floats = np.exp(-self._along / np.float32(length))
        return fade

    def correction(self, start: int, stop: int) -> Floats:
        """(rows, columns, 3) for rows `start` to `stop` of the strip."""
        bands = np.stack(self._bands)[:, start:stop]
        result: Floats = np.einsum("brc,bx->rxc", bands, np.stack(self._fades), optimize=True)
        return result
