"""The brush in the hand: strokes, its size and hardness by a drag, the circle around the pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QRadialGradient

from ganstudio.gui.canvas.overlay import paint_label
from ganstudio.gui.canvas.view import View
from ganstudio.gui.mask.gesture import Gesture
from ganstudio.gui.mask.kit import LARGEST, Kit
from ganstudio.masks.brush import Stroke, outline
from ganstudio.masks.selection import Selection


class Painting(Gesture):
    """A stroke of the brush; in a straight line from `start`, if there is one."""

    def __init__(self, kit: Kit, selection: Selection, start: QPointF | None = None) -> None:
        self._selection = selection
        self._stroke = Stroke(kit.brush, selection.pixels)
        if start:
            self._to(start, 1.0)

    def move(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float, view: View) -> None:
        self._to(at, pressure)

    def release(self, at: QPointF) -> None:
        self._selection.commit()

    def drop(self) -> None:
        self._selection.drop()

    def _to(self, at: QPointF, pressure: float) -> None:
        patch = self._stroke.to(at.x(), at.y(), pressure)
        if patch:
            self._selection.paint(*patch)


class Sizing(Gesture):
    """Left and right: the brush's size; up and down: its hardness."""

    def __init__(self, kit: Kit, at: QPointF, view: View) -> None:
        self._kit, self._before = kit, kit.now
        self.middle = at
        self._start = view.to_screen(at)

    def move(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float, view: View) -> None:
        way = view.to_screen(at) - self._start
        size = self._before.size + 2 * way.x() * view.ratio / view.zoom
        hardness = self._before.hardness - way.y() / 200
        self._kit.put(size=round(min(max(size, 1), LARGEST)), hardness=round(min(max(hardness, 0.0), 1.0), 2))

    def drop(self) -> None:
        self._kit.put(size=self._before.size, hardness=self._before.hardness)

    def paint(self, painter: QPainter, view: View) -> None:
        """The brush as it would paint, and its numbers."""
        brush, middle = self._kit.brush, view.to_screen(self.middle)
        radius = max(0.5, (brush.size / 2 + 0.5) * view.zoom / view.ratio)
        ramp = QRadialGradient(middle, radius)
        full, none = QColor(self._kit.now.colour), QColor(self._kit.now.colour)
        full.setAlphaF(0.6)
        none.setAlphaF(0)
        ramp.setColorAt(min(brush.hardness, 0.995), full)
        ramp.setColorAt(1, none)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ramp)
        painter.drawEllipse(middle, radius, radius)
        text = f"{self._kit.now.size} px  ·  {round(100 * brush.hardness)} %"
        room = QRectF(painter.viewport())
        paint_label(painter, text, QPointF(middle.x(), middle.y() + 8), Qt.AlignmentFlag.AlignHCenter, room)


def paint_rim(painter: QPainter, kit: Kit, at: QPointF, view: View) -> None:
    """The brush's circle around the pointer at `at`."""
    radius = rim(kit, view)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((QColor(0, 0, 0, 130), 2.6), (QColor(255, 255, 255), 1.2)):
        painter.setPen(QPen(colour, width))
        painter.drawEllipse(at, radius, radius)
        if radius < 4:  # too small to be seen alone
            for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
                painter.drawLine(at + way * (radius + 3), at + way * (radius + 7))


def rim(kit: Kit, view: View) -> float:
    """The radius of that circle in logical pixels."""
    return max(1.0, outline(kit.brush) * view.zoom / view.ratio)


def around(kit: Kit, at: QPointF, view: View) -> QRect:
    """What `paint_rim` may paint on."""
    reach = rim(kit, view) + 12
    return QRectF(at.x() - reach, at.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
