"""The photo's values above the handles of levels."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QWidget

from ganstudio.gui.panel.handles import Handles
from ganstudio.gui.panel.hills import COLOURS, Shares, paint_ground, paint_shares

GREYS = ("#000000", "#808080", "#ffffff")
_HILLS = 80.0


class LevelsPlot(Handles):
    """The photo's values above the handles; what becomes black or white is dimmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(GREYS, high=_HILLS, parent=parent)
        self._hills: Shares | None = None
        self._channels: tuple[int, ...] = COLOURS

    def show_hills(self, hills: Shares | None, channels: tuple[int, ...]) -> None:
        """Show these shares of the photo."""
        self._hills, self._channels = hills, channels
        self.update()

    def paint_strip(self, painter: QPainter) -> None:
        field, palette = self.field, self.palette()
        outline = paint_ground(painter, field.adjusted(-1, 0, 1, 0), palette)
        painter.save()
        painter.setClipPath(outline)
        if self._hills is not None:
            paint_shares(painter, field.adjusted(0, 8, 0, 0), self._hills, palette, channels=self._channels)
        black, middle, white = (self.x_of(share) for share in self.shares)
        veil = QColor(palette.color(QPalette.ColorRole.Window))
        veil.setAlpha(170)
        painter.fillRect(QRectF(field.left() - 1, field.top(), black - field.left() + 1, field.height()), veil)
        painter.fillRect(QRectF(white, field.top(), field.right() + 1 - white, field.height()), veil)
        ink = QColor(palette.color(QPalette.ColorRole.Text))
        for x, strength in ((black, 150), (middle, 70), (white, 150)):
            ink.setAlpha(strength)
            painter.setPen(QPen(ink, 1))
            painter.drawLine(round(x), round(field.top()), round(x), round(field.bottom()))
        painter.restore()
