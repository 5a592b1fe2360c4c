"""A tone curve as it looks: the photo's values behind it, inputs from left to right, outputs from below to above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ganstudio.gui.panel.hills import COLOURS, Hills, Shares, paint_border
from ganstudio.params import STRAIGHT, Points

Interpolate = Callable[[Points, NDArray[Any]], NDArray[Any]]
"""The tool's own way through the points: `interpolate(points, inputs)`, inputs rising in [0, 1]."""
_EDGE = 7
"""Pixels around the plot, for the points at its border."""
_LEAST, _MOST = 190, 240
"""Pixels of a side: there shall be room for the rest of the panel below."""


class CurvePicture(QWidget):
    """`points`, one of them `chosen`, and the way through them."""

    def __init__(self, interpolate: Interpolate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.interpolate = interpolate
        self._points: Points = STRAIGHT
        self._chosen: int | None = None
        self._shares: Shares | None = None
        self._hills = Hills(strength=0.5, above=18)
        self._channels: Sequence[int] = COLOURS
        self._colour: QColor | None = None
        self._others: tuple[tuple[Points, QColor | None], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMaximumHeight(_MOST)

    @property
    def points(self) -> Points:
        """The curve's points."""
        return self._points

    @property
    def chosen(self) -> int | None:
        """Which point keys and numbers change."""
        return self._chosen

    def show_shares(self, shares: Shares | None, channels: Sequence[int]) -> None:
        """The photo's values, behind the curve."""
        self._shares, self._channels = shares, channels
        self.update()

    def show_colours(self, colour: QColor | None, others: tuple[tuple[Points, QColor | None], ...]) -> None:
        """The curve's colour (None: the text's), and other curves with theirs, thin behind it."""
        self._colour, self._others = colour, others
        self.update()

    # Where things are

    @property
    def field(self) -> QRectF:
        """Where the plot is, in pixels of the widget: a square."""
        side = min(self.width(), self.height()) - 2 * _EDGE
        return QRectF((self.width() - side) // 2, (self.height() - side) // 2, side, side)

    def to_screen(self, across: float, up: float) -> QPointF:
        """Where a point of the curve lies."""
        field = self.field
        return QPointF(field.left() + across * field.width(), field.bottom() - up * field.height())

    def to_values(self, at: QPointF) -> tuple[float, float]:
        """Input and output at a point of the screen; may lie outside of [0, 1]."""
        field = self.field
        return (at.x() - field.left()) / field.width(), (field.bottom() - at.y()) / field.height()

    def sizeHint(self) -> QSize:
        return QSize(_MOST, _MOST)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, _LEAST)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        field, palette = self.field, self.palette()
        self._hills.paint(painter, field, self._shares, palette, self._channels)
        self._paint_grid(painter)
        paint_border(painter, field.adjusted(-1, -1, 1, 1), palette, lit=self.hasFocus())
        text = palette.color(QPalette.ColorRole.Text)
        for points, colour in self._others:
            faint = QColor(colour or text)
            faint.setAlpha(150)
            self._paint_curve(painter, points, faint, 1.0)
        self._paint_curve(painter, self._points, self._colour or text, 1.8)
        self._paint_points(painter, self._colour or text)

    def _paint_grid(self, painter: QPainter) -> None:
        ink = QColor(self.palette().color(QPalette.ColorRole.Text))
        ink.setAlpha(28)
        field = self.field
        for share in (0.25, 0.5, 0.75):  # much faster than lines
            painter.fillRect(QRectF(round(field.left() + share * field.width()), field.top(), 1, field.height()), ink)
            painter.fillRect(QRectF(field.left(), round(field.top() + share * field.height()), field.width(), 1), ink)
        ink.setAlpha(60)
        painter.setPen(QPen(ink, 1, Qt.PenStyle.DashLine))
        painter.drawLine(self.to_screen(0, 0), self.to_screen(1, 1))

    def _paint_curve(self, painter: QPainter, points: Points, colour: QColor, width: float) -> None:
        field = self.field
        inputs = np.linspace(0, 1, max(64, int(field.width())))
        xs = field.left() + inputs * field.width()
        ys = field.bottom() - np.clip(self.interpolate(points, inputs), 0, 1) * field.height()
        line = [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
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
