"""What the canvas shows while there is no photo: an invitation."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeySequence, QPainter, QPainterPath, QPalette, QPen

from ganstudio.i18n import _
from ganstudio.image.extras import readable

_WIDE, _HIGH = 380.0, 250.0


def card(window: QRectF) -> QRectF:
    """The frame that can be clicked, in the middle of the window."""
    frame = QRectF(0, 0, min(_WIDE, window.width() - 32), min(_HIGH, window.height() - 32))
    frame.moveCenter(window.center())
    return frame


def paint_invitation(painter: QPainter, window: QRectF, palette: QPalette, hovered: bool) -> None:
    """`hovered` lights it up, for a click on it opens a photo."""
    frame = card(window)
    text = palette.color(QPalette.ColorRole.WindowText)
    accent = palette.color(QPalette.ColorRole.Highlight)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = accent if hovered else _faint(text, 80)
    painter.setPen(QPen(line, 1.6, Qt.PenStyle.CustomDashLine))
    pen = painter.pen()
    pen.setDashPattern([5, 4])
    painter.setPen(pen)
    painter.setBrush(_faint(accent, 22) if hovered else _faint(text, 8))
    painter.drawRoundedRect(frame, 14, 14)
    if frame.height() < 150 or frame.width() < 150:
        return
    middle = frame.center()
    _paint_picture(painter, middle - QPointF(0, 38), accent if hovered else _faint(text, 170))
    keys = QKeySequence(QKeySequence.StandardKey.Open).toString(QKeySequence.SequenceFormat.NativeText)
    words = _("Drop a photo here or press {keys}").format(keys=keys)
    _write(painter, frame, middle.y() + 32, words, text, 1.15)
    _write(painter, frame, middle.y() + 62, ", ".join(readable()), _faint(text, 140), 0.88)


def _faint(colour: QColor, alpha: int) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(alpha)
    return faint


def _write(painter: QPainter, frame: QRectF, top: float, text: str, colour: QColor, size: float) -> None:
    painter.save()
    font = QFont(painter.font())
    font.setPointSizeF(font.pointSizeF() * size)
    painter.setFont(font)
    painter.setPen(colour)
    line = QRectF(frame.left() + 12, top, frame.width() - 24, painter.fontMetrics().height() * 2.2)
    painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, text)
    painter.restore()


def _paint_picture(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """Two sheets, the front one a landscape: hills below a sun."""
    painter.save()
    painter.translate(centre)
    painter.setPen(QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet = QRectF(-40, -30, 80, 60)
    painter.drawRoundedRect(sheet, 8, 8)
    behind = QPainterPath(QPointF(-28, -40))
    behind.lineTo(42, -40)
    behind.quadTo(50, -40, 50, -32)
    behind.lineTo(50, 18)
    painter.drawPath(behind)
    painter.drawEllipse(QPointF(-19, -11), 6.5, 6.5)
    hills = QPainterPath(QPointF(-40, 20))
    hills.lineTo(-22, 4)
    hills.lineTo(-8, 16)
    hills.lineTo(14, -8)
    hills.lineTo(40, 18)
    painter.drawPath(hills)
    painter.restore()
