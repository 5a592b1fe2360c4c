"""Levels: black, middle and white by hand, and stretching."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.levels import LevelsParams, stretched, table
from tests.image.pictures import cat
from tests.tools.test_tone import run

RAMP = np.repeat(np.arange(65536, dtype=np.uint16)[None, :, None], 3, axis=2)


def flat(low: int, high: int, dtype: type = np.uint8) -> Photo:
    """Noise between two values."""
    values = np.random.default_rng(0).integers(low, high + 1, (200, 300, 3))
    return Photo(freeze(values.astype(dtype)))


def test_black_white_and_middle_are_where_they_are_set() -> None:
    values = np.array([0, 40, 120, 200, 255]) / 255
    assert np.allclose(table(LevelsParams(black=40, white=200), values), [0, 0, 0.5, 1, 1])
    lighter = table(LevelsParams(black=40, gamma=2, white=200), values)
    assert np.allclose(lighter, [0, 0, 0.5**0.5, 1, 1])
    out = table(LevelsParams(output_black=51, output_white=204), np.array([0, 0.5, 1]))
    assert np.allclose(out, [0.2, 0.5, 0.8])
    turned = table(LevelsParams(output_black=255, output_white=0), np.array([0, 0.25, 1]))
    assert np.allclose(turned, [1, 0.75, 0])


@pytest.mark.parametrize("channel", ["red", "green", "blue"])
def test_one_channel_alone(channel: str) -> None:
    result = run("levels", Photo(cat()), channel=channel, gamma=2.0).pixels
    index = ("red", "green", "blue").index(channel)
    for each in range(3):
        assert np.array_equal(result[..., each], cat()[..., each]) == (each != index)


@pytest.mark.parametrize(("dtype", "unit"), [(np.uint8, 1), (np.uint16, 257)])
def test_stretching_fills_the_range(dtype: type, unit: int) -> None:
    photo = flat(60 * unit, 180 * unit, dtype)
    found = stretched(photo, LevelsParams(mode="auto"))
    assert found.mode == "manual" and abs(found.black - 60) < 0.5 and abs(found.white - 180) < 0.5
    result = run("levels", photo, mode="auto").pixels
    assert result.min() == 0 and result.max() == 255 * unit


def test_stretching_passes_over_a_few_stray_pixels() -> None:
    pixels = flat(60, 180).pixels.copy()
    pixels[0, :50] = 0
    pixels[1, :50] = 255
    found = stretched(Photo(freeze(pixels)), LevelsParams(mode="auto"))
    assert (found.black, found.white) == (60, 180)
    pixels = pixels.copy()
    pixels[:5] = 0
    assert stretched(Photo(freeze(pixels)), LevelsParams(mode="auto")).black == 0


def test_stretching_leaves_colours_and_what_cannot_be_seen() -> None:
    """One black and one white for all channels; see-through pixels say nothing."""
    pixels = np.full((100, 100, 4), 255, np.uint8)
    pixels[..., :3] = (100, 120, 140)
    pixels[50:, :, :3] = (110, 130, 150)
    pixels[:10] = (0, 255, 0, 0)
    photo = Photo(freeze(pixels))
    found = stretched(photo, LevelsParams(mode="auto"))
    assert (found.black, found.white) == (100, 150)
    red = stretched(photo, LevelsParams(mode="auto", channel="red"))
    assert (red.black, red.white) == (100, 110)
    assert np.array_equal(run("levels", photo, mode="auto", channel="red").pixels[..., 1:], pixels[..., 1:])


def test_what_is_flat_is_left_alone() -> None:
    for photo in (flat(99, 101), Photo(freeze(np.zeros((9, 9, 4), np.uint8)))):
        assert np.array_equal(run("levels", photo, mode="auto").pixels, photo.pixels)


def test_a_grey_photo_is_stretched_and_its_single_channels_are_left() -> None:
    grey = Photo(freeze(np.repeat(flat(60, 180).pixels[..., :1], 3, axis=2)), Metadata(grey=True))
    assert run("levels", grey, mode="auto").pixels.max() == 255
    assert run("levels", grey, channel="red", gamma=3.0) is grey


def test_16_bit_stays_fine_and_in_order() -> None:
    values = run("levels", Photo(freeze(RAMP)), black=10.0, gamma=1.3, white=240.0).pixels[0, :, 0].astype(int)
    assert len(np.unique(values)) > 10_000
    assert (np.diff(values) >= 0).all()


def test_the_preview_sees_the_whole_photo() -> None:
    """A part stretched by itself would look different."""
    assert TOOLS["levels"].preview == TOOLS["white-balance"].preview == "whole"
