"""Where a face lies on the screen, and its spots under the hand: geometry alone."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from ganstudio.gui.canvas.view import View
from ganstudio.image.face import Face

Size = tuple[int, int]
Name = Literal["left", "right", "mouth"]
SPOTS: tuple[Name, ...] = ("left", "right", "mouth")
FRAME = QRectF(-0.08, -0.14, 1.16, 1.22)
"""What is drawn around a face, in parts of the square's sides: brow to chin with some air."""
SMALLEST = 8
"""Pixels of the photo that a face added by hand must be wide at least."""


def on_photo(face: Face, size: Size) -> QTransform:
    """From the face's square, [0, 1]², to pixels of a photo of `size`."""
    (a, b, x), (c, d, y) = face.square(size).astype(float).tolist()
    return QTransform(a, c, b, d, x, y)


def on_screen(face: Face, size: Size, view: View) -> QTransform:
    """From the face's square to logical pixels of the widget."""
    origin, scale = view.to_screen(QPointF()), view.zoom / view.ratio
    return on_photo(face, size) * QTransform(scale, 0, 0, scale, origin.x(), origin.y())


def spot(face: Face, name: Name, size: Size) -> QPointF:
    """One of its spots, in pixels of the photo."""
    x, y = getattr(face, name)
    return QPointF(x * size[0], y * size[1])


def moved(face: Face, name: Name, at: QPointF, size: Size) -> Face:
    """The face with a spot at another place, in pixels of the photo; the spot may lie a little beyond the border."""
    x, y = (min(max(value, -0.5), 1.5) for value in (at.x() / size[0], at.y() / size[1]))
    there = replace(face, **{name: (x, y)})
    return there if _sound(there, size) else face


def covers(face: Face, at: QPointF, size: Size, view: View) -> bool:
    """Whether a point of the screen lies in what is drawn around the face."""
    back, possible = on_screen(face, size, view).inverted()
    return bool(possible) and FRAME.contains(back.map(at))


def drawn(start: QPointF, end: QPointF, size: Size) -> Face | None:
    """An upright face in the square that the hand has drawn from corner to corner, in pixels of the photo; None where
    it is too small."""
    way = end - start
    side = max(abs(way.x()), abs(way.y())) / FRAME.width()
    if side < SMALLEST:
        return None
    left = start.x() if way.x() >= 0 else start.x() - side * FRAME.width()
    top = start.y() if way.y() >= 0 else start.y() - side * FRAME.height()
    place = np.array([[side, 0, left - side * FRAME.x()], [0, side, top - side * FRAME.y()]], np.float32)
    return Face.in_square(place, size)


def near(face: Face, other: Face, size: Size) -> bool:
    """Whether both are the same face, about: their middles are less than half a side apart."""
    one, two = (on_photo(each, size).map(QPointF(0.5, 0.5)) for each in (face, other))
    return math.hypot(one.x() - two.x(), one.y() - two.y()) < 0.5 * min(face.side(size), other.side(size))


def _sound(face: Face, size: Size) -> bool:
    """Whether the three spots are apart: a face has some size."""
    points = [spot(face, name, size) for name in SPOTS]
    pairs = ((points[0], points[1]), (points[1], points[2]), (points[2], points[0]))
    return all(math.hypot(one.x() - two.x(), one.y() - two.y()) >= 2 for one, two in pairs)
