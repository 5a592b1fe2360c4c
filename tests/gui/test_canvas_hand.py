"""What mouse and keys do to the canvas."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas, Overlay, View
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.gui.seeing import GREEN, canvas, drag, mouse, picture, plain, wheel

__all__ = ["canvas"]


def test_the_wheel_zooms_to_the_pointer(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    canvas.set_zoom(1.2)
    at = QPointF(310, 80)
    under = canvas.view.to_picture(at)
    wheel(canvas, at, 120)
    assert canvas.zoom == pytest.approx(1.5)
    away = canvas.view.to_screen(under) - at
    assert abs(away.x()) <= 1 and abs(away.y()) <= 1
    wheel(canvas, at, -360)
    assert canvas.zoom == 1.0, "stops at 100 %"
    for _ in range(60):
        wheel(canvas, at, -120)
    assert canvas.zoom == 0.02


def test_two_fingers_pan_and_with_control_zoom(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    canvas.set_zoom(2.0)
    corner = canvas.view.place.topLeft()
    wheel(canvas, QPointF(100, 100), 30, QPoint(4, -9))
    assert canvas.view.place.topLeft() - corner == QPointF(4, -9)
    wheel(canvas, QPointF(100, 100), 120, QPoint(0, 9), Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom == pytest.approx(2.5)


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton])
def test_dragging_pans(canvas: Canvas, button: Qt.MouseButton) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    canvas.set_zoom(2.0)
    corner = canvas.view.place.topLeft()
    drag(canvas, QPointF(100, 100), QPointF(60, 130), button)
    assert canvas.view.place.topLeft() - corner == QPointF(-40, 30)


class Grabby(Overlay):
    """Takes every press."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def press(self, event: QMouseEvent, view: View) -> bool:
        self.told.append("press")
        return True

    def move(self, event: QMouseEvent, view: View) -> None:
        self.told.append("move")

    def release(self, event: QMouseEvent, view: View) -> None:
        self.told.append("release")


def test_an_overlay_has_the_left_button_unless_space_is_held(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    canvas.set_zoom(2.0)
    overlay = Grabby()
    canvas.add_overlay(overlay)
    corner = canvas.view.place.topLeft()
    drag(canvas, QPointF(100, 100), QPointF(60, 130))
    assert overlay.told == ["press", "move", "release"]
    assert canvas.view.place.topLeft() == corner
    qtbot.keyPress(canvas, Qt.Key.Key_Space)
    drag(canvas, QPointF(100, 100), QPointF(60, 130))
    qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert canvas.view.place.topLeft() - corner == QPointF(-40, 30)
    canvas.remove_overlay(overlay)
    drag(canvas, QPointF(60, 130), QPointF(100, 100))
    assert canvas.view.place.topLeft() == corner
    assert len(overlay.told) == 3


def test_a_double_click_goes_between_fitted_and_a_hundred_percent(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    fitted = canvas.zoom
    mouse(canvas, QEvent.Type.MouseButtonDblClick, 300, 100)
    assert canvas.zoom == 1.0
    mouse(canvas, QEvent.Type.MouseButtonDblClick, 300, 100)
    assert canvas.zoom == fitted


def test_zoom_is_told(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 4000, 3000))
    told: list[float] = []
    moved: list[float] = []
    canvas.zoom_changed.connect(told.append)
    canvas.view_changed.connect(lambda: moved.append(canvas.zoom))
    canvas.actual_size()
    canvas.zoom_in()
    canvas.zoom_out()
    canvas.set_zoom(64)
    assert told == moved == [1.0, 1.5, 1.0, 32.0]
    canvas.pan(QPointF(5, 5))
    assert (len(told), len(moved)) == (4, 5)


def test_the_pointer_tells_pixel_and_colour(canvas: Canvas) -> None:
    pixels = picture(400, 300, 4)
    canvas.set_photo(Photo(freeze(pixels.astype(np.uint16) * 257)))
    canvas.actual_size()
    told: list[QPoint | None] = []
    canvas.pointer_moved.connect(told.append)
    mouse(canvas, QEvent.Type.MouseMove, 17.5, 42.5, Qt.MouseButton.NoButton)
    assert told == [QPoint(17, 42)]
    assert canvas.colour_at(QPoint(17, 42)) == tuple(int(v) * 257 for v in pixels[42, 17])
    assert canvas.colour_at(QPoint(400, 0)) is None
    assert canvas.colour_at(QPoint(0, -1)) is None
    canvas.fit()
    mouse(canvas, QEvent.Type.MouseMove, 1, 1, Qt.MouseButton.NoButton)
    assert told[-1] is None
