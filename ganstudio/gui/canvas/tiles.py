"""The picture at full size for the screen, where that cannot be had while painting: converted tile by tile."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import numpy as np

from ganstudio.gui.canvas.pyramid import Check
from ganstudio.gui.canvas.screen import Screen
from ganstudio.image.pixels import Pixels

SIDE = 512
KEPT = 96
"""Tiles kept at least: 75 MB of opaque ones."""

Key = tuple[int, int]
Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""


class Tiles:
    """Callable: a box of the picture → its pixels for the screen, and the tiles that are missing there.

    What is missing is filled by `coarse(box)`. Only `convert` does real work, and any thread may call it.
    """

    def __init__(self, pixels: Pixels, screen: Screen) -> None:
        self._pixels = pixels
        self._screen = screen
        self._tiles: OrderedDict[Key, Pixels] = OrderedDict()
        self._lock = Lock()
        self._room = KEPT

    def __call__(self, box: Box, coarse: Callable[[Box], Pixels]) -> tuple[Pixels, list[Key]]:
        left, top, right, bottom = box
        shown = np.empty((bottom - top, right - left, self._pixels.shape[2]), np.uint8)
        keys = [(x, y) for y in range(top // SIDE, -(-bottom // SIDE)) for x in range(left // SIDE, -(-right // SIDE))]
        self._room = max(KEPT, 2 * len(keys))
        missing = []
        for key in keys:
            tile, (x, y) = self._find(key), (key[0] * SIDE, key[1] * SIDE)
            part = max(left, x), max(top, y), min(right, x + SIDE), min(bottom, y + SIDE)
            if tile is None:
                missing.append(key)
                filling = coarse(part)
            else:
                filling = tile[part[1] - y : part[3] - y, part[0] - x : part[2] - x]
            shown[part[1] - top : part[3] - top, part[0] - left : part[2] - left] = filling
        return shown, missing

    def convert(self, keys: list[Key], check: Check) -> None:
        """Make these tiles; the ones seen least recently make room."""
        for x, y in keys:
            check()
            tile = self._screen(self._pixels[y * SIDE : (y + 1) * SIDE, x * SIDE : (x + 1) * SIDE])
            with self._lock:
                self._tiles[x, y] = tile
                while len(self._tiles) > self._room:
                    self._tiles.popitem(last=False)

    def _find(self, key: Key) -> Pixels | None:
        with self._lock:
            tile = self._tiles.get(key)
            if tile is not None:
                self._tiles.move_to_end(key)
            return tile
