"""A style as a tile: the photo in it, and its name below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.panel.specimen import covering, rim

PICTURE = 64
"""Pixels that the picture is high."""
LINES = 2
"""Of the name, at most."""
_ROUND = 6.0
_ICON = 20
_GAP = 2


class Tile(QAbstractButton):
    """Its text is the name. Without a picture it shows `icon` in an empty field; a `dashed` one never has one."""

    def __init__(self, icon: str, *, dashed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._dashed = icon, dashed
        self._image: QImage | None = None
        self.setCheckable(not dashed)
        self.set_lines(LINES)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # all of one width
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def image(self) -> QImage | None:
        """What it shows."""
        return self._image

    def show_image(self, image: QImage | None, icon: str) -> None:
        """The photo in this style; without one `icon` says why there is none."""
        self._image, self._icon = image, icon
        self.update()

    def lines(self, width: int) -> list[str]:
        """The name in the lines it takes in a tile of `width`, chosen or not; the last is cut where it is too long."""
        metrics, words, lines = QFontMetrics(self._font(bold=True)), self.text().split(), [""]
        for word in words:
            longer = f"{lines[-1]} {word}".strip()
            full = len(lines) == LINES or metrics.horizontalAdvance(longer) <= width or not lines[-1]
            lines = [*lines[:-1], longer] if full else [*lines, word]
        shown = QFontMetrics(self._font(bold=self.isChecked()))
        return [shown.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines]

    def set_lines(self, count: int) -> None:
        """Have room for a name of that many lines."""
        self.setFixedHeight(PICTURE + _GAP + count * QFontMetrics(self._font(bold=True)).height() + _GAP)

    def sizeHint(self) -> QSize:
        return QSize(PICTURE, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        field = QRectF(3, 3, self.width() - 6, PICTURE - 6)
        outline = QPainterPath()
        outline.addRoundedRect(field, _ROUND - 2, _ROUND - 2)
        self._paint_field(painter, field, outline)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        around = rim(palette, lit=self.isChecked(), hovered=self.underMouse(), focus=self.hasFocus())
        painter.setPen(QPen(around, 2))
        painter.drawRoundedRect(field.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)
        self._paint_title(painter)

    def _paint_field(self, painter: QPainter, field: QRectF, outline: QPainterPath) -> None:
        palette = self.palette()
        if self._dashed:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1, Qt.PenStyle.DashLine))
            painter.drawPath(outline)
        else:
            painter.fillPath(outline, palette.color(QPalette.ColorRole.Midlight))
        if self._image:
            painter.save()
            painter.setClipPath(outline)
            painter.drawImage(field, self._image, covering(self._image.size(), field))
            painter.restore()
            return
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        place = QRectF(0, 0, _ICON, _ICON)
        place.moveCenter(field.center())
        tinted(self._icon, colour.name()).paint(painter, place.toRect())

    def _paint_title(self, painter: QPainter) -> None:
        painter.setFont(self._font(bold=self.isChecked()))
        role = QPalette.ColorRole.WindowText if self.isChecked() else QPalette.ColorRole.PlaceholderText
        painter.setPen(self.palette().color(role))
        place = QRectF(0, PICTURE + _GAP, self.width(), self.height() - PICTURE - _GAP)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, flags, "\n".join(self.lines(self.width())))

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font
