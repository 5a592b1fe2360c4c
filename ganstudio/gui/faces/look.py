"""How faces look on the photo: rounded corners around them, a number, three handles on the one that is set right."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from ganstudio.gui.faces.spots import FRAME

HANDLE = 6.5
"""Radius of a handle in logical pixels."""
_CORNER, _ARM = 0.16, 0.13
"""Radius of a rounded corner and length of its arms, in parts of the frame's width."""
_DARK, _WHITE = QColor(0, 0, 0, 120), QColor(255, 255, 255)
_PILL = QColor(20, 20, 22, 185)


def corners() -> QPainterPath:
    """Four rounded corners of FRAME, in parts of the square's sides."""
    path, frame = QPainterPath(), FRAME
    radius, arm = _CORNER * frame.width(), _ARM * frame.width()
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x = frame.left() if across < 0 else frame.right()
        y = frame.top() if down < 0 else frame.bottom()
        path.moveTo(x, y - down * (radius + arm))
        path.lineTo(x, y - down * radius)
        path.quadTo(x, y, x - across * radius, y)
        path.lineTo(x - across * (radius + arm), y)
    return path


def paint_frame(painter: QPainter, place: QTransform, *, lit: bool, accent: QColor | None) -> None:
    """Around a face whose square lies at `place`; `lit`: the pointer is on it; `accent`: it is chosen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = place.map(corners())
    width = 2.5 if accent else 2.0 if lit else 1.6
    line = QColor(accent or _WHITE)
    line.setAlpha(255 if lit or accent else 205)
    ends = Qt.PenCapStyle.RoundCap
    for colour, wide in ((_DARK, width + 2.4), *(((_WHITE, width + 1.2),) if accent else ()), (line, width)):
        painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, ends, Qt.PenJoinStyle.RoundJoin))
        painter.drawPath(path)


def paint_number(painter: QPainter, text: str, place: QTransform, accent: QColor | None) -> None:
    """A small pill above the frame."""
    painter.save()
    font = painter.font()
    font.setPointSizeF(font.pointSizeF() * 0.85)
    painter.setFont(font)
    metrics = painter.fontMetrics()
    high = metrics.height() + 2
    wide = max(high, metrics.horizontalAdvance(text) + 10)
    pill = QRectF(0, 0, wide, high)
    pill.moveCenter(place.map(QPointF(FRAME.center().x(), FRAME.top())))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent or _PILL)
    painter.drawRoundedRect(pill, high / 2, high / 2)
    painter.setPen(_WHITE)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def paint_handle(painter: QPainter, at: QPointF, *, wide: bool, turn: float, lit: bool, accent: QColor) -> None:
    """A ring with a point in its middle, `wide` for a mouth, turned by `turn` degrees; `lit`: the hand is on it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(at)
    painter.rotate(turn)
    radius = HANDLE + (1.5 if lit else 0)
    ring = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    if wide:
        ring.adjust(-0.7 * radius, 0.15 * radius, 0.7 * radius, -0.15 * radius)
    painter.setBrush(QColor(255, 255, 255, 46))
    for colour, width in ((QColor(0, 0, 0, 150), 4.0), (accent if lit else _WHITE, 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, wide_ in ((QColor(0, 0, 0, 150), 2.6), (_WHITE, 1.6)):
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(), wide_, wide_)
    painter.restore()


def paint_looking(painter: QPainter, text: str, turn: int, room: QRectF) -> None:
    """White words on a dark pill at the top of `room`, beside a turning arc: faces are being looked for."""
    metrics = painter.fontMetrics()
    high = metrics.height() + 12
    pill = QRectF(0, 0, metrics.horizontalAdvance(text) + high + 20, high)
    pill.moveCenter(QPointF(room.center().x(), room.top() + 12 + high / 2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(pill, high / 2, high / 2)
    arc = QRectF(pill.left() + 10, 0, high - 16, high - 16)
    arc.moveCenter(QPointF(arc.center().x(), pill.center().y()))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 70), 2))
    painter.drawEllipse(arc)
    painter.setPen(QPen(_WHITE, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawArc(arc, -turn * 16, 100 * 16)
    painter.drawText(pill.adjusted(high, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, text)
