"""What the hand does on the canvas: the picker, the horizon."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.gui.instruments.horizon import Horizon
from ganstudio.gui.instruments.picker import Picker
from ganstudio.gui.window import Window
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import freeze
from ganstudio.tools.straighten import StraightenParams
from ganstudio.tools.white_balance import WhiteBalanceParams, neutral
from tests.gui.laid import HIGH, WIDE, canvas, click, cursor_at, drag, laid, mouse, noise, press, run
from tests.gui.rooms import PATIENCE

__all__ = ["canvas"]


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
