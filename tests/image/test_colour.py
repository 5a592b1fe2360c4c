"""Colours on the screen and in Lab, held against littlecms."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image import vips
from ganstudio.image.colour import DisplayTransform, from_lab, readable, title, to_lab, writable
from ganstudio.image.pixels import freeze
from tests.image.pictures import adobe_rgb, cat, deep, profile, reference_srgb, table_profile, with_alpha

CUBE = np.stack(np.meshgrid(*[np.arange(0, 256, 15, dtype=np.uint8)] * 3), axis=-1).reshape(18 * 18, 18, 3)
PROFILES = {"p3": profile("p3"), "adobe": adobe_rgb(), "table": table_profile()}


@pytest.mark.parametrize("name", PROFILES)
def test_wide_gamuts_look_right_on_screen(name: str) -> None:
    icc = PROFILES[name]
    shown = DisplayTransform(icc)(freeze(CUBE))
    assert np.abs(shown.astype(int) - reference_srgb(CUBE, icc)).max() <= 3
    assert np.abs(shown.astype(int) - CUBE).max() > 20  # it does something


@pytest.mark.parametrize("name", PROFILES)
def test_white_black_and_grey_stay_neutral(name: str) -> None:
    ramp = freeze(np.arange(256, dtype=np.uint8).repeat(3).reshape(1, 256, 3))
    shown = DisplayTransform(PROFILES[name])(ramp).astype(int)
    assert np.ptp(shown, axis=2).max() <= 2
    assert shown[0, 0].max() <= 1 and shown[0, -1].min() >= 254


@pytest.mark.parametrize("name", PROFILES)
def test_16_bit_alpha_and_parts_of_a_picture(name: str) -> None:
    transform = DisplayTransform(PROFILES[name])
    whole = transform(cat())
    assert np.array_equal(transform(freeze(cat().astype(np.uint16) * 257)), whole)
    assert np.array_equal(transform(cat()[5:25, 10:40]), whole[5:25, 10:40])
    clear = with_alpha(cat())
    for pixels in (clear, freeze(clear.astype(np.uint16) * 257)):
        assert np.array_equal(transform(pixels), np.dstack([whole, clear[..., 3]]))


def test_srgb_costs_nothing() -> None:
    for icc in (None, vips.srgb_profile(), b"rubbish", profile("cmyk")):
        transform = DisplayTransform(icc)
        assert transform.plain and np.shares_memory(transform(cat()), cat()) is False
        pixels = cat()
        assert np.shares_memory(transform(pixels), pixels)
        assert np.array_equal(transform(freeze(pixels.astype(np.uint16) * 257)), pixels)


@pytest.mark.parametrize("icc", [None, PROFILES["p3"], PROFILES["adobe"]], ids=["none", "p3", "adobe"])
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16])
def test_lab_and_back(icc: bytes | None, dtype: type) -> None:
    pixels = cat() if dtype == np.uint8 else deep(cat())
    back = from_lab(to_lab(pixels, icc), icc, dtype)
    assert back.dtype == dtype
    assert np.abs(back.astype(int) - pixels).max() <= (2 if dtype == np.uint8 else 600)


def test_lab_is_lab() -> None:
    row = np.array([[[255, 255, 255], [0, 0, 0], [119, 119, 119], [255, 0, 0]]], np.uint8)
    lab = to_lab(freeze(row), None)
    expected = [[100, 0, 0], [0, 0, 0], [50, 0, 0], [54.3, 80.8, 69.9]]  # sRGB's red, adapted to D50
    assert np.abs(lab[0] - expected).max() < 0.6
    assert to_lab(with_alpha(cat()), None).shape == (40, 60, 3)


def test_profiles_have_names_and_bad_ones_are_known() -> None:
    assert title(None) == "sRGB" and title(profile("p3")) == "sP3C" and title(b"rubbish") == "ICC"
    assert not any(readable(icc) for icc in (None, b"rubbish", profile("cmyk"), profile("p3")[:200]))
    assert readable(profile("p3")) and writable(profile("p3"))
    assert readable(table_profile()) and not writable(table_profile())
