"""Grey, toned or in colour: as photos come from scanners and cameras."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from ganstudio.image.cast import Cast, cast
from ganstudio.image.pixels import Pixels, freeze
from tests.image.pictures import cat, deep, with_alpha

TONES = {"sepia": (0.8, 1.2, 0.78), "selenium": (0.95, 0.93, 0.98), "cyanotype": (1.3, 0.8, 0.85)}
"""Exponents of red and blue, and how white the paper is."""


def grey() -> Pixels:
    value = cv2.cvtColor(cat(), cv2.COLOR_RGB2GRAY)
    return freeze(np.dstack([value] * 3))


def toned(name: str) -> Pixels:
    red, blue, paper = TONES[name]
    value = grey()[..., 0] / 255
    print_ = np.dstack([value**red, value * 0.97, value**blue * (0.5 + paper / 2)]) * 240 + 8
    return freeze(print_.astype(np.uint8))


def scanned(pixels: Pixels) -> Pixels:
    """With grain in each channel, and through JPEG."""
    noise = np.random.default_rng(0).normal(0, 3, pixels.shape)
    coded = cv2.imencode(
        ".jpg", np.clip(pixels + noise, 0, 255).astype(np.uint8)[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 75]
    )[1]
    return freeze(np.ascontiguousarray(cv2.imdecode(coded, cv2.IMREAD_COLOR)[..., ::-1]))


@pytest.mark.parametrize("kind", ["plain", "scanned", "deep", "alpha"])
@pytest.mark.parametrize("expected", ["grey", "toned", "colour"])
def test_what_a_photo_is(expected: Cast, kind: str) -> None:
    pixels = {"grey": grey(), "toned": toned("sepia"), "colour": cat()}[expected]
    ways = {"plain": freeze, "scanned": scanned, "deep": deep, "alpha": with_alpha}
    assert cast(ways[kind](pixels)) == expected


@pytest.mark.parametrize("name", TONES)
def test_tones(name: str) -> None:
    assert cast(toned(name)) == "toned"


def test_a_stamp_on_a_grey_photo_is_passed_over() -> None:
    pixels = toned("sepia").copy()
    pixels[:6, :10] = 190, 30, 40
    assert cast(freeze(pixels)) == "toned"


def test_what_is_see_through_does_not_count() -> None:
    pixels = np.dstack([grey(), np.full(grey().shape[:2], 255, np.uint8)])
    pixels[:, :20] = 200, 30, 40, 0
    assert cast(freeze(pixels)) == "grey"


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (4000, 1), (2, 2)])
def test_any_size(size: tuple[int, int]) -> None:
    assert cast(freeze(np.full((*size, 3), 90, np.uint8))) == "grey"
    assert cast(freeze(np.full((*size, 3), (200, 90, 30), np.uint8))) == "toned"
