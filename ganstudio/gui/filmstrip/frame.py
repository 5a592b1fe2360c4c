"""How one picture of the film strip looks."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QLineF, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

WIDE, HIGH = 116, 104
"""A frame with its name, in logical pixels."""
PICTURE = 96
"""The longest side of a picture on the strip."""
_NAME = 20
_PAD = 5

Index = QModelIndex | QPersistentModelIndex


class Role(IntEnum):
    """What the model tells beside the name."""

    PICTURE = Qt.ItemDataRole.UserRole + 1
    OPEN = PICTURE + 1
    UNSAVED = PICTURE + 2
    REFUSED = PICTURE + 3


class Frame(QStyledItemDelegate):
    """Picture, name below, a dot for unsaved changes, a cross to close what is open."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDE, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        palette: QPalette = option.palette
        state: QStyle.StateFlag = option.state
        whole = QRectF(option.rect)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_ground(painter, whole, palette, chosen, hovered)
        field = whole.adjusted(_PAD + 3, _PAD + 2, -_PAD - 3, -_NAME - _PAD)
        picture = index.data(Role.PICTURE)
        if isinstance(picture, QPixmap):
            self.paint_picture(painter, field, picture)
        else:
            self.paint_placeholder(painter, field, palette, bool(index.data(Role.REFUSED)))
        self._paint_name(painter, whole, palette, index)
        if index.data(Role.OPEN) and hovered:
            self._paint_cross(painter, closing_cross(whole))
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, whole: QRectF, palette: QPalette, chosen: bool, hovered: bool) -> None:
        accent = palette.color(QPalette.ColorRole.Highlight)
        ground = QColor(accent if chosen else palette.color(QPalette.ColorRole.WindowText))
        ground.setAlpha(46 if chosen else 20 if hovered else 0)
        painter.setPen(QPen(accent, 1.5) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(whole.adjusted(2, 1.5, -2, -1.5), 7, 7)

    @staticmethod
    def paint_picture(painter: QPainter, field: QRectF, picture: QPixmap) -> None:
        """The picture, as large as `field` allows."""
        size = picture.size().toSizeF().scaled(field.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, max(2.0, size.width()), max(2.0, size.height()))
        place.moveCenter(field.center())
        rounded = QPainterPath()
        rounded.addRoundedRect(place, 3, 3)
        painter.save()
        painter.setClipPath(rounded)
        painter.fillRect(place, QColor(235, 235, 235))
        painter.drawPixmap(place, picture, QRectF(picture.rect()))
        painter.restore()

    @staticmethod
    def paint_placeholder(painter: QPainter, field: QRectF, palette: QPalette, refused: bool) -> None:
        """What stands for a picture that is to come, or that will not because its file was `refused`."""
        faint = QColor(palette.color(QPalette.ColorRole.WindowText))
        faint.setAlpha(26)
        place = QRectF(0, 0, min(field.width(), field.height() * 1.4), field.height())
        place.moveCenter(field.center())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint)
        painter.drawRoundedRect(place, 3, 3)
        if refused:
            faint.setAlpha(120)
            painter.setPen(QPen(faint, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            centre = place.center()
            painter.drawLine(QLineF(centre - QPointF(0, 12), centre + QPointF(0, 4)))
            painter.drawPoint(centre + QPointF(0, 12))

    @staticmethod
    def _paint_name(painter: QPainter, whole: QRectF, palette: QPalette, index: Index) -> None:
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * 0.85)
        painter.setFont(font)
        line = QRectF(whole.left() + _PAD + 3, whole.bottom() - _NAME - 2, whole.width() - 2 * _PAD - 6, _NAME)
        metrics = painter.fontMetrics()
        dot = 11.0 if index.data(Role.UNSAVED) else 0.0
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, int(line.width() - dot))
        left = line.center().x() - (metrics.horizontalAdvance(name) + dot) / 2
        if dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawEllipse(QPointF(left + 3, line.center().y() + 0.5), 3, 3)
        text = QColor(palette.color(QPalette.ColorRole.WindowText))
        text.setAlpha(255 if index.data(Role.OPEN) else 150)
        painter.setPen(text)
        painter.drawText(line.adjusted(left + dot - line.left(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, name)

    @staticmethod
    def _paint_cross(painter: QPainter, place: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(20, 20, 22, 200))
        painter.drawEllipse(place)
        painter.setPen(QPen(QColor(255, 255, 255), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        arm = place.adjusted(5, 5, -5, -5)
        painter.drawLine(QLineF(arm.topLeft(), arm.bottomRight()))
        painter.drawLine(QLineF(arm.topRight(), arm.bottomLeft()))


def closing_cross(whole: QRectF) -> QRectF:
    """Where a click closes the photo of the frame `whole`."""
    return QRectF(whole.right() - 24, whole.top() + 6, 17, 17)
