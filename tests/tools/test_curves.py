"""Curves: through their points, never beyond them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.params import STRAIGHT, Points
from ganstudio.tools.curves import evaluate
from tests.image.pictures import cat
from tests.tools.test_tone import run

RANGE = np.linspace(0, 1, 4001)
SHAPES: dict[str, Points] = {
    "s": ((0.0, 0.0), (0.25, 0.15), (0.75, 0.85), (1.0, 1.0)),
    "bent": ((0.0, 0.0), (0.5, 0.6), (1.0, 1.0)),
    "steep": ((0.0, 0.0), (0.49, 0.05), (0.51, 0.95), (1.0, 1.0)),
    "close": ((0.0, 0.2), (0.4, 0.5), (0.4001, 0.9), (1.0, 0.95)),
    "stairs": ((0.0, 0.0), (0.2, 0.3), (0.4, 0.3), (0.6, 0.7), (0.8, 0.7), (1.0, 1.0)),
    "inside": ((0.2, 0.1), (0.8, 0.9)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_through_its_points_rising_and_smooth(name: str) -> None:
    points = SHAPES[name]
    values = evaluate(points, RANGE)
    assert np.allclose(evaluate(points, np.array([x for x, _y in points])), [y for _x, y in points])
    assert (np.diff(values) >= -1e-12).all()  # no overshoot between rising points
    assert values.min() == pytest.approx(points[0][1]) and values.max() == pytest.approx(points[-1][1])
    for x, _y in points[1:-1] if name != "close" else ():  # no kink at a point
        step = 1e-6
        left, middle, right = evaluate(points, np.array([x - step, x, x + step]))
        assert abs((right - middle) - (middle - left)) / step < 0.01


def test_up_and_down_stays_between_its_points() -> None:
    points = ((0.0, 0.5), (0.3, 1.0), (0.5, 0.2), (0.9, 0.8), (1.0, 0.0))
    for (x0, y0), (x1, y1) in pairwise(points):
        part = evaluate(points, np.linspace(x0, x1, 500))
        assert part.min() >= min(y0, y1) - 1e-12 and part.max() <= max(y0, y1) + 1e-12
        assert (np.diff(part) * np.sign(y1 - y0) >= -1e-12).all()


@pytest.mark.parametrize(
    ("points", "at", "expected"),
    [
        (
            ((0.0, 0.0), (0.25, 0.4), (0.6, 0.5), (1.0, 1.0)),
            [0.1, 0.2, 0.3, 0.45, 0.7, 0.9],
            [0.206009206905, 0.359440847302, 0.421259077617, 0.45670187859, 0.570847395151, 0.831234846003],
        ),
        (
            ((0.0, 0.5), (0.3, 1.0), (0.5, 0.2), (0.9, 0.8), (1.0, 0.0)),
            [0.1, 0.2, 0.4, 0.6, 0.7, 0.95],
            [0.851851851852, 0.981481481481, 0.6, 0.29375, 0.5, 0.52375],
        ),
    ],
)
def test_the_values_that_scipys_pchip_interpolator_has(points: Points, at: list[float], expected: list[float]) -> None:
    assert np.allclose(evaluate(points, np.array(at)), expected, atol=1e-11)


def test_level_before_the_first_point_and_after_the_last() -> None:
    values = evaluate(SHAPES["inside"], np.array([0, 0.1, 0.2, 0.5, 0.8, 1]))
    assert np.allclose(values, [0.1, 0.1, 0.1, 0.5, 0.9, 0.9])


def test_a_straight_line_of_many_points_changes_nothing() -> None:
    for count in (2, 3, 10):
        line = tuple((i / (count - 1), i / (count - 1)) for i in range(count))
        result = run("curves", Photo(cat()), master=line, red=((0.0, 0.0), (0.5, 0.5), (1.0, 1.0)))
        assert np.array_equal(result.pixels, cat())


def test_each_channels_curve_comes_before_that_of_all() -> None:
    half, turned = ((0.0, 0.0), (1.0, 0.5)), ((0.0, 1.0), (1.0, 0.0))
    result = run("curves", Photo(cat()), master=turned, green=half).pixels.astype(int)
    assert np.array_equal(result[..., 0], 255 - cat()[..., 0])
    assert np.abs(result[..., 1] - (255 - cat()[..., 1] / 2)).max() <= 0.5
    assert np.array_equal(result[..., 2], 255 - cat()[..., 2])


def test_a_grey_photo_has_only_the_curve_of_all() -> None:
    grey = Photo(freeze(np.repeat(cat()[..., :1], 3, axis=2)), Metadata(grey=True))
    assert run("curves", grey, red=SHAPES["s"]) is grey
    tinted = run("curves", grey, master=SHAPES["s"], blue=SHAPES["bent"]).pixels
    assert np.array_equal(tinted, run("curves", grey, master=SHAPES["s"], blue=STRAIGHT).pixels)
    assert not np.array_equal(tinted, grey.pixels)


def test_16_bit_stays_fine_and_in_order() -> None:
    ramp = np.repeat(np.arange(65536, dtype=np.uint16)[None, :, None], 3, axis=2)
    values = run("curves", Photo(freeze(ramp)), master=SHAPES["s"]).pixels[0, :, 0].astype(int)
    assert len(np.unique(values)) > 10_000
    assert (np.diff(values) >= 0).all()
