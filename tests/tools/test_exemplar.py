"""Texture in the depth of a hole: taken from around it, of its kind, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.tools.filling import pieces
from ganstudio.tools.filling.exemplar import with_texture
from ganstudio.tools.filling.pieces import Scene

SIDE = 200


def weave(kind: type = np.uint8) -> np.ndarray:
    """A cloth of threads eight pixels wide, left redder than right."""
    y, x = np.mgrid[:SIDE, :SIDE]
    threads = 128 + 60 * np.sin(2 * np.pi * x / 8) * np.sin(2 * np.pi * y / 8)
    picture = np.stack([threads + 30 * (x < SIDE // 2), threads, threads], axis=2)
    return np.rint(picture * (np.iinfo(kind).max / 255)).astype(kind)


def holed(kind: type = np.uint8) -> tuple[np.ndarray, np.ndarray]:
    """The cloth with mist in a hole of its middle, and the hole."""
    hole = np.zeros((SIDE, SIDE), np.uint8)
    hole[40:160, 40:160] = 255
    mist = weave(kind)
    mist[hole > 0] = np.rint(np.iinfo(kind).max / 255 * 128)
    return freeze(mist), freeze_mask(hole)


def contrast(picture: np.ndarray) -> float:
    return float(picture[80:120, 80:120, 1].std() * 255 / np.iinfo(picture.dtype).max)


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_mist_gets_the_texture_of_what_is_around_it(kind: type) -> None:
    mist, hole = holed(kind)
    made = with_texture(mist, hole, 1.0, 0, Job())
    assert made.dtype == kind
    assert contrast(mist) == 0 and contrast(made) > 0.6 * contrast(weave(kind))


def test_nothing_changes_outside_of_the_hole_and_little_at_its_rim() -> None:
    mist, hole = holed()
    made = with_texture(mist, hole, 1.0, 0, Job())
    assert np.array_equal(made[hole == 0], mist[hole == 0])
    assert np.array_equal(made[40:50, 40:160], mist[40:50, 40:160])


def test_colours_stay_as_the_fill_has_them() -> None:
    mist, hole = holed()
    tinted = mist.copy()
    tinted[hole > 0] = (90, 150, 60)
    made = with_texture(freeze(tinted), hole, 1.0, 0, Job())
    assert np.abs(made[80:120, 80:120].mean(axis=(0, 1)) - (90, 150, 60)).max() < 6


def test_the_same_seed_gives_the_same_and_another_something_else() -> None:
    mist, hole = holed()
    one, again, other = (with_texture(mist, hole, 1.0, seed, Job()) for seed in (1, 1, 2))
    assert np.array_equal(one, again) and not np.array_equal(one, other)


def test_half_is_less_and_none_is_nothing() -> None:
    mist, hole = holed()
    half = with_texture(mist, hole, 0.5, 0, Job())
    assert 0.2 * contrast(weave()) < contrast(half) < 0.8 * contrast(weave())
    assert with_texture(mist, hole, 0.0, 0, Job()) is mist


def test_a_smooth_sky_stays_smooth() -> None:
    sky = np.broadcast_to(np.linspace(100, 200, SIDE)[:, None, None], (SIDE, SIDE, 3)).astype(np.uint8).copy()
    _mist, hole = holed()
    made = with_texture(freeze(sky), hole, 1.0, 0, Job())
    assert np.abs(made.astype(int) - sky).max() <= 3


def test_mist_among_texture_becomes_texture_though_something_smooth_is_more_like_it() -> None:
    mist, hole = holed()
    mist = mist.copy()
    mist[:, 180:] = 128  # an even wall beside the cloth, of the very colour of the mist
    made = with_texture(freeze(mist), hole, 1.0, 0, Job())
    assert contrast(made) > 0.6 * contrast(weave())


def test_no_place_is_taken_again_and_again() -> None:
    """A small spot is a little more like the mist than all the rest."""
    picture = np.full((64, 64, 3), 120, np.float32)
    picture[4:13, 4:13] = picture[24:40, 24:40] = 124
    hole = np.zeros((64, 64), bool)
    hole[24:40, 24:40] = True
    usable = np.zeros((64, 64), np.uint8)
    usable[2:22, 2:62] = 1
    scene = Scene(picture, hole, Area(22, 22, 20, 20), freeze_mask(usable), np.zeros((64, 64), np.float32))
    random = np.random.default_rng(0)
    found = pieces.begin(scene, random)
    for _round in range(4):
        found = pieces.search(scene, picture, found, first=True, random=random, job=Job())
    spot = (abs(found.x - 8) <= 2) & (abs(found.y - 8) <= 2)
    assert spot[2:-2, 2:-2].sum() < 100, "of 256 places that would all have it"


@pytest.mark.parametrize("shape", [(1, 1), (3, 200), (16, 16)])
def test_pictures_without_a_piece_to_take_stay_as_they_are(shape: tuple[int, int]) -> None:
    picture = freeze(np.full((*shape, 3), 77, np.uint8))
    hole = np.full(shape, 255, np.uint8)
    hole[0, 0] = 0
    assert np.array_equal(with_texture(picture, freeze_mask(hole), 1.0, 0, Job()), picture)


def test_scratches_are_the_networks_alone() -> None:
    mist, hole = holed()
    thin = np.zeros_like(hole)
    thin[80:86] = 255
    assert with_texture(mist, freeze_mask(thin), 1.0, 0, Job()) is mist


def test_it_can_be_cancelled() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        with_texture(*holed(), 1.0, 0, job)
