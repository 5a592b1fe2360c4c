"""Pictures in the tones and colours of another kind."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from trainers.palette import Palette

Image = NDArray[np.uint8]


def pictures(low: int, high: int, tint: tuple[int, int, int], count: int = 6) -> list[Image]:
    """Soft noise between two greys, tinted."""
    random = np.random.default_rng(0)
    found = []
    for _picture in range(count):
        grey = cv2.resize(random.uniform(low, high, (12, 12, 1)).astype(np.float32), (64, 64))[..., None]
        colours = cv2.resize(random.uniform(-15, 15, (12, 12, 3)).astype(np.float32), (64, 64))
        found.append(np.clip(grey + colours + tint, 0, 255).astype(np.uint8))
    return found


FIRST, SECOND = pictures(10, 240, (0, 0, 0)), pictures(80, 200, (20, 0, -20))


def test_tones_and_colours_become_those_of_the_other_kind() -> None:
    made = [Palette(FIRST, SECOND)(image) for image in FIRST]
    for part in (lambda images: np.mean(images, axis=(0, 1, 2)), lambda images: np.percentile(images, [5, 50, 95])):
        before, after, wanted = (part(images) for images in (FIRST, made, SECOND))
        assert np.abs(after - wanted).max() < 8 < np.abs(before - wanted).max()


def test_what_is_of_the_kind_already_stays() -> None:
    same = Palette(FIRST, FIRST)
    apart = [np.abs(same(image).astype(int) - image) for image in FIRST]
    assert np.percentile(apart, 90) <= 1 and np.max(apart) < 25  # black and white become tones of paint


def test_lighter_stays_lighter_up_to_black_and_white() -> None:
    ramp = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, 2)
    light = cv2.cvtColor(Palette(FIRST, SECOND)(ramp), cv2.COLOR_RGB2GRAY)[0].astype(int)
    assert (np.diff(light) >= -1).all() and 20 < light[0] < 90 and 180 < light[-1] < 235


def test_grey_photos_are_not_blown_up_to_colours() -> None:
    grey = [image[..., :1].repeat(3, 2) for image in FIRST]
    made = Palette(grey, FIRST)(grey[0])
    assert np.ptp(made.astype(int), axis=2).max() < 30
