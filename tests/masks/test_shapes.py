"""Rectangle, ellipse, polygon: what share of each pixel they cover."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.masks.mask import Area
from ganstudio.masks.shapes import Point, ellipse, polygon, rectangle

SIZE = (40, 30)


def test_a_rectangle_on_whole_pixels_is_full() -> None:
    patch = rectangle(SIZE, (3, 4), (10, 6))
    assert patch
    assert patch.area == Area(3, 4, 7, 2)
    assert (patch.values == 255).all()
    assert not patch.values.flags.writeable


def test_edges_cover_their_share_of_a_pixel() -> None:
    patch = rectangle(SIZE, (4, 5), (1.5, 2.25))  # the other way round
    assert patch
    assert patch.area == Area(1, 2, 3, 3)
    assert patch.values.tolist() == [[96, 191, 191], [128, 255, 255], [128, 255, 255]]


def test_a_triangle_covers_half_of_the_pixels_on_its_slope() -> None:
    patch = polygon(SIZE, [(0, 0), (4, 4), (0, 4)])
    assert patch
    assert patch.values.tolist() == [[128, 0, 0, 0], [255, 128, 0, 0], [255, 255, 128, 0], [255, 255, 255, 128]]


@pytest.mark.parametrize(("across", "down"), [(30.0, 20.0), (7.3, 7.3), (1.0, 1.0), (33.3, 0.8)])
def test_an_ellipse_has_the_area_of_one(across: float, down: float) -> None:
    patch = ellipse(SIZE, (3.2, 4.1), (3.2 + across, 4.1 + down))
    assert patch
    assert patch.values.sum() / 255 == pytest.approx(np.pi * across * down / 4, rel=0.01, abs=0.1)


def test_a_large_ellipse_is_round_to_a_fraction_of_a_pixel() -> None:
    patch = ellipse((2000, 2000), (0, 0), (2000, 2000))
    assert patch
    y, x = np.mgrid[:2000, :2000] + 0.5
    inside = np.clip(1000.5 - np.hypot(x - 1000, y - 1000), 0, 1) * 255
    assert np.abs(patch.values - inside).max() < 40


def test_a_lasso_agrees_with_a_fine_count() -> None:
    turn = np.sort(np.random.default_rng(3).uniform(0, 2 * np.pi, 60))
    reach = np.random.default_rng(4).uniform(5, 14, 60)
    points = list(zip(20 + reach * np.cos(turn), 15 + reach * np.sin(turn), strict=True))
    patch = polygon(SIZE, points)
    assert patch
    y, x = (np.mgrid[: 30 * 8, : 40 * 8] + 0.5) / 8
    inside = np.zeros(x.shape, bool)
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        inside ^= ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    share = inside.reshape(30, 8, 40, 8).mean(axis=(1, 3))
    assert np.abs(patch.values / 255 - share[patch.area.slices]).max() < 0.1


def test_what_is_outside_of_the_picture_is_left_out() -> None:
    whole = rectangle(SIZE, (-1e4, -5), (300, 1e4))
    assert whole
    assert whole.area == Area(0, 0, 40, 30)
    assert (whole.values == 255).all()
    circle, cut = ellipse((60, 60), (10, 10), (50, 50)), ellipse((30, 20), (-10, -20), (30, 20))
    assert circle and cut
    assert np.array_equal(cut.values, circle.values[20:, 10:])


@pytest.mark.parametrize(
    "points",
    [[], [(3.0, 3.0)], [(3.0, 3.0), (9.0, 9.0)], [(3.0, 3.0)] * 5, [(50.0, 3.0), (60.0, 3.0), (55.0, 9.0)]],
)
def test_nothing_is_none(points: list[Point]) -> None:
    assert polygon(SIZE, points) is None


def test_what_the_line_runs_around_twice_counts_once() -> None:
    square: list[Point] = [(2, 2), (9, 2), (9, 9), (2, 9)]
    twice = polygon(SIZE, square * 2)
    assert twice
    assert (twice.values == 255).all()
