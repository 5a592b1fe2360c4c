"""Cutting: every pixel once, halos inside the picture, on the raster."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from ganstudio.engine import tiles
from ganstudio.networks.architecture import Traits
from tests.engine import small


@pytest.mark.parametrize(
    ("height", "width", "side", "strip", "step", "halo"),
    [
        (500, 700, 64, 1 << 30, 1, 5),
        (501, 333, 100, 1 << 30, 8, 13),
        (130, 2000, 300, 50_000, 4, 9),
        (65, 65, 64, 1, 1, 0),
    ],
)
def test_tiles_cover_the_picture_once(height: int, width: int, side: int, strip: int, step: int, halo: int) -> None:
    traits = Traits(scale=2, multiple_of=step, halo=halo)
    cut = tiles.cut(height, width, traits, side, strip)
    seen = np.zeros((height, width), np.int64)
    made = [tile for row in cut.strips() for tile in row]
    for tile in made:
        seen[tile.y0 : tile.y1, tile.x0 : tile.x1] += 1
        assert tile.top % step == tile.left % step == 0
        assert tile.top <= max(0, tile.y0 - halo) and tile.bottom >= min(height, tile.y1 + halo)
        assert tile.left <= max(0, tile.x0 - halo) and tile.right >= min(width, tile.x1 + halo)
        assert 0 <= tile.top < tile.bottom <= height and 0 <= tile.left < tile.right <= width
    assert (seen == 1).all()
    assert len(made) == cut.count > 1


def test_a_small_picture_stays_whole() -> None:
    assert tiles.cut(100, 120, Traits(halo=5), 120, 1 << 20).count == 1


def test_what_cannot_be_tiled_stays_whole() -> None:
    assert tiles.cut(5000, 5000, Traits(tiles=False), 64, 1).count == 1


def test_a_wide_picture_makes_low_strips() -> None:
    cut = tiles.cut(9000, 30_000, Traits(scale=4, halo=20), 500, 32 << 20)
    assert cut.rows * 30_000 * 16 <= 32 << 20
    assert cut.rows >= tiles.SMALLEST


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_reading_and_writing_is_exact(dtype: type[np.unsignedinteger]) -> None:
    pixels = small.picture(40, 50, dtype=dtype)
    back = np.zeros_like(pixels)
    for row in tiles.Cut(40, 50, 16, 16, Traits(halo=3)).strips():
        for tile in row:
            tiles.write(tiles.read(pixels, tile, 1), tile, 1, back[tile.y0 : tile.y1])
    assert np.array_equal(back, pixels)


def test_odd_sizes_are_filled_up_by_repeating() -> None:
    pixels = small.picture(5, 6)
    x = tiles.read(pixels, tiles.Tile(0, 5, 0, 6, 0, 5, 0, 6), 4)
    assert x.shape == (1, 3, 8, 8)
    assert torch.equal(x[..., 7, 7], x[..., 4, 5])
