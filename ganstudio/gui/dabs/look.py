"""How a dab looks: its colour within a white ring within a dark one, so that it is seen on any photo."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRadialGradient

from ganstudio.image.dab import Colour

RADIUS = 8.0
"""Of the colour, in logical pixels, where nothing is done to the dab."""
_RING = 2.5
_LARGER = 1.5
"""So much the pointer, or being chosen, makes of it."""
_SHADOW = 6.0
_DARK, _WHITE = QColor(0, 0, 0, 170), QColor(255, 255, 255)


def paint_dab(
    painter: QPainter, at: QPointF, colour: Colour, *, lit: bool = False, accent: QColor | None = None
) -> None:
    """`lit`: the pointer is on it; `accent`: it is chosen, and has a ring of this colour around."""
    radius = RADIUS + (_LARGER if lit or accent else 0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_shadow(painter, at, radius + _RING)
    painter.setPen(Qt.PenStyle.NoPen)
    if accent:
        _disc(painter, at, radius + _RING + 4, _DARK)
        _disc(painter, at, radius + _RING + 3, accent)
    _disc(painter, at, radius + _RING + 1, _DARK)
    _disc(painter, at, radius + _RING, _WHITE)
    _disc(painter, at, radius + 0.75, _DARK)
    _disc(painter, at, radius, QColor(*colour))


def paint_waiting(painter: QPainter, at: QPointF) -> None:
    """A dab whose colour is being looked for: the ring alone."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(255, 255, 255, 50))
    for pen, width in ((_DARK, _RING + 2), (_WHITE, _RING)):
        painter.setPen(QPen(pen, width))
        painter.drawEllipse(at, RADIUS + _RING / 2, RADIUS + _RING / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _disc(painter: QPainter, at: QPointF, radius: float, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(at, radius, radius)


def _paint_shadow(painter: QPainter, at: QPointF, radius: float) -> None:
    """Soft, a little below it."""
    wide, middle = radius + _SHADOW, at + QPointF(0, 1.5)
    shade = QRadialGradient(middle, wide)
    shade.setColorAt(radius / wide, QColor(0, 0, 0, 90))
    shade.setColorAt(1, QColor(0, 0, 0, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawEllipse(QRectF(middle - QPointF(wide, wide), middle + QPointF(wide, wide)))
