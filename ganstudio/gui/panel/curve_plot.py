"""A tone curve to take hold of: inputs from left to right, outputs from below to above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganstudio.gui.panel.curve_points import is_end, put_back, with_moved, with_point, without
from ganstudio.gui.panel.histogram import COLOURS, Shares, paint_ground, paint_shares
from ganstudio.params import STRAIGHT, Points

Interpolate = Callable[[Points, NDArray[Any]], NDArray[Any]]
"""The tool's own way through the points: `interpolate(points, inputs)`, inputs rising in [0, 1]."""
_EDGE = 7.0
"""Pixels around the plot, for the points at its border."""
_MOST = 256
"""Pixels of a side: there shall be room for the rest of the panel below."""
_REACH, _FAR = 11.0, 30.0
"""How near a point is taken hold of, and how far out it is let go."""
_STEP = 1 / 255
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class CurvePlot(QWidget):
    """`changed` comes from the user alone, `chosen_changed` when another point is chosen or the chosen one moves."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, interpolate: Interpolate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._interpolate = interpolate
        self._points: Points = STRAIGHT
        self._chosen: int | None = None
        self._held: Points | None = None
        """The points before the held one was taken; it is `_place` among them."""
        self._place = 0
        self._fresh = False
        """The last press made its point: a double click there does not put it back."""
        self._shares: Shares | None = None
        self._channels: Sequence[int] = COLOURS
        self._colour: QColor | None = None
        self._others: tuple[tuple[Points, QColor | None], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # What is shown

    @property
    def points(self) -> Points:
        """The curve's points."""
        return self._points

    def set_points(self, points: Points, *, choose: int | None = None) -> None:
        """Show another curve; what is chosen stays if it still is there."""
        kept = self._chosen if self._chosen is not None and self._chosen < len(points) else None
        self._points, self._chosen = points, choose if choose is not None else kept
        self.chosen_changed.emit()
        self.update()

    @property
    def chosen(self) -> int | None:
        """Which point keys and numbers change."""
        return self._chosen

    def choose(self, place: int | None) -> None:
        """Choose a point, or none."""
        self._chosen = place
        self.chosen_changed.emit()
        self.update()

    def show_shares(self, shares: Shares | None, channels: Sequence[int]) -> None:
        """The photo's values, behind the curve."""
        self._shares, self._channels = shares, channels
        self.update()

    def show_colours(self, colour: QColor | None, others: tuple[tuple[Points, QColor | None], ...]) -> None:
        """The curve's colour (None: the text's), and other curves with theirs, thin behind it."""
        self._colour, self._others = colour, others
        self.update()

    def change(self, points: Points, chosen: int | None) -> None:
        """The user has changed the curve."""
        if points != self._points:
            self.set_points(points)
            self.choose(chosen)
            self.changed.emit()
        else:
            self.choose(chosen)

    def move_chosen(self, across: float, up: float) -> None:
        """The user has put the chosen point elsewhere."""
        if self._chosen is not None:
            self.change(with_moved(self._points, self._chosen, across, up), self._chosen)

    # Where things are

    @property
    def field(self) -> QRectF:
        """Where the plot is, in pixels of the widget: a square."""
        side = min(self.width(), self.height()) - 2 * _EDGE
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def to_screen(self, across: float, up: float) -> QPointF:
        """Where a point of the curve lies."""
        field = self.field
        return QPointF(field.left() + across * field.width(), field.bottom() - up * field.height())

    def _to_values(self, at: QPointF) -> tuple[float, float]:
        field = self.field
        return (at.x() - field.left()) / field.width(), (field.bottom() - at.y()) / field.height()

    def _at(self, at: QPointF) -> int | None:
        """The point that a press would take."""
        away = [(self.to_screen(*point) - at).manhattanLength() for point in self._points]
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= _REACH * 1.4 else None

    def heightForWidth(self, width: int) -> int:
        return min(width, _MOST)

    def sizeHint(self) -> QSize:
        return QSize(256, 256)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 160)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.RightButton and place is not None:
            self._remove(place)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._fresh = place is None
            self._take(event.position() if place is None else None, place)

    def _take(self, at: QPointF | None, place: int | None) -> None:
        """Hold the point `place`, or a new one at `at`."""
        if place is None and at is not None:
            across, up = self._to_values(at)
            on_curve = float(self._interpolate(self._points, np.array([min(max(across, 0.0), 1.0)]))[0])
            near = abs(up - on_curve) * self.field.height() <= _REACH
            more = with_point(self._points, across, on_curve if near else up) if 0 <= across <= 1 else None
            if more is None:
                return
            place = more[1]
            self.change(*more)
        if place is not None:
            self._held, self._place = self._points, place
            self.choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            over = self._at(at) is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor)
        elif not is_end(self._held, self._place) and not self.field.adjusted(-_FAR, -_FAR, _FAR, _FAR).contains(at):
            self.change(without(self._held, self._place), None)
        else:
            self.change(with_moved(self._held, self._place, *self._to_values(at)), self._place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        elif not self._fresh:
            self.change(put_back(self._points, place), place)

    def _remove(self, place: int) -> None:
        fewer = without(self._points, place)
        if fewer != self._points:
            self.change(fewer, None)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        last, chosen = len(self._points) - 1, self._chosen
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else last)
        elif key in _WAYS and chosen is None:
            self.choose(0)
        elif key in _WAYS and control and chosen is not None:
            self.choose(min(max(chosen + sum(_WAYS[key]), 0), last))
        elif key in _WAYS:
            self._nudge(_WAYS[key], 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen is not None:
            self._remove(chosen)
        elif key == Qt.Key.Key_Insert:
            self._insert()
        else:
            super().keyPressEvent(event)

    def _nudge(self, way: tuple[int, int], steps: int) -> None:
        assert self._chosen is not None
        across, up = self._points[self._chosen]
        self.move_chosen(across + way[0] * steps * _STEP, up + way[1] * steps * _STEP)

    def _insert(self) -> None:
        """A new point on the curve, in the middle of the widest gap."""
        inputs = [point[0] for point in self._points]
        gap = int(np.argmax(np.diff(inputs)))
        middle = (inputs[gap] + inputs[gap + 1]) / 2
        more = with_point(self._points, middle, float(self._interpolate(self._points, np.array([middle]))[0]))
        if more:
            self.change(*more)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        field, palette = self.field, self.palette()
        outline = paint_ground(painter, field.adjusted(-1, -1, 1, 1), palette, lit=self.hasFocus())
        painter.save()
        painter.setClipPath(outline)
        if self._shares is not None:
            hills = field.adjusted(0, field.height() * 0.08, 0, 0)
            paint_shares(painter, hills, self._shares, palette, channels=self._channels, strength=0.5)
        self._paint_grid(painter)
        text = palette.color(QPalette.ColorRole.Text)
        for points, colour in self._others:
            faint = QColor(colour or text)
            faint.setAlpha(150)
            self._paint_curve(painter, points, faint, 1.0)
        painter.restore()
        self._paint_curve(painter, self._points, self._colour or text, 1.8)
        self._paint_points(painter, self._colour or text)

    def _paint_grid(self, painter: QPainter) -> None:
        ink = QColor(self.palette().color(QPalette.ColorRole.Text))
        ink.setAlpha(28)
        painter.setPen(QPen(ink, 1))
        for share in (0.25, 0.5, 0.75):
            painter.drawLine(self.to_screen(share, 0), self.to_screen(share, 1))
            painter.drawLine(self.to_screen(0, share), self.to_screen(1, share))
        ink.setAlpha(60)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.to_screen(0, 0), self.to_screen(1, 1))

    def _paint_curve(self, painter: QPainter, points: Points, colour: QColor, width: float) -> None:
        inputs = np.linspace(0, 1, max(64, int(self.field.width())))
        outputs = np.clip(self._interpolate(points, inputs), 0, 1)
        line = [self.to_screen(float(across), float(up)) for across, up in zip(inputs, outputs, strict=True)]
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(line))

    def _paint_points(self, painter: QPainter, colour: QColor) -> None:
        palette = self.palette()
        for place, point in enumerate(self._points):
            chosen = place == self._chosen
            ring = palette.color(QPalette.ColorRole.Highlight) if chosen else colour
            painter.setPen(QPen(ring, 2 if chosen else 1.6))
            inside = QPalette.ColorRole.Highlight if chosen and self.hasFocus() else QPalette.ColorRole.Base
            painter.setBrush(palette.color(inside))
            painter.drawEllipse(self.to_screen(*point), 5.0 if chosen else 4.2, 5.0 if chosen else 4.2)
