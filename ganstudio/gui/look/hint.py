"""What stands where there is nothing yet: an icon and a sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ganstudio.gui.look.icons import put_icon
from ganstudio.gui.look.words import Speaker
from ganstudio.i18n import _


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


class Hint(QWidget, Speaker):
    """In the middle of its room. `title` and `text` are marked; `text` says what to do."""

    def __init__(self, icon: str, title: str, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marked: tuple[str, str] | None = None
        self._picture = Picture(icon, 32)
        self._title, self._text = QLabel(), QLabel()
        self._lay_out()
        self.say(title, text)

    @property
    def words(self) -> str:
        """What is told."""
        return f"{self._title.text()}\n{self._text.text()}"

    def say(self, title: str, text: str = "") -> None:
        """Other words, marked."""
        self._marked = title, text
        self.speak()

    def tell(self, icon: str, title: str, text: str = "") -> None:
        """Another icon, and words that are translated already, or come from a file."""
        self._marked = None
        put_icon(self._picture, icon)
        self._show(title, text)

    def speak(self) -> None:
        if self._marked:
            title, text = self._marked
            self._show(_(title), _(text))

    def _show(self, title: str, text: str) -> None:
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self._title.setProperty("kind", "strong")
        self._text.setProperty("kind", "muted")
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
