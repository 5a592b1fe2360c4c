"""Holes drawn at random: as large as they are asked for, the same from the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from trainers import masks


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize("draw", [masks.freeform, masks.box, masks.blobs, masks.scratches])
def test_holes_are_neither_empty_nor_everything(draw: masks.Draw) -> None:
    for seed in range(30):
        hole = draw(96, 130, generator(seed))
        assert hole.shape == (96, 130) and hole.dtype == bool
        assert 0 < hole.sum() < hole.size


@pytest.mark.parametrize("draw", [masks.freeform, masks.box, masks.blobs])
def test_holes_are_added_up_until_they_are_large_enough(draw: masks.Draw) -> None:
    shares = [masks.between(0.1, 0.2, draw, 128, 128, generator(seed)).mean() for seed in range(20)]
    assert min(shares) >= 0.1 and max(shares) <= 0.2


def test_holes_to_learn_from_are_of_all_sizes_up_to_half() -> None:
    shares = [float(masks.any_hole(96, 96, generator(seed)).mean()) for seed in range(100)]
    assert 0 < min(shares) < 0.05 and 0.3 < max(shares) <= 0.5


def test_scratches_are_as_thin_as_asked() -> None:
    thin, thick = (masks.scratches(256, 256, generator(3), widths) for widths in ((2, 2), (6, 6)))
    assert 2 * thin.sum() < thick.sum()


def test_a_square_takes_its_share() -> None:
    assert masks.square(0.25)(100, 200, generator(0)).mean() == 0.25


def test_the_same_seed_draws_the_same() -> None:
    assert np.array_equal(masks.any_hole(64, 64, generator(8)), masks.any_hole(64, 64, generator(8)))
    assert not np.array_equal(masks.any_hole(64, 64, generator(8)), masks.any_hole(64, 64, generator(9)))
