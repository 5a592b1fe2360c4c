"""What a model can learn to do, as a picture with a sentence."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.panel.specimen import covering
from ganstudio.gui.training.wizard.card import Card, bold, high, write

_SHARE = 9 / 16
"""Of the picture's width its height."""
_PAD, _GAP = 14, 6


class GoalCard(Card):
    """`sentence` says more than the title. Both translated."""

    def __init__(self, image: QImage, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._icon = image, icon
        self.sentence = ""

    def tell(self, title: str, sentence: str) -> None:
        """Say what it does."""
        self.setText(title)
        self.sentence = sentence
        self.setAccessibleDescription(sentence)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        room = width - 2 * _PAD - 2
        words = high(bold(self.font()), self.text(), room) + _GAP + high(self.font(), self.sentence, room)
        return round(width * _SHARE + words) + 2 * _PAD

    def paint_card(self, painter: QPainter, whole: QRectF) -> None:
        picture = QRectF(whole.topLeft(), QSizeF(whole.width(), round(whole.width() * _SHARE)))
        self._paint_picture(painter, picture)
        palette = self.palette()
        place = whole.adjusted(_PAD, picture.height() + _PAD - 2, -_PAD, 0)
        place = write(painter, place, bold(self.font()), self.text(), QPalette.ColorRole.WindowText, palette)
        place.adjust(0, _GAP, 0, 0)
        write(painter, place, self.font(), self.sentence, QPalette.ColorRole.PlaceholderText, palette)

    def _paint_picture(self, painter: QPainter, place: QRectF) -> None:
        palette = self.palette()
        if not self._image.isNull():
            painter.drawImage(place, self._image, covering(self._image.size(), place))
            return
        painter.fillRect(place, palette.color(QPalette.ColorRole.Midlight))
        field = QRectF(0, 0, 40, 40)
        field.moveCenter(place.center())
        colour = palette.color(QPalette.ColorRole.PlaceholderText)
        tinted(self._icon, colour.name()).paint(painter, field.toRect())
