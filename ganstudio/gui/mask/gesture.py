"""What the hand does on a mask between a press and its end. All in pixels of the photo."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter

from ganstudio.gui.canvas.view import View


class Gesture:
    """Begins with a press at a point of the photo."""

    open = False
    """Whether it goes on after the release: with clicks, to its end."""

    def press(self, at: QPointF, view: View) -> None:
        """Another press, where it is open."""

    def move(self, at: QPointF, keys: Qt.KeyboardModifier, pressure: float, view: View) -> None:
        """The hand has gone on, with the button down."""

    def hover(self, at: QPointF) -> None:
        """The hand has gone on, with the button up, where it is open."""

    def release(self, at: QPointF) -> None:
        """The hand has let go."""

    def drop(self) -> None:
        """The user does not want it."""

    def paint(self, painter: QPainter, view: View) -> None:
        """Show what is being drawn."""


def apart(one: QPointF, other: QPointF, view: View) -> float:
    """Logical pixels between two points of the photo."""
    return QLineF(view.to_screen(one), view.to_screen(other)).length()
