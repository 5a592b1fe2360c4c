"""Vignette: darker corners, or brighter ones; the shape; parts that know where they are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from ganstudio.image.pixels import Pixels, freeze
from ganstudio.params import to_json
from ganstudio.tools import TOOLS
from ganstudio.tools.vignette import VignetteParams
from tests.engine import small
from tests.tools.edits import part_of, psnr, run, waves


def flat(height: int = 201, width: int = 301, value: int = 40_000) -> Pixels:
    return freeze(np.full((height, width, 3), value, np.uint16))


def shade(height: int = 201, width: int = 301, **params: Any) -> np.ndarray:
    """What is left of a flat picture, 1 for all."""
    result: np.ndarray = run("vignette", flat(height, width), **params).pixels[..., 0] / 40_000
    return result


def test_the_corners_get_darker_by_the_stops_it_says_and_the_middle_stays() -> None:
    left = shade(amount=100)
    assert abs(left[100, 150] - 1) < 1e-3
    for corner in (left[0, 0], left[0, -1], left[-1, 0], left[-1, -1]):
        assert abs(corner**2.2 - 2**-4) < 0.003
    assert (np.diff(left[100, 150:]) <= 0).all() and (np.diff(left[100, :151]) >= 0).all()


def test_below_0_it_takes_away_what_above_0_it_does() -> None:
    pixels = waves(120, 180, np.uint16)
    dark = run("vignette", pixels, amount=40, midpoint=60)
    assert psnr(dark.pixels, pixels) < 30
    assert psnr(run("vignette", dark, amount=-40, midpoint=60).pixels, pixels) > 75
    assert shade(amount=-30)[0, 0] > 1.2


def test_half_of_it_is_done_at_the_midpoint() -> None:
    for midpoint in (30, 50, 80):
        along = shade(201, 301, amount=50, midpoint=midpoint, feather=100)
        at = round(100 - 100.5 * midpoint / 100), round(150 - 150.5 * midpoint / 100)
        assert abs(np.log2(along[at]) * 2.2 - -1) < 0.05


def test_feather_is_how_soft_it_begins() -> None:
    soft, hard = shade(amount=50, feather=100)[100], shade(amount=50, feather=0)[100]
    assert np.abs(np.diff(soft)).max() < 0.01
    assert len(np.unique(hard)) <= 4


@pytest.mark.parametrize(("roundness", "expected"), [(0, 0.0), (100, 1.0)])
def test_roundness_makes_a_circle(roundness: int, expected: float) -> None:
    """How far it reaches from the middle, across against down, of a photo three times as wide as high."""
    left = shade(200, 600, amount=100, roundness=roundness, feather=0, midpoint=30)
    across, down = (left[100] > 0.9).sum(), (left[:, 300] > 0.9).sum()
    assert abs(across / down - (3 if expected == 0 else 1)) < 0.1


def test_negative_roundness_follows_the_frame() -> None:
    """Near the middle of an edge, a rectangle is left later than an ellipse."""
    round_one, square = (shade(amount=100, feather=50, midpoint=80, roundness=turn) for turn in (0, -100))
    assert square[0, 150] < round_one[0, 150]
    assert abs(square[30, 45] - square[100, 45]) < abs(round_one[30, 45] - round_one[100, 45])


def test_white_stays_within_its_range() -> None:
    white = freeze(np.full((20, 30, 3), 255, np.uint8))
    assert (run("vignette", white, amount=-100).pixels == 255).all()


@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
@pytest.mark.parametrize("roundness", [-70, 0, 70])
def test_a_part_is_worked_on_as_in_the_whole(dtype: type[np.unsignedinteger], roundness: int) -> None:
    pixels = small.picture(150, 170, dtype=dtype)
    params = VignetteParams(70, roundness=roundness)
    whole = run("vignette", pixels, params=params).pixels
    for area in [(61, 53, 40, 30), (0, 0, 20, 20), (150, 131, 20, 19), (0, 0, 170, 150)]:
        left, top, width, height = area
        part = part_of("vignette", pixels, area, params)
        assert small.apart(part, whole[top : top + height, left : left + width]) <= (0 if dtype is np.uint8 else 1)


@pytest.mark.parametrize("area", [(0, 0, 320, 240), (200, 40, 120, 160)])
def test_a_reduced_part_shows_the_same(area: tuple[int, int, int, int]) -> None:
    tool = TOOLS["vignette"]
    assert tool.reduced
    pixels, params = waves(240, 320), VignetteParams(70)
    left, top, width, height = area
    window = (slice(top, top + height), slice(left, left + width))
    part = run("resize", freeze(pixels[window])).pixels
    shown = run("vignette", part, params=tool.in_part((320, 240), tool.reduced(params, 0.5), area)).pixels
    truth = run("resize", freeze(run("vignette", pixels, params=params).pixels[window])).pixels
    assert small.apart(shown, truth) <= 2


def test_where_a_part_lies_is_no_parameter() -> None:
    params = TOOLS["vignette"].in_part((10, 10), VignetteParams(), (0, 0, 5, 5))
    assert params != VignetteParams() and to_json(params) == to_json(VignetteParams())
