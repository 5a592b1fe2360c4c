"""A neighbour as a tile: the small picture of its face, its seed below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganstudio.gui.panel.specimen import rim

SIDE = 76
"""Of the picture, in pixels."""
_ROUND = 6.0
_EDGE = 3
_GAP = 2


class FaceTile(QAbstractButton):
    """Its text is the seed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image: QImage | None = None
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_image(self, image: QImage | None) -> None:
        """The face, or an empty field."""
        if image is not self.image:
            self.image = image
            self.update()

    def sizeHint(self) -> QSize:
        side = SIDE + 2 * _EDGE
        return QSize(side, side + _GAP + QFontMetrics(self._font(bold=True)).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        field = QRectF(_EDGE, _EDGE, SIDE, SIDE)
        outline = QPainterPath()
        outline.addRoundedRect(field, _ROUND - 2, _ROUND - 2)
        painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        if self.image:
            painter.setClipPath(outline)
            painter.drawImage(field, self.image)
            painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = rim(palette, lit=self.isChecked(), hovered=self.underMouse(), focus=self.hasFocus())
        painter.setPen(QPen(around, 2))
        painter.drawRoundedRect(field.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)
        painter.setFont(self._font(bold=self.isChecked()))
        role = QPalette.ColorRole.WindowText if self.isChecked() else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(role))
        below = QRectF(0, SIDE + 2 * _EDGE + _GAP, self.width(), self.height() - SIDE - 2 * _EDGE - _GAP)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, self.text())

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font
