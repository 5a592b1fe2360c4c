"""The crop frame: as numbers, and under the hand."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.instruments.crop import CropFrame
from ganstudio.gui.instruments.frame import Grip, grips, moved, shaped, stretched, whole_pixels
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.crop import CropParams
from tests.gui.laid import HIGH, SHIFT, WIDE, canvas, click, crop, cursor_at, drag, kept, mouse, noise, press, run
from tests.gui.rooms import finished

__all__ = ["canvas", "crop"]


# Frames, as numbers


@pytest.mark.parametrize("ratio", [0.0, 1.0, 16 / 9, 2 / 3, 40.0])
def test_a_frame_never_leaves_the_photo_and_keeps_its_ratio(ratio: float) -> None:
    room = QSize(300, 200)
    chance = np.random.default_rng(3)
    for _round in range(300):
        left, top = chance.uniform(0, 290), chance.uniform(0, 190)
        frame = QRectF(left, top, chance.uniform(1, 300 - left), chance.uniform(1, 200 - top))
        grip = list(grips(frame))[chance.integers(8)]
        made = stretched(frame, grip, QPointF(chance.uniform(-99, 399), chance.uniform(-99, 299)), room, ratio)
        x, y, width, height = whole_pixels(made, room)
        assert 0 <= x <= x + width <= 300 and 0 <= y <= y + height <= 200 and width >= 1 and height >= 1
        if ratio:
            assert made.width() == pytest.approx(made.height() * ratio, abs=1e-6)


def test_a_corner_leaves_the_one_opposite_where_it_was() -> None:
    made = stretched(QRectF(50, 40, 100, 80), Grip(-1, -1), QPointF(20, 30), QSize(300, 200), 2.0)
    assert made == QRectF(0, 45, 150, 75)  # as wide as there is room


def test_a_frame_can_be_pulled_across_its_other_side() -> None:
    assert stretched(QRectF(50, 40, 100, 80), Grip(1, 0), QPointF(10, 0), QSize(300, 200)) == QRectF(10, 40, 40, 80)
    assert stretched(QRectF(50, 40, 100, 80), Grip(0, -1), QPointF(0, 190), QSize(300, 200)) == QRectF(50, 120, 100, 70)


def test_another_shape_stays_about_the_same_place_and_size() -> None:
    made = shaped(QRectF(100, 50, 80, 60), 3.0, QSize(300, 200))
    assert made.center() == QPointF(140, 80) and made.width() * made.height() == pytest.approx(4800)
    made = shaped(QRectF(0, 0, 300, 200), 0.5, QSize(300, 200))
    assert made == QRectF(100, 0, 100, 200)
    assert moved(QRectF(0, 0, 10, 10), QPointF(-5, 999), QSize(300, 200)) == QRectF(0, 190, 10, 10)


# The crop frame


def test_at_first_all_is_kept_and_nothing_is_to_be_done(crop: CropFrame) -> None:
    assert kept(crop) == (0, 0, WIDE, HIGH) and crop.params == CropParams()


@pytest.mark.parametrize("zoom", [0.5, 0.12, 1.0, 4.0])
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_corners_and_sides_resize_at_any_zoom(crop: CropFrame, zoom: float, ratio: float) -> None:
    crop.change(left=300, top=200, width=600, height=400)
    crop.canvas.view.resize(crop.canvas.size(), ratio)
    crop.canvas.set_zoom(zoom)
    drag(crop, (900, 600), (950, 650))
    assert kept(crop) == (300, 200, 650, 450)
    drag(crop, (300, 425), (350, 0))
    assert kept(crop) == (350, 200, 600, 450)
    drag(crop, (650, 200), (0, 150))
    assert kept(crop) == (350, 150, 600, 500)


def test_what_is_taken_beside_a_corner_does_not_jump(crop: CropFrame) -> None:
    crop.change(left=400, top=200, width=400, height=300)
    drag(crop, (806, 506), (826, 526))
    assert kept(crop) == (400, 200, 420, 320)


@pytest.mark.parametrize("name", ["1:1", "4:3", "16:9", "original"])
@pytest.mark.parametrize("grip", list(grips(QRectF())))
def test_a_chosen_ratio_is_kept_by_every_handle(crop: CropFrame, name: str, grip: Grip) -> None:
    crop.change(ratio=name, left=400, top=250, width=0, height=0)
    crop.put(shaped(QRectF(400, 250, 400, 300), crop.frame.width() / crop.frame.height(), QSize(WIDE, HIGH)))
    wanted = crop.frame.width() / crop.frame.height()
    at = grips(crop.frame)[grip]
    drag(crop, at.toTuple(), (at.x() + 37 * (grip.across or 1), at.y() + 61 * (grip.down or 1)))
    _left, _top, width, height = kept(crop)
    assert abs(width - height * wanted) <= 0.5 + 0.5 * wanted and (width, height) != (400, 300)
    result = run("crop", crop.photo, crop.params)
    assert result.size == (width, height)


def test_a_side_grows_to_both_sides_of_its_middle(crop: CropFrame) -> None:
    crop.change(ratio="1:1", left=400, top=300, width=200, height=200)
    drag(crop, (600, 400), (660, 400))
    assert kept(crop) == (400, 270, 260, 260)


def test_shift_keeps_the_ratio_that_is_there(crop: CropFrame) -> None:
    crop.change(left=300, top=200, width=300, height=100)
    drag(crop, (600, 300), (900, 310), SHIFT)
    assert kept(crop) == (300, 200, 600, 200)
    drag(crop, (900, 400), (600, 310))
    assert kept(crop) == (300, 200, 300, 110)


def test_inside_moves_and_stops_at_the_edge(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=200, height=100)
    drag(crop, (500, 350), (600, 300))
    assert kept(crop) == (500, 250, 200, 100)
    drag(crop, (600, 300), (9000, -500))
    assert kept(crop) == (WIDE - 200, 0, 200, 100)


def test_outside_draws_another_frame(crop: CropFrame) -> None:
    crop.change(left=800, top=500, width=100, height=100)
    drag(crop, (100, 120), (400, 300))
    assert kept(crop) == (100, 120, 300, 180)
    drag(crop, (1000, 700), (700, 600))
    assert kept(crop) == (700, 600, 300, 100)


def test_in_the_whole_photo_a_drag_draws_the_first_frame(crop: CropFrame) -> None:
    drag(crop, (200, 200), (500, 400))
    assert kept(crop) == (200, 200, 300, 200)
    crop.change(ratio="1:1")
    drag(crop, (700, 500), (900, 510))
    assert kept(crop) == (700, 500, 200, 200)


def test_a_click_draws_nothing(crop: CropFrame) -> None:
    crop.change(left=800, top=500, width=100, height=100)
    click(crop, (100, 100))
    assert kept(crop) == (800, 500, 100, 100)


def test_near_the_edge_it_snaps(crop: CropFrame) -> None:
    drag(crop, (200, 200), (1190, 795))
    assert kept(crop) == (200, 200, 1000, 600)
    drag(crop, (600, 500), (540, 312))
    assert kept(crop) == (140, 0, 1000, 600)
    drag(crop, (12, 5), (1000, 700))
    assert kept(crop)[:2] == (0, 0)


def test_pulled_back_to_all_of_the_photo_nothing_is_to_be_done(crop: CropFrame) -> None:
    drag(crop, (200, 200), (1190, 795))
    drag(crop, (200, 200), (-50, -50))
    assert crop.params == CropParams()


def test_however_far_one_pulls_a_pixel_is_left_inside(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=200, height=100)
    drag(crop, (600, 400), (400, 300))
    assert kept(crop)[2:] == (1, 1)
    assert run("crop", crop.photo, crop.params).size == (1, 1)
    drag(crop, (100, 100), (5000, -3000))
    left, top, width, height = kept(crop)
    assert (left, top) == (100, 0) and (width, height) == (WIDE - 100, 100)


def test_arrow_keys_move_it_by_a_pixel(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=200, height=100)
    assert press(crop.canvas, Qt.Key.Key_Right) and press(crop.canvas, Qt.Key.Key_Up, SHIFT)
    assert kept(crop) == (401, 290, 200, 100)
    assert not press(crop.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)  # the window's: another photo


def test_enter_or_a_double_click_inside_cuts(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=200, height=100)
    view = crop.canvas.view
    mouse(crop.canvas, QEvent.Type.MouseButtonDblClick, view.to_screen(QPointF(100, 100)))
    mouse(crop.canvas, QEvent.Type.MouseButtonRelease, view.to_screen(QPointF(100, 100)))
    assert crop.hand.applied == 0
    mouse(crop.canvas, QEvent.Type.MouseButtonDblClick, view.to_screen(QPointF(500, 350)))
    assert crop.hand.applied == 1
    press(crop.canvas, Qt.Key.Key_Return)
    press(crop.canvas, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert crop.hand.applied == 3 and kept(crop) == (400, 300, 200, 100)


def test_escape_gives_a_drag_up(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=200, height=100)
    view = crop.canvas.view
    mouse(crop.canvas, QEvent.Type.MouseButtonPress, view.to_screen(QPointF(500, 350)))
    mouse(crop.canvas, QEvent.Type.MouseMove, view.to_screen(QPointF(700, 350)))
    assert kept(crop)[0] == 600
    assert press(crop.canvas, Qt.Key.Key_Escape)
    mouse(crop.canvas, QEvent.Type.MouseMove, view.to_screen(QPointF(800, 350)))
    assert kept(crop)[0] == 400
    assert not press(crop.canvas, Qt.Key.Key_Escape)


def test_the_pointer_says_what_a_press_would_do(crop: CropFrame) -> None:
    shape = Qt.CursorShape
    assert cursor_at(crop, (600, 400)) == shape.CrossCursor  # all of the photo cannot be moved
    crop.change(left=400, top=300, width=400, height=200)
    assert cursor_at(crop, (600, 400)) == shape.SizeAllCursor
    assert cursor_at(crop, (400, 300)) == cursor_at(crop, (800, 500)) == shape.SizeFDiagCursor
    assert cursor_at(crop, (800, 300)) == shape.SizeBDiagCursor
    assert cursor_at(crop, (800, 380)) == shape.SizeHorCursor and cursor_at(crop, (500, 500)) == shape.SizeVerCursor
    assert cursor_at(crop, (100, 100)) == shape.CrossCursor


def test_a_tiny_frame_can_still_be_moved_and_resized(crop: CropFrame) -> None:
    crop.change(left=400, top=300, width=60, height=60)
    drag(crop, (430, 330), (530, 330))
    assert kept(crop) == (500, 300, 60, 60)
    drag(crop, (560, 360), (600, 400))
    assert kept(crop) == (500, 300, 100, 100)


def test_space_and_a_drag_pan_as_ever(crop: CropFrame) -> None:
    crop.canvas.set_zoom(2.0)
    before = crop.canvas.visible_rect()
    crop.canvas.setFocus()
    press(crop.canvas, Qt.Key.Key_Space)
    drag(crop, (600, 400), (500, 350))
    assert crop.params == CropParams() and crop.canvas.visible_rect() != before


def test_outside_is_dim_and_inside_is_as_it_is(crop: CropFrame) -> None:
    white = Photo(freeze(np.full((HIGH, WIDE, 3), 255, np.uint8)))
    crop.canvas.set_photo(white)
    crop.change(left=400, top=300, width=400, height=200)
    shown = crop.canvas.grab().toImage()

    def light(x: float, y: float) -> int:
        return int(shown.pixelColor(crop.canvas.view.to_screen(QPointF(x, y)).toPoint()).lightness())

    assert light(450, 330) == 255 and light(200, 200) < 140
    assert light(533, 420) < 250  # thirds
    assert light(1, 1) < 140


# In the window


def test_in_the_window_what_the_frame_keeps_is_what_is_left(qtbot: QtBot, window: Window) -> None:
    photo = Photo(noise())
    page = window.session.add(photo)
    window.choose("crop")
    frame = page.canvas.overlays[-1]
    assert isinstance(frame, CropFrame)
    drag(frame, (200, 200), (800, 600))
    left, top, width, height = kept(frame)
    assert (width, height) != photo.size and window.panel.ready
    press(page.canvas, Qt.Key.Key_Return)
    finished(qtbot, window)
    made = page.document.photo.pixels
    assert np.array_equal(made, photo.pixels[top : top + height, left : left + width])
    after = page.canvas.overlays[-1]
    assert isinstance(after, CropFrame) and after.photo is page.document.photo and after.params == CropParams()
    window.choose("upscale")
    assert not any(isinstance(one, CropFrame) for one in page.canvas.overlays)
