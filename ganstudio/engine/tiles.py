"""Cutting a picture into tiles that together give what the whole picture would give.

A tile is read with a halo of the real pixels around it, as far as the network looks, and only its inside is kept. At
the picture's own edges there is no halo: there the network pads as it does with the whole picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from ganstudio.image.pixels import Pixels, white
from ganstudio.networks.architecture import Traits

SMALLEST = 64
"""Input pixels along the side of the smallest tile worth trying."""


@dataclass(frozen=True)
class Tile:
    """What a tile makes (rows y0..y1, columns x0..x1) and what it reads for it; in input pixels."""

    y0: int
    y1: int
    x0: int
    x1: int
    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Cut:
    """Into tiles of `rows` × `columns` input pixels (the last ones of a row or column may be smaller)."""

    height: int
    width: int
    rows: int
    columns: int
    traits: Traits

    @property
    def count(self) -> int:
        """How many tiles."""
        return math.ceil(self.height / self.rows) * math.ceil(self.width / self.columns)

    def strips(self) -> Iterator[list[Tile]]:
        """Rows of tiles, from top to bottom."""
        for y in range(0, self.height, self.rows):
            yield [self._tile(y, x) for x in range(0, self.width, self.columns)]

    def _tile(self, y: int, x: int) -> Tile:
        y1, x1 = min(y + self.rows, self.height), min(x + self.columns, self.width)
        top, bottom = self._reach(y, y1, self.height)
        left, right = self._reach(x, x1, self.width)
        return Tile(y, y1, x, x1, top, bottom, left, right)

    def _reach(self, start: int, end: int, length: int) -> tuple[int, int]:
        """With the halo, on the network's raster, inside the picture."""
        step, halo = self.traits.step, self.traits.halo
        return max(0, (start - halo) // step * step), min(length, -(-(end + halo) // step) * step)


def cut(height: int, width: int, traits: Traits, side: int, strip: int) -> Cut:
    """Tiles of about the work of a square of `side`, all of much the same size; no row of tiles makes more than `strip`
    output pixels (but at least SMALLEST input rows). One tile where cutting is not possible or gains nothing."""
    halo = traits.halo
    area = (side + 2 * halo) ** 2
    if not traits.tiles or (height * width <= area and height * width * traits.scale**2 <= max(strip, area)):
        return Cut(height, width, height, width, traits)
    rows = min(side, max(SMALLEST, strip // (width * traits.scale**2)))
    rows = _even(height, rows, traits.step)
    columns = _even(width, max(SMALLEST, area // (rows + 2 * halo) - 2 * halo), traits.step)
    return Cut(height, width, rows, columns, traits)


def _even(length: int, largest: int, step: int) -> int:
    """The size of equal parts of `length` that are at most `largest`, rounded up to the raster."""
    part = math.ceil(length / math.ceil(length / largest))
    return -(-part // step) * step


def read(pixels: Pixels, tile: Tile, step: int) -> Tensor:
    """(1, 3, H, W) float32 in [0, 1]: the tile with its halo, repeated at the end to a multiple of `step`."""
    part = pixels[tile.top : tile.bottom, tile.left : tile.right, :3]
    scaled = part.astype(np.float32)
    scaled /= white(pixels)
    x = torch.from_numpy(scaled).permute(2, 0, 1).unsqueeze(0)  # H W C → 1 C H W
    down, across = -x.shape[2] % step, -x.shape[3] % step
    return F.pad(x, (0, across, 0, down), mode="replicate") if down or across else x


def write(result: Tensor, tile: Tile, scale: int, strip: Pixels) -> None:
    """Put the inside of a tile's `result` (1, 3, H, W) into `strip`, the output rows of this row of tiles."""
    y, x = (tile.y0 - tile.top) * scale, (tile.x0 - tile.left) * scale
    height, width = (tile.y1 - tile.y0) * scale, (tile.x1 - tile.x0) * scale
    inside = result[0, :, y : y + height, x : x + width]
    full = white(strip)
    whole = torch.clamp(inside.float() * full, 0, full).round_().permute(1, 2, 0)  # C H W → H W C
    target = strip[:, tile.x0 * scale : tile.x0 * scale + width]
    # torch has hardly any uint16.
    target[...] = (whole.to(torch.uint8) if full == 255 else whole.to(torch.int32)).cpu().numpy()
