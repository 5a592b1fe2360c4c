"""The brush: dabs, strokes that do not build up, the eraser."""

from __future__ import annotations

import numpy as np
import pytest

from ganstudio.masks.brush import Brush, Stroke, outline
from ganstudio.masks.mask import Mask, Patch
from ganstudio.masks.selection import Selection


def painted(brush: Brush, *points: tuple[float, ...], size: tuple[int, int] = (100, 60), on: int = 0) -> Mask:
    """A mask full of `on` after one stroke."""
    selection = Selection(size)
    selection.put(np.full(size[::-1], on, np.uint8))
    stroke = Stroke(brush, selection.pixels)
    for point in points:
        patch = stroke.to(*point)
        if patch:
            selection.paint(*patch)
    return selection.pixels.copy()


@pytest.mark.parametrize("size", [1, 2, 3.5, 8, 21, 50, 180, 400])
def test_a_hard_dab_is_a_disc(size: float) -> None:
    mask = painted(Brush(size), (250.5, 250.5), size=(500, 500))
    assert mask.sum() / 255 == pytest.approx(np.pi * size**2 / 4, rel=0.05, abs=0.3)
    assert mask[250, 250] == 255
    y, x = np.mgrid[:500, :500] - 250
    assert not mask[np.hypot(x, y) > size / 2 + 0.6].any()


def test_a_soft_dab_falls_from_the_middle_to_the_rim() -> None:
    line = painted(Brush(41, 0.0), (50.5, 30.5))[30, 50:].astype(int)
    assert line[0] == 255 and 100 < line[10] < 156 and line[20] < 5 and line[21] == 0
    assert (np.diff(line[:20]) < 0).sum() >= 18


def test_half_hard_is_full_up_to_half_the_radius() -> None:
    line = painted(Brush(41, 0.5), (50.5, 30.5))[30, 50:]
    assert (line[:11] == 255).all() and line[12] < 255 and line[16] == pytest.approx(128, abs=20)
    assert outline(Brush(41, 0.5)) == pytest.approx(15.75)


def test_a_stroke_is_as_strong_everywhere_as_one_dab() -> None:
    brush = Brush(20, 0.0)
    once = painted(brush, (20.5, 30.5), (80.5, 30.5))
    again = painted(brush, (20.5, 30.5), (80.5, 30.5), (20.5, 30.5), (80.5, 30.5))
    assert np.array_equal(once, again)
    dab = painted(brush, (50.5, 30.5))
    assert np.abs(once[:, 50].astype(int) - dab[:, 50]).max() <= 3


def test_a_hard_stroke_has_straight_edges() -> None:
    mask = painted(Brush(300), (200, 200), (700, 200), size=(900, 400))
    edge = mask[:, 200:700].sum(axis=0) / 255
    assert edge.max() - edge.min() < 0.7  # of both edges


def test_dabs_lie_where_they_are_put_to_a_quarter_of_a_pixel() -> None:
    for shift in (0.0, 0.25, 0.5, 0.75):
        mask = painted(Brush(7), (50 + shift, 30)).astype(float)
        assert (mask.sum(axis=0) * (np.arange(100) + 0.5)).sum() / mask.sum() == pytest.approx(50 + shift, abs=0.05)


def test_the_eraser_takes_away_what_the_brush_would_give() -> None:
    points = [(20.5, 30.5), (80.5, 40.5)]
    white = painted(Brush(20, 0.3, erases=True), *points, on=255)
    assert np.array_equal(255 - white, painted(Brush(20, 0.3), *points))
    assert not painted(Brush(20, 0.3, erases=True), *points).any()


def test_pressure_scales_the_size_along_the_way() -> None:
    mask = painted(Brush(40), (10.5, 30.5, 0.1), (90.5, 30.5, 1.0))
    widths = (mask > 127).sum(axis=0)
    assert widths[12] <= 8 and widths[88] >= 37
    assert (np.diff(widths[10:90]) >= 0).mean() > 0.9


def test_only_what_is_within_the_picture_is_touched() -> None:
    stroke = Stroke(Brush(10), np.zeros((20, 30), np.uint8))
    assert stroke.to(-50, -50) is None
    patch = stroke.to(-1, -1)
    assert patch and patch.area[:2] == (0, 0) and patch.values.any()
    patch = stroke.to(32, 10)
    assert patch and patch.area.left + patch.area.width == 30
    assert stroke.to(500, 10)  # leaving it paints up to the edge
    assert stroke.to(900, 10) is None


def test_a_segment_tells_what_it_touched_alone() -> None:
    selection = Selection((1000, 1000))
    stroke = Stroke(Brush(10), selection.pixels)
    patches = [stroke.to(x, 500) for x in range(100, 900, 20)]
    areas = [patch.area for patch in patches if isinstance(patch, Patch)]
    assert len(areas) == 40 and max(area.width * area.height for area in areas) < 40 * 16
