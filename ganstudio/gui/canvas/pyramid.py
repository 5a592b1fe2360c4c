"""Reduced copies of a picture, each half of the one before, so that a frame costs the same at any zoom."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

import cv2
import numpy as np

from ganstudio.gui.canvas.screen import Screen, eight_bit
from ganstudio.image.pixels import Pixels

SMALLEST = 256
"""No copy is made of what is not wider or higher than this."""
QUICK = 300_000
"""Pixels of the rough copy that is shown until the others are there, where colours must be converted."""
SAMPLED = 1_500_000
"""Pixels picked for a frame until there are copies, where they need not."""
STRIP = 1 << 19
"""Pixels worked on at once, so that a build holds little memory and stops soon."""

Check = Callable[[], None]


class Copy(NamedTuple):
    """A reduced copy for the screen; `factor` pixels of the picture, across and down, are one of its own."""

    pixels: Pixels
    factor: int


class Pyramid:
    """The copies of `pixels`. `build` makes them in another thread, and they appear coarse to fine.

    Until then `best` answers with a coarser one, or with pixels picked from the picture here and there.
    """

    def __init__(self, pixels: Pixels, screen: Screen) -> None:
        self._pixels = pixels
        self._screen = screen
        height, width = pixels.shape[:2]
        self.depth = max(0, math.ceil(math.log2(max(height, width) / SMALLEST)))
        self._rough = None if screen.instant else self._picked(math.sqrt(height * width / QUICK))
        self._copies: dict[int, Copy] = {}

    def best(self, level: int, share: float = 1.0) -> Copy:
        """The copy reduced `level` times, or what comes nearest; of it no more than `share` of the area is needed."""
        for coarser in range(max(1, level), self.depth + 1):
            if coarser in self._copies:
                return self._copies[coarser]
        height, width = self._pixels.shape[:2]
        return self._rough or self._picked(max(1 << level, math.sqrt(height * width * share / SAMPLED)))

    def _picked(self, step: float) -> Copy:
        """Every `step`th pixel. Each stands in the middle of what it stands for."""
        whole = max(1, math.ceil(step))
        first = [min(whole // 2, side - 1) for side in self._pixels.shape[:2]]
        picked = self._pixels[first[0] :: whole, first[1] :: whole]
        # A view costs nothing; what a frame needs of it is copied when it is cut out.
        return Copy(picked if self._screen.instant else self._screen(np.ascontiguousarray(picked)), whole)

    def build(self, check: Check) -> Iterator[int]:
        """Make the copies; yields the level of each when it is there. `check` raises `Cancelled` to stop."""
        # Opaque colours are halved as they are, which leaves a third of them to convert. Alpha must be multiplied in
        # before, or colours that nobody sees would bleed into their neighbours.
        first = self._screen if self._screen.alpha else eight_bit
        raw, reduced = [], self._pixels
        for level in range(1, self.depth + 1):
            reduced = _halved(reduced, first if level == 1 else _same, check)
            raw.append(reduced)
        for level in range(self.depth, 0, -1):
            shown = raw.pop()
            if not (self._screen.alpha or self._screen.instant):
                shown = _mapped(shown, self._screen, check)
            self._copies[level] = Copy(shown, 1 << level)
            yield level


def _same(pixels: Pixels) -> Pixels:
    return pixels


def _strips(pixels: Pixels, check: Check) -> Iterator[slice]:
    """Even numbers of rows, some hundred thousand pixels each."""
    height, width = pixels.shape[:2]
    rows = max(2, STRIP // width // 2 * 2)
    for top in range(0, height, rows):
        check()
        yield slice(top, min(top + rows, height))


def _halved(pixels: Pixels, first: Callable[[Pixels], Pixels], check: Check) -> Pixels:
    """Means of 2 × 2 pixels after `first`; a last odd row or column is paired with itself."""
    height, width, channels = pixels.shape
    half = np.empty(((height + 1) // 2, (width + 1) // 2, channels), np.uint8)
    for rows in _strips(pixels, check):
        strip = first(pixels[rows])
        odd_rows, odd_columns = strip.shape[0] % 2, width % 2
        if odd_rows or odd_columns:
            strip = cv2.copyMakeBorder(strip, 0, odd_rows, 0, odd_columns, cv2.BORDER_REPLICATE)
        target = half[rows.start // 2 : (rows.stop + 1) // 2]
        cv2.resize(strip, (target.shape[1], target.shape[0]), dst=target, interpolation=cv2.INTER_AREA)
    return half


def _mapped(pixels: Pixels, to: Callable[[Pixels], Pixels], check: Check) -> Pixels:
    result = np.empty_like(pixels)
    for rows in _strips(pixels, check):
        result[rows] = to(pixels[rows])
    return result
