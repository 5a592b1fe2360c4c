"""White lines that are seen on any photo: thin, with a shadow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ganstudio.gui.canvas.view import View


def paint_lines(painter: QPainter, lines: Iterable[QLineF], *, width: float = 1.0, strength: float = 1.0) -> None:
    """Draw `lines`, `strength` from 0 to 1 visible."""
    drawn = list(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, wide in ((QColor(0, 0, 0, round(80 * strength)), 2.0), (QColor(255, 255, 255), 0.0)):
        if not wide:
            colour.setAlpha(round(255 * strength))
        painter.setPen(QPen(colour, width + wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLines(drawn)


def parted(area: QRectF, columns: int, rows: int) -> list[QLineF]:
    """The lines that part `area` into so many columns and rows."""
    xs = (area.left() + area.width() * column / columns for column in range(1, columns))
    ys = (area.top() + area.height() * row / rows for row in range(1, rows))
    upright = [QLineF(x, area.top(), x, area.bottom()) for x in map(_crisp, xs)]
    return upright + [QLineF(area.left(), y, area.right(), y) for y in map(_crisp, ys)]


def on_screen(area: QRectF, view: View) -> QRectF:
    """Where an area of the picture lies, in logical pixels, on the borders of the screen's own."""
    place = view.on_device(area)
    left, top, right, bottom = (
        round(side) / view.ratio for side in (place.left(), place.top(), place.right(), place.bottom())
    )
    return QRectF(left, top, right - left, bottom - top)


def _crisp(position: float) -> float:
    """In the middle of a pixel, where a thin line is sharp."""
    return round(position - 0.5) + 0.5
