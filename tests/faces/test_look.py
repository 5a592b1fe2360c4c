"""What squares show to the network."""

from __future__ import annotations

import cv2
import numpy as np

from ganstudio.faces.look import cut
from ganstudio.faces.reduced import eight_bit


def waves() -> np.ndarray:
    y, x = np.mgrid[:120, :160]
    layers = [128 + 100 * np.sin(x / 9), 128 + 100 * np.cos(y / 7), x + y / 2]
    return np.stack(layers, axis=2).astype(np.uint8)


def test_a_square_as_large_as_what_is_wanted_shows_its_pixels() -> None:
    picture = waves()
    shown = cut(picture, np.array([[60, 50, 40, 0.0]]), 40)
    assert np.array_equal(shown[0], picture[30:70, 40:80])


def test_a_turned_square_shows_them_turned() -> None:
    picture = waves()
    shown = cut(picture, np.array([[60, 50, 40, np.pi / 2]]), 40)
    assert np.abs(shown[0].astype(int) - np.rot90(picture[30:70, 40:80])).max() <= 2


def test_a_large_square_is_reduced_not_skipped_through() -> None:
    fine = np.zeros((320, 320, 3), np.uint8)
    fine[::2] = 200
    shown = cut(fine, np.array([[160, 160, 320, 0.0]]), 40)
    assert np.abs(shown.astype(int) - 100).max() <= 3


def test_beyond_the_border_it_is_mirrored() -> None:
    picture = waves()
    shown = cut(picture, np.array([[0, 50, 40, 0.0]]), 40)
    assert np.array_equal(shown[0][:, 20:], picture[30:70, :20])
    assert np.array_equal(shown[0][:, :20], picture[30:70, 1:21][:, ::-1])


def test_what_is_seen_through_is_grey_and_16_bit_becomes_8() -> None:
    picture = np.dstack([waves(), np.full((120, 160), 255, np.uint8)])
    picture[:, :80, 3] = 0
    seen = eight_bit(picture.astype(np.uint16) * 257)
    assert (seen[:, :80] == 128).all()
    assert np.array_equal(seen[:, 80:], picture[:, 80:, :3])
    assert np.array_equal(cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY).shape, (120, 160))
