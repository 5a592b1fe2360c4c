"""Where a piece lies, as numbers, and what of a photo becomes one."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from ganstudio.gui.cutout.piece import cut, see_through
from ganstudio.gui.instruments.pose import CORNERS, Pose, fitted, moved, outline, recut, scaled, transform, turned
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.masks.mask import Area
from ganstudio.masks.mask import freeze as freeze_mask
from ganstudio.tools.insert import LARGEST, SMALLEST, InsertParams
from ganstudio.tools.piece import place
from tests.gui.inserting import HIGH, SIZE, WIDE, apart, picture

# Geometry


@pytest.mark.parametrize("corner", CORNERS)
@pytest.mark.parametrize("angle", [0.0, 30.0, -135.0])
def test_a_corner_that_is_pulled_goes_along_and_the_one_opposite_stays(corner: tuple[int, int], angle: float) -> None:
    pose = Pose(QPointF(50, 60), 0.5, angle)
    index = CORNERS.index(corner)
    before = outline(pose, SIZE)
    out = before[index] - pose.middle
    larger = scaled(pose, SIZE, corner, out)
    after = outline(larger, SIZE)
    assert larger.scale == pytest.approx(0.75) and larger.angle == angle
    assert apart(after[index - 2], before[index - 2]) < 1e-6
    assert apart(after[index], before[index] + out) < 1e-6
    assert apart(scaled(pose, SIZE, corner, out, about_middle=True).middle, pose.middle) < 1e-9


def test_a_piece_is_never_turned_inside_out() -> None:
    pose = Pose(QPointF(50, 60))
    assert scaled(pose, SIZE, (1, 1), QPointF(-1000, -1000)).scale == SMALLEST
    assert scaled(pose, SIZE, (1, 1), QPointF(100_000, 100_000)).scale == LARGEST


def test_turning_follows_the_hand_and_steps_are_whole() -> None:
    pose = Pose(QPointF(10, 10), 1.0, 170.0)
    start = QPointF(10, 0)
    assert turned(pose, start, QPointF(20, 10)).angle == pytest.approx(-100)
    assert turned(pose, start, QPointF(10.4, 0), step=15).angle == 165
    assert turned(Pose(QPointF()), QPointF(1, 0), QPointF(0, 1)).angle == pytest.approx(90)


def test_a_straight_move_goes_along_one_side() -> None:
    assert moved(Pose(QPointF(1, 2)), QPointF(5, -3), straight=True).middle == QPointF(6, 2)
    assert moved(Pose(QPointF(1, 2)), QPointF(2, -3), straight=True).middle == QPointF(1, -1)


@pytest.mark.parametrize("mirrored", [False, True])
def test_another_region_of_the_same_photo_stays_where_it_was_seen(mirrored: bool) -> None:
    before, now = Area(10, 20, 100, 80), Area(40, 5, 30, 60)
    pose = Pose(QPointF(300, 200), 0.7, 33.0)
    after = recut(pose, before, now, mirrored=mirrored)

    def seen(area: Area, there: Pose) -> QPointF:
        """Where the source's (50, 30) is in the photo."""
        x, y = 50 - area.left, 30 - area.top
        size = QSizeF(area.width, area.height)
        return transform(there, size).map(QPointF(area.width - x if mirrored else x, y))

    assert apart(seen(before, pose), seen(now, after)) < 1e-6


@pytest.mark.parametrize("angle", [0.0, 25.0, -170.0])
def test_the_frame_lies_where_the_tool_puts_the_piece(angle: float) -> None:
    pose = Pose(QPointF(120.5, 90.25), 0.6, angle)
    params = InsertParams(left=120.5, top=90.25, scale=0.6, angle=angle)
    way = place((WIDE, HIGH), (100, 80), params).way
    for x, y in ((0.0, 0.0), (99.0, 0.0), (40.0, 79.0)):
        there = way @ (x, y, 1)  # between the middles of pixels
        seen = transform(pose, SIZE).map(QPointF(x + 0.5, y + 0.5))
        assert (there[0] + 0.5, there[1] + 0.5) == pytest.approx((seen.x(), seen.y()))


def test_a_large_piece_is_fitted_and_a_small_one_stays_as_it_is() -> None:
    room = QRectF(100, 50, 200, 100)
    assert fitted(QSizeF(1000, 100), room) == Pose(QPointF(200, 100), 0.16)
    assert fitted(QSizeF(20, 10), room).scale == 1.0


# What is cut out


def test_a_cut_out_has_no_more_pixels_than_it_shows(window: Window) -> None:
    source = Photo(picture(50, 40))
    mask = np.zeros((40, 50), np.uint8)
    mask[10:20, 5:30] = 255
    mask[10, 5] = 128
    piece = cut(Photo(picture()), source, freeze_mask(mask), "x")
    assert piece.size == (25, 10) and piece.area == Area(5, 10, 25, 10)
    assert np.array_equal(piece.pixels[..., :3], source.pixels[10:20, 5:30])
    assert piece.pixels[0, 0, 3] == 128 and (piece.pixels[1:, :, 3] == 255).all()


def test_a_photo_with_alpha_brings_its_own_cut_out() -> None:
    pixels = np.dstack([picture(20, 20), np.full((20, 20), 255, np.uint8)])
    assert not see_through(Photo(freeze(pixels.copy())))
    pixels[:10, :, 3] = 0
    source = Photo(freeze(pixels))
    assert see_through(source)
    mask = freeze_mask(np.full((20, 20), 128, np.uint8))
    piece = cut(Photo(picture()), source, mask)
    assert piece.pixels[0, 0, 3] == 0 and piece.pixels[15, 0, 3] == 128
