"""What the hand does on the canvas: the crop frame, the picker, the horizon."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.engine.engine import Engine
from ganstudio.engine.job import Job
from ganstudio.engine.store import Store
from ganstudio.gui.canvas import Canvas
from ganstudio.gui.instruments import INSTRUMENTS
from ganstudio.gui.instruments.crop import CropFrame, frame_of
from ganstudio.gui.instruments.frame import Grip, grips, moved, shaped, stretched, whole_pixels
from ganstudio.gui.instruments.horizon import Horizon
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.instruments.picker import Picker
from ganstudio.gui.panel.forms import FORMS
from ganstudio.gui.window import Window
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools import TOOLS
from ganstudio.tools.crop import CropParams
from ganstudio.tools.straighten import StraightenParams
from ganstudio.tools.tool import Context
from ganstudio.tools.white_balance import WhiteBalanceParams, neutral
from tests.gui.rooms import PATIENCE, finished

SHIFT, NONE = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
WIDE, HIGH = 1200, 800


class Panel:
    """A panel as an instrument sees it; its form is the real one."""

    def __init__(self, tool: str, qtbot: QtBot, photo: Photo) -> None:
        self.applied = 0
        self.form = FORMS[tool](TOOLS[tool].params)
        qtbot.addWidget(self.form)
        self.form.show_photo(photo)

    @property
    def params(self) -> Any:
        return self.form.params

    def put_params(self, params: Any) -> None:
        self.form.set_params(params)

    def apply(self) -> None:
        self.applied += 1


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(624, 424)  # a photo of 1200 × 800 fits at 50 %
    made.show()
    yield made
    made._pool.shutdown(wait=True)


def noise(width: int = WIDE, height: int = HIGH) -> Pixels:
    rough = np.random.default_rng(1).integers(40, 216, (8, 12, 3), np.uint8)
    return freeze(np.clip(cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC), 0, 255))


def laid(canvas: Canvas, qtbot: QtBot, tool: str, photo: Photo | None = None) -> Any:
    """The tool's instrument on a photo, its panel in `hand`."""
    photo = photo or Photo(noise())
    canvas.set_photo(photo)
    instrument = INSTRUMENTS[TOOLS[tool].instrument](Panel(tool, qtbot, photo), canvas, photo)
    canvas.add_overlay(instrument)
    return instrument


@pytest.fixture
def crop(canvas: Canvas, qtbot: QtBot) -> CropFrame:
    made = laid(canvas, qtbot, "crop")
    assert isinstance(made, CropFrame)
    return made


def mouse(canvas: Canvas, kind: QEvent.Type, at: QPointF, keys: Qt.KeyboardModifier = NONE) -> None:
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, canvas.mapToGlobal(at), left, left, keys))


def drag(one: Instrument, start: tuple[float, float], end: tuple[float, float], keys: Any = NONE) -> None:
    """From and to points of the picture."""
    view = one.canvas.view
    first, last = view.to_screen(QPointF(*start)), view.to_screen(QPointF(*end))
    mouse(one.canvas, QEvent.Type.MouseMove, first)
    mouse(one.canvas, QEvent.Type.MouseButtonPress, first, keys)
    for share in (0.1, 0.5, 1.0):
        mouse(one.canvas, QEvent.Type.MouseMove, first + (last - first) * share, keys)
    mouse(one.canvas, QEvent.Type.MouseButtonRelease, last, keys)


def click(one: Instrument, at: tuple[float, float]) -> None:
    place = one.canvas.view.to_screen(QPointF(*at))
    mouse(one.canvas, QEvent.Type.MouseButtonPress, place)
    mouse(one.canvas, QEvent.Type.MouseButtonRelease, place)


