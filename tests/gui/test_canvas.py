"""The canvas as one sees it: what is painted, pixel by pixel, and what mouse and keys do."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Iterator

import numpy as np
import pytest
import pyvips
import shiboken6
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ganstudio.gui.canvas import Canvas, Overlay, View, screen
from ganstudio.image.colour import DisplayTransform
from ganstudio.image.photo import Metadata, Photo
from ganstudio.image.pixels import Pixels, freeze

Image = NDArray[np.uint8]
RED, GREEN, BLUE = (200, 30, 20), (20, 190, 40), (10, 40, 220)


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[Canvas]:
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    yield made
    made._pool.shutdown(wait=True)


def picture(width: int, height: int, channels: int = 3, seed: int = 0) -> Pixels:
    values = np.random.default_rng(seed).integers(0, 256, (height, width, channels), np.uint8)
    return freeze(values)


def plain(colour: tuple[int, ...], width: int = 200, height: int = 150) -> Photo:
    return Photo(freeze(np.full((height, width, len(colour)), colour, np.uint8)))


def seen(canvas: Canvas) -> Image:
    """What is on the screen, (H, W, 3)."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGBX8888)
    bits = np.frombuffer(image.constBits(), np.uint8)
    return bits.reshape(image.height(), image.width(), 4)[..., :3].copy()


def settled(canvas: Canvas) -> Image:
    """The same when no finer copy is to come."""
    for _ in range(50):
        shown = seen(canvas)
        done = threading.Event()
        canvas._pool.submit(done.set)
        assert done.wait(30)
        QApplication.processEvents()
        if np.array_equal(shown, seen(canvas)):
            return shown
    raise AssertionError("it never settles")


def mouse(
    canvas: Canvas, kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    at = QPointF(x, y)
    QApplication.sendEvent(canvas, QMouseEvent(kind, at, at, button, button, Qt.KeyboardModifier.NoModifier))


def drag(canvas: Canvas, start: QPointF, end: QPointF, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    mouse(canvas, QEvent.Type.MouseButtonPress, start.x(), start.y(), button)
    mouse(canvas, QEvent.Type.MouseMove, end.x(), end.y(), button)
    mouse(canvas, QEvent.Type.MouseButtonRelease, end.x(), end.y(), button)


def wheel(
    canvas: Canvas,
    at: QPointF,
    angle: int,
    pixels: QPoint | None = None,
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    none = Qt.MouseButton.NoButton
    event = QWheelEvent(at, at, pixels or QPoint(), QPoint(0, angle), none, keys, phase, False)
    QApplication.sendEvent(canvas, event)


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


# Compare and preview


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


# Mouse and keys


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
from tests.gui.test_canvas import picture, seen
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
