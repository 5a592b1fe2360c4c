"""A picture ready to be painted at any zoom without ever keeping the window waiting."""

from __future__ import annotations

import contextlib
import math
import threading
from collections.abc import Callable
from typing import NamedTuple

import cv2
import numpy as np

from ganstudio.errors import Cancelled
from ganstudio.gui.canvas.pyramid import Copy, Pyramid
from ganstudio.gui.canvas.screen import Screen, eight_bit
from ganstudio.gui.canvas.tiles import Box, Tiles
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, has_alpha, size

Submit = Callable[[Callable[[], None]], object]
Area = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels of the picture."""
_AT_ONCE = 8  # tiles between two looks at what the user wants to see by now


class Patch(NamedTuple):
    """Pixels for the screen that cover exactly `area` of the picture."""

    pixels: Pixels
    area: Area


class Layer:
    """`submit` runs work in another thread; `changed` is called from there when there is something finer to paint."""

    def __init__(self, pixels: Pixels, icc: bytes | None, submit: Submit, changed: Callable[[], None]) -> None:
        self.pixels = pixels
        self.icc = icc
        self.size = size(pixels)
        self.alpha = has_alpha(pixels)
        self._screen = Screen(icc, self.alpha)
        self._pyramid = Pyramid(pixels, self._screen)
        self._tiles = Tiles(pixels, self._screen)
        self._submit, self._changed = submit, changed
        self._closed = threading.Event()
        self._converting = False
        self.ready = False
        """All copies are there."""
        self._start(self._build)

    def shows(self, photo: Photo) -> bool:
        """Whether this is the layer of `photo`."""
        return self.pixels is photo.pixels and self.icc == photo.meta.icc

    def close(self) -> None:
        """Work that is under way for this layer stops soon."""
        self._closed.set()

    def patch(self, area: Area, scale: float) -> Patch:
        """Pixels covering at least `area`, fit to be painted `scale` times as large as the picture."""
        # A copy a little too small beats one nearly twice too large, which would flicker.
        level = min(max(0, math.floor(math.log2(1 / scale) + 0.3)), self._pyramid.depth)
        if level == 0:
            return self._full(area)
        share = (area[2] - area[0]) * (area[3] - area[1]) / (self.size[0] * self.size[1])
        return _cut(self._pyramid.best(level, share), area)

    def _full(self, area: Area) -> Patch:
        left, top, right, bottom = box = _outwards(area, 1, self.size)
        if self._screen.instant:
            return Patch(eight_bit(self.pixels[top:bottom, left:right]), box)
        pixels, missing = self._tiles(box, self._coarse)
        if missing and not self._converting:
            self._converting = True
            self._start(lambda: self._convert(missing[:_AT_ONCE]))
        return Patch(pixels, box)

    def _coarse(self, box: Box) -> Pixels:
        """`box` at full size from a reduced copy."""
        copy = self._pyramid.best(1)
        columns = np.minimum(np.arange(box[0], box[2]) // copy.factor, copy.pixels.shape[1] - 1)
        rows = np.minimum(np.arange(box[1], box[3]) // copy.factor, copy.pixels.shape[0] - 1)
        part = copy.pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        return np.asarray(cv2.resize(part, (len(columns), len(rows)), interpolation=cv2.INTER_LINEAR))

    def _start(self, work: Callable[[], None]) -> None:
        def stoppable() -> None:
            with contextlib.suppress(Cancelled):
                self._check()
                work()

        self._submit(stoppable)

    def _build(self) -> None:
        for _level in self._pyramid.build(self._check):
            self._changed()
        self.ready = True
        self._changed()

    def _convert(self, keys: list[tuple[int, int]]) -> None:
        self._tiles.convert(keys, self._check)
        self._converting = False
        self._changed()

    def _check(self) -> None:
        if self._closed.is_set():
            raise Cancelled


def _outwards(area: Area, factor: int, size: tuple[int, int]) -> Box:
    """`area` in units of `factor` pixels, with one more on each side for smooth edges, inside of `size`."""
    left, top = max(0, math.floor(area[0] / factor) - 1), max(0, math.floor(area[1] / factor) - 1)
    right, bottom = min(size[0], math.ceil(area[2] / factor) + 1), min(size[1], math.ceil(area[3] / factor) + 1)
    return min(left, size[0] - 1), min(top, size[1] - 1), max(right, 1), max(bottom, 1)


def _cut(copy: Copy, area: Area) -> Patch:
    left, top, right, bottom = box = _outwards(area, copy.factor, size(copy.pixels))
    x0, y0, x1, y1 = (side * copy.factor for side in box)
    return Patch(eight_bit(np.ascontiguousarray(copy.pixels[top:bottom, left:right])), (x0, y0, x1, y1))
