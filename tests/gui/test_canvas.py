"""The canvas as one sees it: what is painted, pixel by pixel, and the end of it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading

import numpy as np
import pytest
import pyvips
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas, screen
from ganstudio.image.colour import DisplayTransform
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze
from tests.gui.seeing import BLUE, GREEN, RED, canvas, mouse, picture, plain, seen, settled, wheel

__all__ = ["canvas"]


# What is painted


def test_a_hundred_percent_shows_the_pixels_themselves(canvas: Canvas) -> None:
    pixels = picture(1000, 900)
    canvas.set_photo(Photo(pixels))
    canvas.actual_size()
    canvas.pan(QPointF(-33, 21))
    area = canvas.visible_rect()
    assert area.size() == canvas.size()
    expected = pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
    assert np.array_equal(seen(canvas), expected)


def test_sixteen_bit_is_shown(canvas: Canvas) -> None:
    pixels = picture(1000, 900)
    canvas.set_photo(Photo(freeze(pixels.astype(np.uint16) * 257)))
    canvas.actual_size()
    area = canvas.visible_rect()
    assert np.array_equal(settled(canvas), pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1])


def test_close_pixels_are_squares(canvas: Canvas) -> None:
    pixels = picture(300, 300)
    canvas.set_photo(Photo(pixels))
    canvas.set_zoom(5.0)
    corner = canvas.view.place.topLeft().toPoint()
    shown = seen(canvas)
    rows, columns = (np.arange(300) - corner.y()) // 5, (np.arange(400) - corner.x()) // 5
    assert np.array_equal(shown, pixels[rows][:, columns])


@pytest.mark.parametrize(("zoom", "lines"), [(7.9, False), (8.0, True), (32.0, True)])
def test_very_close_lines_part_the_pixels(canvas: Canvas, zoom: float, lines: bool) -> None:
    canvas.set_photo(plain(RED))
    canvas.set_zoom(zoom)
    shown = seen(canvas)
    parted = (shown != RED).any(axis=2)
    assert parted.any() == lines
    if lines:
        assert np.count_nonzero(parted.all(axis=0)) in (int(400 / zoom), int(400 / zoom) + 1)


@pytest.mark.parametrize("zoom", [0.05, 0.11, 0.3, 0.6])
def test_far_pixels_are_means(canvas: Canvas, zoom: float) -> None:
    """Noise, of which a subsample would stay noise, becomes even; its mean stays."""
    canvas.set_photo(Photo(picture(4000, 3000)))
    canvas.set_zoom(zoom)
    place = canvas.view.place.toAlignedRect() & canvas.rect()
    shown = settled(canvas)[place.top() + 1 : place.bottom() - 1, place.left() + 1 : place.right() - 1].astype(float)
    assert shown.mean() == pytest.approx(127.5, abs=2)
    assert shown.std() < 74 * 1.5 * max(zoom, 0.02)


def test_every_copy_has_the_picture_at_the_same_place(canvas: Canvas) -> None:
    """A step at an odd column of a picture of odd size stays there at any zoom."""
    pixels = np.zeros((1501, 2003, 3), np.uint8)
    pixels[:, 1117:] = 255
    pixels[701:, :, 0] = 128
    canvas.set_photo(Photo(freeze(pixels)))
    for zoom in (0.1, 0.2, 0.33, 0.5, 0.62, 0.9):
        canvas.set_zoom(zoom)
        shown, place = settled(canvas).astype(float), canvas.view.place
        start = max(0, round(place.left()))
        edge = (shown[150, start:, 1] < 128).argmin() + start
        assert edge - place.left() == pytest.approx(1117 * zoom, abs=1.0), zoom


def test_the_first_paint_waits_for_nothing(canvas: Canvas) -> None:
    gate = threading.Event()
    canvas._pool.submit(gate.wait, 20)
    canvas.set_photo(plain(GREEN, 5000, 4000))
    assert tuple(seen(canvas)[150, 200]) == GREEN
    gate.set()


@pytest.mark.parametrize("channels", [3, 4])
def test_the_window_never_converts_a_whole_photo(
    canvas: Canvas, monkeypatch: pytest.MonkeyPatch, channels: int
) -> None:
    """Neither when it is set nor while one looks around; colours of a profile or alpha take other threads' time."""
    here: list[int] = []
    convert = screen.Screen.__call__

    def watched(self: screen.Screen, pixels: Pixels) -> Pixels:
        if threading.current_thread() is threading.main_thread():
            here.append(pixels.shape[0] * pixels.shape[1])
        return convert(self, pixels)

    monkeypatch.setattr(screen.Screen, "__call__", watched)
    canvas.set_photo(Photo(picture(3000, 2000, channels), Metadata(icc=wide())))
    for zoom in (0.1, 0.7, 1.0, 4.0):
        canvas.set_zoom(zoom)
        settled(canvas)
    assert sum(here) <= 320_000


