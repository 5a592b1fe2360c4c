"""Handles below a strip, to be moved along it: black, grey and white of levels."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

_EDGE = 8.0
"""Pixels on both sides, for half a handle."""
_BELOW = 15.0
_WIDE, _HIGH = 13.0, 13.0
_STEP = 1 / 255


class Handles(QWidget):
    """`moved` carries a handle's place and the share of the width, [0, 1], where the user wants it: the owner says
    by `set_shares` how far it goes."""

    moved = Signal(int, float)

    def __init__(self, colours: Sequence[str], *, high: float = 12.0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = [QColor(colour) for colour in colours]
        self._shares = [index / (len(colours) - 1) for index in range(len(colours))]
        self._high = high
        self._chosen = 0
        self._held = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    @property
    def shares(self) -> tuple[float, ...]:
        """Where the handles are."""
        return tuple(self._shares)

    def set_shares(self, shares: Sequence[float]) -> None:
        """Put all handles in place."""
        self._shares = list(shares)
        self.update()

    @property
    def field(self) -> QRectF:
        """The strip, in pixels of the widget."""
        return QRectF(_EDGE, 1, self.width() - 2 * _EDGE, self._high)

    def x_of(self, share: float) -> float:
        """Where a share of the width is."""
        return self.field.left() + share * self.field.width()

    def sizeHint(self) -> QSize:
        return QSize(256, round(self._high + _BELOW + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, round(self._high + _BELOW + 2))

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position().x()
        # Of two at one place the one that can go there.
        away = [
            (abs(self.x_of(share) - at), index if at < self.x_of(share) else -index) for index, share in self._numbered
        ]
        self._chosen = min(range(len(away)), key=lambda index: away[index])
        self._held = True
        self.update()
        self._move_to(at)

    @property
    def _numbered(self) -> list[tuple[int, float]]:
        return list(enumerate(self._shares))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._move_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = False

    def _move_to(self, at: float) -> None:
        self.moved.emit(self._chosen, min(max((at - self.field.left()) / self.field.width(), 0.0), 1.0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._chosen = min(max(self._chosen + way, 0), len(self._shares) - 1)
            self.update()
        else:
            steps = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self.moved.emit(self._chosen, min(max(self._shares[self._chosen] + way * steps * _STEP, 0.0), 1.0))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_strip(painter)
        for index, share in reversed(self._numbered):
            if index != self._chosen:
                self._paint_handle(painter, index, share)
        self._paint_handle(painter, self._chosen, self._shares[self._chosen])

    def paint_strip(self, painter: QPainter) -> None:
        """What the handles move along: here from black to white."""
        outline = QPainterPath()
        outline.addRoundedRect(self.field, 3, 3)
        ramp = QLinearGradient(self.field.topLeft(), self.field.topRight())
        ramp.setColorAt(0, QColor(0, 0, 0))
        ramp.setColorAt(1, QColor(255, 255, 255))
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(ramp)
        painter.drawPath(outline)

    def _paint_handle(self, painter: QPainter, index: int, share: float) -> None:
        tip = QPointF(self.x_of(share), self.field.bottom() + 1)
        house = QPainterPath(tip)
        for across, down in ((_WIDE / 2, 5), (_WIDE / 2, _HIGH), (-_WIDE / 2, _HIGH), (-_WIDE / 2, 5)):
            house.lineTo(tip + QPointF(across, down))
        house.closeSubpath()
        lit = index == self._chosen and self.hasFocus()
        role = QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.PlaceholderText
        pen = QPen(self.palette().color(role), 2.0 if lit else 1.2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(self._colours[index])
        painter.drawPath(house)
