"""Straighten: the right angle, the largest rectangle, fine interpolation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.straighten import StraightenParams, output_size
from tests.engine import small
from tests.tools.edits import psnr, run, waves


def scene(height: int, width: int, angle: float = 0.0, channels: int = 3) -> Pixels:
    """Waves of a few pixels around the middle, turned clockwise by `angle` degrees; 16 bit."""
    y, x = np.mgrid[:height, :width] - np.array([(height - 1) / 2, (width - 1) / 2])[:, None, None]
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = cos * x + sin * y, cos * y - sin * x
    values = 0.5 + 0.2 * np.sin(0.8 * x + 0.3) * np.cos(0.6 * y) + 0.2 * np.cos(0.5 * (x + 2 * y))
    return freeze(np.repeat(np.rint(values * 65535).astype(np.uint16)[..., None], channels, axis=2))


@pytest.mark.parametrize("angle", [0.1, 7.3, -7.3, 30.0, 45.0, -45.0])
@pytest.mark.parametrize("size", [(401, 300), (300, 400)])
def test_it_is_turned_clockwise_about_the_middle(angle: float, size: tuple[int, int]) -> None:
    result = run("straighten", scene(size[1], size[0]), angle=angle)
    width, height = result.size
    assert psnr(result.pixels, scene(height, width, angle)) > 50


@pytest.mark.parametrize("size", [(600, 400), (400, 600), (500, 500), (1000, 40)])
@pytest.mark.parametrize("angle", [0.1, 5.0, -17.0, 45.0])
def test_the_largest_rectangle_of_the_same_proportions(size: tuple[int, int], angle: float) -> None:
    width, height = output_size(size, StraightenParams(angle))
    assert abs(width / size[0] - height / size[1]) <= 1 / min(size)
    cos, sin = math.cos(math.radians(abs(angle))), math.sin(math.radians(abs(angle)))

    def fits(across: float, down: float) -> bool:
        return across * cos + down * sin <= size[0] + 1e-6 and across * sin + down * cos <= size[1] + 1e-6

    assert fits(width, height)
    larger = 1 + 2 / min(width, height)
    assert not fits(width * larger, height * larger)


@pytest.mark.parametrize("angle", [3.0, -20.0, 45.0])
def test_no_empty_corner(angle: float) -> None:
    white = freeze(np.full((300, 200, 4), 255, np.uint8))
    assert (run("straighten", white, angle=angle).pixels == 255).all()


def test_there_and_back_is_nearly_the_same() -> None:
    pixels = waves(200, 300)
    back = run("straighten", run("straighten", pixels, angle=6.0), angle=-6.0).pixels
    top, left = (200 - back.shape[0]) // 2, (300 - back.shape[1]) // 2
    middle = pixels[top : top + back.shape[0], left : left + back.shape[1]]
    # The middles are half a pixel apart where one side is odd and the other even.
    assert psnr(back, middle) > 25


def test_what_is_not_seen_leaves_no_fringe() -> None:
    pixels = np.zeros((60, 80, 4), np.uint8)
    pixels[:, 40:] = 200, 100, 50, 255  # and black, not seen, on the left
    result = run("straighten", freeze(pixels), angle=10.0).pixels
    seen = result[result[..., 3] > 20]
    assert len(seen) and np.abs(seen[:, :3].astype(int) - (200, 100, 50)).max() <= 2


def test_a_reduced_preview_shows_the_same() -> None:
    tool = TOOLS["straighten"]
    assert tool.preview == "whole" and tool.reduced
    params = StraightenParams(8.0)
    pixels = waves(240, 320)
    reduced = run("resize", pixels).pixels
    shown = run("straighten", reduced, params=tool.reduced(params, 0.5))
    expected = run(
        "resize", run("straighten", pixels, params=params), mode="exact", width=shown.size[0], height=shown.size[1]
    )
    assert small.apart(shown.pixels, expected.pixels) <= 6