def wide() -> bytes:
    """The profile Display P3."""
    return bytes(pyvips.Image.profile_load("p3"))


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
def test_colours_go_through_the_profile(canvas: Canvas, depth: type) -> None:
    pixels = picture(1200, 900)
    photo = Photo(freeze(pixels if depth is np.uint8 else pixels.astype(np.uint16) * 257), Metadata(icc=wide()))
    canvas.set_photo(photo)
    canvas.actual_size()
    area = canvas.visible_rect()
    expected = DisplayTransform(wide())(photo.pixels)[area.top() : area.bottom() + 1, area.left() : area.right() + 1]
    assert np.array_equal(settled(canvas), expected)
    flat = plain(RED, 3000, 2000)
    canvas.set_photo(Photo(flat.pixels, Metadata(icc=wide())))
    expected = DisplayTransform(wide())(flat.pixels[:1, :1])[0, 0]
    assert tuple(seen(canvas)[150, 200]) == tuple(expected) != RED
    assert tuple(settled(canvas)[150, 200]) == tuple(expected)


def test_alpha_shows_a_checkerboard_and_no_hidden_colours(canvas: Canvas) -> None:
    pixels = np.zeros((1200, 1600, 4), np.uint8)
    pixels[..., :3] = GREEN  # hidden where alpha is 0
    pixels[:, 800:] = (*RED, 255)
    canvas.set_photo(Photo(freeze(pixels)))
    for zoom in (0.2, 0.7, 1.0):
        canvas.set_zoom(zoom)
        shown = settled(canvas).astype(int)
        inside = shown[145:155]
        assert {tuple(c) for c in shown[130:170, 150:190].reshape(-1, 3)} == {(255, 255, 255), (204, 204, 204)}
        assert tuple(inside[5, 250]) == RED
        assert ((inside[..., 1] - inside[..., 0]) <= 2).all(), "green seeps in"


# No photo, and the end


def test_without_a_photo_a_click_asks_for_one(canvas: Canvas, qtbot: QtBot) -> None:
    assert canvas.visible_rect().isEmpty()
    assert canvas.colour_at(QPoint()) is None
    wheel(canvas, QPointF(10, 10), 120)
    quiet = seen(canvas)
    mouse(canvas, QEvent.Type.MouseMove, 200, 150, Qt.MouseButton.NoButton)
    assert not np.array_equal(seen(canvas), quiet), "it does not light up"
    with qtbot.waitSignal(canvas.open_requested):
        mouse(canvas, QEvent.Type.MouseButtonPress, 200, 150)
    canvas.set_photo(plain(GREEN))
    asked: list[int] = []
    canvas.open_requested.connect(lambda: asked.append(1))
    mouse(canvas, QEvent.Type.MouseButtonPress, 200, 150)
    canvas.set_photo(None)
    assert not asked
    assert not (seen(canvas) == GREEN).all(axis=2).any()


@pytest.mark.parametrize("size", [(1, 1), (1, 5000), (5000, 1), (3, 7), (257, 255)])
def test_any_shape_at_any_zoom(canvas: Canvas, size: tuple[int, int]) -> None:
    canvas.set_photo(plain(BLUE, *size))
    for zoom in (0.02, 0.3, 1, 9, 32):
        canvas.set_zoom(zoom)
        assert (settled(canvas) == BLUE).all(axis=2).any()
    canvas.fit()
    assert (settled(canvas) == BLUE).all(axis=2).any()


def test_work_for_what_is_no_longer_shown_stops(canvas: Canvas) -> None:
    gate = threading.Event()
    canvas._pool.submit(gate.wait, 20)
    canvas.set_photo(plain(GREEN, 3000, 2000))
    layer = canvas._current
    assert layer
    canvas.set_photo(plain(RED, 3000, 2000))
    gate.set()
    settled(canvas)
    assert not layer._pyramid._copies
    assert canvas._current and canvas._current._pyramid._copies


@pytest.mark.parametrize("end", ["forgotten", "deleted"])
def test_a_canvas_that_is_gone_leaves_no_thread(qapp: QApplication, end: str) -> None:
    canvas = Canvas()
    canvas.set_photo(plain(GREEN, 6000, 4000))
    pool = canvas._pool
    threads = list(pool._threads)
    assert threads
    if end == "deleted":
        shiboken6.delete(canvas)
    del canvas, pool
    gc.collect()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()


SHARP = """
import numpy as np
from PySide6.QtWidgets import QApplication
from ganstudio.gui.canvas import Canvas
from ganstudio.image.photo import Photo
from ganstudio.image.pixels import freeze
from tests.gui.seeing import picture, seen
application = QApplication([])
canvas = Canvas()
canvas.resize(400, 300)
canvas.show()
pixels = picture(1500, 1300)
canvas.set_photo(Photo(pixels))
canvas.actual_size()
area, shown = canvas.visible_rect(), seen(canvas)
assert shown.shape[0] == round(300 * {ratio}), shown.shape
assert np.array_equal(shown, pixels[area.top() : area.bottom() + 1, area.left() : area.right() + 1])
"""


@pytest.mark.parametrize("ratio", ["1.5", "2"])
def test_a_dense_screen_shows_each_pixel_once(ratio: str) -> None:
    environment = os.environ | {"QT_SCALE_FACTOR": ratio, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", SHARP.replace("{ratio}", ratio)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
