"""The magic wand: what has the colour of one place."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.image.pixels import Pixels, freeze
from ganstudio.masks.wand import wand
from tests.image.pictures import deep, with_alpha


def two_squares() -> Pixels:
    """Two reds, a few levels apart, on a grey that lies between them."""
    pixels = np.full((40, 60, 3), 90, np.uint8)
    pixels[5:20, 5:20] = (200, 30, 40)
    pixels[25:35, 30:50] = (205, 33, 40)
    return freeze(pixels)


@pytest.mark.parametrize("make", [lambda pixels: pixels, deep, with_alpha], ids=["8 bit", "16 bit", "opaque alpha"])
def test_contiguous_or_everywhere(make: object) -> None:
    pixels = make(two_squares()) if make is not with_alpha else opaque(two_squares())  # type: ignore[operator]
    near = wand(pixels, (10, 10), 10)
    assert near.dtype == np.uint8 and set(np.unique(near)) == {0, 255}
    assert np.array_equal(near > 0, square(5, 20, 5, 20))
    all_of_it = wand(pixels, (10, 10), 10, contiguous=False)
    assert np.array_equal(all_of_it > 0, square(5, 20, 5, 20) | square(25, 35, 30, 50))
    assert np.array_equal(wand(pixels, (10, 10), 2, contiguous=False), near)
    assert (wand(pixels, (10, 10), 255) == 255).all()


def opaque(pixels: Pixels) -> Pixels:
    return freeze(np.dstack([pixels, np.full(pixels.shape[:2], 255, np.uint8)]))


def square(top: int, bottom: int, left: int, right: int) -> np.ndarray:
    mask = np.zeros((40, 60), bool)
    mask[top:bottom, left:right] = True
    return mask


def test_transparency_is_a_colour_too() -> None:
    mask = wand(with_alpha(freeze(np.full((4, 256, 3), 9, np.uint8))), (100, 2), 10)
    assert np.flatnonzero(mask[0]).tolist() == list(range(90, 111))


def test_noise_at_the_place_clicked_does_not_matter() -> None:
    pixels = np.full((30, 30, 3), 100, np.uint8)
    pixels[15, 15] = 145  # the mean of the nine is 105
    mask = wand(freeze(pixels), (15, 15), 6)
    assert (mask == 255).all()
    alone = wand(freeze(pixels), (15, 15), 0)
    assert alone[15, 15] == 255 and np.count_nonzero(alone) == 1


def test_at_the_corner_and_on_a_single_pixel() -> None:
    assert (wand(two_squares(), (0, 0), 0) > 0).sum() == 40 * 60 - 15 * 15 - 10 * 20
    assert wand(freeze(np.zeros((1, 1, 3), np.uint16)), (0, 0), 0).tolist() == [[255]]


def test_outside_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="outside"):
        wand(two_squares(), (60, 0), 10)
