"""Wear drawn on clean pictures: it shows where it is said to be, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from trainers import wear
from trainers.wear import CHANGE, FAINT, worn


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def grey(value: int, side: int = 160) -> wear.Image:
    return np.full((side, side, 3), value, np.uint8)


@pytest.mark.parametrize("draw", [wear.scratch, wear.hair, wear.dust, wear.crease])
def test_every_kind_covers_a_part_of_the_picture(draw: wear.Draw) -> None:
    covers = [draw(200, 140, generator(seed)) for seed in range(40)]
    assert all(cover.shape == (200, 140) and cover.min() >= 0 and cover.max() <= 1 for cover in covers)
    shown = [cover for cover in covers if (cover > 0.1).any()]
    assert len(shown) > 10  # the others pass beside it
    assert all((cover > 0.1).mean() < 0.35 for cover in shown)


def test_damage_is_what_shows() -> None:
    for seed in range(10):
        clean = grey(120)
        made = worn(clean, generator(seed), amount=4)
        changed = np.abs(made.picture.astype(int) - clean).max(axis=2)
        assert np.array_equal(made.damage, changed >= CHANGE)
        assert np.array_equal(made.faint | made.damage, changed >= FAINT)
    assert made.damage.any()


def test_it_is_not_only_white() -> None:
    pictures = [worn(grey(120), generator(seed), amount=4) for seed in range(20)]
    values = np.concatenate([made.picture[made.damage].mean(axis=1) for made in pictures])
    assert np.mean(values < 100) > 0.1 and np.mean(values > 140) > 0.3
    assert np.mean((values > 130) & (values < 180)) > 0.1  # half transparent
    colours = np.concatenate([made.picture[made.damage].astype(int) for made in pictures])
    assert np.ptp(colours, axis=1).max() >= 5


def test_none_is_none_and_more_is_more() -> None:
    clean = grey(90)
    assert not worn(clean, generator(1), amount=0).damage.any()
    shares = [np.mean([worn(clean, generator(seed), amount).damage.mean() for seed in range(30)]) for amount in (1, 4)]
    assert shares[1] > 2 * shares[0] > 0


def test_the_same_seed_draws_the_same() -> None:
    one, other = (worn(grey(90), generator(7)) for _time in range(2))
    assert np.array_equal(one.picture, other.picture)
    assert not np.array_equal(one.picture, worn(grey(90), generator(8)).picture)
