"""The line between before and after."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPolygonF

from ganstudio.gui.canvas.overlay import Overlay, paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.i18n import _

_REACH = 10
_RADIUS = 15
_GAP = 10


class Split(Overlay):
    """Stays where it is on the screen while the picture moves below it, and always over the picture."""

    def __init__(self) -> None:
        self.on = False
        self._share = 0.5  # of the widget's width
        self._grip = 0.0  # where the line was taken, so that it does not jump

    def line(self, view: View) -> float:
        """Its x in logical pixels."""
        shown = view.shown
        return min(max(self._share * view.width, shown.left()), shown.right())

    def paint(self, painter: QPainter, view: View) -> None:
        if not self.on:
            return
        shown, x = view.shown, self.line(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = QLineF(x, shown.top(), x, shown.bottom())
        for colour, width in ((QColor(0, 0, 0, 90), 4.0), (QColor(255, 255, 255), 2.0)):
            painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(ends)
        self._paint_handle(painter, QPointF(x, shown.center().y()))
        top = shown.top() + _GAP
        before, after = QRectF(shown), QRectF(shown)
        before.setRight(x - _GAP / 2)
        after.setLeft(x + _GAP / 2)
        paint_label(painter, _("Before"), QPointF(x - _GAP, top), Qt.AlignmentFlag.AlignLeft, before)
        paint_label(painter, _("After"), QPointF(x + _GAP, top), Qt.AlignmentFlag.AlignRight, after)

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        return Qt.CursorShape.SplitHCursor if self._holds(at, view) else None

    def press(self, event: QMouseEvent, view: View) -> bool:
        at = event.position()
        self._grip = at.x() - self.line(view)
        return self._holds(at, view)

    def move(self, event: QMouseEvent, view: View) -> None:
        shown = view.shown
        x = min(max(event.position().x() - self._grip, shown.left()), shown.right())
        self._share = x / view.width

    def _holds(self, at: QPointF, view: View) -> bool:
        shown = view.shown.adjusted(-_REACH, 0, _REACH, 0)
        on_handle = QLineF(at, QPointF(self.line(view), view.shown.center().y())).length() <= _RADIUS
        return self.on and shown.contains(at) and (on_handle or abs(at.x() - self.line(view)) <= _REACH)

    @staticmethod
    def _paint_handle(painter: QPainter, centre: QPointF) -> None:
        painter.setPen(QPen(QColor(0, 0, 0, 70), 1))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(centre, _RADIUS, _RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(50, 50, 54))
        for way in (-1, 1):
            tip = [QPointF(9 * way, 0), QPointF(4 * way, -4.5), QPointF(4 * way, 4.5)]
            painter.drawPolygon(QPolygonF([centre + corner for corner in tip]))
