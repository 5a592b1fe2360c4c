"""Making good pictures bad."""

from __future__ import annotations

import numpy as np
import pytest

from tests.trainers.conftest import picture
from trainers.degrade import camera, reduce


@pytest.mark.parametrize("scale", [2, 4])
def test_reduced_pictures_keep_their_mean_colour(scale: int) -> None:
    image = picture(np.random.default_rng(1), 64)
    small = reduce(image, scale)
    assert small.shape == (64 // scale, 64 // scale, 3) and small.dtype == np.uint8
    assert np.abs(small.mean(axis=(0, 1)) - image.mean(axis=(0, 1))).max() < 1.5


def test_a_camera_is_different_each_time_and_the_same_for_the_same_seed() -> None:
    image = picture(np.random.default_rng(2), 64)
    first, again, other = (camera(image, 4, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_a_camera_keeps_colours_in_their_channels() -> None:
    red = np.zeros((64, 64, 3), np.uint8)
    red[..., 0] = 200
    for seed in range(20):
        small = camera(red, 2, np.random.default_rng(seed)).astype(float).mean(axis=(0, 1))
        assert small[0] > 180 and small[1:].max() < 20
