"""The photo's values above the handles of levels."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ganstudio.gui.panel.handles import Handles
from ganstudio.gui.panel.hills import COLOURS, Hills, Shares, paint_border

GREYS = ("#000000", "#808080", "#ffffff")
_HILLS = 80.0


class LevelsPlot(Handles):
    """The photo's values above the handles; what becomes black or white is dimmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(GREYS, high=_HILLS, parent=parent)
        self._hills = Hills(above=8)
        self._values: Shares | None = None
        self._channels: tuple[int, ...] = COLOURS

    def show_shares(self, shares: Shares | None, channels: tuple[int, ...]) -> None:
        """Show these shares of the photo."""
        self._values, self._channels = shares, channels
        self.update()

    def paint_strip(self, painter: QPainter) -> None:
        field, palette = self.field, self.palette()
        self._hills.paint(painter, field, self._values, palette, self._channels)
        black, middle, white = (self.x_of(share) for share in self.shares)
        veil = QColor(palette.color(QPalette.ColorRole.Window))
        veil.setAlpha(170)
        painter.fillRect(QRectF(field.left(), field.top(), black - field.left(), field.height()), veil)
        painter.fillRect(QRectF(white, field.top(), field.right() - white, field.height()), veil)
        ink = QColor(palette.color(QPalette.ColorRole.Text))
        for x, strength in ((black, 150), (middle, 70), (white, 150)):
            ink.setAlpha(strength)
            painter.setPen(QPen(ink, 1))
            painter.drawLine(round(x), round(field.top()), round(x), round(field.bottom()))
        paint_border(painter, field, palette)
