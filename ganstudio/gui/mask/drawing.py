"""Shapes in the hand: rectangles, ellipses, outlines drawn freely or by clicks."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.gui.mask.gesture import Gesture, apart
from ganstudio.masks import shapes
from ganstudio.masks.mask import Patch

_LONG = 3.0
"""Logical pixels that the hand must go before a press is a drag."""
_CLOSE = 9.0
"""So near to its first point a click closes an outline."""


class Drawing(Gesture):
    """What encloses a part of the photo."""

    def made(self) -> Callable[[], Patch | None] | None:
        """What works the shape out; None where it encloses nothing."""
        raise NotImplementedError


class Framing(Drawing):
    """A rectangle, or the ellipse in it; with Shift a square, or a circle.

    Shift that was held at the press means to add, where there is something to add to; only pressed anew it means this.
    """

    def __init__(self, kind: str, size: tuple[int, int], at: QPointF, adding: bool) -> None:
        self._kind, self._size = kind, size
        self._start = self._end = at
        self._adding = adding

    def move(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float, view: View) -> None:
        shift = bool(keys & Qt.KeyboardModifier.ShiftModifier)
        self._adding = self._adding and shift
        way = at - self._start
        if shift and not self._adding:
            side = max(abs(way.x()), abs(way.y()))
            way = QPointF(math.copysign(side, way.x()), math.copysign(side, way.y()))
        self._end = self._start + way
        if self._kind == "rectangle":  # of whole pixels: its sides are to be sharp
            self._end = QPointF(round(self._end.x()), round(self._end.y()))
            self._start = QPointF(round(self._start.x()), round(self._start.y()))

    def made(self) -> Callable[[], Patch | None] | None:
        draw = shapes.rectangle if self._kind == "rectangle" else shapes.ellipse
        start, end, size = _pair(self._start), _pair(self._end), self._size
        return (lambda: draw(size, start, end)) if start[0] != end[0] and start[1] != end[1] else None

    def paint(self, painter: QPainter, view: View) -> None:
        place = QRectF(view.to_screen(self._start), view.to_screen(self._end)).normalized()
        for pen in _pens():
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place) if self._kind == "rectangle" else painter.drawEllipse(place)
        width, height = (round(abs(side)) for side in _pair(self._end - self._start))
        at, room = place.bottomRight() + QPointF(14, 10), QRectF(painter.viewport())
        paint_label(painter, f"{width} × {height}", at, Qt.AlignmentFlag.AlignRight, room)


class Outlining(Drawing):
    """A drag draws freely and is closed by the release; clicks set corners until one closes it."""

    def __init__(self, size: tuple[int, int], at: QPointF) -> None:
        self._size = size
        self.points: list[QPointF] = []
        self._hand = at
        self._pressed = at
        self._drawn = False
        """The button is down, and the hand has moved since."""
        self.open = True
        self.closed = False

    def press(self, at: QPointF, view: View) -> None:
        self._pressed, self._hand, self._drawn = at, at, False
        first = self.points[0] if self.points else None
        near = first is not None and len(self.points) > 2 and apart(first, at, view) < _CLOSE
        self.closed = near
        if not near:
            self.points.append(at)

    def move(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float, view: View) -> None:
        self._hand = at
        self._drawn = self._drawn or apart(self._pressed, at, view) > _LONG
        if self._drawn and not self.closed and apart(self.points[-1], at, view) > 1:
            self.points.append(at)

    def hover(self, at: QPointF) -> None:
        self._hand = at

    def release(self, at: QPointF) -> None:
        if self._drawn and self.points[0] == self._pressed:
            self.closed = True  # all of it was drawn with the button down
        self._drawn = False
        self.open = not self.closed

    def close(self) -> None:
        """It is complete."""
        self.closed, self.open = True, False

    def back(self) -> bool:
        """Without its last corner; whether there is another."""
        self.points.pop()
        return bool(self.points)

    def made(self) -> Callable[[], Patch | None] | None:
        points, size = [_pair(point) for point in self.points], self._size
        return (lambda: shapes.polygon(size, points)) if len(points) > 2 else None

    def paint(self, painter: QPainter, view: View) -> None:
        corners = [view.to_screen(point) for point in self.points]
        line = QPolygonF([*corners, view.to_screen(self._hand)] if not self.closed else corners)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen in _pens():
            painter.setPen(pen)
            painter.drawPolyline(line)
        if not self._drawn and len(corners) > 2:
            ready = apart(self.points[0], self._hand, view) < _CLOSE
            painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
            painter.setBrush(QColor(255, 255, 255))
            painter.drawEllipse(corners[0], *((6, 6) if ready else (4, 4)))


def _pens() -> tuple[QPen, QPen]:
    """White dashes on a dark line."""
    dark, light = QPen(QColor(0, 0, 0, 170), 1.2), QPen(QColor(255, 255, 255), 1.2, Qt.PenStyle.CustomDashLine)
    light.setDashPattern([4, 4])
    return dark, light


def _pair(point: QPointF) -> tuple[float, float]:
    return point.x(), point.y()
