"""Membranes: what is known stays, the rest is as smooth as can be; seams that close."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from ganstudio.masks.membrane import membrane, seam


def framed(height: int, width: int) -> np.ndarray:
    """True all along the border."""
    known = np.ones((height, width), bool)
    known[1:-1, 1:-1] = False
    return known


@pytest.mark.parametrize("size", [(9, 14), (120, 75), (301, 420)])
def test_harmonic_functions_are_found_from_their_border(size: tuple[int, int]) -> None:
    y, x = (axis / max(size) for axis in np.mgrid[: size[0], : size[1]])
    wanted = np.stack([x, x * x - y * y, x * y], axis=2).astype(np.float32)
    known = framed(*size)
    found = membrane(wanted * known[..., None], known, Job())
    assert np.array_equal(found[known], wanted[known])
    assert np.abs(found - wanted).max() < 0.02


def test_nothing_comes_in_from_beyond_the_border() -> None:
    """Known at the left alone: so it is everywhere."""
    known = np.zeros((50, 80), bool)
    known[:, 0] = True
    found = membrane(np.full((50, 80, 1), 0.7, np.float32) * known[..., None], known, Job())
    assert np.allclose(found, 0.7, atol=1e-3)


def test_nothing_known_is_nothing() -> None:
    assert not membrane(np.ones((40, 40, 3), np.float32), np.zeros((40, 40), bool), Job()).any()


def disc(side: int, radius: int) -> np.ndarray:
    y, x = np.mgrid[:side, :side] - side // 2
    return np.asarray(np.hypot(x, y) < radius)


def picture(side: int) -> np.ndarray:
    y, x = np.mgrid[:side, :side] / side
    return np.stack([x, y, (x + y) / 2], axis=2).astype(np.float32)


@pytest.mark.parametrize("radius", [2, 30])
def test_a_shifted_region_comes_back(radius: int) -> None:
    inside, photo = disc(96, radius), picture(96)
    composite = photo + np.where(inside[..., None], np.float32([0.2, -0.1, 0.3]), 0)
    healed = composite + inside[..., None] * seam(composite, inside, 1.0, Job())
    assert np.abs(healed - photo).max() < 0.03


def test_at_the_border_of_the_photo_the_outline_inside_of_it_is_enough() -> None:
    inside, photo = disc(96, 40), picture(96)
    inside = np.roll(inside, 48, axis=1) & (np.arange(96) > 48)
    composite = photo - np.where(inside[..., None], np.float32(0.25), 0)
    healed = composite + inside[..., None] * seam(composite, inside, 1.0, Job())
    assert np.abs(healed - photo)[inside].max() < 0.05


def test_an_edge_that_is_meant_stays() -> None:
    inside, photo = disc(96, 30), picture(96)
    composite = photo + np.where(inside[..., None], np.float32(0.5), 0)
    left = seam(composite, inside, 1.0, Job(), most=0.1)
    assert np.abs(left).max() < 0.01


def test_what_is_not_seen_is_not_compared_with() -> None:
    inside, photo = disc(96, 30), picture(96)
    composite = photo + np.where(inside[..., None], np.float32(0.2), 0)
    seen = np.arange(96)[None, :] < 48
    composite = np.where((inside | seen)[..., None], composite, np.float32(0))
    found = seam(composite, inside, 1.0, Job(), seen=np.broadcast_to(seen, inside.shape))
    assert np.abs(found + 0.2)[inside].max() < 0.06
    assert not seam(composite, inside, 1.0, Job(), seen=np.zeros_like(inside)).any()
    assert not seam(composite, np.ones_like(inside), 1.0, Job()).any()


def test_it_can_be_stopped() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        membrane(np.zeros((40, 40, 3), np.float32), framed(40, 40), job)
