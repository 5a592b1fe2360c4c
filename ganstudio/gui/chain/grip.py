"""What a card is taken by, to be put elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent

from ganstudio.gui.look.hint import Picture
from ganstudio.gui.look.words import say
from ganstudio.i18n import N_


class Grip(Picture):
    """Held, it moves its card. Positions are of the screen."""

    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__("grip-vertical", 16)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        say(self, N_("Drag to another place"), "toolTip")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.dropped.emit()
