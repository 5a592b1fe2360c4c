"""A tone curve to take hold of."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ganstudio.gui.panel.curve_picture import CurvePicture, Interpolate
from ganstudio.gui.panel.curve_points import is_end, put_back, with_moved, with_point, without
from ganstudio.params import Points

_REACH, _FAR = 11.0, 30.0
"""How near a point is taken hold of, and how far out it is let go."""
_STEP = 1 / 255
_WAYS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class CurvePlot(CurvePicture):
    """`changed` comes from the user alone, `chosen_changed` when another point is chosen or the chosen one moves."""

    changed = Signal()
    chosen_changed = Signal()

    def __init__(self, interpolate: Interpolate, parent: QWidget | None = None) -> None:
        super().__init__(interpolate, parent)
        self._held: Points | None = None
        """The points before the held one was taken; it is `_place` among them."""
        self._place = 0
        self._fresh = False
        """The last press made its point: a double click there does not put it back."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # Points

    def set_points(self, points: Points) -> None:
        """Show another curve; what is chosen stays if it still is there."""
        self._points = points
        self.choose(self._chosen if self._chosen is not None and self._chosen < len(points) else None)

    def choose(self, place: int | None) -> None:
        """Choose a point, or none."""
        self._chosen = place
        self.chosen_changed.emit()
        self.update()

    def change(self, points: Points, chosen: int | None) -> None:
        """The user has changed the curve."""
        if points != self._points:
            self.set_points(points)
            self.choose(chosen)
            self.changed.emit()
        else:
            self.choose(chosen)

    def move_chosen(self, across: float, up: float) -> None:
        """The user has put the chosen point elsewhere."""
        if self._chosen is not None:
            self.change(with_moved(self._points, self._chosen, across, up), self._chosen)

    def _at(self, at: QPointF) -> int | None:
        """The point that a press would take."""
        away = [(self.to_screen(*point) - at).manhattanLength() for point in self._points]
        nearest = int(np.argmin(away))
        return nearest if away[nearest] <= _REACH * 1.4 else None

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if event.button() == Qt.MouseButton.RightButton and place is not None:
            self._remove(place)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._fresh = place is None
            self._take(event.position() if place is None else None, place)

    def _take(self, at: QPointF | None, place: int | None) -> None:
        """Hold the point `place`, or a new one at `at`."""
        if place is None and at is not None:
            across, up = self.to_values(at)
            on_curve = float(self.interpolate(self._points, np.array([min(max(across, 0.0), 1.0)]))[0])
            near = abs(up - on_curve) * self.field.height() <= _REACH
            more = with_point(self._points, across, on_curve if near else up) if 0 <= across <= 1 else None
            if more is None:
                return
            place = more[1]
            self.change(*more)
        if place is not None:
            self._held, self._place = self._points, place
            self.choose(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._held is None:
            over = self._at(at) is not None
            self.setCursor(Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor)
        elif not is_end(self._held, self._place) and not self.field.adjusted(-_FAR, -_FAR, _FAR, _FAR).contains(at):
            self.change(without(self._held, self._place), None)
        else:
            self.change(with_moved(self._held, self._place, *self.to_values(at)), self._place)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
        elif not self._fresh:
            self.change(put_back(self._points, place), place)

    def _remove(self, place: int) -> None:
        fewer = without(self._points, place)
        if fewer != self._points:
            self.change(fewer, None)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        last, chosen = len(self._points) - 1, self._chosen
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(0 if key == Qt.Key.Key_Home else last)
        elif key in _WAYS and chosen is None:
            self.choose(0)
        elif key in _WAYS and control and chosen is not None:
            self.choose(min(max(chosen + sum(_WAYS[key]), 0), last))
        elif key in _WAYS:
            self._nudge(_WAYS[key], 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen is not None:
            self._remove(chosen)
        elif key == Qt.Key.Key_Insert:
            self._insert()
        else:
            super().keyPressEvent(event)

    def _nudge(self, way: tuple[int, int], steps: int) -> None:
        assert self._chosen is not None
        across, up = self._points[self._chosen]
        self.move_chosen(across + way[0] * steps * _STEP, up + way[1] * steps * _STEP)

    def _insert(self) -> None:
        """A new point on the curve, in the middle of the widest gap."""
        inputs = [point[0] for point in self._points]
        gap = int(np.argmax(np.diff(inputs)))
        middle = (inputs[gap] + inputs[gap + 1]) / 2
        more = with_point(self._points, middle, float(self.interpolate(self._points, np.array([middle]))[0]))
        if more:
            self.change(*more)
