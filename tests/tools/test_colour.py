"""Colour: stronger and weaker, of the same hue and luminance, never out of the space."""

from __future__ import annotations

import colorsys
from typing import Any

import numpy as np
import pytest

from ganstudio.image.colour import to_lab
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.image.response import response
from ganstudio.tools import TOOLS
from tests.image.pictures import adobe_rgb, cat, profile
from tests.tools.test_tone import run

CUBE = freeze(np.stack(np.meshgrid(*[np.arange(0, 256, 17, dtype=np.uint8)] * 3), axis=-1).reshape(16 * 16, 16, 3))


def luminance(pixels: Pixels, icc: bytes | None = None) -> np.ndarray:
    curves = response(icc)
    table = curves.light(int(np.iinfo(pixels.dtype).max) + 1)
    return np.asarray(sum(table[c][pixels[..., c]] * curves.weights[c] for c in range(3)))


def chroma(pixels: Pixels) -> np.ndarray:
    return np.asarray(np.ptp(pixels[..., :3].astype(int), axis=2))


def hues(pixels: Pixels) -> np.ndarray:
    return np.array([colorsys.rgb_to_hsv(*map(int, colour))[0] for colour in pixels.reshape(-1, 3)])


@pytest.mark.parametrize("icc", [None, profile("p3"), adobe_rgb()], ids=["none", "p3", "adobe"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_without_saturation_the_grey_of_the_same_luminance(icc: bytes | None, dtype: type) -> None:
    photo = Photo(freeze(CUBE.astype(dtype) * (257 if dtype == np.uint16 else 1)), Metadata(icc=icc))
    result = run("colour", photo, saturation=-100.0).pixels
    assert (result == result[..., :1]).all()
    assert not run("colour", photo, saturation=-100.0).meta.grey  # it is a colour photo without colours
    lightness = to_lab(photo.pixels, icc)[..., 0] - to_lab(result, icc)[..., 0]
    assert np.abs(lightness).max() < 0.6


def test_the_profile_counts() -> None:
    """Display P3's red is a stronger one, and weighs otherwise, than sRGB's."""
    red = freeze(np.full((2, 2, 3), (255, 0, 0), np.uint8))
    greys = [
        run("colour", Photo(red, Metadata(icc=icc)), saturation=-100.0).pixels[0, 0, 0] for icc in (None, adobe_rgb())
    ]
    assert abs(int(greys[0]) - int(greys[1])) > 5


@pytest.mark.parametrize(
    "params", [{"saturation": 100.0}, {"saturation": -60.0}, {"vibrance": 100.0}, {"vibrance": -90.0}]
)
def test_hues_stay(params: dict[str, Any]) -> None:
    photo = Photo(freeze(CUBE.astype(np.uint16) * 257))
    result = run("colour", photo, **params).pixels
    told = (chroma(result) > 2000).ravel() & (chroma(photo.pixels) > 2000).ravel()
    turned = np.abs(hues(result) - hues(photo.pixels))[told]
    assert told.mean() > 0.5
    assert np.minimum(turned, 1 - turned).max() < 0.002


@pytest.mark.parametrize("params", [{"saturation": 100.0}, {"saturation": 100.0, "vibrance": 100.0}])
def test_nothing_is_cut_off(params: dict[str, Any]) -> None:
    """What differed still differs: no channel is pressed flat against black or white."""
    ramp = np.zeros((1, 2000, 3))
    ramp[..., 0], ramp[..., 1], ramp[..., 2] = (
        50_000,
        np.linspace(20_000, 50_000, 2000),
        np.linspace(3_000, 50_000, 2000),
    )
    result = run("colour", Photo(freeze(ramp.astype(np.uint16))), **params).pixels[0].astype(int)
    assert result.min() > 0 and result.max() < 65535
    assert (np.diff(result[:, 1]) > 0).all() and (np.diff(result[:, 2]) > 0).all()


def test_more_is_more_up_to_the_edge_of_the_space() -> None:
    last = chroma(run("colour", Photo(CUBE), saturation=-100.0).pixels)
    for saturation in (-50.0, 0.0, 30.0, 60.0, 100.0):
        result = chroma(run("colour", Photo(CUBE), saturation=saturation).pixels)
        assert (result - last >= -1).all() and result.mean() > last.mean() + 2
        last = result
    edge = (CUBE.min(axis=2) == 0) | (CUBE.max(axis=2) == 255)
    assert np.array_equal(run("colour", Photo(CUBE), saturation=100.0).pixels[edge], CUBE[edge])


def test_lightness_stays_nearly() -> None:
    photo = Photo(freeze(cat().astype(np.uint16) * 257))
    change = to_lab(run("colour", photo, saturation=60.0).pixels, None) - to_lab(photo.pixels, None)
    assert np.abs(change[..., 0]).mean() < 1.0
    assert np.hypot(change[..., 1], change[..., 2]).mean() > 3


def test_vibrance_acts_on_pale_colours_and_spares_skin() -> None:
    pale, strong, skin, sky = (110, 120, 140), (40, 90, 200), (200, 160, 135), (135, 160, 200)
    pixels = freeze(np.array([[pale, strong, skin, sky]], np.uint8))
    before = chroma(pixels)[0]
    for vibrance in (60.0, -60.0):
        gains = np.abs(chroma(run("colour", Photo(pixels), vibrance=vibrance).pixels)[0] / before - 1)
        assert gains[0] > 3 * gains[1]  # pale more than strong
        assert gains[3] > 1.8 * gains[2]  # sky more than skin of the same strength
    assert run("colour", Photo(pixels), vibrance=-100.0).pixels.std() > 0


def test_noise_in_the_dark_gets_no_colours() -> None:
    noise = np.random.default_rng(0).integers(0, 6, (50, 50, 3)).astype(np.uint8)
    result = run("colour", Photo(freeze(noise)), vibrance=100.0).pixels
    assert chroma(result).mean() < 1.45 * chroma(noise).mean()


def test_16_bit_stays_fine() -> None:
    ramp = np.arange(65536, dtype=np.uint16)
    pixels = freeze(np.stack([ramp, ramp // 2 + 5000, ramp // 3 + 10_000], axis=1)[None])
    result = run("colour", Photo(pixels), saturation=40.0).pixels
    assert all(len(np.unique(result[..., c])) > 10_000 for c in range(3))


def test_grey_photos_are_left_alone() -> None:
    grey = Photo(freeze(np.repeat(cat()[..., :1], 3, axis=2)), Metadata(grey=True))
    assert run("colour", grey, saturation=100.0) is grey
    assert TOOLS["colour"].preview == "part"
