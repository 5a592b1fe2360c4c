"""Masks made into others: invert, grow, shrink, feather, combine."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.engine.job import Job
from ganstudio.errors import Cancelled
from ganstudio.masks import edit
from ganstudio.masks.edit import How
from ganstudio.masks.mask import Area, Mask, Patch, freeze
from ganstudio.masks.shapes import ellipse


def dots(height: int = 50, width: int = 70, count: int = 6) -> Mask:
    """Single pixels of different strengths."""
    draw = np.random.default_rng(1)
    mask = np.zeros((height, width), np.uint8)
    mask[draw.integers(0, height, count), draw.integers(0, width, count)] = draw.integers(1, 256, count)
    return freeze(mask)


def disc(radius: float, side: int = 400) -> Mask:
    middle = side / 2
    patch = ellipse((side, side), (middle - radius, middle - radius), (middle + radius, middle + radius))
    return edit.combine(np.zeros((side, side), np.uint8), patch, "replace")


def by_definition(mask: Mask, pixels: int) -> Mask:
    """Each pixel the strongest within a disc."""
    height, width = mask.shape
    result = np.zeros_like(mask)
    for y, x in np.argwhere(mask):
        rows, columns = np.mgrid[:height, :width]
        near = (rows - y) ** 2 + (columns - x) ** 2 <= pixels**2
        result[near] = np.maximum(result[near], mask[y, x])
    return result


def test_inverting_twice_is_nothing() -> None:
    assert np.array_equal(edit.invert(edit.invert(dots())), dots())
    assert edit.invert(dots()).max() == 255


@pytest.mark.parametrize("pixels", [1, 2, 5, 20, 100])
def test_growing_is_what_it_says(pixels: int) -> None:
    assert np.array_equal(edit.grow(dots(), pixels), by_definition(dots(), pixels))


def test_growing_reaches_over_what_is_worked_on_at_once() -> None:
    mask = np.zeros((1100, 40), np.uint8)
    mask[[250, 259, 700, 1099], [3, 20, 39, 0]] = (255, 90, 200, 255)
    assert np.array_equal(edit.grow(mask, 30), by_definition(mask, 30))


@pytest.mark.parametrize("pixels", [3, 50])
def test_a_disc_stays_a_disc_and_its_edge_smooth(pixels: int) -> None:
    assert np.abs(edit.grow(disc(60), pixels).astype(int) - disc(60 + pixels)).mean() < 1
    assert np.abs(edit.shrink(disc(60), pixels).astype(int) - disc(60 - pixels)).mean() < 1


def test_soft_edges_move_and_stay_soft() -> None:
    ramp = np.broadcast_to(np.clip(np.arange(100) * 5 - 100, 0, 255).astype(np.uint8), (60, 100))
    assert np.array_equal(edit.grow(ramp, 7)[:, :93], ramp[:, 7:])
    assert np.array_equal(edit.shrink(ramp, 7)[:, 7:], ramp[:, :-7])


def test_the_edge_of_the_photo_is_none_of_the_mask() -> None:
    full = np.full((30, 40), 255, np.uint8)
    assert np.array_equal(edit.shrink(full, 5), full)
    assert np.array_equal(edit.feather(full, 9), full)
    half = full.copy()
    half[:, 20:] = 0
    assert (edit.shrink(half, 5)[:, :15] == 255).all()
    assert not edit.shrink(half, 5)[:, 15:].any()


def test_nothing_to_do_is_nothing_done() -> None:
    empty = np.zeros((5, 6), np.uint8)
    assert not edit.grow(empty, 50).any() and not edit.feather(empty, 50).any()
    assert np.array_equal(edit.grow(dots(), 0), dots()) and np.array_equal(edit.feather(dots(), 0), dots())
    one = np.full((1, 1), 200, np.uint8)
    assert edit.grow(one, 3)[0, 0] == edit.shrink(one, 3)[0, 0] == edit.feather(one, 100)[0, 0] == 200


def test_growing_can_be_stopped() -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        edit.grow(dots(), 5, job)


@pytest.mark.parametrize("pixels", [3, 5, 17, 18.5, 30, 100, 300])
def test_feathering_is_a_gaussian(pixels: float) -> None:
    """Against the integral of one across a straight edge."""
    from math import erf, sqrt

    mask = np.zeros((90, 1200), np.uint8)
    mask[:, 600:] = 255
    wanted = [127.5 * (1 + erf((x + 0.5 - 600) / (pixels / 3 * sqrt(2)))) for x in range(1200)]
    made = edit.feather(mask, pixels)
    assert np.abs(made - np.array(wanted)).max() < 4
    assert not made[:, : int(600 - pixels) - 1].any() and (made[:, int(601 + pixels) + 1 :] == 255).all()


@pytest.mark.parametrize("width", [1, 7, 50, 101])
def test_feathering_fits_any_size(width: int) -> None:
    mask = np.full((width, 2 * width), 255, np.uint8)
    mask[:, :width] = 0
    for pixels in (2, 20, 77):
        assert edit.feather(mask, pixels).shape == mask.shape


@pytest.mark.parametrize(
    ("how", "wanted"),
    [
        ("replace", [0, 0, 50, 255, 0]),
        ("add", [10, 100, 200, 255, 10]),
        ("subtract", [10, 100, 200, 0, 10]),
        ("intersect", [0, 0, 50, 30, 0]),
    ],
)
def test_together_with_a_shape(how: How, wanted: list[int]) -> None:
    mask = freeze(np.array([[10, 100, 200, 30, 10]], np.uint8))
    patch = Patch(Area(1, 0, 3, 1), np.array([[0, 50, 255]], np.uint8))
    assert edit.combine(mask, patch, how).tolist() == [wanted]
    rest = mask if how in ("add", "subtract") else np.zeros_like(mask)
    assert np.array_equal(edit.combine(mask, None, how), rest)
    assert mask.tolist() == [[10, 100, 200, 30, 10]]
