"""What a tool lays on the canvas for the hand: a crop frame, a picker, a line to set straight by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QPointF, Qt

from ganstudio.gui.canvas.canvas import Canvas
from ganstudio.gui.canvas.overlay import Overlay
from ganstudio.image.photo import Photo

ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
"""Arrow key → where it leads."""


def apart(at: QPointF, other: QPointF) -> float:
    """Logical pixels between two places on the screen."""
    away = at - other
    return float((away.x() ** 2 + away.y() ** 2) ** 0.5)


class Hand(Protocol):
    """The panel as an instrument sees it."""

    @property
    def params(self) -> Any:
        """What the form says."""

    @property
    def form(self) -> Any:
        """The form, where an instrument has a switch of its own in it."""

    def put_params(self, params: Any) -> None:
        """Show `params` in the form, as if the user had typed them."""

    def apply(self) -> None:
        """Do it to the photo, if it can be done."""


class Instrument(Overlay):
    """Lives as long as its tool and its photo are the current ones. Its state is the tool's parameters.

    The canvas paints anew when the parameters have changed, so that an instrument keeps nothing but what is held.
    """

    def __init__(self, hand: Hand, canvas: Canvas, photo: Photo) -> None:
        self.hand, self.canvas, self.photo = hand, canvas, photo

    def leave(self) -> None:
        """It is taken off the canvas: what it has put beside the photo goes too."""

    @property
    def params(self) -> Any:
        """The tool's parameters as they stand."""
        return self.hand.params

    def change(self, **values: Any) -> None:
        """Change some of them."""
        self.hand.put_params(replace(self.hand.params, **values))
