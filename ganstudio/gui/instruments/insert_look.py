"""How the frame of a piece looks: the lines and brackets of the crop frame, and a knob to turn it by."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.instruments.lines import paint_lines
from ganstudio.i18n import _

KNOB_AWAY = 30.0
"""Logical pixels from the frame to the middle of the knob."""
_KNOB = 5.5
_LONG = 16.0
"""Logical pixels of a bracket's arm."""
_OUT = 1.5
"""How far the brackets stand out of the frame."""


def knob_of(frame: list[QPointF]) -> QPointF:
    """Where the knob is, above the middle of the frame's top; corners on the screen, clockwise from the top left."""
    top = (frame[0] + frame[1]) / 2
    return top - _unit(frame[3] - frame[0], frame[2] - frame[1]) * KNOB_AWAY


def paint_frame(painter: QPainter, frame: list[QPointF], *, held: bool, still: bool) -> None:
    """`held`: the piece alone is of interest; `still`: nothing can be taken hold of now."""
    sides = [QLineF(frame[index - 1], frame[index]) for index in range(4)]
    paint_lines(painter, sides, strength=0.5 if held or still else 1.0)
    if not still:
        _paint_knob(painter, frame)
        _paint_brackets(painter, frame)


def paint_invitation(painter: QPainter, window: QRectF, palette: QPalette) -> None:
    """A photo hangs above the window: let go, it becomes a piece of this one."""
    accent = palette.color(QPalette.ColorRole.Highlight)
    ground = QColor(accent)
    ground.setAlpha(40)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, 3))
    painter.setBrush(ground)
    painter.drawRoundedRect(window.adjusted(6, 6, -6, -6), 10, 10)
    paint_label(painter, _("Insert into this photo"), window.center(), Qt.AlignmentFlag.AlignHCenter, window)


def _paint_brackets(painter: QPainter, frame: list[QPointF]) -> None:
    across, down = _unit(frame[1] - frame[0]), _unit(frame[3] - frame[0])
    long = min(_LONG, _length(frame[1] - frame[0]) / 3, _length(frame[3] - frame[0]) / 3)
    strokes = []
    for corner, (right, low) in zip(frame, ((-1, -1), (1, -1), (1, 1), (-1, 1)), strict=True):
        at = corner + (across * right + down * low) * _OUT
        strokes.append(QPolygonF([at - across * (right * long), at, at - down * (low * long)]))
    for colour, width in ((QColor(0, 0, 0, 120), 5.0), (QColor(255, 255, 255), 3.0)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
        for stroke in strokes:
            painter.drawPolyline(stroke)


def _paint_knob(painter: QPainter, frame: list[QPointF]) -> None:
    knob, top = knob_of(frame), (frame[0] + frame[1]) / 2
    paint_lines(painter, [QLineF(top, knob)])
    painter.setPen(QPen(QColor(0, 0, 0, 140), 1))
    painter.setBrush(QColor(255, 255, 255))
    painter.drawEllipse(knob, _KNOB, _KNOB)


def _unit(*ways: QPointF) -> QPointF:
    """The way of the first of `ways` that leads anywhere, one pixel long."""
    for way in ways:
        length = _length(way)
        if length > 0:
            return way / length
    return QPointF(0, 1)


def _length(way: QPointF) -> float:
    return math.hypot(way.x(), way.y())
