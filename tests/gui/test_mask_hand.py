"""What the hand does to a mask: brush and eraser, the wand, and keys meanwhile."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.gui.hand import ALT, SHIFT, click, drag, drawn, key, mouse, noise, share, with_mask

PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


# Brush and eraser


def test_a_stroke_masks_what_it_passes_over_and_nothing_else(window: Window) -> None:
    page = with_mask(window)
    drag(page.canvas, [(60, 100), (120, 100), (200, 100)])
    mask = page.selection.pixels
    assert mask[100, 55:205].min() == 255 and mask[92:109, 130].min() == 255
    inside = np.zeros_like(mask, bool)
    inside[89:112, 49:212] = True
    assert not mask[~inside].any()
    drag(page.canvas, [(130, 120), (130, 150)])
    assert page.selection.pixels[140, 130] == 255 and page.selection.pixels[100, 130] == 255, "the brush always adds"


def test_the_eraser_takes_away_and_a_stroke_is_one_step_of_undo(window: Window) -> None:
    page = with_mask(window)
    drag(page.canvas, [(60, 100), (200, 100)])
    before = page.selection.mask
    window.kit.put(tool="eraser")
    drag(page.canvas, [(130, 80), (130, 100), (130, 120)])
    mask = page.selection.pixels
    assert mask[100, 130] == 0 and mask[100, 80] == 255 and mask[100, 180] == 255
    window.menu_actions["undo"].trigger()
    assert np.array_equal(page.selection.pixels, before)
    window.menu_actions["undo"].trigger()
    assert not page.selection.pixels.any()
    window.menu_actions["redo"].trigger()
    assert np.array_equal(page.selection.pixels, before)


def test_a_click_is_a_dab_and_shift_goes_on_from_there_in_a_line(window: Window) -> None:
    page = with_mask(window)
    click(page.canvas, (50, 50))
    assert share(page) == pytest.approx(math.pi * 100, rel=0.1)
    click(page.canvas, (250, 150), SHIFT)
    mask = page.selection.pixels
    assert mask[100, 150] == 255 and mask[150, 250] == 255
    assert not mask[200:].any()


def test_strokes_may_begin_and_end_beside_the_photo(window: Window) -> None:
    page = with_mask(window)
    drag(page.canvas, [(-40, 120), (30, 120)])
    drag(page.canvas, [(300, 30), (500, -80)])
    mask = page.selection.pixels
    assert mask[120, 0] == 255 and mask.shape == (240, 320)


def test_alt_sets_size_and_hardness_and_paints_nothing(window: Window) -> None:
    page = with_mask(window, hardness=0.5)
    zoom = page.canvas.zoom
    start = page.canvas.view.to_picture(QPointF(300, 300))
    drag(page.canvas, [start.toTuple(), (start.x() + 30, start.y())], ALT)
    assert window.kit.now.size == 80 and window.kit.now.hardness == 0.5
    drag(page.canvas, [start.toTuple(), (start.x(), start.y() - 40 / zoom)], ALT)
    assert window.kit.now.size == 80 and window.kit.now.hardness == pytest.approx(0.7)
    assert page.selection.mask is None
    mouse(page.canvas, PRESS, start.toTuple(), ALT)
    mouse(page.canvas, MOVE, (start.x() + 50, start.y()), ALT)
    key(page.canvas, Qt.Key.Key_Escape)
    assert window.kit.now.size == 80, "given up"


def test_keys_set_size_and_hardness(qtbot: QtBot, window: Window) -> None:
    with_mask(window, size=40, hardness=0.5)
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.kit.now.size == 46
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    assert window.kit.now.size == 40
    qtbot.keyClick(window, Qt.Key.Key_BraceRight)
    assert window.kit.now.hardness == 0.6
    qtbot.keyClick(window, Qt.Key.Key_BraceLeft)
    assert window.kit.now.hardness == 0.5
    window.kit.put(size=1)
    qtbot.keyClick(window, Qt.Key.Key_BracketLeft)
    qtbot.keyClick(window, Qt.Key.Key_BracketRight)
    assert window.kit.now.size == 2


def test_keys_that_are_no_shortcuts_with_altgr_reach_the_canvas(window: Window) -> None:
    page = with_mask(window, size=40)
    assert key(page.canvas, Qt.Key.Key_BracketRight) and window.kit.now.size == 46
    assert key(page.canvas, Qt.Key.Key_BraceLeft) and window.kit.now.hardness == 0.9


def test_a_pens_pressure_scales_the_brush(window: Window) -> None:
    page = with_mask(window, size=40)

    def pen(kind: QEvent.Type, pressure: float) -> None:
        place = page.canvas.view.to_screen(QPointF(100, 100))
        left = Qt.MouseButton.LeftButton
        device = QPointingDevice("pen", 7, QInputDevice.DeviceType.Stylus, QPointingDevice.PointerType.Pen,
                                 QInputDevice.Capability.Pressure, 1, 1)  # fmt: skip
        event = QTabletEvent(
            kind, device, place, page.canvas.mapToGlobal(place), pressure, 0, 0, 0, 0, 0,
            Qt.KeyboardModifier.NoModifier, left, left,
        )  # fmt: skip
        QApplication.sendEvent(page.canvas, event)
        assert not event.isAccepted(), "Qt sends it as a mouse's"

    pen(QEvent.Type.TabletPress, 0.25)
    click(page.canvas, (100, 100))
    assert share(page) == pytest.approx(math.pi * 25, rel=0.2)
    pen(QEvent.Type.TabletRelease, 0.0)
    click(page.canvas, (100, 100))
    assert share(page) == pytest.approx(math.pi * 400, rel=0.1)


def test_escape_takes_an_unfinished_stroke_back(window: Window) -> None:
    page = with_mask(window)
    drag(page.canvas, [(60, 100), (200, 100)])
    before = page.selection.mask
    mouse(page.canvas, PRESS, (60, 50))
    mouse(page.canvas, MOVE, (200, 50))
    assert page.selection.pixels[50, 100] == 255
    assert key(page.canvas, Qt.Key.Key_Escape)
    assert np.array_equal(page.selection.pixels, before)
    mouse(page.canvas, MOVE, (250, 60))
    mouse(page.canvas, RELEASE, (250, 60))
    assert np.array_equal(page.selection.pixels, before)


# The wand


def flags() -> Photo:
    """Two red squares that do not touch, on blue."""
    pixels = np.zeros((240, 320, 3), np.uint8)
    pixels[..., 2] = 200
    pixels[20:60, 20:60] = pixels[100:150, 200:250] = (220, 30, 30)
    return Photo(freeze(pixels))


def test_the_wand_takes_what_hangs_together_or_all_of_a_colour(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, photo=flags(), tool="wand")
    click(page.canvas, (30, 30))
    drawn(qtbot, window)
    assert share(page) == 1600
    click(page.canvas, (220, 120), SHIFT)
    drawn(qtbot, window)
    assert share(page) == 4100
    click(page.canvas, (30, 30), ALT)
    drawn(qtbot, window)
    assert share(page) == 2500
    window.panel.masks.controls.contiguous.click()
    click(page.canvas, (30, 30))
    drawn(qtbot, window)
    assert share(page) == 4100
    click(page.canvas, (-20, 500))
    drawn(qtbot, window)
    assert share(page) == 4100, "beside the photo there is nothing to touch"


def test_the_wands_tolerance(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, photo=noise(), tool="wand", tolerance=255)
    click(page.canvas, (30, 30))
    drawn(qtbot, window)
    assert share(page) == 320 * 240
    window.kit.put(tolerance=0)
    click(page.canvas, (30, 30))
    drawn(qtbot, window)
    assert share(page) < 100


# What lies beside


def test_pan_and_zoom_work_as_ever(window: Window) -> None:
    page = with_mask(window)
    canvas = page.canvas
    canvas.set_zoom(4.0)
    before = canvas.view.to_picture(QPointF(0, 0))
    drag(canvas, [(150, 120), (170, 130)], button=Qt.MouseButton.MiddleButton)
    assert canvas.view.to_picture(QPointF(0, 0)) != before
    before = canvas.view.to_picture(QPointF(0, 0))
    key(canvas, Qt.Key.Key_Space)
    drag(canvas, [(150, 120), (170, 130)])
    assert canvas.view.to_picture(QPointF(0, 0)) != before
    assert page.selection.mask is None


def test_quick_clicks_of_the_brush_do_not_zoom(window: Window) -> None:
    page = with_mask(window)
    zoom = page.canvas.zoom
    click(page.canvas, (100, 100))
    mouse(page.canvas, QEvent.Type.MouseButtonDblClick, (140, 100))
    mouse(page.canvas, RELEASE, (140, 100))
    assert page.canvas.zoom == zoom and page.selection.pixels[100, 140] == 255


def test_the_line_of_the_comparison_can_still_be_taken(window: Window) -> None:
    page = with_mask(window)
    window.menu_actions["compare"].trigger()
    drag(page.canvas, [(160, 60), (220, 60)])
    assert page.selection.mask is None
    click(page.canvas, (60, 60))
    assert page.selection.mask is not None


def test_the_picker_of_white_balance_goes_first(window: Window) -> None:
    page = with_mask(window, "white-balance")
    window.panel.form.pick.click()  # type: ignore[attr-defined]
    click(page.canvas, (100, 100))
    assert page.selection.mask is None and window.panel.altered
    click(page.canvas, (100, 100))
    assert page.selection.mask is not None
