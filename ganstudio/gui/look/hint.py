"""What stands where there is nothing yet: an icon and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import say


class Picture(QLabel):
    """An icon that is no button. Set it by `put_icon`, so that it follows the theme."""

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self.setFixedSize(side, side)
        put_icon(self, name)

    def setIcon(self, icon: QIcon) -> None:
        """What `put_icon` calls."""
        self.setPixmap(icon.pixmap(QSize(self._side, self._side), self.devicePixelRatioF()))


class Hint(QWidget):
    """In the middle of its room. `title` and `text` are marked; `text` says what to do."""

    def __init__(self, icon: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 24, 24, 24)
        self.column.setSpacing(6)
        self.column.addStretch(1)
        self._picture = Picture(icon, 32)
        self.column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(6)
        self._title, self._text = QLabel(), QLabel()
        self._title.setProperty("kind", "strong")
        self._text.setProperty("kind", "muted")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.column.addWidget(label)
        self.column.addStretch(1)
        self.say(title, text)

    def say(self, title: str, text: str = "") -> None:
        """Other words, marked."""
        say(self._title, title)
        say(self._text, text)
        self._text.setVisible(bool(text))

    def tell(self, icon: str, title: str, text: str = "") -> None:
        """Another icon, and words that are translated already, or come from a file."""
        put_icon(self._picture, icon)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
