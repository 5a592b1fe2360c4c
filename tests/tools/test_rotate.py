"""Rotate: quarter turns, exactly."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.pixels import freeze
from tests.engine import small
from tests.tools.edits import run


@pytest.mark.parametrize(("turn", "quarters"), [("right", -1), ("left", 1), ("half", 2)])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_every_pixel_moves_where_it_shall(turn: str, quarters: int, dtype: type[np.unsignedinteger]) -> None:
    pixels = small.picture(5, 7, channels=4, dtype=dtype)
    assert np.array_equal(run("rotate", pixels, turn=turn).pixels, np.rot90(pixels, quarters))


def test_clockwise_brings_the_upper_left_to_the_upper_right() -> None:
    pixels = np.zeros((3, 4, 3), np.uint8)
    pixels[0, 0] = 255
    turned = run("rotate", freeze(pixels)).pixels
    assert turned.shape == (4, 3, 3) and turned[0, 2, 0] == 255 and turned.sum() == 3 * 255


@pytest.mark.parametrize(("turn", "times"), [("right", 4), ("left", 4), ("half", 2)])
def test_all_the_way_round(turn: str, times: int) -> None:
    pixels = small.picture(31, 47)
    turned = pixels
    for _ in range(times):
        turned = run("rotate", turned, turn=turn).pixels
    assert np.array_equal(turned, pixels)
