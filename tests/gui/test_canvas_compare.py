"""The canvas with a second picture on it: the original, a preview."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.gui.seeing import BLUE, GREEN, RED, canvas, drag, picture, plain, seen, settled, wheel

__all__ = ["canvas"]


def test_compare_parts_before_and_after(canvas: Canvas) -> None:
    canvas.set_original(plain(RED, 100, 75))
    canvas.set_photo(plain(GREEN, 400, 300))
    assert tuple(seen(canvas)[200, 100]) == GREEN
    canvas.set_compare(True)
    for zoom in (canvas.zoom, 1.0, 7.0):
        canvas.set_zoom(zoom)
        shown = seen(canvas)
        assert tuple(shown[200, 100]) == RED
        assert tuple(shown[200, 300]) == GREEN
    drag(canvas, QPointF(200, 150), QPointF(60, 170))
    assert tuple(seen(canvas)[200, 100]) == GREEN
    assert tuple(seen(canvas)[200, 20]) == RED


def test_an_original_of_another_size_covers_the_same_ground(canvas: Canvas) -> None:
    small = picture(60, 40)
    large = freeze(np.repeat(np.repeat(small, 4, axis=0), 4, axis=1))
    canvas.set_original(Photo(small))
    canvas.set_photo(Photo(large))
    canvas.set_zoom(5.0)
    after = seen(canvas)
    canvas.show_original(True)
    before = seen(canvas)
    assert np.array_equal(before[60:], after[60:])  # above is the label


def test_a_key_held_shows_the_original(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.set_original(plain(RED))
    canvas.set_photo(plain(GREEN))
    qtbot.keyPress(canvas, Qt.Key.Key_O)
    assert tuple(seen(canvas)[200, 200]) == RED
    wheel(canvas, QPointF(200, 150), 120)
    assert tuple(seen(canvas)[200, 200]) == RED
    qtbot.keyRelease(canvas, Qt.Key.Key_O)
    assert tuple(seen(canvas)[200, 200]) == GREEN


def test_a_preview_lies_over_its_area(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 400, 300))
    canvas.actual_size()
    canvas.set_preview(QRect(100, 100, 200, 50), plain(BLUE, 800, 200).pixels)
    blue = (settled(canvas) == BLUE).all(axis=2)
    expected = np.zeros((300, 400), bool)
    expected[100:150, 100:300] = True
    assert np.array_equal(blue, expected)
    canvas.set_compare(True)
    assert tuple(seen(canvas)[110, 150]) == GREEN
    assert tuple(seen(canvas)[110, 250]) == BLUE
    canvas.set_preview(None, None)
    canvas.set_compare(False)
    assert tuple(seen(canvas)[110, 250]) == GREEN


def test_a_new_photo_takes_the_preview_away(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN))
    for wait in (seen, settled):
        canvas.set_preview(QRect(0, 0, 200, 150), plain(BLUE).pixels)
        wait(canvas)
        canvas.set_photo(plain(RED))
        assert not (settled(canvas) == BLUE).all(axis=2).any()


def test_a_preview_stays_until_the_next_one_is_ready(canvas: Canvas) -> None:
    area = QRect(0, 0, 200, 150)
    canvas.set_photo(plain(GREEN))
    canvas.set_preview(area, plain(BLUE).pixels)
    settled(canvas)
    gate = threading.Event()
    canvas._pool.submit(gate.wait, 20)
    canvas.set_preview(area, plain(RED).pixels)
    assert tuple(seen(canvas)[150, 200]) == BLUE
    gate.set()
    assert tuple(settled(canvas)[150, 200]) == RED


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_before_there_are_copies_a_frame_picks_few_pixels(canvas: Canvas, depth: type) -> None:
    """Enough of them to look like the picture; at its place."""
    gate = threading.Event()
    canvas._pool.submit(gate.wait, 20)
    pixels = np.zeros((3000, 4000, 3), depth)
    pixels[:, 2300:] = np.iinfo(depth).max
    canvas.set_photo(Photo(freeze(pixels)))
    for zoom in (0.05, 0.1, 0.3, 0.5):
        canvas.set_zoom(zoom)
        shown, start = seen(canvas)[150, :, 0], max(0, round(canvas.view.place.left()))
        edge = (shown[start:] < 128).argmin() + start
        assert edge - canvas.view.place.left() == pytest.approx(2300 * zoom, abs=1.5), zoom
    layer = canvas._current
    assert layer and not layer.ready
    assert layer.patch((0, 0, 4000, 3000), 0.4).pixels[..., 0].size <= 1_500_000
    gate.set()


def test_an_edit_keeps_the_view(canvas: Canvas) -> None:
    canvas.set_photo(plain(GREEN, 1000, 800))
    canvas.set_zoom(2.0, QPointF(50, 250))
    area = canvas.visible_rect()
    canvas.set_photo(plain(RED, 4000, 3200), keep_view=True)
    assert canvas.zoom == 0.5
    now = canvas.visible_rect()
    assert abs(now.left() - 4 * area.left()) <= 4
    assert abs(now.top() - 4 * area.top()) <= 4
    canvas.set_photo(plain(GREEN, 1000, 800))
    assert canvas.visible_rect() == QRect(0, 0, 1000, 800)


def test_undo_uses_the_copies_of_the_original(canvas: Canvas) -> None:
    first = plain(GREEN)
    canvas.set_photo(first)
    canvas.set_original(first)
    layer = canvas._original
    canvas.set_photo(plain(RED), keep_view=True)
    canvas.set_photo(first, keep_view=True)
    assert canvas._current is canvas._original is layer