def press(canvas: Canvas, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> bool:
    event = QKeyEvent(QEvent.Type.KeyPress, key, keys)
    QApplication.sendEvent(canvas, event)
    return bool(event.isAccepted())


def kept(one: Instrument) -> tuple[int, int, int, int]:
    """Left, top, width, height of what the tool keeps, with the parameters as they stand."""
    return whole_pixels(frame_of(one.photo.size, one.params), QSize(*one.photo.size))


def run(tool: str, photo: Photo, params: Any) -> Photo:
    return TOOLS[tool].run(photo, params, Context(Engine(Store([])), Job()))


def cursor_at(one: Instrument, at: tuple[float, float]) -> Qt.CursorShape | None:
    return one.cursor(one.canvas.view.to_screen(QPointF(*at)), one.canvas.view)


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


# The picker


@pytest.fixture
def picker(canvas: Canvas, qtbot: QtBot) -> Picker:
    made = laid(canvas, qtbot, "white-balance")
    assert isinstance(made, Picker)
    return made


def test_a_click_takes_the_mean_of_25_pixels(picker: Picker) -> None:
    picker.hand.form.pick.click()
    click(picker, (640.5, 210.5))
    temperature, tint = neutral(picker.photo.pixels[208:213, 638:643], None)
    assert picker.params.temperature == pytest.approx(temperature, abs=0.051)
    assert picker.params.tint == pytest.approx(tint, abs=0.051)
    assert picker.params != WhiteBalanceParams() and picker.params.mode == "manual"
    assert not picker.hand.form.picking  # for one click


@pytest.mark.parametrize("deep", [False, True])
def test_what_is_picked_becomes_grey(canvas: Canvas, qtbot: QtBot, deep: bool) -> None:
    pixels = noise().copy()
    pixels[300:500, 300:500] = (150, 138, 120)
    photo = Photo(freeze(pixels.astype(np.uint16) * 257 if deep else pixels))
    picker = laid(canvas, qtbot, "white-balance", photo)
    picker.hand.put_params(replace(picker.params, mode="auto"))
    picker.hand.form.pick.click()
    click(picker, (400, 400))
    made = run("white-balance", photo, picker.params).pixels[400, 400].astype(int) // (257 if deep else 1)
    assert np.ptp(made) <= 1


def test_at_the_corner_there_are_fewer_pixels(picker: Picker) -> None:
    picker.hand.form.pick.click()
    click(picker, (0.5, 0.5))
    temperature, tint = neutral(picker.photo.pixels[:3, :3], None)
    assert (picker.params.temperature, picker.params.tint) == pytest.approx((temperature, tint), abs=0.051)


def test_it_is_out_of_the_way_until_it_is_asked_for(picker: Picker) -> None:
    assert cursor_at(picker, (600, 400)) is None
    picker.canvas.set_zoom(2.0)
    before = picker.canvas.visible_rect()
    drag(picker, (600, 400), (550, 400))
    assert picker.canvas.visible_rect() != before and picker.params == WhiteBalanceParams()


def test_a_drag_pans_while_it_is_on(picker: Picker) -> None:
    picker.hand.form.pick.click()
    picker.canvas.set_zoom(2.0)
    before = picker.canvas.visible_rect().left()
    drag(picker, (600, 400), (550, 400))
    assert picker.canvas.visible_rect().left() == before + 50
    assert picker.params == WhiteBalanceParams() and picker.hand.form.picking


def test_escape_puts_it_away(picker: Picker) -> None:
    assert not press(picker.canvas, Qt.Key.Key_Escape)
    picker.hand.form.pick.click()
    assert cursor_at(picker, (600, 400)) == Qt.CursorShape.CrossCursor
    assert press(picker.canvas, Qt.Key.Key_Escape) and not picker.hand.form.picking


def test_beside_the_pointer_the_colour_is_seen(canvas: Canvas, qtbot: QtBot) -> None:
    pixels = np.zeros((HIGH, WIDE, 3), np.uint8)
    pixels[:, 600:] = (250, 20, 30)
    picker = laid(canvas, qtbot, "white-balance", Photo(freeze(pixels)))
    at = canvas.view.to_screen(QPointF(800, 100))
    mouse(canvas, QEvent.Type.MouseMove, at)
    away = (at + QPointF(-80, 140)).toPoint()
    plain = canvas.grab().toImage()
    picker.hand.form.pick.click()
    mouse(canvas, QEvent.Type.MouseMove, at)
    seen = canvas.grab().toImage()
    assert seen.pixelColor(away) == plain.pixelColor(away)
    beside = QRect((at + QPointF(20, 20)).toPoint(), QSize(99, 123))
    foot = seen.pixelColor(beside.bottomLeft() + QPoint(10, -8))
    assert (foot.red(), foot.green(), foot.blue()) == (250, 20, 30)
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert canvas.grab().toImage() == plain


def test_a_photo_without_colours_offers_no_picker(canvas: Canvas, qtbot: QtBot) -> None:
    picker = laid(canvas, qtbot, "white-balance", Photo(noise(), Metadata(grey=True)))
    assert not picker.hand.form.pick.isEnabled()


# The horizon


def sloping(degrees: float, upright: bool = False) -> Photo:
    """Light and dark halves, parted by a line that falls to the right by so many degrees; or is as far from upright."""
    y, x = np.mgrid[0:HIGH, 0:WIDE].astype(float) + 0.5
    x, y = x - WIDE / 2, y - HIGH / 2
    if upright:
        away = x + math.tan(math.radians(degrees)) * y
    else:
        away = y - math.tan(math.radians(degrees)) * x
    dark = np.clip(away + 0.5, 0, 1)[..., None]
    return Photo(freeze(np.rint(220 - 180 * dark.repeat(3, axis=2)).astype(np.uint8)))


@pytest.mark.parametrize("degrees", [5.0, -5.0, 20.0, -31.5])
@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("backwards", [False, True])
def test_along_the_line_the_tool_makes_it_straight(
    canvas: Canvas, qtbot: QtBot, degrees: float, upright: bool, backwards: bool
) -> None:
    photo = sloping(degrees, upright)
    horizon = laid(canvas, qtbot, "straighten", photo)
    way = (-math.tan(math.radians(degrees)), 1.0) if upright else (1.0, math.tan(math.radians(degrees)))
    start, end = ((WIDE / 2 + 200 * sign * way[0], HIGH / 2 + 200 * sign * way[1]) for sign in (-1, 1))
    drag(horizon, *((end, start) if backwards else (start, end)))
    assert horizon.params.angle == pytest.approx(-degrees, abs=0.05)
    made = run("straighten", photo, horizon.params).pixels[..., 0] < 130
    edge = made.sum(axis=1 if upright else 0)
    assert np.ptp(edge) <= 2


def test_on_a_turned_photo_the_line_adds_to_the_angle(canvas: Canvas, qtbot: QtBot) -> None:
    horizon = laid(canvas, qtbot, "straighten")
    horizon.change(angle=10.0)
    canvas.set_preview(QRect(0, 0, WIDE, HIGH), noise())
    qtbot.waitUntil(lambda: canvas.previewed, timeout=20_000)
    drag(horizon, (300, 300), (900, 300))
    assert horizon.params.angle == 10.0
    drag(horizon, (300, 300), (900, 300 + 600 * math.tan(math.radians(4))))
    assert horizon.params.angle == pytest.approx(6, abs=0.05)


def test_without_the_preview_the_line_says_the_angle_itself(canvas: Canvas, qtbot: QtBot) -> None:
    horizon = laid(canvas, qtbot, "straighten")
    horizon.change(angle=10.0)
    drag(horizon, (300, 300), (900, 300))
    assert horizon.params.angle == 0.0


def test_the_angle_stays_within_the_tools_reach(canvas: Canvas, qtbot: QtBot) -> None:
    horizon = laid(canvas, qtbot, "straighten")
    horizon.change(angle=-40.0)
    canvas.set_preview(QRect(0, 0, WIDE, HIGH), noise())
    qtbot.waitUntil(lambda: canvas.previewed, timeout=20_000)
    drag(horizon, (300, 200), (600, 400))
    assert horizon.params.angle == -45.0


def test_a_short_line_or_one_given_up_says_nothing(canvas: Canvas, qtbot: QtBot) -> None:
    horizon = laid(canvas, qtbot, "straighten")
    drag(horizon, (300, 200), (320, 210))
    assert horizon.params == StraightenParams()
    mouse(canvas, QEvent.Type.MouseButtonPress, QPointF(100, 100))
    mouse(canvas, QEvent.Type.MouseMove, QPointF(300, 150))
    assert press(canvas, Qt.Key.Key_Escape)
    mouse(canvas, QEvent.Type.MouseButtonRelease, QPointF(300, 150))
    assert horizon.params == StraightenParams()


def test_a_grid_is_seen_while_the_photo_is_turned(canvas: Canvas, qtbot: QtBot) -> None:
    plain = Photo(freeze(np.full((HIGH, WIDE, 3), 128, np.uint8)))
    horizon = laid(canvas, qtbot, "straighten", plain)
    assert isinstance(horizon, Horizon)
    before = canvas.grab().toImage()
    horizon.change(angle=3.0)
    canvas.update()
    assert canvas.grab().toImage() != before


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


def test_in_the_window_a_second_line_corrects_the_first(qtbot: QtBot, window: Window) -> None:
    page = window.session.add(sloping(6.0))
    window.choose("straighten")
    horizon = page.canvas.overlays[-1]
    assert isinstance(horizon, Horizon)
    rise = math.tan(math.radians(4.0))
    drag(horizon, (400, 400 - 200 * rise), (800, 400 + 200 * rise))
    assert horizon.params.angle == pytest.approx(-4, abs=0.1)
    qtbot.waitUntil(lambda: page.canvas.previewed, timeout=PATIENCE)
    rise = math.tan(math.radians(2.0))
    drag(horizon, (400, 400 - 200 * rise), (800, 400 + 200 * rise))
    assert horizon.params.angle == pytest.approx(-6, abs=0.2)
