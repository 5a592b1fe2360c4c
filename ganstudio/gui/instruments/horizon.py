"""The line to straighten by: drawn along what shall be level, or upright."""

from __future__ import annotations

import math
from dataclasses import replace

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.gui.instruments.instrument import Instrument
from ganstudio.gui.instruments.lines import paint_lines, parted
from ganstudio.i18n import _

_SHORT = 24.0
"""Logical pixels; a shorter line says too little."""
_SPACING = 72.0
"""Of the grid, about."""


def correction(line: QLineF) -> float:
    """Degrees, clockwise, that make `line` level or upright, whichever is nearer; from −45 to 45."""
    slope = math.degrees(math.atan2(line.dy(), line.dx()))  # clockwise, for y points down
    return -((slope + 45) % 90 - 45)


class Horizon(Instrument):
    """A drag draws the line. While the photo is turned a grid shows whether it is straight."""

    _line: QLineF | None = None
    """In the picture's pixels, so that one may zoom while drawing."""
    _base = 0.0
    """The angle at which the photo is seen that the line is drawn on."""

    @property
    def angle(self) -> float:
        """What the line makes of the angle, within what the tool can do."""
        assert self._line is not None
        return min(max(round(self._base + correction(self._line), 2), -45.0), 45.0)

    def cursor(self, at: QPointF, view: View) -> Qt.CursorShape | None:
        return Qt.CursorShape.CrossCursor if self._line is not None or view.shown.contains(at) else None

    def press(self, event: QMouseEvent, view: View) -> bool:
        if not view.shown.contains(event.position()):
            return False
        start = view.to_picture(event.position())
        self._line = QLineF(start, start)
        self._base = self.params.angle if self.canvas.previewed else 0.0
        return True

    def move(self, event: QMouseEvent, view: View) -> None:
        if self._line is not None:
            self._line.setP2(view.to_picture(event.position()))

    def release(self, event: QMouseEvent, view: View) -> None:
        if self._long(view):
            self.hand.put_params(replace(self.params, angle=self.angle))
        self._line = None

    def key(self, event: QKeyEvent) -> bool:
        """Escape gives the line up."""
        held, given_up = self._line is not None, event.key() == Qt.Key.Key_Escape
        if held and given_up:
            self._line = None
        return held and given_up

    def _long(self, view: View) -> bool:
        return self._line is not None and self._on_screen(view).length() >= _SHORT

    def _on_screen(self, view: View) -> QLineF:
        assert self._line is not None
        return QLineF(view.to_screen(self._line.p1()), view.to_screen(self._line.p2()))

    def paint(self, painter: QPainter, view: View) -> None:
        if self._line is None:
            if self.params.angle:
                self._paint_grid(painter, view)
            return
        line = self._on_screen(view)
        paint_lines(painter, [line], width=1.5)
        for end in (line.p1(), line.p2()):
            painter.setPen(QPen(QColor(0, 0, 0, 140), 1))
            painter.setBrush(QColor(255, 255, 255))
            painter.drawEllipse(end, 4, 4)
        if self._long(view):
            text = _("{angle}°").format(angle=f"{self.angle:+.1f}".replace("-", "−"))
            room = QRectF(self.canvas.rect())
            paint_label(painter, text, line.p2() + QPointF(0, 14), Qt.AlignmentFlag.AlignHCenter, room)

    @staticmethod
    def _paint_grid(painter: QPainter, view: View) -> None:
        shown = view.shown
        columns, rows = (max(2, round(side / _SPACING)) for side in (shown.width(), shown.height()))
        painter.setClipRect(shown)
        paint_lines(painter, parted(shown, columns, rows), strength=0.35)
