"""How a mask is seen: the picture that is kept of it is what it would be, made anew."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from ganstudio.gui.canvas import View
from ganstudio.gui.mask.levels import Levels
from ganstudio.gui.mask.veil import STRENGTH, Look, Veil
from ganstudio.masks.mask import Area
from ganstudio.masks.selection import Selection

SIZE = QSize(300, 200)
FILLED, LINE = Look("#ff0000", True), Look("#ff0000", False)


def view_of(picture: QSize, zoom: float | None = None, ratio: float = 1.0, pan: float = 0.0) -> View:
    made = View()
    made.resize(SIZE, ratio)
    made.show(picture, False)
    if zoom:
        made.zoom_to(zoom)
    made.pan(QPointF(pan, pan))
    return made


def seen(veil: Veil, view: View, look: Look = FILLED) -> QImage:
    """What it paints, in device pixels, on white."""
    image = QImage(SIZE * view.ratio, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    image.setDevicePixelRatio(view.ratio)
    painter = QPainter(image)
    veil.paint(painter, view, SIZE, look)
    painter.end()
    return image


def dab(selection: Selection, chance: np.random.Generator) -> Area:
    width, height = selection.size
    left, top = int(chance.integers(0, width - 1)), int(chance.integers(0, height - 1))
    area = Area(left, top, min(width - left, 1 + int(chance.integers(0, 90))), min(height - top, 37))
    selection.paint(area, np.full((area.height, area.width), chance.integers(0, 256), np.uint8))
    return area


@pytest.mark.parametrize("size", [(1203, 807), (64, 700), (1, 1), (2, 513)])
def test_reduced_copies_follow_what_is_painted(size: tuple[int, int]) -> None:
    selection, chance = Selection(size), np.random.default_rng(5)
    levels = Levels(selection)
    for _round in range(8 if min(size) > 1 else 0):
        levels.spoil(dab(selection, chance))
        for zoom in (1.0, 0.4, 0.11, 0.03):
            copy, factor = levels.at(zoom)
            fresh, same = Levels(selection).at(zoom)
            assert factor == same and np.array_equal(copy, fresh)
    copy, factor = levels.at(0.26)
    if min(size) > 8:
        means = cv2.resize(selection.pixels[:800, :1200], (300, 200), interpolation=cv2.INTER_AREA)
        assert factor == 2 or np.abs(copy[:200, :300].astype(int) - means).max() <= 2


VIEWS = [(None, 1.0, 0.0), (0.37, 1.0, 3.3), (1.0, 2.0, 7.0), (2.7, 1.5, 40.0), (9.0, 1.0, 80.0)]


@pytest.mark.parametrize(("zoom", "ratio", "pan"), VIEWS)
def test_only_what_changed_is_made_anew_and_nothing_is_missed(zoom: float | None, ratio: float, pan: float) -> None:
    selection, chance = Selection((1200, 800)), np.random.default_rng(7)
    view = view_of(QSize(1200, 800), zoom, ratio, pan)
    filled, line = Veil(selection), Veil(selection)
    for _round in range(40):
        area = dab(selection, chance)
        filled.spoil(area)
        line.spoil(area)
        # Between pixels OpenCV rounds to a 32nd, from wherever it begins.
        apart = np.abs(array(seen(filled, view)).astype(int) - array(seen(Veil(selection), view)))
        assert apart.max() <= 8
        other = (array(seen(line, view, LINE)) != array(seen(Veil(selection), view, LINE))).any(axis=2)
        assert other.mean() < 0.001


def array(image: QImage) -> NDArray[np.uint8]:
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def test_the_colour_is_as_strong_as_the_mask() -> None:
    selection = Selection((30, 20))
    selection.put(np.repeat(np.linspace(0, 255, 30).astype(np.uint8)[None], 20, axis=0))
    view = view_of(QSize(30, 20), 8.0)
    image = seen(Veil(selection), view)
    for column in (0, 10, 29):
        at = view.to_screen(QPointF(column + 0.5, 10.5)).toPoint()
        share = selection.pixels[0, column] / 255 * STRENGTH
        assert abs(image.pixelColor(at).green() - 255 * (1 - share)) <= 1
        assert image.pixelColor(at).red() >= 254


def test_the_line_runs_inside_the_edge_and_leaves_the_rest_free() -> None:
    selection = Selection((300, 200))
    selection.paint(Area(100, 50, 80, 60), np.full((60, 80), 255, np.uint8))
    image = seen(Veil(selection), view_of(QSize(300, 200), 1.0), LINE)
    colours = {image.pixelColor(x, 50).name() for x in range(100, 180)}
    assert colours == {"#ffffff", "#000000"}
    assert image.pixelColor(140, 80).name() == image.pixelColor(140, 48).name() == "#ffffff"
    dark = [(x, y) for x in range(300) for y in range(200) if image.pixelColor(x, y).name() == "#000000"]
    assert all(x in (100, 179) or y in (50, 109) for x, y in dark)


def test_a_mask_that_was_there_before_is_seen_and_the_photo_alone_is_covered() -> None:
    selection = Selection((100, 100))
    selection.put(np.full((100, 100), 255, np.uint8))
    image = seen(Veil(selection), view_of(QSize(100, 100), 1.0))
    assert image.pixelColor(101, 51).name() != "#ffffff" and image.pixelColor(99, 51).name() == "#ffffff"
    assert image.pixelColor(199, 149).name() != "#ffffff" and image.pixelColor(200, 149).name() == "#ffffff"
