"""What a model can learn to do, as a picture with a sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.panel.specimen import covering

_ROUND = 8.0
_SHARE = 0.56
"""Of the picture's width its height."""
_PAD = 14
_WORDS = 92


class GoalCard(QAbstractButton):
    """Its text is the title; `sentence` says what the model will do. Both translated."""

    def __init__(self, image: QImage, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._icon = image, icon
        self.sentence = ""
        self.setCheckable(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def tell(self, title: str, sentence: str) -> None:
        """Say what it does."""
        self.setText(title)
        self.sentence = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.heightForWidth(180))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(width * _SHARE) + _WORDS

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(whole, _ROUND, _ROUND)
        ground = QPalette.ColorRole.Midlight if self.underMouse() else QPalette.ColorRole.Base
        painter.fillPath(outline, palette.color(ground))
        picture = QRectF(whole.topLeft(), QSize(round(whole.width()), round(whole.width() * _SHARE)).toSizeF())
        painter.save()
        painter.setClipPath(outline)
        self._paint_picture(painter, picture)
        painter.restore()
        self._paint_words(painter, whole.adjusted(_PAD, picture.height() + 10, -_PAD, -8))
        lit = self.isChecked() or self.hasFocus()
        role = QPalette.ColorRole.Highlight if lit else QPalette.ColorRole.Mid
        painter.setPen(QPen(palette.color(role), 2 if lit else 1))
        painter.drawPath(outline)

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        if not self._image.isNull():
            painter.drawImage(place, self._image, covering(self._image.size(), place))
            return
        painter.fillRect(place, self.palette().color(QPalette.ColorRole.Midlight))
        field = QRectF(0, 0, 40, 40)
        field.moveCenter(place.center())
        tinted(self._icon, self.palette().color(QPalette.ColorRole.PlaceholderText).name()).paint(
            painter, field.toRect()
        )

    def _paint_words(self, painter: QPainter, place: QRectF) -> None:
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        bold.setPointSizeF(bold.pointSizeF() * 1.05)
        painter.setFont(bold)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setFont(self.font())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        painter.drawText(place.adjusted(0, 24, 0, 0), flags, self.sentence)
