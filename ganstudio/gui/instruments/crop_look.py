"""How the crop frame looks: thin white lines, brackets to take hold of."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.instruments.frame import grips
from ganstudio.gui.instruments.lines import paint_lines, parted
from ganstudio.tools.tool import Size

_LONG = 20.0
"""Logical pixels of a bracket's arm."""


def paint_frame(painter: QPainter, place: QRectF, whole: QRectF, *, held: bool) -> None:
    """The frame at `place` of a photo at `whole`: outside is dim, thirds are seen better while it is held."""
    outside = QPainterPath()
    outside.addRect(whole)
    outside.addRect(place)
    painter.fillPath(outside, QColor(0, 0, 0, 120 if held else 150))
    if min(place.width(), place.height()) >= 48:
        paint_lines(painter, parted(place, 3, 3), strength=0.75 if held else 0.3)
    _paint_border(painter, place)
    paint_handles(painter, place)


def _paint_border(painter: QPainter, place: QRectF) -> None:
    edge = place.adjusted(-0.5, -0.5, 0.5, 0.5)
    corners = edge.topLeft(), edge.topRight(), edge.bottomRight(), edge.bottomLeft()
    paint_lines(painter, [QLineF(corners[index - 1], corners[index]) for index in range(4)])


def paint_handles(painter: QPainter, place: QRectF) -> None:
    """Brackets around the corners, bars on the sides."""
    edge = place.adjusted(-1.5, -1.5, 1.5, 1.5)
    long = min(_LONG, place.width() / 3, place.height() / 3)
    strokes = []
    for grip, at in grips(edge).items():
        if grip.across and grip.down:
            strokes.append([at - QPointF(grip.across * long, 0), at, at - QPointF(0, grip.down * long)])
        elif long >= 12:
            along = QPointF(0, long / 2) if grip.across else QPointF(long / 2, 0)
            strokes.append([at - along, at + along])
    for colour, width in ((QColor(0, 0, 0, 120), 5.0), (QColor(255, 255, 255), 3.0)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
        for stroke in strokes:
            painter.drawPolyline(QPolygonF(stroke))


def paint_size(painter: QPainter, place: QRectF, size: Size, room: QRectF) -> None:
    """`size` (width, height) below a frame at `place`, or at its foot where `room` ends there."""
    seen = place & room
    high = painter.fontMetrics().height() + 8
    below = place.bottom() + 10
    top = below if below + high <= room.bottom() else seen.bottom() - high - 12
    text = f"{size[0]} × {size[1]}"
    paint_label(painter, text, QPointF(seen.center().x(), top), Qt.AlignmentFlag.AlignHCenter, room)
