"""A preset as a card: what it is called, how long it takes, what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganstudio.gui.look.icons import tinted

_HIGH = 132
_PAD = 16


class PresetCard(QAbstractButton):
    """Its text is the title; `time` and `sentence` are translated too."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.time = self.sentence = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def tell(self, title: str, time: str, sentence: str) -> None:
        """Say what it is."""
        self.setText(title)
        self.time, self.sentence = time, sentence
        self.setAccessibleDescription(f"{time}. {sentence}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(220, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ground = QPalette.ColorRole.Midlight if self.underMouse() else QPalette.ColorRole.Base
        painter.fillPath(outline, palette.color(ground))
        lit = self.isChecked() or self.hasFocus()
        role = (
            QPalette.ColorRole.Highlight
            if self.isChecked()
            else QPalette.ColorRole.Link
            if lit
            else QPalette.ColorRole.Mid
        )
        painter.setPen(QPen(palette.color(role), 2 if lit else 1))
        painter.drawPath(outline)
        self._paint_words(painter, QRectF(self.rect()).adjusted(_PAD, 14, -_PAD, -12))

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        palette = self.palette()
        colour = palette.color(QPalette.ColorRole.Link if self.isChecked() else QPalette.ColorRole.PlaceholderText)
        tinted(self._icon, colour.name()).paint(painter, QRectF(place.left(), place.top(), 20, 20).toRect())
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * 1.05)
        painter.setFont(bold)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.drawText(place.adjusted(30, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(self.font())
        painter.drawText(place.adjusted(0, 30, 0, 0), Qt.AlignmentFlag.AlignLeft, self.time)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(place.adjusted(0, 52, 0, 0), flags, self.sentence)
