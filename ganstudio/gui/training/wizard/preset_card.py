"""A preset as a card: how long it takes, what it is called, what comes of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QWidget

from ganstudio.gui.look.icons import tinted
from ganstudio.gui.training.wizard.card import Card, bold, high, write

_PAD, _GAP, _ICON = 16, 6, 20


class PresetCard(Card):
    """`time` and `sentence` are translated."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.time = self.sentence = ""

    def tell(self, title: str, time: str, sentence: str) -> None:
        """Say what it is."""
        self.setText(title)
        self.time, self.sentence = time, sentence
        self.setAccessibleDescription(f"{time}. {sentence}")
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        room = width - 2 * _PAD - 2
        words = high(bold(self.font()), self.text(), room) + _GAP + high(self.font(), self.sentence, room)
        return round(_ICON + 2 * _GAP + words) + 2 * _PAD

    def paint_card(self, painter: QPainter, whole: QRectF) -> None:
        palette = self.palette()
        place = whole.adjusted(_PAD, _PAD, -_PAD, 0)
        role = QPalette.ColorRole.Link if self.isChecked() else QPalette.ColorRole.PlaceholderText
        icon = QRectF(place.left(), place.top(), _ICON, _ICON)
        tinted(self._icon, palette.color(role).name()).paint(painter, icon.toRect())
        middle = (_ICON - high(self.font(), self.time, place.width())) / 2
        write(painter, place.adjusted(_ICON + 8, middle, 0, 0), self.font(), self.time, role, palette)
        place.adjust(0, _ICON + 2 * _GAP, 0, 0)
        place = write(painter, place, bold(self.font()), self.text(), QPalette.ColorRole.WindowText, palette)
        place.adjust(0, _GAP, 0, 0)
        write(painter, place, self.font(), self.sentence, QPalette.ColorRole.PlaceholderText, palette)
