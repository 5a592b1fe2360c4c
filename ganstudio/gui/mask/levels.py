"""Reduced copies of a mask that is being painted, each half of the one before, so that a frame costs the same at any
zoom."""

from __future__ import annotations

import math

import cv2
import numpy as np

from ganstudio.masks.mask import Area, Mask, bounds
from ganstudio.masks.selection import Selection

_SMALLEST = 128
"""No copy is made of what is not wider or higher than this."""


class Levels:
    """Level 0 is the selection itself. `spoil` says what of it has changed; it is reduced anew when it is asked for."""

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        shapes = [selection.size[::-1]]
        while max(shapes[-1]) > _SMALLEST:
            shapes.append(tuple((side + 1) // 2 for side in shapes[-1]))  # type: ignore[arg-type]
        self._copies = [np.zeros(shape, np.uint8) for shape in shapes[1:]]  # what is never touched costs no memory
        self._spoiled: list[Area] = []
        area = bounds(selection.pixels)
        if area:
            self.spoil(area)

    def spoil(self, area: Area) -> None:
        """`area` of the selection looks otherwise now."""
        self._spoiled.append(area)

    def at(self, zoom: float) -> tuple[Mask, int]:
        """The copy to be painted at `zoom`, up to twice as large as seen, and how many pixels one of it stands for."""
        for area in self._spoiled:
            self._reduce(area)
        self._spoiled.clear()
        level = min(max(0, math.floor(math.log2(1 / zoom) + 0.01)), len(self._copies))
        return (self._copies[level - 1] if level else self._selection.pixels), 1 << level

    def _reduce(self, area: Area) -> None:
        source: Mask = self._selection.pixels
        left, top, right, bottom = area.left, area.top, area.left + area.width, area.top + area.height
        for copy in self._copies:
            left, top, right, bottom = left // 2, top // 2, (right + 1) // 2, (bottom + 1) // 2
            part = source[2 * top : 2 * bottom, 2 * left : 2 * right]
            odd = 2 * (bottom - top) - part.shape[0], 2 * (right - left) - part.shape[1]
            if any(odd):
                part = np.asarray(cv2.copyMakeBorder(part, 0, odd[0], 0, odd[1], cv2.BORDER_REPLICATE), np.uint8)
            copy[top:bottom, left:right] = cv2.resize(part, (right - left, bottom - top), interpolation=cv2.INTER_AREA)
            source = copy
