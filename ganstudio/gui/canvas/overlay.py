"""What lies on the picture and may be taken hold of: the compare line, later a mask brush, a crop frame, an outline."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter

from ganstudio.gui.canvas.view import View


class Overlay:
    """All in logical pixels of the widget; `view` leads to the picture's. The canvas repaints after each mouse call."""

    room = 0.0
    """Share of the picture's width and height that it wants to be seen on each side of a fitted picture."""

    repaints_itself = False
    """While it is held it asks for what must be painted anew, so that the hand is followed on large photos too."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Draw over the picture."""

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        """The pointer's shape where a press would be taken, else None."""
        return None

    def press(self, event: QMouseEvent, view: View) -> bool:
        """Whether this press of the left button is taken; if so, all moves up to the release follow."""
        return False

    def move(self, event: QMouseEvent, view: View) -> None:
        """The mouse moved while it was held."""

    def release(self, event: QMouseEvent, view: View) -> None:
        """The mouse was let go."""

    def double_click(self, event: QMouseEvent, view: View) -> bool:
        """Whether this double click is taken; if not, it is a press like others."""
        return False

    def hover(self, at: QPointF | None) -> None:
        """The pointer is at `at`, and nothing is held; None: it has left the canvas."""

    def tab(self, forth: bool) -> bool:
        """Whether the key Tab (back: with Shift) is taken, to go on to the next thing of its own."""
        return False

    def key(self, event: QKeyEvent) -> bool:
        """Whether this key is taken, pressed while the canvas has the focus."""
        return False


def paint_label(painter: QPainter, text: str, at: QPointF, side: Qt.AlignmentFlag, room: QRectF) -> None:
    """White words on a dark pill that hang at `at`, on its `side` left, right or centre, unless `room` is too small."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 18, metrics.height() + 8
    shift = {Qt.AlignmentFlag.AlignLeft: -width, Qt.AlignmentFlag.AlignRight: 0}.get(side, -width / 2)
    pill = QRectF(at.x() + shift, at.y(), width, height)
    if not room.contains(pill):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(20, 20, 22, 185))
    painter.drawRoundedRect(pill, height / 2, height / 2)
    painter.setPen(QColor(255, 255, 255))
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)
