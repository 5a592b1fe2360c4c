"""A piece on the canvas under the hand: moved, scaled, turned; and how it is seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ganstudio.gui.cutout.piece import cut
from ganstudio.gui.instruments.insert import InsertFrame
from ganstudio.gui.instruments.insert_look import knob_of
from ganstudio.gui.instruments.pose import Pose, outline
from ganstudio.gui.panel.insert import InsertForm
from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import Pixels, freeze
from ganstudio.tools.insert import placed
from tests.gui.inserting import (
    ALT,
    HIGH,
    LEFT,
    NONE,
    SHIFT,
    SIZE,
    WIDE,
    apart,
    at,
    drag,
    event_move,
    form_of,
    insert,
    instrument,
    laid,
    picture,
    press,
    window_panel_angle,
)
from tests.gui.rooms import PATIENCE

__all__ = ["insert", "laid"]


# The hand


def test_a_drag_inside_moves_the_piece(laid: InsertFrame) -> None:
    drag(laid, at(laid, 310, 210), (60, -30))
    assert apart(laid.pose.middle, QPointF(360, 170)) < 1.5
    assert (laid.pose.scale, laid.pose.angle) == (1.0, 0.0)
    drag(laid, at(laid, 360, 170), (60, -10), SHIFT)
    assert abs(laid.pose.middle.y() - 170) < 1.5 and laid.pose.middle.x() > 410


def test_a_click_moves_nothing(laid: InsertFrame) -> None:
    before = laid.params
    QTest.mouseClick(laid.canvas, LEFT, NONE, at(laid, 310, 210).toPoint())
    drag(laid, at(laid, 310, 210), (0.5, 0.5))
    assert laid.params == before


def test_a_corner_scales_and_keeps_the_shape(laid: InsertFrame) -> None:
    drag(laid, at(laid, 350, 240), (50, 40))
    assert laid.pose.scale == pytest.approx(1.5, abs=0.02)
    assert apart(outline(laid.pose, SIZE)[0], QPointF(250, 160)) < 1.5
    middle = laid.pose.middle
    drag(laid, at(laid, *outline(laid.pose, SIZE)[2].toTuple()), (30, 24), ALT)
    assert laid.pose.scale == pytest.approx(2.1, abs=0.04)
    assert apart(laid.pose.middle, middle) < 1e-6


def test_the_knob_and_what_is_around_a_corner_turn(laid: InsertFrame) -> None:
    knob = knob_of(laid.frame(laid.canvas.view))
    arm = 200 - laid.canvas.view.to_picture(knob).y()
    drag(laid, knob, (arm, arm))
    assert laid.pose.angle == pytest.approx(90, abs=1.5) and laid.pose.scale == 1.0
    window_panel_angle(laid, 0.0)
    outside = at(laid, 350, 240) + QPointF(14, 14)
    drag(laid, outside, (-5, 40), SHIFT)
    assert laid.pose.angle > 0 and laid.pose.angle % 15 == 0


def test_elsewhere_the_photo_is_panned(laid: InsertFrame) -> None:
    laid.canvas.set_zoom(4.0)
    before, seen = laid.params, laid.canvas.visible_rect()
    corner = laid.canvas.rect().topLeft() + QPoint(20, 20)
    assert not laid.frame(laid.canvas.view)[0].x() < 20
    drag(laid, QPointF(corner), (20, 20))
    assert laid.params == before and laid.canvas.visible_rect() != seen


def test_the_pointer_says_what_can_be_done(laid: InsertFrame) -> None:
    def shape(x: float, y: float) -> Qt.CursorShape | None:
        return laid.cursor(at(laid, x, y), laid.canvas.view)

    assert shape(300, 200) == Qt.CursorShape.SizeAllCursor
    assert shape(350, 240) == shape(250, 160) == Qt.CursorShape.SizeFDiagCursor
    assert shape(350, 160) == Qt.CursorShape.SizeBDiagCursor
    assert shape(20, 20) is None
    assert laid.cursor(knob_of(laid.frame(laid.canvas.view)), laid.canvas.view) == Qt.CursorShape.PointingHandCursor
    window_panel_angle(laid, 90.0)  # the corners have changed places, and so have the arrows
    frame = laid.frame(laid.canvas.view)
    assert laid.cursor(frame[0], laid.canvas.view) == Qt.CursorShape.SizeBDiagCursor


def test_keys_move_it_and_take_it_away(laid: InsertFrame, window: Window) -> None:
    press(laid, Qt.Key.Key_Right)
    press(laid, Qt.Key.Key_Up, SHIFT)
    assert laid.pose.middle == QPointF(301, 190)
    press(laid, Qt.Key.Key_Delete)
    form = form_of(window)
    assert form.piece is None and not window.panel.ready and not form.attachments
    assert window.session.current and not window.session.current.unapplied


def test_escape_lets_a_drag_go(laid: InsertFrame) -> None:
    before = laid.params
    QTest.mousePress(laid.canvas, LEFT, NONE, at(laid, 310, 210).toPoint())
    event_move(laid, at(laid, 400, 300), NONE)
    assert laid.params != before
    press(laid, Qt.Key.Key_Escape)
    assert laid.params == before
    event_move(laid, at(laid, 200, 100), NONE)
    QTest.mouseRelease(laid.canvas, LEFT, NONE, at(laid, 200, 100).toPoint())
    assert laid.params == before


# What is seen


@pytest.mark.parametrize("mirror", [False, True])
def test_it_is_seen_where_it_will_be(qtbot: QtBot, window: Window, insert: InsertForm, mirror: bool) -> None:
    assert window.session.current
    photo = window.session.current.document.photo
    source = freeze(np.dstack([picture(120, 90, seed=7), np.full((90, 120), 255, np.uint8)]))
    pixels = source.copy()
    pixels[:30, :40, 3] = 0
    piece = cut(photo, Photo(freeze(pixels)), None)
    insert.lay(piece, Pose(QPointF(290, 190), 0.9, 21.0), mirror=mirror)
    one = instrument(window)
    window.panel.put_params(replace(insert.params, method="plain", feather=0.0))
    area, part = placed(photo.size, piece.pixels, insert.params)
    expected = photo.pixels.copy()
    share = part[..., 3:] / 255
    expected[area.slices] = np.rint(part[..., :3] * share + expected[area.slices] * (1 - share))
    one.canvas.set_zoom(1.0)
    qtbot.waitUntil(lambda: difference(one, expected) < 3.0, timeout=PATIENCE)
    insert.remove()
    assert difference(one, expected) > 6.0


def difference(one: InsertFrame, expected: Pixels) -> float:
    """The mean between what the canvas shows at 100 % and `expected`, where the piece lies; without its frame."""
    inner = slice(150, 230), slice(245, 335)
    place = one.canvas.view.place.topLeft().toPoint()
    image = one.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    seen = rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3)
    part = seen[place.y() : place.y() + HIGH, place.x() : place.x() + WIDE][inner]
    return float(np.abs(part.astype(int) - expected[inner].astype(int)).mean())


def test_the_original_is_seen_without_it(laid: InsertFrame, window: Window) -> None:
    spot = at(laid, 300, 200).toPoint()

    def red() -> bool:
        colour = laid.canvas.grab().toImage().pixelColor(spot)
        return colour.red() > 230 and colour.green() < 40

    assert red()
    laid.canvas.show_original(True)
    assert not red()
    laid.canvas.show_original(False)
    window.stage.comparing = True
    line = at(laid, 300, 200)
    assert laid.cursor(line, laid.canvas.view) is None, "the line itself is taken before the piece"
    spot = at(laid, 290, 190).toPoint()
    assert not red()
    spot = at(laid, 330, 190).toPoint()
    assert red()
