"""Shapes drawn by hand become a mask."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.window import Window
from tests.gui.hand import ALT, SHIFT, click, drag, drawn, hover, key, mouse, share, with_mask

PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


def test_a_rectangle_has_whole_pixels(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="rectangle")
    drag(page.canvas, [(40.2, 30.4), (100, 60), (140.4, 90.1)])
    drawn(qtbot, window)
    expected = np.zeros((240, 320), np.uint8)
    expected[30:90, 40:140] = 255
    assert np.array_equal(page.selection.pixels, expected)


def test_a_new_shape_replaces_shift_adds_alt_subtracts_both_intersect(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="rectangle")

    def rectangle(left: int, right: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        drag(page.canvas, [(left, 20), (right, 40)], keys)
        drawn(qtbot, window)

    rectangle(10, 60)
    rectangle(100, 200)
    assert share(page) == 2000
    rectangle(20, 40, SHIFT)
    assert share(page) == 2400
    rectangle(150, 300, ALT)
    assert share(page) == 1400
    rectangle(30, 120, SHIFT | ALT)
    assert share(page) == 600
    for _step in range(3):
        window.menu_actions["undo"].trigger()
    assert share(page) == 2000


def test_how_shapes_go_together_can_be_chosen(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="rectangle")
    window.panel.masks.controls.hows.chip("add").click()
    drag(page.canvas, [(10, 20), (60, 40)])
    drag(page.canvas, [(100, 20), (160, 40)])
    drawn(qtbot, window)
    assert share(page) == 2200


def test_shift_pressed_while_dragging_makes_a_square_or_a_circle(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="rectangle")
    drag(page.canvas, [(10, 20), (60, 40)], later=SHIFT)
    drawn(qtbot, window)
    assert share(page) == 2500
    drag(page.canvas, [(100, 100), (130, 110)], SHIFT)
    drawn(qtbot, window)
    assert share(page) == 2800, "held from the press on it means to add"
    window.kit.put(tool="ellipse")
    drag(page.canvas, [(100, 100), (180, 120)], later=SHIFT)
    drawn(qtbot, window)
    assert share(page) == pytest.approx(math.pi * 1600, rel=0.01)


def test_with_nothing_masked_shift_at_once_makes_a_square(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="rectangle")
    drag(page.canvas, [(10, 20), (60, 40)], SHIFT)
    drawn(qtbot, window)
    assert share(page) == 2500


def test_an_ellipse_fills_its_frame(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="ellipse")
    drag(page.canvas, [(220, 160), (20, 60)])
    drawn(qtbot, window)
    assert share(page) == pytest.approx(math.pi * 100 * 50, rel=0.01)
    assert page.selection.pixels[110, 120] == 255 and not page.selection.pixels[62, 25]


def test_a_lasso_drawn_freely_is_closed_by_letting_go(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="lasso")
    turn = np.linspace(0, 2 * math.pi * 0.95, 60)
    drag(page.canvas, [(160 + 60 * math.cos(each), 120 + 60 * math.sin(each)) for each in turn])
    drawn(qtbot, window)
    assert share(page) == pytest.approx(math.pi * 3600, rel=0.03)


@pytest.mark.parametrize("end", ["first", "return", "double"])
def test_a_lasso_of_clicks_is_closed_in_three_ways(qtbot: QtBot, window: Window, end: str) -> None:
    page = with_mask(window, tool="lasso")
    for at in ((20, 20), (120, 20), (120, 80)):
        click(page.canvas, at)
        hover(page.canvas, (70, 130))
    assert page.selection.mask is None
    if end == "first":
        click(page.canvas, (20, 80))
        click(page.canvas, (21, 21))
    elif end == "return":
        click(page.canvas, (20, 80))
        assert key(page.canvas, Qt.Key.Key_Return)
    else:
        click(page.canvas, (20, 80))
        mouse(page.canvas, QEvent.Type.MouseButtonDblClick, (20, 80))
        mouse(page.canvas, RELEASE, (20, 80))
    drawn(qtbot, window)
    assert share(page) == pytest.approx(6000, rel=0.02)
    drag(page.canvas, [(200, 200), (250, 200), (250, 230), (200, 230)])
    drawn(qtbot, window)
    assert share(page) == pytest.approx(1500, rel=0.1), "the next one begins anew"


def test_backspace_takes_corners_back_and_escape_all(qtbot: QtBot, window: Window) -> None:
    page = with_mask(window, tool="lasso")
    for at in ((20, 20), (120, 20), (120, 80), (300, 200)):
        click(page.canvas, at)
    assert key(page.canvas, Qt.Key.Key_Backspace)
    click(page.canvas, (20, 80))
    assert key(page.canvas, Qt.Key.Key_Return)
    drawn(qtbot, window)
    assert share(page) == pytest.approx(6000, rel=0.02)
    for at in ((200, 20), (300, 20), (300, 80)):
        click(page.canvas, at)
    assert key(page.canvas, Qt.Key.Key_Escape)
    assert not key(page.canvas, Qt.Key.Key_Return) and not key(page.canvas, Qt.Key.Key_Escape)
    assert share(page) == pytest.approx(6000, rel=0.02)


@pytest.mark.parametrize("tool", ["rectangle", "ellipse", "lasso"])
def test_a_click_draws_no_shape_and_escape_drops_one(qtbot: QtBot, window: Window, tool: str) -> None:
    page = with_mask(window)
    click(page.canvas, (200, 200))
    before = share(page)
    window.kit.put(tool=tool)
    click(page.canvas, (100, 100))
    key(page.canvas, Qt.Key.Key_Escape)
    mouse(page.canvas, PRESS, (50, 50))
    mouse(page.canvas, MOVE, (150, 120))
    assert key(page.canvas, Qt.Key.Key_Escape)
    mouse(page.canvas, RELEASE, (150, 120))
    drawn(qtbot, window)
    assert share(page) == before
